// SPDX-License-Identifier: Apache-2.0
#include "testing/test_exchange.h"

#include <unistd.h>

#include <algorithm>

#include "saki/http/percent.h"
#include "saki/http/refusal.h"

namespace saki {

bool TestHead::fill(Method method, std::string_view target, const TestResponse::Headers& headers, Arena& arena) {
  const std::size_t question = std::min(target.find('?'), target.size());
  const bool graphic = std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '#'; });
  const auto path = target.starts_with('/') && graphic ? http::normalize_path(target.substr(0, question), arena) : std::nullopt;
  const bool whole_service = method == Method::Options && target == "*";
  if (!path && !whole_service) return false;

  head_.method = method;
  head_.method_token = http::method_text(method);
  head_.target = target;
  head_.host = "test";
  if (path) {
    head_.raw_path = target.substr(0, question);
    head_.path = *path;
  } else {
    head_.form = http::TargetForm::Asterisk;
  }
  head_.query = target.substr(std::min(question + 1, target.size()));
  for (const auto& [name, value] : headers) {
    if (head_.fields.full() || !http::is_token(name) || !http::is_field_value(value)) return false;
    head_.fields.add(name, value);
    if (http::same_field_name(name, "Host")) head_.host = value;
    if (http::same_field_name(name, "Connection")) head_.connection.upgrade = http::same_field_name(value, "Upgrade");
  }
  return true;
}

Task<Result<std::size_t>> TestExchange::read(MutableBytes into) {
  if (body_.size() > body_limit_) co_return fail(http::Refusal::BodyTooLarge);
  const std::size_t count = std::min(into.size(), body_.size() - read_);
  std::copy_n(as_bytes(body_).data() + read_, count, into.data());
  read_ += count;
  co_return count;
}

std::optional<ByteView> TestExchange::take_content_at_hand() noexcept {
  if (body_.size() > body_limit_) return std::nullopt;
  return as_bytes(body_.substr(std::exchange(read_, body_.size())));
}

bool TestExchange::take_head(const http::ResponseHead& head) {
  if (started() || !http::has_sendable_fields(head)) return false;
  response_.status_ = http::status_code(head.status);
  if (!head.media_type.empty()) response_.headers_.emplace_back("Content-Type", head.media_type);
  for (const Field& field : head.fields) response_.headers_.emplace_back(field.name, field.value);
  return true;
}

bool TestExchange::take_content(ByteView content) {
  sent_ += content.size();
  if (length_ && sent_ > *length_) return false;
  if (!is_head_ && http::may_have_content(Status{static_cast<std::uint16_t>(response_.status_)})) response_.body_.append(as_text(content));
  return true;
}

Task<Result<>> TestExchange::hint(std::span<const http::Field> fields) {
  if (started() || !std::ranges::all_of(fields, http::is_sendable)) co_return fail(Error::Invalid);
  for (const Field& field : fields) response_.hints_.emplace_back(field.name, field.value);
  co_return Result<>();
}

bool TestExchange::try_respond(const http::ResponseHead& head, ByteView content) {
  if (!take_head(head)) return false;
  finished_ = true;
  return take_content(content);
}

Task<Result<>> TestExchange::respond(const http::ResponseHead& head, ByteView content) {
  if (!try_respond(head, content)) co_return fail(Error::Invalid);
  co_return Result<>();
}

Task<Result<>> TestExchange::start(const http::ResponseHead& head, std::optional<std::uint64_t> length) {
  if (!take_head(head)) co_return fail(Error::Invalid);
  length_ = length;
  co_return Result<>();
}

Task<Result<>> TestExchange::write(ByteView content) {
  if (!started() || finished_ || !take_content(content)) co_return fail(Error::Invalid);
  co_return Result<>();
}

Task<Result<>> TestExchange::write_file(int file, std::uint64_t offset, std::uint64_t count_bytes) {
  std::string content(static_cast<std::size_t>(count_bytes), '\0');
  const ssize_t count = ::pread(file, content.data(), content.size(), static_cast<off_t>(offset));
  if (count < 0) co_return fail(Error::last_system());
  if (static_cast<std::size_t>(count) < content.size()) co_return fail(Error::Closed);
  co_return co_await write(as_bytes(content));
}

// The client that tests are always asks for trailers.
Task<Result<>> TestExchange::finish(std::span<const http::Field> trailers) {
  if (!std::ranges::all_of(trailers, http::is_trailer)) co_return fail(Error::Invalid);
  for (const Field& field : trailers) response_.trailers_.emplace_back(field.name, field.value);
  finished_ = true;
  if (!is_head_ && length_ && sent_ < *length_) co_return fail(Error::Invalid);
  co_return Result<>();
}

http::Outcome TestExchange::outcome() const noexcept {
  const http::Status status = started() ? http::Status{static_cast<std::uint16_t>(response_.status_)} : http::Outcome::kNoAnswer;
  return {status, is_head_ ? 0 : sent_, finished_};
}

TestResponse TestExchange::take_response() {
  if (started() && !finished_) response_.broken_off_ = true;
  return std::move(response_);
}

}  // namespace saki
