// SPDX-License-Identifier: Apache-2.0
//
// Deadlines, cancelling and dropping at every wait of a request: the descriptors, the watchers, the blocks and the places are all back.
#include <dirent.h>

#include "stack/client/client_fixture.h"

namespace saki::client {
namespace {

using namespace std::chrono_literals;

std::size_t open_descriptors() {
  std::size_t count = 0;
  DIR* const folder = ::opendir("/proc/self/fd");
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

class ClientCancel : public ClientFixture {
 protected:
  ClientCancel() {
    options_.expect_continue_bytes = UINT64_MAX;
    content_.content = std::string(4 << 20, 'x');
  }

  // Everything is used once, so that what is kept for good does not count.
  void warm_up() {
    server_.expect({await_head(), say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), leave()});
    EXPECT_EQ(ask().content, "ok");
    turns();
    descriptors_ = open_descriptors();
    watchers_ = loop_->watcher_count();
  }

  void expect_nothing_left() {
    server_.stop_serving();
    turns();
    EXPECT_EQ(client().counts().connections, 0U);
    EXPECT_EQ(client().counts().waiting, 0U);
    EXPECT_EQ(loop_->watcher_count(), watchers_);
    EXPECT_EQ(open_descriptors(), descriptors_);
  }

  // A request stopped after each number of turns of the loop, until it has ended by itself: so at each of its waits.
  template <class Stop>
  void stop_everywhere(const Script& script, const Request& asking, Stop stop) {
    warm_up();
    bool ended = false;
    for (int turns_before = 0; !ended && turns_before < 1000; turns_before += turns_before < 25 ? 1 : 9) {
      SCOPED_TRACE(turns_before);
      server_.expect(script);
      Asked asked;
      begin(asking, asked);
      for (int turns = 0; turns < turns_before && !asked.ended; ++turns) loop_->run_once(1ms);
      ended = asked.ended;
      stop(asked);
      scope_.drop();
      client().close_idle();
      server_.forget_scripts();
      expect_nothing_left();
    }
    EXPECT_TRUE(ended) << "the request never came to its end";
  }

  Request content_ = request("PUT");
  std::size_t descriptors_ = 0;
  std::size_t watchers_ = 0;
};

const Script kSlowly{await_head(), say_cut("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", 20),
                     say_cut("5\r\nhello\r\n0\r\n\r\n", 6), leave()};
const Script kTakingContent{await_head(), await_bytes(4 << 20), say_cut("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 30), leave()};

TEST_F(ClientCancel, CancellingAtEachWaitEndsWithCancelledAndLeavesNothing) {
  stop_everywhere(kSlowly, request(), [this](Asked& asked) {
    const bool had_ended = asked.ended;
    scope_.cancel();
    turns();  // What was ready to go on.
    ASSERT_TRUE(asked.ended);
    if (had_ended) return;
    ASSERT_TRUE(asked.failure);
    EXPECT_EQ(asked.failure->error, Error::Cancelled) << asked.failure->text();
  });
}

TEST_F(ClientCancel, DroppingAtEachWaitLeavesNothing) {
  stop_everywhere(kSlowly, request(), [](Asked&) {});
}

TEST_F(ClientCancel, CancellingWhileContentIsSentLeavesNothing) {
  stop_everywhere(kTakingContent, content_, [this](Asked&) { scope_.cancel(); });
}

TEST_F(ClientCancel, DroppingWhileContentIsSentLeavesNothing) {
  stop_everywhere(kTakingContent, content_, [](Asked&) {});
}

TEST_F(ClientCancel, TheWholeRequestHasADeadlineWhateverItsPhase) {
  options_.timeouts.whole = 9s;
  stop_everywhere(kSlowly, request(), [this](Asked& asked) {
    const bool had_ended = asked.ended;
    pass(9s);
    turns();
    ASSERT_TRUE(asked.ended);
    const bool by_deadline = !had_ended && asked.failure;
    EXPECT_TRUE(!by_deadline || asked.failure->error == Error::Timeout) << asked.failure->text();
  });
}

// A listener whose queue is full does not answer.
TEST_F(ClientCancel, ConnectingHasADeadline) {
  options_.timeouts.connecting = 4s;
  Listener silent(*loop_, open_listening_socket(Address::parse("127.0.0.1:0").value(), {.backlog = 1}).value());
  std::unique_ptr<Stream> fillers[2];
  const auto fill = [](Loop& loop, Address address, std::unique_ptr<Stream>& into) -> Task<> {
    into = std::move((co_await Stream::connect(loop, address, 5s)).value());
  };
  for (auto& filler : fillers) scope_.spawn(fill, std::ref(*loop_), silent.local_address(), std::ref(filler));
  settle();
  Asked asked;
  const Request asking("GET", Url::parse("http://" + silent.local_address().text()).value());
  begin(asking, asked);
  turns();
  EXPECT_FALSE(asked.ended);
  pass(4s);
  turns();
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->phase, Phase::Connecting);
  EXPECT_EQ(asked.failure->error, Error::Timeout);
}

TEST_F(ClientCancel, AServerThatTakesNothingHasADeadline) {
  options_.timeouts.send_idle = 6s;
  server_.expect({});
  // Reads nothing: its script is over, yet what it was sent is read by nobody.
  Listener silent(*loop_, open_listening_socket(Address::parse("127.0.0.1:0").value(), {}).value());
  Asked asked;
  Request asking("PUT", Url::parse("http://" + silent.local_address().text()).value());
  asking.content = std::string(64 << 20, 'x');
  begin(asking, asked);
  turns();
  EXPECT_FALSE(asked.ended);
  pass(6s);
  turns();
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->phase, Phase::Sending);
  EXPECT_EQ(asked.failure->error, Error::Timeout);
  EXPECT_EQ(client().counts().connections, 0U);
}

}  // namespace
}  // namespace saki::client
