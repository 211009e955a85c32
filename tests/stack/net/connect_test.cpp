// SPDX-License-Identifier: Apache-2.0
//
// Stream::connect.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>

#include "net_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

using Connected = Result<std::unique_ptr<Stream>>;
Task<> connect_to(Loop& loop, Address address, Connected& into) { into = co_await Stream::connect(loop, address, 5s); }
Task<> accept_one(Listener& listener, Result<Accepted>& into) { into = co_await listener.accept(); }

class ConnectTest : public NetFixture {
 protected:
  void connect_and_accept(const char* address) {
    Listener listener(*loop_, open_listening_socket(Address::parse(address).value(), {}).value());
    scope_.spawn(connect_to, std::ref(*loop_), listener.local_address(), std::ref(connected_));
    scope_.spawn(accept_one, std::ref(listener), std::ref(accepted_));
    finish();
    ASSERT_TRUE(connected_);
    ASSERT_TRUE(accepted_);
    EXPECT_EQ((*connected_)->peer_address(), listener.local_address());
    EXPECT_EQ((*connected_)->local_address(), accepted_->peer);
  }

  Connected connected_ = fail(Error::Invalid);
  Result<Accepted> accepted_ = fail(Error::Invalid);
};

TEST_F(ConnectTest, ReachesAListenerOfIPv4) {
  connect_and_accept("127.0.0.1:0");
  int without_delay = 0;
  socklen_t size_bytes = sizeof without_delay;
  ::getsockopt((*connected_)->descriptor(), IPPROTO_TCP, TCP_NODELAY, &without_delay, &size_bytes);
  EXPECT_NE(without_delay, 0);
  ::getsockopt(accepted_->socket.get(), IPPROTO_TCP, TCP_NODELAY, &without_delay, &size_bytes);
  EXPECT_NE(without_delay, 0);
}

TEST_F(ConnectTest, ReachesAListenerOfIPv6) { connect_and_accept("[::1]:0"); }

TEST_F(ConnectTest, ReachesAListenerAtAUnixPath) {
  char folder[] = "/tmp/saki-connect-XXXXXX";
  ASSERT_NE(::mkdtemp(folder), nullptr);
  const std::string path = std::string(folder) + "/socket";
  connect_and_accept(("unix:" + path).c_str());
  ::unlink(path.c_str());
  ::rmdir(folder);
}

TEST_F(ConnectTest, APortWhereNobodyListensRefuses) {
  Address address;
  {
    const Listener listener(*loop_, open_listening_socket(Address::parse("127.0.0.1:0").value(), {}).value());
    address = listener.local_address();
  }
  scope_.spawn(connect_to, std::ref(*loop_), address, std::ref(connected_));
  finish();
  EXPECT_EQ(connected_.error(), Error::System);
  EXPECT_EQ(connected_.error().detail(), ECONNREFUSED);
}

TEST_F(ConnectTest, AUnixPathThatIsNotThereFails) {
  scope_.spawn(connect_to, std::ref(*loop_), Address::parse("unix:/tmp/saki-nobody-is-here").value(), std::ref(connected_));
  finish();
  EXPECT_EQ(connected_.error().detail(), ENOENT);
}

// A listener whose queue is full does not answer, as an overloaded machine would not.
class SilentPeerTest : public ConnectTest {
 protected:
  SilentPeerTest() {
    for (std::unique_ptr<Stream>& filler : fillers_) {
      Connected filled = fail(Error::Invalid);
      scope_.spawn(connect_to, std::ref(*loop_), listener_.local_address(), std::ref(filled));
      while (scope_.running() > 0) turn();
      filler = std::move(filled.value());
    }
    scope_.spawn(connect_to, std::ref(*loop_), listener_.local_address(), std::ref(connected_));
    turn();
  }
  Listener listener_{*loop_, open_listening_socket(Address::parse("127.0.0.1:0").value(), {.backlog = 1}).value()};
  std::unique_ptr<Stream> fillers_[2];
};

TEST_F(SilentPeerTest, NoAnswerIsTimeoutAtTheLimit) {
  pass(5s - 1ns);
  EXPECT_EQ(scope_.running(), 1U);
  pass(1ns);
  EXPECT_EQ(connected_.error(), Error::Timeout);
  EXPECT_EQ(loop_->watcher_count(), std::size(fillers_));  // Theirs alone.
}

TEST_F(SilentPeerTest, AnAttemptCanBeCancelled) {
  scope_.cancel();
  EXPECT_EQ(connected_.error(), Error::Cancelled);
  EXPECT_EQ(loop_->watcher_count(), std::size(fillers_));  // Theirs alone.
}

}  // namespace
}  // namespace saki
