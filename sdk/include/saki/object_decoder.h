// SPDX-License-Identifier: Apache-2.0
//
// ObjectDecoder: walks an object's members in the order of the document and names each by its index in a table of fields.
//
//   ObjectDecoder object(in, kFields);
//   while (object.next()) {
//     switch (object.index()) {
//       case 0: object.read(into.id); break;
//       case 1: object.read(into.title, Length(1, 200)); break;
//     }
//   }
//   return object.finish();
//
// What every object has in common is done here: members without a field are skipped, or reported where the type is strict; readonly ones
// are ignored in requests; one that stands twice and one that is missing are reported.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "saki/decoder.h"

namespace saki {

enum class FieldNeed : std::uint8_t { Optional, Required };
enum class FieldAccess : std::uint8_t { Both, ReadOnly, WriteOnly };

class FieldRow {  // One member of an object, as a constant.
 public:
  constexpr FieldRow(std::string_view name, FieldNeed need = FieldNeed::Optional, FieldAccess access = FieldAccess::Both) noexcept
      : name_(name), need_(need), access_(access) {}

  [[nodiscard]] constexpr std::string_view name() const noexcept { return name_; }
  [[nodiscard]] constexpr bool is_required() const noexcept { return need_ == FieldNeed::Required; }

  // Whether the member is part of `form`.
  [[nodiscard]] constexpr bool is_in(JsonForm form) const noexcept {
    return !(access_ == FieldAccess::ReadOnly && form == JsonForm::Request) &&
           !(access_ == FieldAccess::WriteOnly && form == JsonForm::Answer);
  }

 private:
  std::string_view name_;
  FieldNeed need_;
  FieldAccess access_;
};

enum class UnknownMembers : std::uint8_t { Ignored, Refused };

class ObjectDecoder {  // Affinity: one thread.
 public:
  static constexpr std::size_t kMaxFields = 256;

  // Enters the object that comes next; reports anything else. `fields` outlives this.
  ObjectDecoder(Decoder& in, std::span<const FieldRow> fields, UnknownMembers unknown = UnknownMembers::Ignored);

  // Goes on to the next member that has a field; false at the end.
  [[nodiscard]] bool next();

  [[nodiscard]] std::size_t index() const noexcept { return index_; }

  // Takes the value of the current member.
  template <class T, class Rule = AnyValue>
  void read(T& into, const Rule& rule = {}) {
    const Checker::Inward inward(in_, fields_[index_].name());
    good_ &= read_value(in_, into, rule);
  }

  // Reports the members that are missing; returns whether the object was what it should be.
  [[nodiscard]] bool finish();

 private:
  [[nodiscard]] bool find(std::string_view name) noexcept;  // Sets index_.
  void skip_unknown(std::string_view name);
  bool report(std::string_view name, std::string_view code, std::string_view detail);
  [[nodiscard]] bool mark_seen() noexcept;  // False when it was.
  [[nodiscard]] bool is_seen(std::size_t index) const noexcept { return (seen_[index / 64] >> (index % 64) & 1) != 0; }

  Decoder& in_;
  std::span<const FieldRow> fields_;
  UnknownMembers unknown_;
  bool open_;
  bool good_;
  std::size_t index_ = 0;
  std::size_t expected_ = 0;  // Where members in the table's order are found at once.
  std::array<std::uint64_t, kMaxFields / 64> seen_{};
};

}  // namespace saki
