// SPDX-License-Identifier: Apache-2.0
#include "saki/redis/command.h"

#include <array>
#include <charconv>

namespace saki {
namespace {

constexpr std::size_t kLongestNumber = 32;

template <class Number>
std::string_view write_number(std::array<char, kLongestNumber>& into, Number value) {
  return {into.data(), std::to_chars(into.data(), into.data() + into.size(), value).ptr};
}

void append_count(std::string& output, char mark, std::size_t count) {
  std::array<char, kLongestNumber> digits;
  output += mark;
  output += write_number(digits, count);
  output += "\r\n";
}

// Reads the `$3\r\n…\r\n` at the front of `body` and takes it away.
std::string_view take_argument(std::string_view& body) noexcept {
  std::size_t size = 0;
  const char* const end = std::from_chars(body.data() + 1, body.data() + body.size(), size).ptr;
  const auto begin = static_cast<std::size_t>(end - body.data()) + 2;
  const std::string_view argument = body.substr(begin, size);
  body.remove_prefix(begin + size + 2);
  return argument;
}

}  // namespace

void RedisCommand::add_text(std::string_view text) {
  ++count_;
  append_count(body_, '$', text.size());
  body_ += text;
  body_ += "\r\n";
}

void RedisCommand::add_integer(std::int64_t value) {
  std::array<char, kLongestNumber> digits;
  add_text(write_number(digits, value));
}

void RedisCommand::add_natural(std::uint64_t value) {
  std::array<char, kLongestNumber> digits;
  add_text(write_number(digits, value));
}

void RedisCommand::add_real(double value) {
  std::array<char, kLongestNumber> digits;
  add_text(write_number(digits, value));
}

std::string_view RedisCommand::argument(std::size_t index) const noexcept {
  if (index >= count_) return {};
  std::string_view rest = body_;
  for (; index > 0; --index) take_argument(rest);
  return take_argument(rest);
}

void RedisCommand::write_to(std::string& output) const {
  append_count(output, '*', count_);
  output += body_;
}

}  // namespace saki
