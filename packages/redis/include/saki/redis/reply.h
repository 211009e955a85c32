// SPDX-License-Identifier: Apache-2.0
//
// RedisReply: one reply of a Redis server, as it came: a value, or a tree of them.
//
// The kinds from Real on are told apart by version 3 of the protocol only; version 2 has texts and arrays in their place.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saki {

enum class RedisReplyKind : std::uint8_t { Nil, Text, Status, Integer, Array, Error, Real, Boolean, Map, Set, Push };

// "array": for messages.
[[nodiscard]] const char* to_string(RedisReplyKind kind) noexcept;

class RedisReply {  // Affinity: any; a value.
 public:
  using Kind = RedisReplyKind;

  RedisReply() noexcept = default;  // Nil.
  explicit RedisReply(std::int64_t value) noexcept : integer_(value), kind_(Kind::Integer) {}
  RedisReply(Kind kind, std::string text) noexcept : text_(std::move(text)), kind_(kind) {}
  RedisReply(Kind kind, std::vector<RedisReply> elements) noexcept : elements_(std::move(elements)), kind_(kind) {}

  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] bool is_nil() const noexcept { return kind_ == Kind::Nil; }
  [[nodiscard]] bool is_error() const noexcept { return kind_ == Kind::Error; }
  [[nodiscard]] bool is_text() const noexcept { return kind_ == Kind::Text || kind_ == Kind::Status; }
  [[nodiscard]] bool has_elements() const noexcept { return kind_ == Kind::Array || kind_ >= Kind::Map; }

  // Of a Text, a Status ("OK"), an Error ("WRONGTYPE Operation against …") or a Real as it was written; empty else.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] std::string take_text() noexcept { return std::move(text_); }
  [[nodiscard]] std::int64_t integer() const noexcept { return integer_; }  // Of an Integer, or 1 and 0 of a Boolean; 0 else.

  // Of an Array, Set or Push; of a Map each key and its value after it.
  [[nodiscard]] std::span<const RedisReply> elements() const noexcept { return elements_; }
  [[nodiscard]] std::vector<RedisReply>& elements() noexcept { return elements_; }
  [[nodiscard]] std::size_t size() const noexcept { return elements_.size(); }
  [[nodiscard]] const RedisReply& operator[](std::size_t index) const { return elements_.at(index); }  // Throws std::out_of_range.

  // The first word of an Error: "WRONGTYPE"; empty for others.
  [[nodiscard]] std::string_view error_code() const noexcept;

 private:
  friend class RedisReplyBuilder;
  std::string text_;
  std::vector<RedisReply> elements_;
  std::int64_t integer_ = 0;
  Kind kind_ = Kind::Nil;
};

}  // namespace saki
