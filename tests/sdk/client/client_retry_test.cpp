// SPDX-License-Identifier: Apache-2.0
//
// What the client asks again.
#include "client_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

using ClientRetryTest = ClientTest;

TEST_F(ClientRetryTest, AServerThatIsBusyIsAskedAgain) {
  server_.script({reply(503, "busy", "Retry-After: 0\r\n"), reply(429), reply(200, "good")});
  EXPECT_EQ(get(server_.url()).content(), "good");
  EXPECT_EQ(server_.asked().size(), 3U);
}

TEST_F(ClientRetryTest, TheLastAnswerCountsWhenAttemptsAreUsedUp) {
  server_.script({reply(503, "busy")});
  EXPECT_EQ(get(server_.url()).content(), "busy");
  EXPECT_EQ(server_.asked().size(), 3U);
}

TEST_F(ClientRetryTest, AWishToWaitTooLongIsTheAnswer) {
  server_.script({reply(503, "later", "Retry-After: 3600\r\n"), reply(200)});
  EXPECT_EQ(get(server_.url()).content(), "later");
  EXPECT_EQ(server_.asked().size(), 1U);
}

TEST_F(ClientRetryTest, WhatIsNotIdempotentIsSentOnce) {
  server_.script({reply(503), reply(200)});
  EXPECT_EQ(send({Method::Post, server_.url()}).status(), Status::ServiceUnavailable);
  EXPECT_EQ(send({Method::Patch, server_.url()}).status(), Status::Ok) << "the second of the script";
  EXPECT_EQ(server_.asked().size(), 2U);
}

TEST_F(ClientRetryTest, UnlessItSaysThatItMayBeRepeated) {
  server_.script({reply(503), reply(200)});
  ClientRequest request(Method::Post, server_.url());
  request.header("Idempotency-Key", "7").text("pay").repeatable();
  EXPECT_EQ(send(std::move(request)).status(), Status::Ok);
  EXPECT_TRUE(asked_with(1, "\r\n\r\npay"));
}

TEST_F(ClientRetryTest, AConnectionThatEndsWithoutAWordIsNoAnswer) {
  server_.script({{}, {}, reply(200, "good")});
  EXPECT_EQ(get(server_.url()).content(), "good");

  server_.script({{}, reply(200)});
  const auto error = failure({Method::Post, server_.url()});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ClientErrorKind::Broken) << error->what();
  EXPECT_EQ(server_.asked().size(), 1U);
}

TEST_F(ClientRetryTest, AnAnswerThatBreaksOffIsAskedForAgain) {
  Reply half = reply(200, "0123456789");
  half.bytes.resize(half.bytes.size() - 5);
  half.then_close = true;
  server_.script({half, reply(200, "whole")});
  EXPECT_EQ(get(server_.url()).content(), "whole");
}

TEST_F(ClientRetryTest, ARequestCanAskForItsOwnNumberOfAttempts) {
  server_.script({reply(503), reply(200)});
  RetryOptions once;
  once.attempts = 1;
  ClientRequest request(Method::Get, server_.url());
  request.retries(once);
  EXPECT_EQ(send(std::move(request)).status(), Status::ServiceUnavailable);
}

TEST_F(ClientRetryTest, NoAttemptBeginsThatTheDeadlineWouldCutOff) {
  server_.script({reply(503, "first", "Retry-After: 2\r\n"), reply(200)});
  ClientRequest request(Method::Get, server_.url());
  request.within(1s);
  EXPECT_EQ(send(std::move(request)).content(), "first");
}

TEST_F(ClientRetryTest, OtherErrorsAreAnswers) {
  server_.script({reply(500, "broken"), reply(200)});
  EXPECT_EQ(get(server_.url()).content(), "broken");
  EXPECT_EQ(server_.asked().size(), 1U);
}

}  // namespace
}  // namespace saki
