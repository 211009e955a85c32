// SPDX-License-Identifier: Apache-2.0
#include "problem/problem_document.h"

#include <gtest/gtest.h>

#include "saki/invalid_field.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

TEST(ProblemDocument, HasTheMembersOfRfc9457) {
  EXPECT_EQ(problem_document(NotFound("no such note")),
            R"({"type":"about:blank","title":"Not Found","status":404,"detail":"no such note"})");
  EXPECT_EQ(problem_document(Conflict()), R"({"type":"about:blank","title":"Conflict","status":409})");
}

TEST(ProblemDocument, CarriesItsOwnTypeTitleAndMembers) {
  HttpError error(Status::Conflict, "say \"please\"");
  error.title("Title Taken").type("https://example.org/problems/title-taken").member("title_given", "A\nB").member_json("tries", "[1,2]");
  EXPECT_EQ(problem_document(error),
            R"({"type":"https://example.org/problems/title-taken","title":"Title Taken","status":409,"detail":"say \"please\"",)"
            R"("title_given":"A\nB","tries":[1,2]})");
}

TEST(HttpError, SaysWhatItIs) {
  EXPECT_STREQ(NotFound("no such note").what(), "404 Not Found: no such note");
  EXPECT_STREQ(HttpError(Status{499}).what(), "499 Client Error");
}

TEST(HttpError, ChainsLoseNothingThoughTheSubclassIsCopiedAway) {
  try {
    throw TooManyRequests("slowly").retry_after(60s);
  } catch (const HttpError& error) {
    EXPECT_EQ(error.status(), Status::TooManyRequests);
    EXPECT_EQ(error.headers(), (HttpError::Pairs{{"Retry-After", "60"}}));
  }
}

TEST(HttpError, RefusesHeadersThatWouldSplitTheHead) {
  HttpError error(Status::Conflict);
  EXPECT_THROW(error.header("X-A", "a\r\nX-B: b"), InvalidField);
  EXPECT_THROW(error.header("X A", "a"), InvalidField);
  EXPECT_THROW(error.header("", "a"), InvalidField);
  EXPECT_THROW(error.header("Content-Length", "5"), InvalidField);  // The server's alone.
}

}  // namespace
}  // namespace saki
