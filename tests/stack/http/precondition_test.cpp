// SPDX-License-Identifier: Apache-2.0
#include "saki/http/precondition.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "stack/http/reference_conditions.h"

namespace saki::http {
namespace {

using std::chrono::seconds;

const HttpTime kNow = std::chrono::sys_days(std::chrono::year{2026} / 1 / 1);
const HttpTime kModified = kNow - seconds(3600);
constexpr const char* kBefore = "Wed, 31 Dec 2025 22:59:59 GMT";
constexpr const char* kThen = "Wed, 31 Dec 2025 23:00:00 GMT";
constexpr const char* kAfter = "Wed, 31 Dec 2025 23:00:01 GMT";

// A request's fields, and what is there: a strong "a", changed an hour ago.
class Asked {
 public:
  Asked(std::initializer_list<Field> fields) : table_(storage_) {
    for (const Field& field : fields) table_.add(field.name, field.value);
  }
  Asked& of(Method method) {
    method_ = method;
    return *this;
  }
  Asked& having(const Validators& current) {
    current_ = current;
    return *this;
  }
  [[nodiscard]] Precondition outcome() const { return check_preconditions(method_, table_, current_, kNow); }
  [[nodiscard]] bool range_counts() const { return range_condition_holds(table_, current_, kNow); }

 private:
  std::array<Field, 8> storage_;
  FieldTable table_;
  Method method_ = Method::Get;
  Validators current_{EntityTag{"a"}, kModified};
};

TEST(Precondition, WithoutConditionsAllHolds) { EXPECT_EQ(Asked({}).outcome(), Precondition::Holds); }

TEST(Precondition, IfMatchComparesStrongly) {  // RFC 9110 section 13.1.1
  EXPECT_EQ(Asked({{"If-Match", "\"a\""}}).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-Match", "\"x\", \"a\""}}).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-Match", "\"x\""}, {"if-match", "\"a\""}}).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-Match", "*"}}).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-Match", "\"b\""}}).outcome(), Precondition::Failed);
  EXPECT_EQ(Asked({{"If-Match", "W/\"a\""}}).outcome(), Precondition::Failed);
  EXPECT_EQ(Asked({{"If-Match", "a"}}).outcome(), Precondition::Failed);
  EXPECT_EQ(Asked({{"If-Match", "\"a\" \"b\""}}).outcome(), Precondition::Failed);
  EXPECT_EQ(Asked({{"If-Match", "*"}}).having({}).outcome(), Precondition::Failed);  // There is nothing.
}

TEST(Precondition, IfNoneMatchComparesWeakly) {  // Section 13.1.2
  EXPECT_EQ(Asked({{"If-None-Match", "\"a\""}}).outcome(), Precondition::NotModified);
  EXPECT_EQ(Asked({{"If-None-Match", "W/\"a\""}}).outcome(), Precondition::NotModified);
  EXPECT_EQ(Asked({{"If-None-Match", ", \"x,y\" ,\t\"a\""}}).outcome(), Precondition::NotModified);
  EXPECT_EQ(Asked({{"If-None-Match", "*"}}).of(Method::Head).outcome(), Precondition::NotModified);
  EXPECT_EQ(Asked({{"If-None-Match", "\"a\""}}).of(Method::Put).outcome(), Precondition::Failed);
  EXPECT_EQ(Asked({{"If-None-Match", "*"}}).of(Method::Put).having({}).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-None-Match", "\"b\""}}).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-None-Match", "\"a"}}).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-None-Match", "w/\"a\""}}).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-None-Match", ""}}).outcome(), Precondition::Holds);
}

TEST(Precondition, DatesCountWhereNoTagIsGiven) {  // Sections 13.1.3 and 13.1.4
  EXPECT_EQ(Asked({{"If-Modified-Since", kBefore}}).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-Modified-Since", kThen}}).outcome(), Precondition::NotModified);
  EXPECT_EQ(Asked({{"If-Modified-Since", kAfter}}).outcome(), Precondition::NotModified);
  EXPECT_EQ(Asked({{"If-Modified-Since", kThen}}).of(Method::Post).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-Modified-Since", kThen}, {"If-None-Match", "\"b\""}}).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-Modified-Since", kThen}, {"If-Modified-Since", kThen}}).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-Modified-Since", "yesterday"}}).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-Unmodified-Since", kBefore}}).outcome(), Precondition::Failed);
  EXPECT_EQ(Asked({{"If-Unmodified-Since", kThen}}).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-Unmodified-Since", kBefore}, {"If-Match", "\"a\""}}).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-Unmodified-Since", "yesterday"}}).outcome(), Precondition::Holds);
}

TEST(Precondition, WithoutADateOfChangeDatesAreIgnored) {  // Sections 13.1.3 and 13.1.4
  const Validators tagged{EntityTag{"a"}, std::nullopt};
  EXPECT_EQ(Asked({{"If-Modified-Since", kAfter}}).having(tagged).outcome(), Precondition::Holds);
  EXPECT_EQ(Asked({{"If-Unmodified-Since", kBefore}}).having(tagged).outcome(), Precondition::Holds);
  EXPECT_FALSE(Asked({{"If-Range", kThen}}).having(tagged).range_counts());
}

TEST(Precondition, AFailureComesBeforeNotModified) {  // Section 13.2.2
  EXPECT_EQ(Asked({{"If-None-Match", "\"a\""}, {"If-Match", "\"b\""}}).outcome(), Precondition::Failed);
  EXPECT_EQ(Asked({{"If-None-Match", "\"a\""}, {"If-Unmodified-Since", kBefore}}).outcome(), Precondition::Failed);
  EXPECT_EQ(Asked({{"If-None-Match", "\"a\""}, {"If-Match", "\"a\""}}).outcome(), Precondition::NotModified);
}

TEST(Precondition, IfRangeTakesTheCurrentRepresentationOnly) {  // Section 13.1.5
  EXPECT_TRUE(Asked({}).range_counts());
  EXPECT_TRUE(Asked({{"If-Range", "\"a\""}}).range_counts());
  EXPECT_FALSE(Asked({{"If-Range", "\"b\""}}).range_counts());
  EXPECT_FALSE(Asked({{"If-Range", "W/\"a\""}}).range_counts());
  EXPECT_FALSE(Asked({{"If-Range", "\"a\", \"b\""}}).range_counts());
  EXPECT_FALSE(Asked({{"If-Range", "*"}}).range_counts());
  EXPECT_TRUE(Asked({{"If-Range", kThen}}).range_counts());
  EXPECT_FALSE(Asked({{"If-Range", kBefore}}).range_counts());
  EXPECT_FALSE(Asked({{"If-Range", kAfter}}).range_counts());
  EXPECT_FALSE(Asked({{"If-Range", "\"a\""}, {"If-Range", "\"a\""}}).range_counts());
  EXPECT_FALSE(Asked({{"If-Range", "Thu, 01 Jan 2026 00:00:00 GMT"}}).having({std::nullopt, kNow}).range_counts());  // It may change again.
  EXPECT_FALSE(Asked({{"If-Range", "\"a\""}}).having({EntityTag{"a", true}, kModified}).range_counts());
}

TEST(Precondition, AgreesWithTheSlowReference) {
  constexpr std::array<const char*, 6> kNames{"If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "X"};
  constexpr std::array<const char*, 15> kValues{"*",   "\"a\"",    "W/\"a\"",         "\"b\"", "\"b\", \"a\"", "W/\"a\" , \"b\"", "\"a\"x",
                                                "",    "\"a\" x,", ",,\"a,b\",\"a\"", "a",     "W/",           kBefore,           kThen,
                                                kAfter};
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::array<Field, 4> storage;
    FieldTable table(storage);
    reference::Lines lines;
    for (std::size_t count = random() % 5; count > 0; --count) {
      const char* const name = kNames[random() % kNames.size()];
      const char* const value = kValues[random() % kValues.size()];
      table.add(name, value);
      lines.all.emplace_back(name, value);
    }
    const bool weak = random() % 4 == 0;
    const Method method = random() % 3 == 0 ? Method::Put : Method::Get;
    const Validators current{EntityTag{"a", weak}, kModified};
    const int expected = reference::status_of(method == Method::Get, lines, weak ? "W/\"a\"" : "\"a\"",
                                              kModified.time_since_epoch().count(), kNow.time_since_epoch().count());
    const Precondition actual = check_preconditions(method, table, current, kNow);
    ASSERT_EQ(actual == Precondition::Failed, expected == 412);
    ASSERT_EQ(actual == Precondition::NotModified, expected == 304);
    ASSERT_EQ(
        range_condition_holds(table, current, kNow),
        reference::range_counts(lines, weak ? "W/\"a\"" : "\"a\"", kModified.time_since_epoch().count(), kNow.time_since_epoch().count()));
  }
}

}  // namespace
}  // namespace saki::http
