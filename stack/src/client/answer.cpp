// SPDX-License-Identifier: Apache-2.0
#include "saki/client/answer.h"

#include <algorithm>

#include "client/client_exchange.h"
#include "saki/client/client_fault.h"

namespace saki::client {
namespace {

constexpr std::size_t kFirstRoomBytes = 4 * 1024;
constexpr std::uint64_t kMostReservedBytes = 1024 * 1024;  // What a server announces is believed so far.

}  // namespace

Answer::Answer(std::unique_ptr<ClientExchange> exchange) noexcept : exchange_(std::move(exchange)) {}
Answer::Answer(Answer&&) noexcept = default;
Answer& Answer::operator=(Answer&&) noexcept = default;
Answer::~Answer() = default;

http::Status Answer::status() const noexcept { return exchange_->head().status; }
http::HttpVersion Answer::version() const noexcept { return exchange_->head().lines.version; }
std::string_view Answer::reason() const noexcept { return exchange_->head().reason; }
const http::FieldTable& Answer::fields() const noexcept { return exchange_->head().lines.fields; }
std::string_view Answer::field(std::string_view name) const noexcept { return exchange_->head().lines.field(name); }
std::optional<std::uint64_t> Answer::length() const noexcept { return exchange_->length(); }
bool Answer::at_end() const noexcept { return exchange_->at_end(); }
std::span<const http::Field> Answer::trailers() const noexcept { return exchange_->trailers(); }

Task<Outcome<std::size_t>> Answer::read(MutableBytes into) { return exchange_->read(into); }

void Answer::lift_content_bound() noexcept { exchange_->lift_content_bound(); }

Task<Outcome<std::string>> Answer::read_all(std::uint64_t limit_bytes) {
  std::string content(static_cast<std::size_t>(std::min(length().value_or(0), kMostReservedBytes)), '\0');
  std::size_t size = 0;
  while (!at_end()) {
    if (size == content.size()) content.resize(std::max(kFirstRoomBytes, size * 2));
    const MutableBytes room = std::as_writable_bytes(std::span(content)).subspan(size);
    Outcome<std::size_t> count = co_await exchange_->read(room);
    if (!count) co_return std::unexpected(std::move(count.error()));
    size += *count;
    if (size > limit_bytes) co_return exchange_->give_up(ClientFault::TooMuchContent);
  }
  content.resize(size);
  co_return content;
}

Upgraded Answer::take_upgraded() { return exchange_->take_upgraded(); }

}  // namespace saki::client
