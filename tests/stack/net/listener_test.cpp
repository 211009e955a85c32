// SPDX-License-Identifier: Apache-2.0
#include "saki/net/listener.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "net_fixture.h"

namespace saki {
namespace {

FileDescriptor connect_blocking(const Address& address) {
  FileDescriptor socket(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  SAKI_CHECK(::connect(socket.get(), address.kernel(), address.kernel_bytes()) == 0, "connected");
  return socket;
}

Task<> accept_some(Listener& listener, std::size_t count, std::vector<Accepted>& into) {
  while (into.size() < count) {
    Result<Accepted> accepted = co_await listener.accept();
    if (!accepted) co_return;
    into.push_back(std::move(*accepted));
  }
}
Task<> accept_one(Listener& listener, Result<Accepted>& into) { into = co_await listener.accept(); }

class ListenerTest : public NetFixture {
 protected:
  Listener listener_{*loop_, open_listening_socket(Address::parse("127.0.0.1:0").value(), {}).value()};
  Result<Accepted> accepted_ = fail(Error::Invalid);
};

TEST_F(ListenerTest, TellsThePortThatTheKernelChose) {
  EXPECT_EQ(listener_.local_address().host(), "127.0.0.1");
  EXPECT_NE(listener_.local_address().port(), 0);
}

TEST_F(ListenerTest, AcceptsThoseWhoWaitAlreadyAndThoseWhoCome) {
  std::vector<FileDescriptor> clients;
  std::vector<Accepted> accepted;
  for (int i = 0; i < 50; ++i) clients.push_back(connect_blocking(listener_.local_address()));
  scope_.spawn(accept_some, std::ref(listener_), 100, std::ref(accepted));
  for (int i = 0; i < 50; ++i) {
    clients.push_back(connect_blocking(listener_.local_address()));
    turn();
  }
  finish();
  EXPECT_EQ(accepted.size(), 100U);
  EXPECT_EQ(accepted[0].peer.host(), "127.0.0.1");
}

TEST_F(ListenerTest, OutOfDescriptorsIsToldOnceAndTheListenerGoesOnAfterwards) {
  // Accepted once before: a sanitizer needs a descriptor of its own when it first meets a type.
  const FileDescriptor earlier = connect_blocking(listener_.local_address());
  scope_.spawn(accept_one, std::ref(listener_), std::ref(accepted_));
  ASSERT_TRUE(accepted_);

  rlimit former;
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &former), 0);
  const FileDescriptor client = connect_blocking(listener_.local_address());
  const FileDescriptor highest(::dup(client.get()));
  const rlimit none_left{.rlim_cur = static_cast<rlim_t>(highest.get() + 1), .rlim_max = former.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none_left), 0);
  scope_.spawn(accept_one, std::ref(listener_), std::ref(accepted_));
  EXPECT_EQ(scope_.running(), 0U);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &former), 0);
  ASSERT_FALSE(accepted_);
  EXPECT_EQ(accepted_.error().detail(), EMFILE);

  counts_.told.clear();
  for (int i = 0; i < 5; ++i) turn();
  for (const std::size_t told : counts_.told) EXPECT_EQ(told, 0U);  // Nobody waits: the loop does not spin.
  scope_.spawn(accept_one, std::ref(listener_), std::ref(accepted_));
  EXPECT_TRUE(accepted_);
}

TEST_F(ListenerTest, ConnectionsThatNobodyAcceptsDoNotKeepTheLoopBusy) {
  scope_.spawn(accept_one, std::ref(listener_), std::ref(accepted_));
  turn();
  const FileDescriptor first = connect_blocking(listener_.local_address());
  finish();
  const FileDescriptor second = connect_blocking(listener_.local_address());
  counts_.told.clear();
  for (int i = 0; i < 5; ++i) turn();
  EXPECT_EQ(counts_.told[0], 1U);
  for (std::size_t index = 1; index < counts_.told.size(); ++index) EXPECT_EQ(counts_.told[index], 0U);
  scope_.spawn(accept_one, std::ref(listener_), std::ref(accepted_));
  EXPECT_EQ(scope_.running(), 0U);
}

TEST_F(ListenerTest, ClosingEndsTheWait) {
  scope_.spawn(accept_one, std::ref(listener_), std::ref(accepted_));
  listener_.close();
  finish();
  EXPECT_EQ(accepted_.error(), Error::Closed);
  scope_.spawn(accept_one, std::ref(listener_), std::ref(accepted_));
  EXPECT_EQ(accepted_.error(), Error::Closed);
}

TEST_F(ListenerTest, AWaitCanBeCancelledAndDropped) {
  scope_.spawn(accept_one, std::ref(listener_), std::ref(accepted_));
  scope_.cancel();
  EXPECT_EQ(accepted_.error(), Error::Cancelled);
  scope_.spawn(accept_one, std::ref(listener_), std::ref(accepted_));
  scope_.drop();
  const FileDescriptor client = connect_blocking(listener_.local_address());
  scope_.spawn(accept_one, std::ref(listener_), std::ref(accepted_));
  finish();
  EXPECT_TRUE(accepted_);
}

}  // namespace
}  // namespace saki
