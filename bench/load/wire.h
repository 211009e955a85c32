// SPDX-License-Identifier: Apache-2.0
//
// Wire: one connection's way to the server and back, bare or encrypted.
#pragma once

#include <openssl/types.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "saki/base/file_descriptor.h"

namespace load {

struct SslEnd {
  void operator()(SSL* ssl) const noexcept;  // Keeps the session good for resuming.
};
using UniqueSsl = std::unique_ptr<SSL, SslEnd>;

struct Moved {
  enum class Next { Any, Receive, Send, End };  // What the wire can do next; End: it is broken, or the server has closed it.

  std::size_t bytes = 0;
  Next next = Next::Any;
};

class Wire {  // Affinity: one thread.
 public:
  Wire() noexcept = default;
  // `ssl` is set up on the socket's descriptor, or null: then nothing is encrypted.
  Wire(saki::FileDescriptor socket, UniqueSsl ssl) noexcept : socket_(std::move(socket)), ssl_(std::move(ssl)) {}

  [[nodiscard]] Moved send(std::string_view bytes) noexcept;
  [[nodiscard]] Moved receive(std::span<char> into) noexcept;
  [[nodiscard]] bool holds_more() const noexcept;  // Received from the socket, but not yet from here.
  [[nodiscard]] bool resumed() const noexcept;     // The handshake took up an earlier session.

  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }
  [[nodiscard]] explicit operator bool() const noexcept { return static_cast<bool>(socket_); }
  void close() noexcept;

 private:
  [[nodiscard]] Moved encrypted(int result) const noexcept;

  saki::FileDescriptor socket_;
  UniqueSsl ssl_;
};

}  // namespace load
