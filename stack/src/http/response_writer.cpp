// SPDX-License-Identifier: Apache-2.0
#include "http/response_writer.h"

#include <algorithm>
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
constexpr char kMediaType[] = "Content-Type: ";
constexpr std::size_t kLongestStatusLine = std::string_view("HTTP/1.1 511 Network Authentication Required\r\n").size();
static_assert(kServersBytes >= kLongestStatusLine + DateCache::kLineBytes + sizeof kKeepAlive + sizeof kChunked + sizeof kLength +
                                   kMostDigits + sizeof kMediaType + 6);

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

// The first and the last `Size` of `count` bytes, which meet or overlap; returns their end. Short texts are copied often: a call would
// cost more.
template <std::size_t Size>
char* put_ends(char* at, const char* from, std::size_t count) noexcept {
  std::memcpy(at, from, Size);
  std::memcpy(at + count - Size, from + count - Size, Size);
  return at + count;
}

// A text that is not of the usual size.
[[gnu::noinline]] char* put_unusual(char* at, const char* from, std::size_t count) noexcept {
  constexpr std::size_t kLong = 256;
  if (count > kLong) return static_cast<char*>(std::memcpy(at, from, count)) + count;
  for (; count > 32; count -= 16, from += 16, at += 16) std::memcpy(at, from, 16);
  if (count >= 16) return put_ends<16>(at, from, count);
  if (count >= 4) return put_ends<4>(at, from, count);
  while (count-- > 0) *at++ = *from++;
  return at;
}

[[gnu::noinline]] char* put_unusual_number(char* at, std::uint64_t number) noexcept {
  char* const end = at + digit_count(number);
  char* first = end;
  for (; number >= 10; number /= 100) std::memcpy(first -= 2, kPairs[static_cast<std::size_t>(number % 100)].data(), 2);
  if (first != at) *at = static_cast<char>('0' + number);
  return end;
}

// Appends to memory whose room was made sure of before.
class Cursor {
 public:
  explicit Cursor(std::byte* out) noexcept : at_(reinterpret_cast<char*>(out)) {}

  void put(std::string_view text) noexcept {
    const char* const from = text.data();
    const std::size_t count = text.size();
    if (count - 16 <= 16) {
      at_ = put_ends<16>(at_, from, count);
    } else if (count - 8 < 8) {
      at_ = put_ends<8>(at_, from, count);
    } else if (count != 0) {
      at_ = put_unusual(at_, from, count);
    }
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
    if (number - 10 < 90) return put_pair(kPairs[static_cast<std::size_t>(number)]);
    at_ = put_unusual_number(at_, number);
  }

  void put_date(std::string_view line) noexcept {
    SAKI_ASSERT(line.size() == DateCache::kLineBytes, "no line of the date's");
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
  char* at_;
};

// Connection goes with it (RFC 9110 section 7.8).
bool is_upgrade(std::string_view name) noexcept { return name.size() == 7 && same_field_name(name, "upgrade"); }

[[gnu::noinline]] Cursor with_status_line(Cursor cursor, Status status) noexcept {
  const std::string_view known = known_status_line(status);
  cursor.put(known);
  if (!known.empty()) return cursor;
  cursor.put("HTTP/1.1 ");
  cursor.put_number(status_code(status));
  cursor.put(' ');
  cursor.put(reason_phrase(status));
  cursor.put("\r\n");
  return cursor;
}

[[gnu::noinline]] Cursor with_fields(Cursor cursor, std::span<const Field> fields) noexcept {
  for (const Field& field : fields) {
    cursor.put_field(field);
    if (is_upgrade(field.name)) cursor.put(kUpgrade);
  }
  return cursor;
}

void put_framing(Cursor& cursor, const AnswerHead& answer) noexcept {
  if (answer.framing == ContentFraming::Length) {
    cursor.put(kLength);
    cursor.put_number(answer.length);
    cursor.put("\r\n");
  } else if (answer.framing == ContentFraming::Chunked) {
    cursor.put(kChunked);
  }
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

bool has_sendable_fields(const ResponseHead& head) noexcept {
  return is_field_value(head.media_type) && std::ranges::all_of(head.fields, [](const Field& field) { return is_sendable(field); });
}

std::size_t field_bound(std::span<const Field> fields) noexcept {
  std::size_t bound = 0;
  for (const Field& field : fields) {
    bound += field.name.size() + field.value.size() + 4;
    if (is_upgrade(field.name)) bound += sizeof kUpgrade;
  }
  return bound;
}

std::size_t write_head(const AnswerHead& answer, std::byte* out) noexcept { return write_answer(answer, {}, out); }

std::size_t write_answer(const AnswerHead& answer, ByteView content, std::byte* out) noexcept {
  const ResponseHead& head = answer.head;
  Cursor cursor(out);
  if (head.status == Status::Ok) [[likely]]
    cursor.put("HTTP/1.1 200 OK\r\n");
  else
    cursor = with_status_line(cursor, head.status);
  cursor.put_date(answer.date_line);
  if (answer.connection != ConnectionField::Absent) [[unlikely]]
    answer.connection == ConnectionField::Close ? cursor.put(kClose) : cursor.put(kKeepAlive);
  put_framing(cursor, answer);
  if (!head.media_type.empty()) {
    cursor.put(kMediaType);
    cursor.put(head.media_type);
    cursor.put("\r\n");
  }
  if (!head.fields.empty()) cursor = with_fields(cursor, head.fields);
  cursor.put("\r\n");
  cursor.put(as_text(content));
  return cursor.written_since(out);
}

}  // namespace saki::http
