// SPDX-License-Identifier: Apache-2.0
#include "net/receive_proxy_header.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <vector>

#include "net/until_readable.h"

namespace saki {
namespace {

constexpr std::size_t kPeekBytes = 2048;

// A header in the making. Bytes are looked at first and taken from the socket once they are known to be its.
class Receipt {
 public:
  Receipt(int socket, std::size_t limit_bytes) noexcept : socket_(socket), limit_bytes_(limit_bytes) {}

  // Takes what has come. True once the header is complete, false where nothing more has come.
  [[nodiscard]] Result<bool> take(ProxyHeader& into) {
    for (;;) {
      std::array<std::byte, kPeekBytes> bytes;
      const ssize_t count = ::recv(socket_, bytes.data(), bytes.size(), MSG_PEEK | MSG_DONTWAIT);
      if (count == 0) return fail(Error::Closed);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0 && errno == EAGAIN) return false;
      if (count < 0) return fail(Error::last_system());
      const Result<bool> complete = take(std::span(bytes).first(static_cast<std::size_t>(count)), into);
      if (!complete || *complete) return complete;
    }
  }

 private:
  [[nodiscard]] Result<bool> take(MutableBytes peeked, ProxyHeader& into) {
    const std::size_t before_bytes = received_.size();
    received_.insert(received_.end(), peeked.begin(), peeked.end());
    const Result<std::size_t> header_bytes = decode_proxy_header(received_, limit_bytes_, into);
    if (!header_bytes) return fail(header_bytes.error());
    const bool complete = *header_bytes > 0;
    const MutableBytes ours = complete ? peeked.first(*header_bytes - before_bytes) : peeked;
    if (::recv(socket_, ours.data(), ours.size(), MSG_DONTWAIT) < 0) return fail(Error::last_system());
    return complete;
  }

  int socket_;
  std::size_t limit_bytes_;
  std::vector<std::byte> received_;
};

}  // namespace

Task<Result<>> receive_proxy_header(Loop& loop, int socket, std::size_t limit_bytes, MonotonicTime deadline, ProxyHeader& into) {
  Receipt receipt(socket, limit_bytes);
  for (;;) {
    const Result<bool> complete = receipt.take(into);
    if (!complete) co_return fail(complete.error());
    if (*complete) co_return {};
    SAKI_CO_TRY(co_await UntilReadable(loop, socket, deadline));
  }
}

}  // namespace saki
