// SPDX-License-Identifier: Apache-2.0
//
// The types of nesting.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "saki/box.h"
#include "saki/json_form.h"
#include "saki/row.h"

namespace saki {
class Decoder;
class JsonWriter;
}  // namespace saki

namespace nesting {

struct Leaf {
  std::string name = "leaf";  // string(1..10)
  std::map<std::string, double> weights;  // map(double(0.0..))

  Leaf() = default;
  Leaf(std::string name, std::map<std::string, double> weights);
  friend bool operator==(const Leaf&, const Leaf&) = default;
};
static_assert(!std::is_aggregate_v<Leaf>);

bool read_json(saki::Decoder& in, Leaf& into);
void write_json(saki::JsonWriter& out, const Leaf& from, saki::JsonForm form = saki::JsonForm::Answer);

struct Nested {
  std::vector<std::vector<std::int32_t>> lists;  // list(list(int32(0..9))(..3))(1..)
  std::map<std::string, Leaf> by_name;  // map(Leaf)(..5)
  std::vector<std::string> words = {"a", "b, c"};  // list(string)
  std::map<std::string, double> limits;  // map(double)
  std::vector<bool> flags;  // list(bool)
  saki::Box<Nested> again;  // Nested optional
  std::vector<Nested> children;  // list(Nested)

  Nested() = default;
  Nested(std::vector<std::vector<std::int32_t>> lists, std::map<std::string, Leaf> by_name,
      std::vector<std::string> words, std::map<std::string, double> limits, std::vector<bool> flags,
      saki::Box<Nested> again, std::vector<Nested> children);
  friend bool operator==(const Nested&, const Nested&) = default;
};
static_assert(!std::is_aggregate_v<Nested>);

bool read_json(saki::Decoder& in, Nested& into);
void write_json(saki::JsonWriter& out, const Nested& from, saki::JsonForm form = saki::JsonForm::Answer);

struct LeafWithoutWeights {
  std::string name = "leaf";  // string(1..10)

  LeafWithoutWeights() = default;
  explicit LeafWithoutWeights(std::string name);
  friend bool operator==(const LeafWithoutWeights&, const LeafWithoutWeights&) = default;
};
static_assert(!std::is_aggregate_v<LeafWithoutWeights>);

bool read_json(saki::Decoder& in, LeafWithoutWeights& into);
void write_json(saki::JsonWriter& out, const LeafWithoutWeights& from, saki::JsonForm form = saki::JsonForm::Answer);

}  // namespace nesting

template <>
struct saki::RowTraits<nesting::Leaf> {
  static constexpr std::array<std::string_view, 2> kColumns{"name", "weights"};
  static nesting::Leaf read(const RowReader& row, std::span<const int> column_of);
};

template <>
struct saki::RowTraits<nesting::Nested> {
  static constexpr std::array<std::string_view, 7> kColumns{"lists", "by_name", "words", "limits", "flags", "again",
      "children"};
  static nesting::Nested read(const RowReader& row, std::span<const int> column_of);
};

template <>
struct saki::RowTraits<nesting::LeafWithoutWeights> {
  static constexpr std::array<std::string_view, 1> kColumns{"name"};
  static nesting::LeafWithoutWeights read(const RowReader& row, std::span<const int> column_of);
};
