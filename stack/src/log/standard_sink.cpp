// SPDX-License-Identifier: Apache-2.0
#include "saki/log/standard_sink.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

namespace saki {
namespace {

constexpr int kPatienceMilliseconds = 1000;

// A pipe that is ready takes PIPE_BUF bytes without blocking; more could wait for its reader.
bool ready(int descriptor, int patience_milliseconds) noexcept {
  pollfd asked{descriptor, POLLOUT, 0};
  return ::poll(&asked, 1, patience_milliseconds) > 0;
}

}  // namespace

StandardSink::StandardSink(StandardStream stream, LineSinkOptions options) noexcept
    : LineSink(std::move(options)), descriptor_(stream == StandardStream::Error ? STDERR_FILENO : STDOUT_FILENO) {}

LineSink::Written StandardSink::write(std::string_view bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    if (!ready(descriptor_, stalled_ ? 0 : kPatienceMilliseconds)) {
      stalled_ = true;
      return {done, Error::Timeout};
    }
    stalled_ = false;
    const ssize_t count = ::write(descriptor_, bytes.data() + done, std::min<std::size_t>(bytes.size() - done, PIPE_BUF));
    if (count > 0) done += static_cast<std::size_t>(count);
    if (count == 0 || (count < 0 && errno != EINTR)) return {done, count == 0 ? Error::Closed : Error::last_system()};
  }
  return {done};
}

}  // namespace saki
