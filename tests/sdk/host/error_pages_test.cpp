// SPDX-License-Identifier: Apache-2.0
#include "host/error_pages.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

Response problem(Status status) { return Response::of("application/problem+json", "{}").status(status); }

ErrorPages pages() {
  ErrorPages pages;
  pages.add(404, {"<p>not here", "text/html; charset=utf-8"});
  pages.add(5, {"broken", "text/plain; charset=utf-8"});
  return pages;
}

std::string dressed(std::string_view accept, Response response) {
  pages().dress(accept, response);
  return std::get<std::string>(response.content());
}

TEST(ErrorPages, AreNamedByStatusOrByClass) {
  EXPECT_EQ(ErrorPages::errors_of("404"), 404U);
  EXPECT_EQ(ErrorPages::errors_of("4xx"), 4U);
  EXPECT_EQ(ErrorPages::errors_of("5xx"), 5U);
  for (const char* text : {"", "4", "40", "4040", "200", "3xx", "6xx", "xxx", "4x4", "50x", "5XX", "-04", "4 4"})
    EXPECT_EQ(ErrorPages::errors_of(text), 0U) << text;
}

TEST(ErrorPages, StandInForAProblemAndKeepStatusAndFields) {
  Response response = problem(Status::NotFound).header("X-Kept", "yes");
  pages().dress("", response);
  EXPECT_EQ(response.status(), Status::NotFound);
  EXPECT_EQ(response.media_type(), "text/html; charset=utf-8");
  EXPECT_EQ(response.header("X-Kept"), "yes");
  EXPECT_EQ(response.header("Vary"), "Accept");
  EXPECT_EQ(std::get<std::string>(response.content()), "<p>not here");
}

TEST(ErrorPages, OfAClassAreForErrorsThatHaveNoneOfTheirOwn) {
  EXPECT_EQ(dressed("", problem(Status::InternalServerError)), "broken");
  EXPECT_EQ(dressed("", problem(Status::ServiceUnavailable)), "broken");
  EXPECT_EQ(dressed("", problem(Status::Forbidden)), "{}");
}

TEST(ErrorPages, FillAnErrorWithoutContentButReplaceNothingThatAHandlerWrote) {
  EXPECT_EQ(dressed("", Response(Status::NotFound)), "<p>not here");
  EXPECT_EQ(dressed("", Response::html("mine").status(Status::NotFound)), "mine");
  EXPECT_EQ(dressed("", Response::text("").status(Status::NotFound)), "");
  EXPECT_EQ(dressed("", Response::json("{}").status(Status::NotFound)), "{}");
  EXPECT_EQ(dressed("", problem(Status::Ok)), "{}");
}

TEST(ErrorPages, AreForClientsThatWouldNotRatherHaveJson) {
  for (const char* accept : {"*/*", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/*", "image/*",
                             "application/json;q=0.5, text/html", "text/html, application/json"}) {
    EXPECT_EQ(dressed(accept, problem(Status::NotFound)), "<p>not here") << accept;
  }
  for (const char* accept : {"application/json", "application/problem+json", "application/json, text/plain, */*",
                             "text/html;q=0.5, application/json", "APPLICATION/JSON"}) {
    EXPECT_EQ(dressed(accept, problem(Status::NotFound)), "{}") << accept;
  }
}

}  // namespace
}  // namespace saki
