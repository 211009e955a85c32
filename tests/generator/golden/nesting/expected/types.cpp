// SPDX-License-Identifier: Apache-2.0
//
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "types.h"

#include <array>
#include <utility>

#include "saki/column_json.h"
#include "saki/encode.h"
#include "saki/object_decoder.h"

namespace nesting {

Leaf::Leaf(std::string name_, std::map<std::string, double> weights_)
    : name(std::move(name_)), weights(std::move(weights_)) {}

namespace {
constexpr std::array<saki::FieldRow, 2> kLeafFields{{
    {"name"},
    {"weights"},
}};
}  // namespace

bool read_json(saki::Decoder& in, Leaf& into) {
  saki::ObjectDecoder object(in, kLeafFields);
  while (object.next()) {
    switch (object.index()) {
      case 0: object.read(into.name, saki::Length(1, 10)); break;
      case 1: object.read(into.weights, saki::Items(saki::Count(), saki::Range<double>::at_least(0.0))); break;
    }
  }
  return object.finish();
}

void write_json(saki::JsonWriter& out, const Leaf& from, saki::JsonForm form) {
  out.begin_object();
  saki::write_member<"name">(out, from.name, form);
  saki::write_member<"weights">(out, from.weights, form);
  out.end_object();
}

Nested::Nested(std::vector<std::vector<std::int32_t>> lists_, std::map<std::string, Leaf> by_name_,
    std::vector<std::string> words_, std::map<std::string, double> limits_, std::vector<bool> flags_,
    saki::Box<Nested> again_, std::vector<Nested> children_)
    : lists(std::move(lists_)), by_name(std::move(by_name_)), words(std::move(words_)), limits(std::move(limits_)),
      flags(std::move(flags_)), again(std::move(again_)), children(std::move(children_)) {}

namespace {
constexpr std::array<saki::FieldRow, 7> kNestedFields{{
    {"lists", saki::FieldNeed::Required},
    {"by_name", saki::FieldNeed::Required},
    {"words"},
    {"limits"},
    {"flags", saki::FieldNeed::Required},
    {"again"},
    {"children", saki::FieldNeed::Required},
}};
}  // namespace

bool read_json(saki::Decoder& in, Nested& into) {
  saki::ObjectDecoder object(in, kNestedFields);
  while (object.next()) {
    switch (object.index()) {
      case 0: object.read(into.lists, saki::Items(saki::Count::at_least(1), saki::Items(saki::Count::at_most(3),
          saki::Range<std::int32_t>(0, 9)))); break;
      case 1: object.read(into.by_name, saki::Items(saki::Count::at_most(5))); break;
      case 2: object.read(into.words); break;
      case 3: object.read(into.limits); break;
      case 4: object.read(into.flags); break;
      case 5: object.read(into.again); break;
      case 6: object.read(into.children); break;
    }
  }
  return object.finish();
}

void write_json(saki::JsonWriter& out, const Nested& from, saki::JsonForm form) {
  out.begin_object();
  saki::write_member<"lists">(out, from.lists, form);
  saki::write_member<"by_name">(out, from.by_name, form);
  saki::write_member<"words">(out, from.words, form);
  saki::write_member<"limits">(out, from.limits, form);
  saki::write_member<"flags">(out, from.flags, form);
  saki::write_member<"again">(out, from.again, form);
  saki::write_member<"children">(out, from.children, form);
  out.end_object();
}

LeafWithoutWeights::LeafWithoutWeights(std::string name_)
    : name(std::move(name_)) {}

namespace {
constexpr std::array<saki::FieldRow, 1> kLeafWithoutWeightsFields{{
    {"name"},
}};
}  // namespace

bool read_json(saki::Decoder& in, LeafWithoutWeights& into) {
  saki::ObjectDecoder object(in, kLeafWithoutWeightsFields);
  while (object.next()) {
    switch (object.index()) {
      case 0: object.read(into.name, saki::Length(1, 10)); break;
    }
  }
  return object.finish();
}

void write_json(saki::JsonWriter& out, const LeafWithoutWeights& from, saki::JsonForm form) {
  out.begin_object();
  saki::write_member<"name">(out, from.name, form);
  out.end_object();
}

}  // namespace nesting

nesting::Leaf saki::RowTraits<nesting::Leaf>::read(const RowReader& row, std::span<const int> column_of) {
  nesting::Leaf into;
  read_column_if_present(row, column_of[0], "Leaf.name", into.name);
  read_column_if_present(row, column_of[1], "Leaf.weights", into.weights);
  return into;
}

nesting::Nested saki::RowTraits<nesting::Nested>::read(const RowReader& row, std::span<const int> column_of) {
  nesting::Nested into;
  read_column(row, column_of[0], "Nested.lists", into.lists);
  read_column(row, column_of[1], "Nested.by_name", into.by_name);
  read_column_if_present(row, column_of[2], "Nested.words", into.words);
  read_column_if_present(row, column_of[3], "Nested.limits", into.limits);
  read_column(row, column_of[4], "Nested.flags", into.flags);
  read_column_if_present(row, column_of[5], "Nested.again", into.again);
  read_column(row, column_of[6], "Nested.children", into.children);
  return into;
}

nesting::LeafWithoutWeights saki::RowTraits<nesting::LeafWithoutWeights>::read(const RowReader& row,
    std::span<const int> column_of) {
  nesting::LeafWithoutWeights into;
  read_column_if_present(row, column_of[0], "LeafWithoutWeights.name", into.name);
  return into;
}
