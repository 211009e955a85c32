// SPDX-License-Identifier: Apache-2.0
//
// How a stream begins to encrypt.
#include <cerrno>
#include <stdexcept>

#include "net/tls_transport.h"
#include "saki/net/stream.h"

namespace saki {

// One step of the handshake, as far as it comes with the socket ready in one direction. True: it has to go on in the other one.
class Stream::ShakingHands final : public Operation {
 public:
  ShakingHands(Stream& stream, Side& side, TlsTransport& transport) noexcept : Operation(stream, side), transport_(transport) {}
  [[nodiscard]] Result<bool> await_resume() const noexcept {
    const Result<std::size_t> ended = outcome();
    if (!ended) return fail(ended.error());
    return *ended != 0;
  }

 private:
  bool attempt() noexcept override {
    const IoCount count = transport_.shake_hands(stream_.descriptor());
    if (count == 0) return end(transport_.established() ? Result<std::size_t>(0) : fail(Error::Closed));
    if (count != -EAGAIN) return end(fail(transport_.error_of(static_cast<int>(-count))));
    const bool waits_to_write = &side_ == &stream_.writing_;
    if (transport_.wants_to_send() == waits_to_write) return not_ready();
    return end(1);
  }
  bool end(Result<std::size_t> outcome) noexcept {
    outcome_ = outcome;
    return true;
  }

  TlsTransport& transport_;
};

Task<Result<>> Stream::start_tls(std::shared_ptr<const TlsContext> context) {
  if (transport_ != nullptr) co_return fail(Error::Invalid);
  co_return co_await shake_hands(std::make_unique<TlsTransport>(descriptor(), *context));
}

Task<Result<>> Stream::start_tls(std::shared_ptr<const TlsClientContext> context, std::string host) {
  if (transport_ != nullptr) co_return fail(Error::Invalid);
  std::unique_ptr<TlsTransport> transport;
  try {
    transport = std::make_unique<TlsTransport>(*context, host);
  } catch (const std::invalid_argument&) {
    co_return fail(Error::Invalid);
  }
  co_return co_await shake_hands(std::move(transport));
}

Task<Result<>> Stream::shake_hands(std::unique_ptr<TlsTransport> transport) {
  reading_.ready = writing_.ready = true;  // Whoever speaks first does so whatever was read before.
  for (bool to_write = false;;) {
    const Result<bool> other_way = co_await ShakingHands(*this, to_write ? writing_ : reading_, *transport);
    if (!other_way) co_return fail(other_way.error());
    if (!*other_way) break;
    to_write = !to_write;
  }
  reading_.ready = writing_.ready = true;
  transport_ = transport.release();
  started_tls_ = true;
  co_return {};
}

const TlsInfo* Stream::tls() const { return started_tls_ ? &static_cast<TlsTransport*>(transport_)->session().info() : nullptr; }

}  // namespace saki
