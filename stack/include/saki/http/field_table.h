// SPDX-License-Identifier: Apache-2.0
//
// FieldTable: the fields of one request in the order they came, in storage that somebody else owns.
//
// The few names that the server itself asks about are recognised when a field is added and remembered by place, so that nothing
// below a handler ever searches for a name. The storage belongs to the worker's pooled request memory: an idle connection has none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "saki/base/check.h"
#include "saki/http/field.h"
#include "saki/http/known_field.h"

namespace saki::http {

class FieldTable {  // Affinity: loop.
 public:
  static constexpr std::size_t kKnownFields = static_cast<std::size_t>(KnownField::Unknown);

  FieldTable() noexcept { clear(); }
  explicit FieldTable(std::span<Field> storage) noexcept : begin_(storage.data()), end_(begin_ + storage.size()) { clear(); }

  void clear() noexcept {
    next_ = begin_;
    present_ = 0;
    repeated_ = 0;
  }

  [[nodiscard]] bool full() const noexcept { return next_ == end_; }

  // Appends a field. The table must not be full, the name must be a token.
  void add(std::string_view name, std::string_view value) noexcept {
    SAKI_ASSERT(!full(), "a field table was filled past its storage");
    if (const KnownField known = known_field(name); known != KnownField::Unknown) remember(known);
    *next_++ = {name, value};
  }

  [[nodiscard]] bool has(KnownField known) const noexcept { return (present_ & bit(known)) != 0; }
  [[nodiscard]] bool repeated(KnownField known) const noexcept { return (repeated_ & bit(known)) != 0; }

  // The first field of that name, or an empty view; `has` tells absence from emptiness.
  [[nodiscard]] std::string_view value(KnownField known) const noexcept {
    return has(known) ? begin_[first_[static_cast<std::size_t>(known)]].value : std::string_view();
  }

  // Searches by name: the first of that name or null.
  [[nodiscard]] const Field* find(std::string_view name) const noexcept;

  [[nodiscard]] std::span<const Field> all() const noexcept { return {begin_, next_}; }

 private:
  static constexpr std::uint32_t bit(KnownField known) noexcept { return 1U << static_cast<unsigned>(known); }

  // Of the field that is being added.
  void remember(KnownField known) noexcept {
    if (has(known)) {
      repeated_ |= bit(known);
    } else {
      present_ |= bit(known);
      first_[static_cast<std::size_t>(known)] = static_cast<std::uint16_t>(next_ - begin_);
    }
  }

  Field* begin_ = nullptr;
  Field* end_ = nullptr;   // Of the storage.
  Field* next_ = nullptr;  // Where the next field goes.
  std::uint32_t present_ = 0;   // A bit for each known field.
  std::uint32_t repeated_ = 0;  // Likewise.
  std::array<std::uint16_t, kKnownFields> first_;  // Places of those present.
};

}  // namespace saki::http
