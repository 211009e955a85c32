// SPDX-License-Identifier: Apache-2.0
#include "saki/process/supervised.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "process/control_channel.h"
#include "process/heartbeat_table.h"
#include "process/supervised_environment.h"
#include "saki/net/listening_socket.h"
#include "stack/process/forked.h"

namespace saki {
namespace {

void set_origin(int version, pid_t supervisor, int channel = 1000, int table = 1001) {
  const std::string text =
      std::to_string(version) + " " + std::to_string(supervisor) + " " + std::to_string(channel) + " " + std::to_string(table);
  ::setenv(kSupervisorVariable, text.c_str(), 1);
}

TEST(Supervised, AProcessThatNobodyStartedThatWayIsNone) {
  ::unsetenv(kSupervisorVariable);
  const auto supervised = Supervised::adopt();
  ASSERT_TRUE(supervised);
  EXPECT_EQ(*supervised, nullptr);
}

TEST(Supervised, WhatAnAncestorLeftInTheEnvironmentIsIgnoredAndRemoved) {
  set_origin(kControlVersion, ::getpid());  // Our own child would be meant.
  ::setenv(kListeningVariable, "", 1);
  const auto supervised = Supervised::adopt();
  ASSERT_TRUE(supervised);
  EXPECT_EQ(*supervised, nullptr);
  EXPECT_EQ(std::getenv(kSupervisorVariable), nullptr);
  EXPECT_EQ(std::getenv(kListeningVariable), nullptr);
}

TEST(Supervised, GarbageInTheEnvironmentIsNoSupervisor) {
  for (const char* text : {"", "x", "1", "1 x", "99999999999999999999 1"}) {
    ::setenv(kSupervisorVariable, text, 1);
    const auto supervised = Supervised::adopt();
    ASSERT_TRUE(supervised) << text;
    EXPECT_EQ(*supervised, nullptr) << text;
  }
}

TEST(Supervised, ASupervisorOfAnotherVersionIsRefused) {
  set_origin(kControlVersion + 1, ::getppid());
  EXPECT_EQ(Supervised::adopt().error(), Error::Invalid);
}

TEST(Supervised, TheSocketsOfAnAddressWithOnePortBelongTogether) {
  auto ends = *ControlChannel::open_pair();
  const auto table = *HeartbeatTable::create();
  std::string listening;
  std::vector<FileDescriptor> sockets;
  for (int i = 0; i < 2; ++i) {  // Port 0 twice: two ports.
    sockets.push_back(*open_listening_socket(*Address::parse("127.0.0.1:0"), {}));
    listening += std::to_string(sockets.back().get()) + " 127.0.0.1:0\n";
  }
  ::setenv(kListeningVariable, listening.c_str(), 1);
  const pid_t parent = ::getpid();
  Forked child([&] {
    set_origin(kControlVersion, parent, ends.second.descriptor(), table.descriptor());
    const auto supervised = Supervised::adopt();
    if (!supervised || *supervised == nullptr) return 1;
    const Address configured = *Address::parse("127.0.0.1:0");
    const auto first = (*supervised)->take(configured);
    const auto second = (*supervised)->take(configured);
    if (first.size() != 1 || first[0].get() != sockets[0].get()) return 2;
    if (second.size() != 1 || second[0].get() != sockets[1].get()) return 3;
    if (!(*supervised)->take(configured).empty() || !(*supervised)->take(*Address::parse("[::1]:0")).empty()) return 4;
    (*supervised)->keep(configured, first);
    (*supervised)->on_serving();
    return 0;
  });
  EXPECT_EQ(child.wait(), 0);
  ::unsetenv(kListeningVariable);
  const auto kept = ends.first.receive();
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->kind, ControlKind::Socket);
  EXPECT_EQ(kept->text, "127.0.0.1:0");
  EXPECT_TRUE(kept->descriptor);
  EXPECT_EQ(ends.first.receive()->kind, ControlKind::Serving);
}

}  // namespace
}  // namespace saki
