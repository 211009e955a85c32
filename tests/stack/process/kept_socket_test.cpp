// SPDX-License-Identifier: Apache-2.0
#include "process/kept_socket.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace saki {
namespace {

int inheritable() { return ::open("/dev/null", O_RDONLY); }

TEST(KeptSocket, TheListThatIsWrittenIsTheListThatIsAdopted) {
  std::vector<KeptSocket> sockets;
  sockets.push_back({"127.0.0.1:0", FileDescriptor(inheritable())});
  sockets.push_back({"unix:/run/a b.sock", FileDescriptor(inheritable())});
  const std::string text = to_text(sockets);
  std::vector<int> numbers;
  for (KeptSocket& kept : sockets) numbers.push_back(kept.socket.release());

  const std::vector<KeptSocket> adopted = adopt_sockets(text);
  ASSERT_EQ(adopted.size(), 2U);
  EXPECT_EQ(adopted[0].configured, "127.0.0.1:0");
  EXPECT_EQ(adopted[1].configured, "unix:/run/a b.sock");
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(adopted[i].socket.get(), numbers[i]);
    EXPECT_EQ(::fcntl(numbers[i], F_GETFD), FD_CLOEXEC);
  }
}

TEST(KeptSocket, WhatIsNoSuchListIsPassedOver) {
  for (const char* text : {"", "\n\n", "x", "-1 a\n", "99999999 a\n", "7", "99999999999999999999 a"}) {
    EXPECT_EQ(adopt_sockets(text).size(), 0U) << text;
  }
}

}  // namespace
}  // namespace saki
