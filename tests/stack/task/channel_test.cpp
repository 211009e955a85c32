// SPDX-License-Identifier: Apache-2.0
#include "saki/task/channel.h"

#include <memory>
#include <vector>

#include "task_fixture.h"

namespace saki {
namespace {

using testing::ElementsAre;

class ChannelTest : public TaskFixture {
 protected:
  std::vector<int> received_;
  std::vector<std::string> told_;
};

Task<> send_all(Channel<int>& channel, int from, int count, std::vector<std::string>& told) {
  for (int value = from; value < from + count; ++value) {
    const Result<> sent = co_await channel.send(value);
    told.push_back(sent ? "sent " + std::to_string(value) : sent.error().text());
    if (!sent) co_return;
  }
}

Task<> receive_all(Channel<int>& channel, std::vector<int>& into) {
  for (;;) {
    const Result<int> value = co_await channel.receive();
    if (!value) co_return;
    into.push_back(*value);
  }
}

Task<> receive_one(Channel<int>& channel, std::vector<int>& into) {
  const Result<int> value = co_await channel.receive();
  into.push_back(value ? *value : -1);
}

TEST_F(ChannelTest, WhoSendsWaitsWhileItIsFull) {
  Channel<int> channel(2);
  scope_.spawn(send_all, std::ref(channel), 1, 4, std::ref(told_));
  EXPECT_THAT(told_, ElementsAre("sent 1", "sent 2"));
  EXPECT_EQ(channel.try_receive(), 1);
  turn();
  EXPECT_THAT(told_, ElementsAre("sent 1", "sent 2", "sent 3"));
  scope_.spawn(receive_all, std::ref(channel), std::ref(received_));
  for (int i = 0; i < 5; ++i) turn();
  EXPECT_THAT(received_, ElementsAre(2, 3, 4));
  channel.close();
  turn();
  EXPECT_EQ(scope_.running(), 0U);
}

TEST_F(ChannelTest, WhoCameFirstIsServedFirst) {
  Channel<int> channel(1);
  std::vector<int> first;
  std::vector<int> second;
  scope_.spawn(receive_one, std::ref(channel), std::ref(first));
  scope_.spawn(receive_one, std::ref(channel), std::ref(second));
  scope_.spawn(send_all, std::ref(channel), 1, 2, std::ref(told_));
  turn();
  EXPECT_THAT(first, ElementsAre(1));
  EXPECT_THAT(second, ElementsAre(2));
}

TEST_F(ChannelTest, AClosedOneGivesWhatItHasAndTakesNoMore) {
  Channel<int> channel(1);
  scope_.spawn(send_all, std::ref(channel), 1, 2, std::ref(told_));
  channel.close();
  turn();
  EXPECT_EQ(told_.size(), 2U);
  EXPECT_EQ(told_.back(), Error(Error::Closed).text());
  int late = 7;
  EXPECT_FALSE(channel.try_send(late));
  scope_.spawn(receive_all, std::ref(channel), std::ref(received_));
  EXPECT_THAT(received_, ElementsAre(1));
  EXPECT_EQ(scope_.running(), 0U);
}

TEST_F(ChannelTest, WhoIsCancelledLeavesItsPlace) {
  Channel<int> channel(1);
  scope_.spawn(receive_one, std::ref(channel), std::ref(received_));
  scope_.cancel();
  EXPECT_THAT(received_, ElementsAre(-1));
  int value = 5;
  EXPECT_TRUE(channel.try_send(value));
  EXPECT_EQ(channel.try_receive(), 5);
}

TEST_F(ChannelTest, AValueOnItsWayToWhoIsDestroyedGoesToTheNext) {
  Channel<int> channel(1);
  TaskScope doomed(*loop_, "doomed");
  doomed.spawn(receive_one, std::ref(channel), std::ref(received_));
  scope_.spawn(receive_all, std::ref(channel), std::ref(received_));
  int value = 9;
  ASSERT_TRUE(channel.try_send(value));
  doomed.drop();
  turn();
  EXPECT_THAT(received_, ElementsAre(9));
  channel.close();
  turn();
}

TEST_F(ChannelTest, ASenderThatIsDestroyedTakesItsValueAlong) {
  Channel<int> channel(1);
  TaskScope doomed(*loop_, "doomed");
  doomed.spawn(send_all, std::ref(channel), 1, 2, std::ref(told_));
  doomed.drop();
  EXPECT_EQ(channel.try_receive(), 1);
  EXPECT_EQ(channel.try_receive(), std::nullopt);
}

}  // namespace
}  // namespace saki
