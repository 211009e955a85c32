// SPDX-License-Identifier: Apache-2.0
#include "tls/tls_ticket_keys.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <string>
#include <vector>

namespace saki {
namespace {

using namespace std::chrono_literals;

class TicketKeys : public testing::Test {
 protected:
  ManualClock clock_;
  TlsTicketKeys keys_{10h, clock_};
};

TEST_F(TicketKeys, SealForHalfATicketsLife) {
  const TlsTicketKey first = keys_.sealing();
  clock_.advance(5h - 1s);
  EXPECT_EQ(keys_.sealing().name, first.name);
  clock_.advance(1s);
  const TlsTicketKey second = keys_.sealing();
  EXPECT_NE(second.name, first.name);
  EXPECT_NE(second.cipher, first.cipher);
  EXPECT_NE(second.mac, first.mac);
}

TEST_F(TicketKeys, OpenAsLongAsWhatTheySealedLives) {
  const TlsTicketKey first = keys_.sealing();
  EXPECT_TRUE(keys_.find(first.name.data())->seals);
  clock_.advance(5h);
  const auto former = keys_.find(first.name.data());
  ASSERT_TRUE(former);
  EXPECT_FALSE(former->seals);
  EXPECT_EQ(former->key.cipher, first.cipher);
  clock_.advance(10h - 1s);
  EXPECT_TRUE(keys_.find(first.name.data()));
  clock_.advance(1s);
  EXPECT_FALSE(keys_.find(first.name.data()));
}

TEST_F(TicketKeys, AreOfNoUseAfterALongSleep) {
  const TlsTicketKey first = keys_.sealing();
  clock_.advance(24h * 365);
  EXPECT_FALSE(keys_.find(first.name.data()));
}

TEST_F(TicketKeys, OfOthersAreNotFound) {
  TlsTicketKeys other(10h, clock_);
  EXPECT_FALSE(keys_.find(other.sealing().name.data()));
}

class SharedTicketKeys : public TicketKeys {
 protected:
  SharedTicketKeys() {
    keys_.share(memory());
    later_.share(memory());
  }
  FileDescriptor memory() const { return FileDescriptor(::fcntl(file_.get(), F_DUPFD_CLOEXEC, 0)); }

  const FileDescriptor file_{::memfd_create("test", MFD_CLOEXEC)};
  TlsTicketKeys later_{10h, clock_};
};

TEST_F(SharedTicketKeys, OfOneProcessOpenWhatAnotherSealed) {
  const TlsTicketKey first = keys_.sealing();
  EXPECT_EQ(later_.sealing().name, first.name);
  EXPECT_EQ(later_.find(first.name.data())->key.cipher, first.cipher);
  EXPECT_EQ(later_.find(first.name.data())->key.mac, first.mac);
}

TEST_F(SharedTicketKeys, ChangeForAllWhenOneChangesThem) {
  const TlsTicketKey first = keys_.sealing();
  clock_.advance(5h);
  const TlsTicketKey second = later_.sealing();
  EXPECT_NE(second.name, first.name);
  EXPECT_EQ(keys_.sealing().name, second.name);
  EXPECT_TRUE(keys_.find(first.name.data()));
  clock_.advance(24h);
  static_cast<void>(keys_.sealing());
  EXPECT_FALSE(later_.find(second.name.data()));
}

TEST_F(SharedTicketKeys, ThatAreWipedAreGoneFromTheFileToo) {
  const TlsTicketKey first = keys_.sealing();
  clock_.advance(24h);
  static_cast<void>(keys_.sealing());
  std::string bytes(4096, '\0');
  bytes.resize(static_cast<std::size_t>(::pread(file_.get(), bytes.data(), bytes.size(), 0)));
  EXPECT_EQ(bytes.find(std::string(first.cipher.begin(), first.cipher.end())), std::string::npos);
  EXPECT_EQ(bytes.size(), 88u);
}

TEST_F(SharedTicketKeys, AreNoMoreThanCanBeOfUse) {
  for (int count = 0; count < 10; ++count) {
    static_cast<void>(keys_.sealing());
    clock_.advance(5h);
  }
  const std::string more(88, 'x');  // What another program would leave there.
  for (int count = 0; count < 10; ++count) ASSERT_EQ(::pwrite(file_.get(), more.data(), more.size(), 264 + 88 * count), 88);
  EXPECT_EQ(later_.sealing().name, keys_.sealing().name);
}

// Two processes that find at once that a key is due: one makes it, and the other takes it over.
TEST_F(SharedTicketKeys, AreMadeOnceForAllProcesses) {
  constexpr int kProcesses = 8;
  constexpr std::size_t kNameBytes = sizeof(TlsTicketKey::name);
  clock_.advance(5h);
  std::array<int, 2> names;
  ASSERT_EQ(::pipe2(names.data(), O_CLOEXEC), 0);
  const FileDescriptor heard(names[0]);
  FileDescriptor told(names[1]);
  std::vector<pid_t> children;
  for (int count = 0; count < kProcesses; ++count) {
    const pid_t child = ::fork();
    if (child == 0) {
      const TlsTicketKey key = keys_.sealing();
      ::_exit(::write(told.get(), key.name.data(), kNameBytes) == static_cast<ssize_t>(kNameBytes) ? 0 : 1);
    }
    children.push_back(child);
  }
  told.close();
  std::set<std::string> all;
  for (std::string name(kNameBytes, '\0'); ::read(heard.get(), name.data(), kNameBytes) == static_cast<ssize_t>(kNameBytes);)
    all.insert(name);
  for (const pid_t child : children) EXPECT_EQ(::waitpid(child, nullptr, 0), child);
  EXPECT_EQ(all.size(), 1U);
}

TEST_F(SharedTicketKeys, DoWithoutAFileThatIsCutOff) {
  const TlsTicketKey first = keys_.sealing();
  ASSERT_EQ(::ftruncate(file_.get(), 40), 0);
  EXPECT_NE(later_.sealing().name, first.name);
  EXPECT_EQ(keys_.sealing().name, first.name);
}

}  // namespace
}  // namespace saki
