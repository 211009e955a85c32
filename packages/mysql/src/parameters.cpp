// SPDX-License-Identifier: Apache-2.0
#include "parameters.h"

#include "times.h"

namespace saki {
namespace {

void bind_bytes(MYSQL_BIND& bind, enum_field_types type, const void* bytes, std::size_t size) {
  bind.buffer_type = type;
  bind.buffer = const_cast<void*>(size > 0 ? bytes : "");  // The library only reads it; no pointer would be null.
  bind.buffer_length = static_cast<unsigned long>(size);
  bind.length_value = bind.buffer_length;
  bind.length = &bind.buffer_length;
}

void bind_fixed(MYSQL_BIND& bind, enum_field_types type, void* value) {
  bind.buffer_type = type;
  bind.buffer = value;
}

// Numbers and times lie in a place of ours whatever their values: where only those changed, nothing is new to the library.
bool is_as_before(const MYSQL_BIND& bind, const void* place, const SqlValue& value) noexcept {
  switch (value.kind()) {
    case SqlKind::Null: return bind.buffer_type == MYSQL_TYPE_NULL;
    case SqlKind::Integer: return bind.buffer == place && bind.buffer_type == MYSQL_TYPE_LONGLONG && bind.is_unsigned == 0;
    case SqlKind::Unsigned: return bind.buffer == place && bind.buffer_type == MYSQL_TYPE_LONGLONG && bind.is_unsigned != 0;
    case SqlKind::Real: return bind.buffer == place && bind.buffer_type == MYSQL_TYPE_DOUBLE;
    default: return false;
  }
}

}  // namespace

bool MysqlParameters::take(std::span<const SqlValue> values) {
  bool anew = binds_.size() != values.size();
  if (anew) {
    binds_.assign(values.size(), MYSQL_BIND{});
    fixed_.resize(values.size());
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!is_as_before(binds_[i], &fixed_[i], values[i])) {
      anew = true;
      binds_[i] = MYSQL_BIND{};
    }
    set(binds_[i], fixed_[i], values[i]);
  }
  return anew;
}

void MysqlParameters::set(MYSQL_BIND& bind, Fixed& fixed, const SqlValue& value) {
  switch (value.kind()) {
    case SqlKind::Null: bind.buffer_type = MYSQL_TYPE_NULL; return;
    case SqlKind::Integer: fixed.integer = value.integer(); return bind_fixed(bind, MYSQL_TYPE_LONGLONG, &fixed.integer);
    case SqlKind::Unsigned:
      fixed.unsigned_integer = value.unsigned_integer();
      bind.is_unsigned = 1;
      return bind_fixed(bind, MYSQL_TYPE_LONGLONG, &fixed.unsigned_integer);
    case SqlKind::Real: fixed.real = value.real(); return bind_fixed(bind, MYSQL_TYPE_DOUBLE, &fixed.real);
    case SqlKind::Text:
      if (value.is_instant()) {
        fixed.time = instant_of(value.text());
        return bind_fixed(bind, MYSQL_TYPE_DATETIME, &fixed.time);
      }
      return bind_bytes(bind, MYSQL_TYPE_STRING, value.text().data(), value.text().size());
    case SqlKind::Blob: return bind_bytes(bind, MYSQL_TYPE_BLOB, value.blob().data(), value.blob().size());
  }
}

}  // namespace saki
