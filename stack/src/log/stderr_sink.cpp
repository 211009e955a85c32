// SPDX-License-Identifier: Apache-2.0
#include "saki/log/stderr_sink.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>

namespace saki {
namespace {

constexpr int kPatienceMilliseconds = 1000;

// A pipe that is ready takes PIPE_BUF bytes without blocking; more could wait for its reader.
bool ready(int patience_milliseconds) noexcept {
  pollfd descriptor{STDERR_FILENO, POLLOUT, 0};
  return ::poll(&descriptor, 1, patience_milliseconds) > 0;
}

}  // namespace

LineSink::Written StderrSink::write(std::string_view bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    if (!ready(stalled_ ? 0 : kPatienceMilliseconds)) {
      stalled_ = true;
      return {done, Error::Timeout};
    }
    stalled_ = false;
    const ssize_t count = ::write(STDERR_FILENO, bytes.data() + done, std::min<std::size_t>(bytes.size() - done, PIPE_BUF));
    if (count > 0) done += static_cast<std::size_t>(count);
    if (count == 0 || (count < 0 && errno != EINTR)) return {done, count == 0 ? Error::Closed : Error::last_system()};
  }
  return {done};
}

}  // namespace saki
