// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test_client.h"

namespace shortener {
namespace {

class Shortener : public testing::Test {
 protected:
  Client client_{{.config = "sqlite: {path: ':memory:'}"}};
};

TEST_F(Shortener, AVisitorIsSentOnAndCounted) {
  const Link link = client_.make_link(NewLink("https://example.org/a?b=c", "here")).value();
  EXPECT_EQ(link.slug, "here");
  for (int visit = 1; visit <= 3; ++visit) {
    const saki::TestResponse answer = client_.raw().get("/here");
    EXPECT_EQ(answer.status(), 302);
    EXPECT_EQ(answer.header("Location"), "https://example.org/a?b=c");
    client_.raw().settle();
    EXPECT_EQ(client_.show_link("here").value().visits, visit);
  }
}

TEST_F(Shortener, ANameIsInventedWhereNoneIsGiven) {
  const Link first = client_.make_link(NewLink("https://example.org/", std::nullopt)).value();
  const Link second = client_.make_link(NewLink("https://example.org/", std::nullopt)).value();
  EXPECT_EQ(first.slug.size(), 8U);
  EXPECT_NE(first.slug, second.slug);
}

TEST_F(Shortener, ANameIsGivenOnce) {
  EXPECT_EQ(client_.make_link(NewLink("https://example.org/", "here")).status(), 201);
  EXPECT_EQ(client_.make_link(NewLink("https://example.com/", "here")).status(), 409);
}

TEST_F(Shortener, OnlyPagesAreLedTo) {
  EXPECT_EQ(client_.make_link(NewLink("javascript:alert(1)", "here")).status(), 422);
  EXPECT_EQ(client_.make_link(NewLink("https://example.org/", "no!")).status(), 422);
  EXPECT_EQ(client_.raw().get("/nowhere").status(), 404);
}

TEST_F(Shortener, WhoMakesTooManyIsAskedToWait) {
  int refused = 0;
  for (int i = 0; i < 12; ++i) refused += client_.make_link(NewLink("https://example.org/", std::nullopt)).status() == 429 ? 1 : 0;
  EXPECT_EQ(refused, 2);
}

}  // namespace
}  // namespace shortener
