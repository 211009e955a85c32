// SPDX-License-Identifier: Apache-2.0
#include "saki/http/field_table.h"

#include "http/lower_case.h"

namespace saki::http {

KnownField field_names::known_long(std::string_view name) noexcept {
  const char* text = name.data();
  switch (name.size()) {
    case 6: return is_word_at(text, "expect") ? KnownField::Expect : KnownField::Unknown;
    case 7: return is_word_at(text, "upgrade") ? KnownField::Upgrade : KnownField::Unknown;
    case 10: return is_word_at(text, "connection") ? KnownField::Connection : KnownField::Unknown;
    case 12: return is_word_at(text, "content-type") ? KnownField::ContentType : KnownField::Unknown;
    case 14: return is_word_at(text, "content-length") ? KnownField::ContentLength : KnownField::Unknown;
    case 17: return is_word_at(text, "transfer-encoding") ? KnownField::TransferEncoding : KnownField::Unknown;
    default: return KnownField::Unknown;
  }
}

const Field* FieldTable::find(std::string_view name) const noexcept {
  for (const Field& field : all()) {
    if (same_field_name(field.name, name)) return &field;
  }
  return nullptr;
}

}  // namespace saki::http
