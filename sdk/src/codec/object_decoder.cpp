// SPDX-License-Identifier: Apache-2.0
#include "saki/object_decoder.h"

#include <string>

#include "saki/base/check.h"

namespace saki {

ObjectDecoder::ObjectDecoder(Decoder& in, std::span<const FieldRow> fields, UnknownMembers unknown)
    : in_(in),
      fields_(fields),
      unknown_(unknown),
      open_(in.expect(JsonKind::Object, "an object") && in.reader().begin_object()),
      good_(open_) {
  SAKI_CHECK(fields.size() <= kMaxFields, "a type has at most 256 fields");
}

bool ObjectDecoder::next() {
  std::string_view name;
  while (open_ && in_.reader().next_member(name)) {
    if (!find(name)) {
      skip_unknown(name);
    } else if (!fields_[index_].is_in(in_.form())) {
      in_.reader().skip();
    } else if (!mark_seen()) {
      good_ = report(fields_[index_].name(), "duplicate", "stands here twice");
      in_.reader().skip();
    } else {
      return true;
    }
  }
  return false;
}

bool ObjectDecoder::finish() {
  if (!open_ || !in_.reader().ok()) return false;
  for (std::size_t index = 0; index < fields_.size(); ++index) {
    const FieldRow& field = fields_[index];
    if (field.is_required() && field.is_in(in_.form()) && !is_seen(index)) good_ = report(field.name(), "required", "is missing");
  }
  return good_;
}

// Most documents hold their members in the order in which the type declares them.
bool ObjectDecoder::find(std::string_view name) noexcept {
  for (std::size_t step = 0; step < fields_.size(); ++step) {
    const std::size_t index = (expected_ + step) % fields_.size();
    if (fields_[index].name() != name) continue;
    index_ = index;
    expected_ = index + 1;
    return true;
  }
  return false;
}

void ObjectDecoder::skip_unknown(std::string_view name) {
  if (unknown_ == UnknownMembers::Refused) good_ = report(name, "unknown", "is no member of this type");
  in_.reader().skip();
}

bool ObjectDecoder::report(std::string_view name, std::string_view code, std::string_view detail) {
  const Checker::Inward inward(in_, name);
  return in_.violate(code, std::string(detail));
}

bool ObjectDecoder::mark_seen() noexcept {
  if (is_seen(index_)) return false;
  seen_[index_ / 64] |= std::uint64_t{1} << (index_ % 64);
  return true;
}

}  // namespace saki
