// SPDX-License-Identifier: Apache-2.0
//
// What waits for a client that reads slowly, and what becomes of it once there is too much.
#include "event/event_queue.h"

#include <gtest/gtest.h>

#include <string>

namespace saki {
namespace {

using http::QueuePolicy;
using Outcome = EventQueue::Outcome;

EventFrame frame(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

std::string drained(EventQueue& queue) {
  std::string text;
  while (!queue.empty()) text += *queue.pop();
  return text;
}

TEST(EventQueue, GivesBackInOrder) {
  EventQueue queue;
  for (int i = 0; i < 1'000; ++i) queue.push(frame(std::to_string(i) + ","));
  for (int i = 0; i < 600; ++i) EXPECT_EQ(*queue.pop(), std::to_string(i) + ",");
  queue.push(frame("more"));
  EXPECT_EQ(queue.size(), 401U);
  for (int i = 600; i < 1'000; ++i) EXPECT_EQ(*queue.pop(), std::to_string(i) + ",");
  EXPECT_EQ(*queue.pop(), "more");
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(queue.bytes(), 0U);
}

TEST(EventQueue, TheOldestMakesRoom) {
  EventQueue queue;
  const EventQueueBounds bounds{.count = 2, .bytes = 100, .policy = QueuePolicy::DropOldest};
  EXPECT_EQ(queue.push_by_policy(frame("a"), bounds), Outcome::Kept);
  EXPECT_EQ(queue.push_by_policy(frame("b"), bounds), Outcome::Kept);
  EXPECT_EQ(queue.push_by_policy(frame("c"), bounds), Outcome::KeptForAnother);
  EXPECT_EQ(drained(queue), "bc");
}

TEST(EventQueue, TheNewestStaysOut) {
  EventQueue queue;
  const EventQueueBounds bounds{.count = 2, .bytes = 100, .policy = QueuePolicy::DropNewest};
  for (const char* text : {"a", "b"}) EXPECT_EQ(queue.push_by_policy(frame(text), bounds), Outcome::Kept);
  EXPECT_EQ(queue.push_by_policy(frame("c"), bounds), Outcome::NotKept);
  EXPECT_EQ(drained(queue), "ab");
}

TEST(EventQueue, OrTheStreamIsToBeClosed) {
  EventQueue queue;
  const EventQueueBounds bounds{.count = 1, .bytes = 100, .policy = QueuePolicy::Close};
  EXPECT_EQ(queue.push_by_policy(frame("a"), bounds), Outcome::Kept);
  EXPECT_EQ(queue.push_by_policy(frame("b"), bounds), Outcome::Full);
  EXPECT_EQ(drained(queue), "a");
}

TEST(EventQueue, BytesAreBoundedAsCountsAre) {
  EventQueue queue;
  const EventQueueBounds bounds{.count = 100, .bytes = 10, .policy = QueuePolicy::DropOldest};
  for (const char* text : {"1234", "5678"}) EXPECT_EQ(queue.push_by_policy(frame(text), bounds), Outcome::Kept);
  EXPECT_EQ(queue.push_by_policy(frame("9abc"), bounds), Outcome::KeptForAnother);
  EXPECT_EQ(queue.bytes(), 8U);
  EXPECT_EQ(queue.push_by_policy(frame("larger than all of it"), bounds), Outcome::KeptForAnother);
  EXPECT_EQ(drained(queue), "larger than all of it");
}

}  // namespace
}  // namespace saki
