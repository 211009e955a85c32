// SPDX-License-Identifier: Apache-2.0
#include "saki/object_decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "told.h"

namespace saki {
namespace {

using test::told;
using testing::ElementsAre;
using testing::IsEmpty;

struct Account {
  std::int64_t id = 0;
  std::string name;
  std::string password;
  std::optional<std::string> note;
};

constexpr std::array<FieldRow, 4> kFields{{
    {"id", FieldNeed::Required, FieldAccess::ReadOnly},
    {"name", FieldNeed::Required},
    {"password", FieldNeed::Required, FieldAccess::WriteOnly},
    {"note"},
}};

struct Outcome {
  bool good;
  std::vector<std::string> violations;
  Account account;
};

Outcome reading(std::string_view document, JsonForm form, UnknownMembers unknown = UnknownMembers::Ignored) {
  Violations violations;
  Decoder in(document, form, violations);
  Outcome outcome{};
  ObjectDecoder object(in, kFields, unknown);
  while (object.next()) {
    switch (object.index()) {
      case 0: object.read(outcome.account.id); break;
      case 1: object.read(outcome.account.name, Length(1, 5)); break;
      case 2: object.read(outcome.account.password); break;
      case 3: object.read(outcome.account.note); break;
    }
  }
  outcome.good = object.finish() && in.finish();
  outcome.violations = told(violations);
  return outcome;
}

TEST(ObjectDecoder, MembersComeInAnyOrder) {
  const Outcome found = reading(R"({"note": "n", "password": "p", "name": "a"})", JsonForm::Request);
  EXPECT_TRUE(found.good);
  EXPECT_EQ(found.account.name, "a");
  EXPECT_EQ(found.account.note, "n");
}

TEST(ObjectDecoder, ReadonlyMembersAreIgnoredInRequests) {
  const Outcome found = reading(R"({"id": "not even a number", "name": "a", "password": "p"})", JsonForm::Request);
  EXPECT_TRUE(found.good);
  EXPECT_EQ(found.account.id, 0);
}

TEST(ObjectDecoder, WriteonlyMembersAreNotExpectedInAnswers) {
  const Outcome found = reading(R"({"id": 7, "name": "a"})", JsonForm::Answer);
  EXPECT_TRUE(found.good);
  EXPECT_EQ(found.account.id, 7);
}

TEST(ObjectDecoder, StoredFormsHoldEverything) {
  EXPECT_THAT(reading(R"({"name": "a"})", JsonForm::Stored).violations, ElementsAre("body /id required", "body /password required"));
}

TEST(ObjectDecoder, AllThatIsWrongIsTold) {
  const Outcome found = reading(R"({"name": "abcdef", "note": 1, "note": 2})", JsonForm::Request);
  EXPECT_FALSE(found.good);
  EXPECT_THAT(found.violations, ElementsAre("body /name too_long", "body /note type", "body /note duplicate", "body /password required"));
}

TEST(ObjectDecoder, TheFirstOfTwoMembersOfOneNameIsKept) {
  const Outcome found = reading(R"({"name": "a", "password": "p", "name": "b"})", JsonForm::Request);
  EXPECT_EQ(found.account.name, "a");
  EXPECT_THAT(found.violations, ElementsAre("body /name duplicate"));
}

TEST(ObjectDecoder, UnknownMembersAreIgnoredOrRefused) {
  constexpr std::string_view kDocument = R"({"name": "a", "colour": {"r": [1]}, "password": "p"})";
  EXPECT_THAT(reading(kDocument, JsonForm::Request).violations, IsEmpty());
  EXPECT_THAT(reading(kDocument, JsonForm::Request, UnknownMembers::Refused).violations, ElementsAre("body /colour unknown"));
}

TEST(ObjectDecoder, WhatIsNoObjectIsToldOnce) {
  EXPECT_THAT(reading("[1, 2]", JsonForm::Request).violations, ElementsAre("body  type"));
  EXPECT_FALSE(reading("[1, 2]", JsonForm::Request).good);
}

TEST(ObjectDecoder, AMalformedObjectSaysNothingOfWhatIsMissing) {
  const Outcome found = reading(R"({"name": "a", )", JsonForm::Request);
  EXPECT_FALSE(found.good);
  EXPECT_THAT(found.violations, IsEmpty());
}

}  // namespace
}  // namespace saki
