// SPDX-License-Identifier: Apache-2.0
//
// Transport: how a stream's bytes get on and off its socket when not by plain system calls. None is set for plain TCP and Unix sockets,
// which then cost one predictable branch; encryption and fault injection set one.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "saki/base/bytes.h"
#include "saki/base/error.h"

namespace saki {

// Bytes moved, or an errno negated. -EAGAIN: nothing moved, wait until the socket is ready. Never -EINTR.
using IoCount = std::ptrdiff_t;

class Transport {  // Affinity: loop. Outlives its stream.
 public:
  virtual ~Transport() = default;
  [[nodiscard]] virtual IoCount read(int socket, MutableBytes into) noexcept = 0;
  [[nodiscard]] virtual IoCount write(int socket, std::span<const iovec> pieces) noexcept = 0;
  [[nodiscard]] virtual IoCount send_file(int socket, int file, std::uint64_t& offset, std::size_t count_bytes) noexcept = 0;

  // Something can be read of which the socket knows nothing any more.
  [[nodiscard]] virtual bool holds_unread() const noexcept { return false; }
  // What a negative count meant.
  [[nodiscard]] virtual Error error_of(int error_number) const noexcept { return Error::system(error_number); }
  // Tells the other side, in whatever way it has, that nothing more will be sent.
  virtual void say_end(int /*socket*/) noexcept {}
};

[[nodiscard]] inline IoCount write_by(Transport& transport, int socket, ByteView bytes) noexcept {
  const iovec piece{const_cast<std::byte*>(bytes.data()), bytes.size()};  // Only read.
  return transport.write(socket, {&piece, 1});
}

}  // namespace saki
