// SPDX-License-Identifier: Apache-2.0
#include <sys/socket.h>

#include <cerrno>

#include "net/socket_io.h"
#include "saki/net/stream.h"

namespace saki {

// Waits for a connection attempt to end, which the kernel tells as writable.
class Stream::Connecting final : public Operation {
 public:
  explicit Connecting(Stream& stream) noexcept : Operation(stream, stream.writing_) { side_.ready = false; }
  [[nodiscard]] Result<> await_resume() const noexcept {
    SAKI_TRY(outcome());
    return {};
  }

 private:
  bool attempt() noexcept override {
    if (const int error = stream_.error_ != 0 ? stream_.error_ : take_socket_error(stream_.descriptor())) return end_failed(error);
    return true;
  }
};

Task<Result<std::unique_ptr<Stream>>> Stream::connect(Loop& loop, Address address, Duration limit) {
  FileDescriptor socket(::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket) co_return fail(Error::last_system());
  if (!address.is_unix()) send_without_delay(socket.get());

  const int connected = ::connect(socket.get(), address.kernel(), address.kernel_bytes());
  if (connected != 0 && errno != EINPROGRESS) co_return fail(Error::last_system());
  auto stream = std::make_unique<Stream>(loop, std::move(socket));
  if (connected != 0) {
    stream->set_write_deadline(loop.now() + limit);
    SAKI_CO_TRY(co_await Connecting(*stream));
    stream->set_write_deadline(MonotonicTime::max());
  }
  co_return stream;
}

}  // namespace saki
