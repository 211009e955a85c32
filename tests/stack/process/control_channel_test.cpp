// SPDX-License-Identifier: Apache-2.0
#include "process/control_channel.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>

namespace saki {
namespace {

class ControlChannelTest : public testing::Test {
 protected:
  std::pair<ControlChannel, ControlChannel> ends_ = *ControlChannel::open_pair();
  ControlChannel& supervisor_ = ends_.first;
  ControlChannel& service_ = ends_.second;
};

TEST_F(ControlChannelTest, MessagesArriveWholeAndInOrder) {
  EXPECT_TRUE(service_.send(ControlKind::Announce, "listening on unix:/a\nb"));
  EXPECT_TRUE(service_.send(ControlKind::Serving));
  const auto first = supervisor_.receive();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->kind, ControlKind::Announce);
  EXPECT_EQ(first->text, "listening on unix:/a\nb");
  EXPECT_FALSE(first->descriptor);
  EXPECT_EQ(supervisor_.receive()->kind, ControlKind::Serving);
}

TEST_F(ControlChannelTest, ADescriptorTravelsAndIsClosedOnExec) {
  int pipe[2];
  ASSERT_EQ(::pipe2(pipe, O_CLOEXEC), 0);
  const FileDescriptor read_end(pipe[0]);
  FileDescriptor write_end(pipe[1]);
  EXPECT_TRUE(service_.send(ControlKind::Socket, "127.0.0.1:0", write_end.get()));
  const auto message = supervisor_.receive();
  ASSERT_TRUE(message);
  ASSERT_TRUE(message->descriptor);
  EXPECT_NE(message->descriptor.get(), write_end.get());
  EXPECT_EQ(::fcntl(message->descriptor.get(), F_GETFD), FD_CLOEXEC);
  EXPECT_EQ(::write(message->descriptor.get(), "x", 1), 1);
  char letter = 0;
  EXPECT_EQ(::read(read_end.get(), &letter, 1), 1);
}

TEST_F(ControlChannelTest, TheSupervisorNeverWaits) {
  EXPECT_EQ(supervisor_.receive().error(), Error::System);
  EXPECT_EQ(supervisor_.receive().error().detail(), EAGAIN);
}

TEST_F(ControlChannelTest, TheEndIsTold) {
  {
    const ControlChannel gone = std::move(service_);
  }
  EXPECT_EQ(supervisor_.receive().error(), Error::Closed);
  EXPECT_FALSE(supervisor_.send(ControlKind::GoOn)) << "and no signal strikes";
}

TEST_F(ControlChannelTest, WhatIsTooLongIsRefusedRatherThanCut) {
  EXPECT_TRUE(service_.send(ControlKind::Settings, std::string(ControlChannel::kMostBytes - 1, 'x')));
  EXPECT_EQ(supervisor_.receive()->text.size(), ControlChannel::kMostBytes - 1);
  EXPECT_EQ(service_.send(ControlKind::Settings, std::string(ControlChannel::kMostBytes, 'x')).error().detail(), EMSGSIZE);
}

}  // namespace
}  // namespace saki
