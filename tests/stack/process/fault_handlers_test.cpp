// SPDX-License-Identifier: Apache-2.0
#include "process/fault_handlers.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>

#include <filesystem>
#include <thread>

#include "process/control_channel.h"
#include "process/stack_inquiry.h"
#include "stack/process/forked.h"

namespace saki {
namespace {

using testing::StartsWith;

class FaultHandlersTest : public testing::Test {
 protected:
  // The next message of the child; waits for it.
  ControlMessage next() {
    pollfd ready{ends_.first.descriptor(), POLLIN, 0};
    EXPECT_EQ(::poll(&ready, 1, 30'000), 1);
    auto message = ends_.first.receive();
    if (!message) return {ControlKind::GoOn, "nothing came: " + message.error().text(), {}};
    return std::move(*message);
  }

  std::pair<ControlChannel, ControlChannel> ends_ = *ControlChannel::open_pair();
};

TEST_F(FaultHandlersTest, AnAbortTellsItsSignalAndItsStackThenWaitsForLeaveToDie) {
  Forked child([this] {
    const FaultHandlers handlers(ends_.second.descriptor());
    std::abort();
    return 0;
  });
  const std::string number = std::to_string(child.pid());
  const ControlMessage fault = next();
  EXPECT_EQ(fault.kind, ControlKind::Crash);
  EXPECT_EQ(fault.text, std::to_string(SIGABRT) + " " + number);
  const ControlMessage stack = next();
  EXPECT_EQ(stack.kind, ControlKind::Stack);
  EXPECT_THAT(stack.text, StartsWith(number + " "));
  EXPECT_GE(thread_stack_from(stack.text).addresses.size(), 2U);
  EXPECT_EQ(::waitpid(child.pid(), nullptr, WNOHANG), 0) << "it waits";
  EXPECT_TRUE(ends_.first.send(ControlKind::GoOn));
  EXPECT_EQ(child.wait(), -SIGABRT);
}

TEST_F(FaultHandlersTest, EveryThreadAnswersWhenItIsAsked) {
  Forked child([this] {
    const FaultHandlers handlers(ends_.second.descriptor());
    const auto pause_for_ever = [] {
      for (;;) ::pause();
    };
    std::thread first(pause_for_ever);
    std::thread second(pause_for_ever);
    static_cast<void>(ends_.second.send(ControlKind::Serving));
    pause_for_ever();
    return 0;
  });
  ASSERT_EQ(next().kind, ControlKind::Serving);
  StackInquiry inquiry;
  inquiry.ask(child.pid());
  while (inquiry.stacks().size() < 3) {
    const ControlMessage message = next();
    ASSERT_EQ(message.kind, ControlKind::Stack) << message.text;
    inquiry.add(thread_stack_from(message.text));
  }
  EXPECT_EQ(::waitpid(child.pid(), nullptr, WNOHANG), 0) << "all of them live on";
}

TEST(StackInquiry, IsCompleteWhenAllThreadsHaveAnswered) {
  Forked child([] {
    std::signal(SIGQUIT, SIG_IGN);
    for (;;) ::pause();
    return 0;
  });
  StackInquiry inquiry;
  inquiry.ask(child.pid());
  EXPECT_FALSE(inquiry.complete());
  for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(child.pid()) + "/task")) {
    inquiry.add({.thread = std::stoi(entry.path().filename()), .name = "", .addresses = {}});
  }
  EXPECT_TRUE(inquiry.complete());
}

TEST(StackInquiry, OfAProcessThatIsGoneIsCompleteAtOnce) {
  StackInquiry inquiry;
  inquiry.ask(999'999'999);
  EXPECT_TRUE(inquiry.complete());
}

}  // namespace
}  // namespace saki
