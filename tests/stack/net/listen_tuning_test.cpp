// SPDX-License-Identifier: Apache-2.0
#include "saki/net/listen_tuning.h"

#include <gmock/gmock.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>

#include "net/socket_address.h"
#include "saki/net/listening_socket.h"

namespace saki {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ListenTuningTest : public testing::Test {
 protected:
  ListenTuningTest() {
    char folder[] = "/tmp/saki-tuning-XXXXXX";
    sysctl_ = ::mkdtemp(folder);
    says("net/core/somaxconn", 4096);
    says("net/ipv4/tcp_fastopen", 3);
  }
  ~ListenTuningTest() override { std::filesystem::remove_all(sysctl_); }

  void says(const char* name, int value) {
    std::filesystem::create_directories((sysctl_ / name).parent_path());
    std::ofstream(sysctl_ / name) << value << '\n';
  }
  [[nodiscard]] std::vector<std::string> tune(const ListenTuning& tuning) const { return tune_listening_socket(socket_, tuning, sysctl_); }

  [[nodiscard]] static int option(const FileDescriptor& socket, int name) {
    int value = -1;
    socklen_t size_bytes = sizeof value;
    ::getsockopt(socket.get(), IPPROTO_TCP, name, &value, &size_bytes);
    return value;
  }
  [[nodiscard]] FileDescriptor accepted() const {
    const Address address = local_address_of(socket_.get());
    const FileDescriptor client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    EXPECT_EQ(::connect(client.get(), address.kernel(), address.kernel_bytes()), 0);
    return FileDescriptor(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
  }

  std::filesystem::path sysctl_;
  FileDescriptor socket_ = open_listening_socket(Address::parse("127.0.0.1:0").value(), {}).value();
};

TEST_F(ListenTuningTest, WhatIsUsualLeavesNothingToSay) { EXPECT_THAT(tune({}), IsEmpty()); }

TEST_F(ListenTuningTest, ConnectionsInheritTheirDelay) {
  EXPECT_THAT(tune({.no_delay = true}), IsEmpty());
  EXPECT_EQ(option(accepted(), TCP_NODELAY), 1);
  EXPECT_THAT(tune({.no_delay = false}), IsEmpty());
  EXPECT_EQ(option(accepted(), TCP_NODELAY), 0);
}

TEST_F(ListenTuningTest, FastOpenIsSetAndWhatTheSystemMakesOfItIsTold) {
  EXPECT_THAT(tune({.fast_open = 16}), IsEmpty());
  EXPECT_EQ(option(socket_, TCP_FASTOPEN), 16);

  for (const int clients_only : {0, 1}) {
    says("net/ipv4/tcp_fastopen", clients_only);
    EXPECT_THAT(tune({.fast_open = 16}), ElementsAre(HasSubstr("it is " + std::to_string(clients_only))));
  }
  std::filesystem::remove(sysctl_ / "net/ipv4/tcp_fastopen");
  EXPECT_THAT(tune({.fast_open = 16}), ElementsAre(HasSubstr("it cannot be read")));
  EXPECT_THAT(tune({}), IsEmpty());
  EXPECT_EQ(option(socket_, TCP_FASTOPEN), 0);
}

TEST_F(ListenTuningTest, ABacklogThatTheSystemCutsOffIsTold) {
  says("net/core/somaxconn", 128);
  EXPECT_THAT(tune({.backlog = 1024}), ElementsAre(HasSubstr("net.core.somaxconn makes it 128")));
  EXPECT_THAT(tune({.backlog = 128}), IsEmpty());
}

TEST_F(ListenTuningTest, ADeferredConnectionIsAcceptedOnceItSaysSomething) {
  EXPECT_THAT(tune({.defer_accept = std::chrono::seconds(5)}), IsEmpty());
  EXPECT_GE(option(socket_, TCP_DEFER_ACCEPT), 5);
  const Address address = local_address_of(socket_.get());
  const FileDescriptor client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::connect(client.get(), address.kernel(), address.kernel_bytes()), 0);
  EXPECT_LT(::accept4(socket_.get(), nullptr, nullptr, SOCK_NONBLOCK), 0);
  EXPECT_EQ(::send(client.get(), "x", 1, 0), 1);
  EXPECT_TRUE(FileDescriptor(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC)));
}

TEST_F(ListenTuningTest, WhatCannotBeHadIsTold) {
  socket_ = FileDescriptor(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const std::vector<std::string> sentences = tune({.fast_open = 1});
  EXPECT_THAT(sentences,
              ElementsAre(HasSubstr("backlog"), HasSubstr("TCP_NODELAY"), HasSubstr("TCP_DEFER_ACCEPT"), HasSubstr("TCP_FASTOPEN")));
}

TEST_F(ListenTuningTest, AUnixSocketHasABacklogAlone) {
  const std::string path = sysctl_ / "socket";
  const FileDescriptor socket = open_listening_socket(Address::parse("unix:" + path).value(), {}).value();
  EXPECT_THAT(tune_listening_socket(socket, {.fast_open = 16, .defer_accept = std::chrono::seconds(1)}, sysctl_), IsEmpty());
}

}  // namespace
}  // namespace saki
