// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test_client.h"

namespace chat {
namespace {

class Chat : public testing::Test {
 protected:
  using Seat = saki::TestSocket<Saying, News>;

  // Comes in, and hears that it did.
  Seat enter(const std::string& room, const std::string& name) {
    Seat seat = client_.talk(room, Visitor(name));
    EXPECT_EQ(seat.receive()->kind, NewsKind::Joined);
    return seat;
  }

  Client client_{{.config = "sqlite: {path: ':memory:'}"}};
};

TEST_F(Chat, WhatOneSaysAllInTheRoomHear) {
  Seat ann = enter("lobby", "Ann");
  Seat ben = enter("lobby", "Ben");
  Seat elsewhere = enter("attic", "Cleo");
  EXPECT_EQ(ann.receive()->who, "Ben");

  ann.send(Saying("Hello"));
  for (Seat* seat : {&ann, &ben}) {
    const News news = *seat->receive();
    EXPECT_EQ(news.kind, NewsKind::Said);
    EXPECT_EQ(news.present, 2U);
    ASSERT_TRUE(news.message);
    EXPECT_EQ(news.message->text, "Hello");
    EXPECT_EQ(news.message->author, "Ann");
  }
  elsewhere.send(Saying("Anybody?"));
  EXPECT_EQ(elsewhere.receive()->message->text, "Anybody?");
}

TEST_F(Chat, WhatWasSaidIsKeptForThoseWhoComeLater) {
  Seat ann = enter("lobby", "Ann");
  for (const char* text : {"one", "two", "three"}) {
    ann.send(Saying(text));
    EXPECT_EQ(ann.receive()->message->text, text);
  }
  const std::vector<Message> all = client_.history("lobby", Page(0, 100)).value();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all.front().text, "one");
  const std::vector<Message> rest = client_.history("lobby", Page(all[0].id, 1)).value();
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest.front().text, "two");
  EXPECT_TRUE(client_.history("attic", Page(0, 100)).value().empty());
}

TEST_F(Chat, WhoLeavesIsMissed) {
  Seat ann = enter("lobby", "Ann");
  Seat ben = enter("lobby", "Ben");
  EXPECT_EQ(ann.receive()->kind, NewsKind::Joined);
  ben.close();
  const News news = *ann.receive();
  EXPECT_EQ(news.kind, NewsKind::Left);
  EXPECT_EQ(news.who, "Ben");
  EXPECT_EQ(news.present, 1U);
}

TEST_F(Chat, WhatIsNotASayingClosesTheSocketOfWhoSentItAlone) {
  Seat ann = enter("lobby", "Ann");
  Seat ben = enter("lobby", "Ben");
  EXPECT_EQ(ann.receive()->who, "Ben");
  ben.send(Saying(""));
  EXPECT_FALSE(ben.receive());
  EXPECT_EQ(ben.close_code(), saki::http::CloseCode::Policy);
  EXPECT_EQ(ann.receive()->kind, NewsKind::Left);
}

TEST_F(Chat, ANameIsNeeded) { EXPECT_EQ(client_.talk("lobby", Visitor("")).answer().status(), 422); }

TEST_F(Chat, ThePageIsServed) { EXPECT_THAT(client_.raw().get("/").body(), testing::HasSubstr("<title>Chat</title>")); }

}  // namespace
}  // namespace chat
