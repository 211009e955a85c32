// SPDX-License-Identifier: Apache-2.0
//
// A row made of SqlValues, for tests of what reads rows.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "saki/row_reader.h"

namespace saki {

class FakeRow final : public RowReader {
 public:
  FakeRow& with(std::string name, SqlValue value) {
    names_.push_back(std::move(name));
    if (value.kind() == SqlKind::Integer)
      texts_.push_back(std::to_string(value.integer()));
    else
      texts_.push_back(value.kind() == SqlKind::Text ? value.text() : "");
    values_.push_back(std::move(value));
    return *this;
  }

  int column_count() const override { return static_cast<int>(values_.size()); }
  std::string_view column_name(int column) const override { return names_.at(index(column)); }
  int column(std::string_view name) const override {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (names_[i] == name) return static_cast<int>(i);
    }
    return -1;
  }
  SqlKind kind(int column) const override { return at(column).kind(); }
  std::int64_t integer(int column) const override { return at(column).integer(); }
  double real(int column) const override {
    return at(column).kind() == SqlKind::Real ? at(column).real() : static_cast<double>(at(column).integer());
  }
  std::string_view text(int column) const override { return texts_.at(index(column)); }
  ByteView blob(int column) const override { return at(column).kind() == SqlKind::Blob ? at(column).blob() : as_bytes(text(column)); }

 private:
  static std::size_t index(int column) { return static_cast<std::size_t>(column); }
  const SqlValue& at(int column) const { return values_.at(index(column)); }

  std::vector<std::string> names_;
  std::vector<SqlValue> values_;
  std::vector<std::string> texts_;
};

}  // namespace saki
