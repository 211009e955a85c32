// SPDX-License-Identifier: Apache-2.0
#include "http/response_writer.h"

#include <array>
#include <cstring>

#include "http/lower_case.h"
#include "http/status_line.h"
#include "saki/base/check.h"
#include "saki/http/date_cache.h"

namespace saki::http {
namespace {

constexpr char kClose[] = "Connection: close\r\n";
constexpr char kKeepAlive[] = "Connection: keep-alive\r\n";
constexpr char kUpgrade[] = "Connection: upgrade\r\n";
constexpr char kChunked[] = "Transfer-Encoding: chunked\r\n";
constexpr char kLength[] = "Content-Length: ";
constexpr std::size_t kMostDigits = 20;
constexpr std::size_t kFixedBytes = sizeof kKeepAlive + sizeof kChunked + sizeof kLength + kMostDigits + 4;
constexpr std::size_t kLongestStatusLine = std::string_view("HTTP/1.1 511 Network Authentication Required\r\n").size();

// "00", "01" and so on to "99".
constexpr auto kPairs = [] {
  std::array<std::array<char, 2>, 100> pairs{};
  for (unsigned i = 0; i < 100; ++i) pairs[i] = {static_cast<char>('0' + i / 10), static_cast<char>('0' + i % 10)};
  return pairs;
}();

constexpr std::size_t digit_count(std::uint64_t number) noexcept {
  std::size_t count = 1;
  for (std::uint64_t limit = 10; count < kMostDigits && number >= limit; limit *= 10) ++count;
  return count;
}

// Appends to memory whose room was made sure of before.
class Cursor {
 public:
  explicit Cursor(std::byte* out) noexcept : at_(reinterpret_cast<char*>(out)) {}

  void put(std::string_view text) noexcept {
    const char* from = text.data();
    std::size_t left = text.size();
    if (left > kLongText) return put_long(text);
    for (; left > 32; left -= 16, from += 16, at_ += 16) std::memcpy(at_, from, 16);
    if (left >= 16) return put_ends<16>(from, left);
    if (left >= 8) return put_ends<8>(from, left);
    if (left >= 4) return put_ends<4>(from, left);
    while (left-- > 0) *at_++ = *from++;
  }
  template <std::size_t Size>
  void put(const char (&literal)[Size]) noexcept {
    std::memcpy(at_, literal, Size - 1);
    at_ += Size - 1;
  }
  void put(char byte) noexcept { *at_++ = byte; }
  void put_pair(std::array<char, 2> pair) noexcept {
    std::memcpy(at_, pair.data(), 2);
    at_ += 2;
  }

  void put_number(std::uint64_t number) noexcept {
    if (number >= 10 && number < 100) return put_pair(kPairs[number]);
    char* const end = at_ + digit_count(number);
    char* first = end;
    for (; number >= 10; number /= 100) std::memcpy(first -= 2, kPairs[number % 100].data(), 2);
    if (first != at_) *at_ = static_cast<char>('0' + number);
    at_ = end;
  }

  void put_date(std::string_view line) noexcept {
    if (line.size() != DateCache::kLineBytes) return put(line);
    std::memcpy(at_, line.data(), DateCache::kLineBytes);  // Of a size that is known: some moves.
    at_ += DateCache::kLineBytes;
  }

  void put_field(const Field& field) noexcept {
    put(field.name);
    put(": ");
    put(field.value);
    put("\r\n");
  }

  [[nodiscard]] std::size_t written_since(const std::byte* start) const noexcept {
    return static_cast<std::size_t>(at_ - reinterpret_cast<const char*>(start));
  }

 private:
  // The first and the last `Size` of `count` bytes, which meet or overlap. Short texts are copied often: a call would cost more.
  template <std::size_t Size>
  void put_ends(const char* from, std::size_t count) noexcept {
    std::memcpy(at_, from, Size);
    std::memcpy(at_ + count - Size, from + count - Size, Size);
    at_ += count;
  }

  static constexpr std::size_t kLongText = 256;
  void put_long(std::string_view text) noexcept {
    std::memcpy(at_, text.data(), text.size());
    at_ += text.size();
  }

  char* at_;
};

// Connection goes with it (RFC 9110 section 7.8).
bool is_upgrade(std::string_view name) noexcept { return name.size() == 7 && same_field_name(name, "upgrade"); }

void put_status_line(Cursor& cursor, Status status) noexcept {
  if (status == Status::Ok) return cursor.put("HTTP/1.1 200 OK\r\n");
  const std::string_view known = known_status_line(status);
  if (!known.empty()) return cursor.put(known);
  cursor.put("HTTP/1.1 ");
  cursor.put_number(status_code(status));
  cursor.put(' ');
  cursor.put(reason_phrase(status));
  cursor.put("\r\n");
}

void put_framing(Cursor& cursor, const AnswerHead& answer) noexcept {
  if (answer.framing == ContentFraming::Chunked) cursor.put(kChunked);
  if (answer.framing != ContentFraming::Length) return;
  cursor.put(kLength);
  cursor.put_number(answer.length);
  cursor.put("\r\n");
}

}  // namespace

bool is_reserved_field(std::string_view name) noexcept {
  switch (name.size()) {
    case 4: return same_field_name(name, "date");
    case 10: return same_field_name(name, "connection") || same_field_name(name, "keep-alive");
    case 14: return same_field_name(name, "content-length");
    case 17: return same_field_name(name, "transfer-encoding");
    default: return false;
  }
}

bool is_sendable(const Field& field) noexcept {
  const bool is_usual = is_word(field.name, "content-type");  // Of nearly every answer: a token, and not reserved.
  return (is_usual || (is_token(field.name) && !is_reserved_field(field.name))) && is_field_value(field.value);
}

std::optional<std::size_t> head_bound(const AnswerHead& answer) noexcept {
  const std::uint16_t code = status_code(answer.head.status);
  if (code < 100 || code > 599) return std::nullopt;
  const bool is_due = answer.head.field_check == FieldCheck::Due;
  std::size_t bound = kLongestStatusLine + answer.date_line.size() + kFixedBytes;
  for (const Field& field : answer.head.fields) {
    SAKI_ASSERT(is_due || is_sendable(field), "a field that was never checked is said to be");
    if (is_due && !is_sendable(field)) return std::nullopt;
    bound += field.name.size() + field.value.size() + 4;
    if (is_upgrade(field.name)) bound += sizeof kUpgrade;
  }
  return bound;
}

std::size_t write_head(const AnswerHead& answer, std::byte* out) noexcept { return write_answer(answer, {}, out); }

std::size_t write_answer(const AnswerHead& answer, ByteView content, std::byte* out) noexcept {
  Cursor cursor(out);
  put_status_line(cursor, answer.head.status);
  cursor.put_date(answer.date_line);
  if (answer.connection == ConnectionField::Close) cursor.put(kClose);
  if (answer.connection == ConnectionField::KeepAlive) cursor.put(kKeepAlive);
  put_framing(cursor, answer);
  for (const Field& field : answer.head.fields) {
    cursor.put_field(field);
    if (is_upgrade(field.name)) cursor.put(kUpgrade);
  }
  cursor.put("\r\n");
  cursor.put(as_text(content));
  return cursor.written_since(out);
}

}  // namespace saki::http
