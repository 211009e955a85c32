// SPDX-License-Identifier: Apache-2.0
#include "saki/task/mailbox.h"

#include <array>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "saki/task/mail_queue.h"
#include "task_fixture.h"

namespace saki {
namespace {

using testing::ElementsAre;

using MailboxTest = TaskFixture;

template <class T>
Task<> receive_all(Mailbox<T>& box, std::vector<T>& into) {
  for (;;) {
    Result<T> message = co_await box.receive();
    if (!message) break;
    into.push_back(std::move(*message));
  }
}

TEST_F(MailboxTest, MessagesArriveInTheOrderOfPosting) {
  Mailbox<int> box(*loop_, 10);
  std::vector<int> received;
  scope_.spawn(receive_all<int>, std::ref(box), std::ref(received));
  for (int number = 0; number < 5; ++number) ASSERT_TRUE(box.post(number));
  turn();
  turn();
  EXPECT_THAT(received, ElementsAre(0, 1, 2, 3, 4));
  box.close();
  turn();
  EXPECT_EQ(scope_.running(), 0U);
}

TEST_F(MailboxTest, AFullMailboxRefuses) {
  Mailbox<int> box(*loop_, 2);
  ASSERT_TRUE(box.post(1));
  ASSERT_TRUE(box.post(2));
  EXPECT_EQ(box.post(3).error(), Error::Exhausted);
}

TEST_F(MailboxTest, AClosedMailboxStillGivesWhatItHas) {
  Mailbox<std::unique_ptr<int>> box(*loop_, 2);
  ASSERT_TRUE(box.post(std::make_unique<int>(1)));
  box.close();
  EXPECT_EQ(box.post(std::make_unique<int>(2)).error(), Error::Closed);
  std::vector<std::unique_ptr<int>> received;
  scope_.spawn(receive_all<std::unique_ptr<int>>, std::ref(box), std::ref(received));
  ASSERT_EQ(received.size(), 1U);
  EXPECT_EQ(*received[0], 1);
  EXPECT_EQ(scope_.running(), 0U);
}

TEST_F(MailboxTest, ALateWakeUpDoesNotEndTheNextWait) {
  Mailbox<int> box(*loop_, 2);
  std::vector<int> received;
  ASSERT_TRUE(box.post(1));  // Posts a wake-up that the receiver below does not need.
  scope_.spawn(receive_all<int>, std::ref(box), std::ref(received));
  EXPECT_THAT(received, ElementsAre(1));
  turn();
  turn();
  EXPECT_EQ(scope_.running(), 1U);
  box.close();
  turn();
}

TEST_F(MailboxTest, AMailboxMayEndWhileAWakeUpIsOnItsWay) {
  auto box = std::make_unique<Mailbox<int>>(*loop_, 2);
  ASSERT_TRUE(box->post(1));
  box.reset();
  turn();
}

TEST_F(MailboxTest, ABroadcastReachesEverySubscriberOnceAndNobodyElse) {
  MailQueue<int> queue("news");
  Mailbox<int> first(*loop_, 4), second(*loop_, 4), outsider(*loop_, 4);
  queue.subscribe(first);
  queue.subscribe(second);
  EXPECT_EQ(queue.broadcast(7), 2U);
  queue.unsubscribe(second);
  EXPECT_EQ(queue.broadcast(8), 1U);

  std::vector<int> by_first, by_second, by_outsider;
  scope_.spawn(receive_all<int>, std::ref(first), std::ref(by_first));
  scope_.spawn(receive_all<int>, std::ref(second), std::ref(by_second));
  scope_.spawn(receive_all<int>, std::ref(outsider), std::ref(by_outsider));
  first.close();
  second.close();
  outsider.close();
  finish();
  EXPECT_THAT(by_first, ElementsAre(7, 8));
  EXPECT_THAT(by_second, ElementsAre(7));
  EXPECT_TRUE(by_outsider.empty());
}

// Several threads post to several loops, each with its mailbox, until every message was taken.
TEST(MailboxStress, NoMessageIsLostBetweenThreads) {
  constexpr int kLoops = 3, kPosters = 3, kMessages = 3000;
  std::array<std::atomic<Mailbox<int>*>, kLoops> boxes{};
  std::atomic<int> ready = 0;
  std::array<long, kLoops> sums{};
  MailQueue<int> queue("all");

  std::vector<std::thread> threads;
  for (std::size_t index = 0; index < kLoops; ++index) {
    threads.emplace_back([&, index] {
      const auto loop = Loop::open().value();
      const LoopBinding binding(*loop);
      Mailbox<int> box(*loop, 100);
      queue.subscribe(box);
      boxes[index] = &box;
      ++ready;
      std::vector<int> received;
      TaskScope scope(*loop, "receiver");
      scope.spawn(receive_all<int>, std::ref(box), std::ref(received));
      const std::size_t expected = kPosters * kMessages + 1;
      while (received.size() < expected) loop->run_once();
      queue.unsubscribe(box);
      box.close();
      while (scope.running() > 0) loop->run_once();
      for (const int value : received) sums[index] += value;
    });
  }
  while (ready < kLoops) std::this_thread::yield();
  for (int poster = 0; poster < kPosters; ++poster) {
    threads.emplace_back([&] {
      for (int number = 0; number < kMessages; ++number) {
        for (auto& box : boxes) {
          while (!box.load()->post(1)) std::this_thread::yield();
        }
      }
    });
  }
  for (std::size_t index = kLoops; index < threads.size(); ++index) threads[index].join();
  for (auto& box : boxes) {
    while (!box.load()->post(5)) std::this_thread::yield();
  }
  for (std::size_t index = 0; index < kLoops; ++index) threads[index].join();
  for (const long sum : sums) EXPECT_EQ(sum, kPosters * kMessages + 5);
}

}  // namespace
}  // namespace saki
