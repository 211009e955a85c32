// SPDX-License-Identifier: Apache-2.0
//
// What a room's home numbers, keeps and gives to those that come back.
#include "room/room_home.h"

#include <gmock/gmock.h>

namespace saki {
namespace {

using testing::ElementsAre;

room_order::Join joining(std::string seen = {}, MemberKind kind = MemberKind::EventStream) {
  return {.room = "r", .worker = 0, .kind = kind, .seen = std::move(seen), .seating = nullptr};
}
room_order::Post posting(std::string text, EventLabel label = EventLabel()) {
  return {.room = "r", .text = std::move(text), .label = std::move(label)};
}

class AtHome : public testing::Test {
 protected:
  // The ids of what a member that saw `seen` last is given.
  std::vector<std::string> missed_since(const std::string& seen) {
    const room_order::Admit admit = home_.join(joining(seen));
    missed_some_ = admit.missed_some;
    std::vector<std::string> ids;
    for (const auto& message : admit.missed) ids.push_back(message->id);
    return ids;
  }

  RoomSettings settings_{.replay_count = 3, .replay_bytes = 1000};
  RoomHome home_{"r", 35, settings_};
  bool missed_some_ = false;
};

TEST_F(AtHome, MessagesAreNumberedAndHaveIdsOfTheirIncarnation) {
  static_cast<void>(home_.join(joining()));
  const auto first = home_.make(posting("a"));
  const auto second = home_.make(posting("b", EventLabel("created")));
  EXPECT_EQ(first->number, 1U);
  EXPECT_EQ(*first->event, "id: z-1\ndata: a\n\n");
  EXPECT_EQ(*second->event, "id: z-2\nevent: created\ndata: b\n\n");
}

TEST_F(AtHome, WhoComesBackIsGivenWhatCameSince) {
  static_cast<void>(home_.join(joining()));
  for (const char* text : {"a", "b", "c"}) static_cast<void>(home_.make(posting(text)));
  EXPECT_THAT(missed_since("z-1"), ElementsAre("z-2", "z-3"));
  EXPECT_FALSE(missed_some_);
  EXPECT_THAT(missed_since("z-3"), ElementsAre());
  EXPECT_FALSE(missed_some_);
}

TEST_F(AtHome, WhoIsNewIsGivenNothingOld) {
  static_cast<void>(home_.join(joining()));
  static_cast<void>(home_.make(posting("a")));
  const room_order::Admit admit = home_.join(joining());
  EXPECT_TRUE(admit.missed.empty());
  EXPECT_FALSE(admit.missed_some);
  EXPECT_EQ(admit.after, 1U);
}

TEST_F(AtHome, WhatIsNotKeptAnyMoreIsTold) {
  static_cast<void>(home_.join(joining()));
  for (const char* text : {"a", "b", "c", "d", "e"}) static_cast<void>(home_.make(posting(text)));
  EXPECT_THAT(missed_since("z-1"), ElementsAre("z-3", "z-4", "z-5"));
  EXPECT_TRUE(missed_some_);
  EXPECT_THAT(missed_since("y-4"), ElementsAre("z-3", "z-4", "z-5"));  // Of another incarnation.
  EXPECT_TRUE(missed_some_);
}

TEST_F(AtHome, IdsOfTheAuthorAreUsedAsTheyAre) {
  static_cast<void>(home_.join(joining()));
  for (const char* id : {"17", "18", "19"}) static_cast<void>(home_.make(posting("a", EventLabel("", id))));
  EXPECT_THAT(missed_since("18"), ElementsAre("19"));
}

TEST_F(AtHome, WhatIsKeptIsBoundedInBytesToo) {
  static_cast<void>(home_.join(joining()));
  const auto first = home_.make(posting(std::string(200, 'x')));
  for (int i = 0; i < 2; ++i) static_cast<void>(home_.make(posting(std::string(200, 'x'))));
  EXPECT_LT(2 * first->bytes(), settings_.replay_bytes);
  EXPECT_GT(3 * first->bytes(), settings_.replay_bytes);
  EXPECT_THAT(missed_since("unknown"), ElementsAre("z-2", "z-3"));
}

TEST_F(AtHome, AMessageWeighsWhatItsFormsTake) {
  static_cast<void>(home_.join(joining()));
  const std::size_t as_event = home_.make(posting(std::string(400, 'x')))->bytes();
  static_cast<void>(home_.join(joining({}, MemberKind::DeflatingWebSocket)));
  const auto as_all = home_.make(posting(std::string(400, 'x')));
  EXPECT_GT(as_event, 400U);
  EXPECT_FALSE(as_all->frame.deflated().empty());
  EXPECT_EQ(as_all->bytes(), as_event + as_all->frame.plain().size() + as_all->frame.deflated().size());
}

TEST_F(AtHome, NothingIsKeptForSocketsAlone) {
  static_cast<void>(home_.join(joining({}, MemberKind::WebSocket)));
  EXPECT_EQ(home_.make(posting("a"))->event, nullptr);
  EXPECT_FALSE(home_.keeps_messages());
}

TEST_F(AtHome, MembersAreCountedByWorker) {
  static_cast<void>(home_.join(joining()));
  room_order::Join other = joining();
  other.worker = 1;
  static_cast<void>(home_.join(std::move(other)));
  home_.leave(0, MemberKind::EventStream);
  EXPECT_EQ(home_.count(), 1U);
  ASSERT_EQ(home_.workers().size(), 1U);
  EXPECT_EQ(home_.workers()[0].worker, 1U);
  EXPECT_EQ(home_.workers()[0].count, 1U);
}

}  // namespace
}  // namespace saki
