// SPDX-License-Identifier: Apache-2.0
#include "saki/violations.h"

#include <gtest/gtest.h>

#include "problem/problem_document.h"
#include "saki/json.h"
#include "saki/validation_failed.h"

namespace saki {
namespace {

TEST(Violations, NoneRaiseNothing) { EXPECT_NO_THROW(Violations().raise_if_any()); }

TEST(Violations, AllOfThemAreInTheAnswer) {
  Violations violations;
  violations.add(ViolationIn::Body, "/title", "too_long", "at most 200 characters are allowed, 201 were given");
  violations.add(ViolationIn::Query, "/limit", "out_of_range", "the value must be 1 to 100");
  try {
    violations.raise_if_any();
    FAIL();
  } catch (const HttpError& error) {
    EXPECT_EQ(problem_document(error),
              R"({"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"The request breaks 2 rules","violations":[)"
              R"({"in":"body","pointer":"/title","code":"too_long","detail":"at most 200 characters are allowed, 201 were given"},)"
              R"({"in":"query","pointer":"/limit","code":"out_of_range","detail":"the value must be 1 to 100"}]})");
  }
}

TEST(Violations, AreBoundedAndTheAnswerSaysSo) {
  Violations violations;
  for (int i = 0; i < 1000; ++i) violations.add(ViolationIn::Body, "/" + std::to_string(i), "type", "must be a string");
  EXPECT_EQ(violations.count(), 1000U);
  EXPECT_EQ(violations.list().size(), Violations::kLimit);
  const Json document = Json::parse(problem_document(ValidationFailed(violations)));
  EXPECT_EQ(document["detail"], "The request breaks 1000 rules, of which the first 100 are listed");
  EXPECT_EQ(document["violations"].size(), 100U);
}

TEST(Violations, PointersEscapeWhatRfc6901Says) {
  std::string pointer;
  append_pointer_token(pointer, "a/b~c");
  append_pointer_token(pointer, "");
  EXPECT_EQ(pointer, "/a~1b~0c/");
}

TEST(Violations, EveryPlaceHasItsWord) {
  EXPECT_EQ(to_string(ViolationIn::Header), "header");
  EXPECT_EQ(to_string(ViolationIn::Cookie), "cookie");
  EXPECT_EQ(to_string(ViolationIn::Path), "path");
}

}  // namespace
}  // namespace saki
