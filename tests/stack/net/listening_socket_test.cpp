// SPDX-License-Identifier: Apache-2.0
#include "saki/net/listening_socket.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "net/socket_address.h"

namespace saki {
namespace {

Address parse(const std::string& text) { return Address::parse(text).value(); }

bool can_connect(const Address& address) {
  const FileDescriptor socket(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  return ::connect(socket.get(), address.kernel(), address.kernel_bytes()) == 0;
}

TEST(ListeningSocket, IsNotInheritedAndDoesNotBlock) {
  const FileDescriptor socket = open_listening_socket(parse("127.0.0.1:0"), {}).value();
  EXPECT_NE(::fcntl(socket.get(), F_GETFD) & FD_CLOEXEC, 0);
  EXPECT_NE(::fcntl(socket.get(), F_GETFL) & O_NONBLOCK, 0);
}

TEST(ListeningSocket, SeveralShareAPortWhenAllSaySo) {
  const FileDescriptor first = open_listening_socket(parse("127.0.0.1:0"), {}).value();
  EXPECT_TRUE(open_listening_socket(local_address_of(first.get()), {}));
}

TEST(ListeningSocket, APortInUseIsAnError) {
  const FileDescriptor first = open_listening_socket(parse("127.0.0.1:0"), {.reuse_port = false}).value();
  const auto second = open_listening_socket(local_address_of(first.get()), {.reuse_port = false});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().detail(), EADDRINUSE);
}

TEST(ListeningSocket, AnAddressThatIsNotOursIsAnError) {
  const auto socket = open_listening_socket(parse("192.0.2.1:0"), {});
  ASSERT_FALSE(socket);
  EXPECT_EQ(socket.error().detail(), EADDRNOTAVAIL);
}

TEST(ListeningSocket, EveryAddressMeansBothFamilies) {
  const FileDescriptor socket = open_listening_socket(parse("*:0"), {}).value();
  const std::string port = std::to_string(local_address_of(socket.get()).port());
  EXPECT_TRUE(can_connect(parse("127.0.0.1:" + port)));
  EXPECT_TRUE(can_connect(parse("[::1]:" + port)));
}

TEST(ListeningSocket, IPv6OnlyMeansThatOneFamily) {
  const FileDescriptor socket = open_listening_socket(parse("[::]:0"), {.ipv6_only = true}).value();
  const std::string port = std::to_string(local_address_of(socket.get()).port());
  EXPECT_FALSE(can_connect(parse("127.0.0.1:" + port)));
  EXPECT_TRUE(can_connect(parse("[::1]:" + port)));
}

class UnixListeningSocket : public testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(::mkdtemp(folder_), nullptr); }
  void TearDown() override {
    ::unlink(path().c_str());
    ::rmdir(folder_);
  }
  std::string path() const { return std::string(folder_) + "/socket"; }
  Address address() const { return parse("unix:" + path()); }
  char folder_[25] = "/tmp/saki-listen-XXXXXX";
};

TEST_F(UnixListeningSocket, APathLeftBehindIsReplaced) {
  {
    const FileDescriptor former = open_listening_socket(address(), {}).value();
  }
  const auto successor = open_listening_socket(address(), {});
  ASSERT_TRUE(successor);
  EXPECT_TRUE(can_connect(address()));
}

TEST_F(UnixListeningSocket, APathThatSomebodyListensOnIsLeftAlone) {
  const FileDescriptor former = open_listening_socket(address(), {}).value();
  const auto second = open_listening_socket(address(), {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().detail(), EADDRINUSE);
  EXPECT_TRUE(can_connect(address()));
}

TEST_F(UnixListeningSocket, AFileThatIsNoSocketIsLeftAlone) {
  {
    const FileDescriptor file(::open(path().c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
  }
  const auto socket = open_listening_socket(address(), {});
  ASSERT_FALSE(socket);
  EXPECT_EQ(socket.error().detail(), EADDRINUSE);
  struct stat status;
  ASSERT_EQ(::stat(path().c_str(), &status), 0);
  EXPECT_TRUE(S_ISREG(status.st_mode));
}

}  // namespace
}  // namespace saki
