// SPDX-License-Identifier: Apache-2.0
#include "saki/column_json.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace saki {
namespace {

class OneText final : public RowReader {
 public:
  OneText(SqlKind kind, std::string text) : kind_(kind), text_(std::move(text)) {}
  int column_count() const override { return 1; }
  std::string_view column_name(int /*column*/) const override { return "only"; }
  int column(std::string_view /*name*/) const override { return 0; }
  SqlKind kind(int /*column*/) const override { return kind_; }
  std::int64_t integer(int /*column*/) const override { return 0; }
  double real(int /*column*/) const override { return 0; }
  std::string_view text(int /*column*/) const override { return text_; }
  ByteView blob(int /*column*/) const override { return as_bytes(text_); }

 private:
  SqlKind kind_;
  std::string text_;
};

TEST(ColumnJson, ListsAndMapsAreReadFromTheirText) {
  std::vector<std::string> tags;
  EXPECT_TRUE(from_sql(OneText(SqlKind::Text, R"(["a","b"])"), 0, tags));
  EXPECT_EQ(tags.size(), 2u);

  std::map<std::string, std::int64_t> counts;
  EXPECT_TRUE(from_sql(OneText(SqlKind::Text, R"({"a":1})"), 0, counts));
  EXPECT_EQ(counts.at("a"), 1);
}

TEST(ColumnJson, AnythingElseDoesNotFit) {
  std::vector<std::string> tags;
  EXPECT_FALSE(from_sql(OneText(SqlKind::Integer, "1"), 0, tags));
  EXPECT_FALSE(from_sql(OneText(SqlKind::Text, "[1]"), 0, tags));
  EXPECT_FALSE(from_sql(OneText(SqlKind::Text, R"(["a"] x)"), 0, tags));
}

}  // namespace
}  // namespace saki
