// SPDX-License-Identifier: Apache-2.0
//
// TlsSession: one side of one encrypted connection. It turns plain bytes into records and back; a carrier, passed with each call, moves
// them.
//
// The library asks for a record's header and then for its body. A call receives both at once, and what follows, into a block on the stack;
// what it has no use for yet is kept until the next call. So a request costs one system call to read, and a connection between two requests
// holds nothing but the library's own state.
//
// Counts are as a transport's: bytes moved, -EAGAIN to wait for the carrier, or another errno negated. -EPROTO: fault() tells more.
#pragma once

#include <sys/uio.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "saki/base/error.h"
#include "saki/tls/tls_client_context.h"
#include "saki/tls/tls_context.h"
#include "saki/tls/tls_fault.h"
#include "saki/tls/tls_info.h"
#include "tls/tls_carrier.h"

struct ssl_st;

namespace saki {

class TlsSession {  // Affinity: loop.
 public:
  using Count = std::ptrdiff_t;

  explicit TlsSession(const TlsContext& context);  // The server's side. Throws std::bad_alloc.
  // The client's side, of a connection to `host`: a name or an IP address. Throws std::bad_alloc, std::invalid_argument for no such thing.
  TlsSession(const TlsClientContext& context, const std::string& host);
  ~TlsSession();
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;

  // Records go to `socket` by the library itself, and the kernel encrypts them where it takes that over (kTLS). Before the handshake. Such
  // writes raise SIGPIPE.
  void let_kernel_send(int socket);
  [[nodiscard]] bool sends_by_kernel() const noexcept;

  // Goes on with the handshake; 0 once it is done. read() does so as well.
  [[nodiscard]] Count shake_hands(TlsCarrier& carrier) noexcept;
  [[nodiscard]] bool established() const noexcept { return established_; }
  [[nodiscard]] bool wants_to_send() const noexcept { return blocked_; }  // After -EAGAIN of the handshake: wait for that.

  // Fills `into` until there is nothing more to be had; 0 once the other side has said that it is done.
  [[nodiscard]] Count read(TlsCarrier& carrier, MutableBytes into) noexcept;
  // Another read() would find something without the carrier having received anything.
  [[nodiscard]] bool holds_unread() const noexcept;

  // Less than all where the carrier is full: the next call begins with the byte behind those, as of a socket. That one byte may be under
  // way already; what comes behind it is whatever the caller likes.
  [[nodiscard]] Count write(TlsCarrier& carrier, std::span<const iovec> pieces) noexcept;
  // 0 at the end of the file. `offset` advances by what was sent.
  [[nodiscard]] Count send_file(TlsCarrier& carrier, int file, std::uint64_t& offset, std::size_t count_bytes) noexcept;

  // Says that nothing more will be sent (close_notify). Nothing where that makes no sense.
  void say_end(TlsCarrier& carrier) noexcept;

  [[nodiscard]] std::optional<Error> fault() const noexcept { return fault_; }
  [[nodiscard]] std::size_t take_plain_text(MutableBytes into) noexcept;  // After TlsFault::PlainHttp: what came.

  // Whether a request for `host`, as its Host field names it, may come over this session of a server.
  [[nodiscard]] bool answers_for(std::string_view host) const noexcept;
  [[nodiscard]] bool resumed() const noexcept;
  [[nodiscard]] const TlsInfo& info();  // Once it is established. Made when first asked for. Throws std::bad_alloc.
  [[nodiscard]] ssl_st* library() const noexcept { return ssl_.get(); }

 private:
  friend struct TlsBio;
  struct Deleter {
    void operator()(ssl_st* ssl) const noexcept;
  };
  class Call;
  enum class End : std::uint8_t { None, Said, Failed };  // Of what the other side sends.

  TlsSession(ssl_st* ssl, bool is_server);

  // For the library, by way of its BIO.
  [[nodiscard]] Count pull(MutableBytes into) noexcept;
  [[nodiscard]] Count push(ByteView bytes) noexcept;

  [[nodiscard]] Count receive(MutableBytes into) noexcept;
  [[nodiscard]] Count starve() noexcept;
  [[nodiscard]] bool looks_like_http() const noexcept;
  [[nodiscard]] Count send(ByteView bytes) noexcept;
  [[nodiscard]] Count go_on_shaking() noexcept;
  [[nodiscard]] Count write_record(ByteView record) noexcept;
  [[nodiscard]] Count finish_record() noexcept;
  [[nodiscard]] Count hold_back(Count taken, bool all) noexcept;
  [[nodiscard]] Count send_file_by_kernel(int file, std::uint64_t& offset, std::size_t count_bytes) noexcept;
  [[nodiscard]] bool stuck() const noexcept { return deferred_ != nullptr || unfinished_bytes_ > 0; }
  [[nodiscard]] Count stopped() noexcept;
  [[nodiscard]] Error find_fault() const noexcept;
  [[nodiscard]] Count tell_end() const noexcept;
  [[nodiscard]] bool send_deferred() noexcept;  // False where some is left.
  [[nodiscard]] bool defer(ByteView bytes) noexcept;
  void keep_ahead() noexcept;

  std::unique_ptr<ssl_st, Deleter> ssl_;
  Call* call_ = nullptr;  // The one that the library is in.
  std::span<std::byte> ahead_;  // Received and not yet asked for: in the call's block, or in what was kept.
  std::unique_ptr<std::byte[]> kept_;  // Where the block of a call that is over held some.
  std::unique_ptr<std::vector<std::byte>> deferred_;  // Of records that found no room. They go before the next ones.
  std::unique_ptr<const TlsInfo> info_;
  std::optional<Error> fault_;
  std::uint32_t control_bytes_ = 0;  // Received since the last content.
  std::uint32_t unfinished_bytes_ = 0;  // Content of a record that the library itself could not send, to a socket of its own.
  std::int32_t carrier_error_ = 0;  // An errno.
  End end_ = End::None;
  bool is_server_;
  bool is_first_ = true;  // Nothing was received so far.
  bool is_plain_ = false;  // That was HTTP.
  bool has_ended_ = false;  // The carrier has.
  bool established_ = false;
  bool blocked_ = false;  // The carrier takes no more.
  bool owes_byte_ = false;  // The next byte to be written was encrypted already.
};

}  // namespace saki
