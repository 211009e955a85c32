// SPDX-License-Identifier: Apache-2.0
#include "saki/http/field_table.h"

#include <cstring>

#include "saki/base/check.h"

namespace saki::http {
namespace {

// Whether `name` is `known`, which is in lower case and as long, compared a word at a time. Setting 0x20 in each byte turns capitals
// into small letters; of the other bytes that a token may hold it makes none into a letter or a hyphen.
template <std::size_t Size>
bool is_known(const char* name, const char (&known)[Size]) noexcept {
  constexpr std::size_t kLength = Size - 1;
  using Word = std::conditional_t<(kLength >= 8), std::uint64_t, std::uint32_t>;
  static_assert(kLength >= sizeof(Word), "too short to compare by words");
  constexpr Word kLowerCase = static_cast<Word>(0x2020202020202020);

  const auto same_word = [&](std::size_t offset) {
    Word a, b;
    std::memcpy(&a, name + offset, sizeof a);
    std::memcpy(&b, known + offset, sizeof b);
    return (a | kLowerCase) == b;
  };
  for (std::size_t offset = 0; offset + sizeof(Word) <= kLength; offset += sizeof(Word)) {
    if (!same_word(offset)) return false;
  }
  return same_word(kLength - sizeof(Word));
}

}  // namespace

KnownField known_field(std::string_view name) noexcept {
  const char* text = name.data();
  switch (name.size()) {
    case 4: return is_known(text, "host") ? KnownField::Host : KnownField::Unknown;
    case 6: return is_known(text, "expect") ? KnownField::Expect : KnownField::Unknown;
    case 7: return is_known(text, "upgrade") ? KnownField::Upgrade : KnownField::Unknown;
    case 10: return is_known(text, "connection") ? KnownField::Connection : KnownField::Unknown;
    case 12: return is_known(text, "content-type") ? KnownField::ContentType : KnownField::Unknown;
    case 14: return is_known(text, "content-length") ? KnownField::ContentLength : KnownField::Unknown;
    case 17: return is_known(text, "transfer-encoding") ? KnownField::TransferEncoding : KnownField::Unknown;
    default: return KnownField::Unknown;
  }
}

void FieldTable::add(std::string_view name, std::string_view value) noexcept {
  SAKI_ASSERT(!full(), "a field table was filled past its storage");
  const KnownField known = known_field(name);
  if (known != KnownField::Unknown) {
    if (has(known)) {
      repeated_ |= static_cast<std::uint16_t>(1U << static_cast<unsigned>(known));
    } else {
      first_[static_cast<std::size_t>(known)] = count_;
    }
  }
  storage_[count_++] = {name, value};
}

const Field* FieldTable::find(std::string_view name) const noexcept {
  for (const Field& field : all()) {
    if (same_field_name(field.name, name)) return &field;
  }
  return nullptr;
}

}  // namespace saki::http
