// SPDX-License-Identifier: Apache-2.0
//
// How a stream learns that the other side has left.
#include <cerrno>

#include "net_fixture.h"

namespace saki {
namespace {

class Observer final : public PeerObserver {
 public:
  int done = 0;
  int broken = 0;
  std::unique_ptr<Stream>* destroys = nullptr;

 private:
  void on_peer_done() override { ++done; }
  void on_peer_broken() override {
    ++broken;
    if (destroys != nullptr) destroys->reset();
  }
};

class StreamPeerTest : public NetFixture {
 protected:
  void some_turns() {
    counts_.told.clear();
    for (int i = 0; i < 10; ++i) turn();
  }
  [[nodiscard]] std::size_t events_told() const {
    std::size_t sum = 0;
    for (const std::size_t count : counts_.told) sum += count;
    return sum;
  }

  ConnectedPair pair_ = ConnectedPair::tcp();
  std::unique_ptr<Stream> stream_ = std::make_unique<Stream>(*loop_, std::move(pair_.near));
  Observer observer_;
  std::string received_;
  Result<std::size_t> read_ = 0;
  Result<> written_ = fail(Error::Invalid);
};

TEST_F(StreamPeerTest, AFinIsToldOnceWhileNobodyReads) {
  stream_->observe_peer(&observer_);
  turn();
  EXPECT_EQ(observer_.done, 0);
  pair_.far_finishes();
  some_turns();
  EXPECT_EQ(observer_.done, 1);
  EXPECT_EQ(observer_.broken, 0);
  EXPECT_LE(events_told(), 2U);  // The loop does not spin on it.
}

TEST_F(StreamPeerTest, AFinBehindUnreadDataIsToldAsWell) {
  stream_->observe_peer(&observer_);
  pair_.far_sends("unread");
  some_turns();
  EXPECT_EQ(observer_.done, 0);
  pair_.far_finishes();
  some_turns();
  EXPECT_EQ(observer_.done, 1);
  scope_.spawn(receive_all, std::ref(*stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  finish();
  EXPECT_EQ(received_, "unread");
}

TEST_F(StreamPeerTest, AFinThatCameBeforeAnybodyObservedIsToldToTheObserver) {
  scope_.spawn(receive_once, std::ref(*stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  pair_.far_sends("request");
  finish();
  pair_.far_finishes();
  some_turns();
  stream_->observe_peer(&observer_);
  some_turns();
  EXPECT_EQ(observer_.done, 1);
}

TEST_F(StreamPeerTest, AFinIsNotToldToTheObserverWhileSomebodyReadsIt) {
  stream_->observe_peer(&observer_);
  scope_.spawn(receive_once, std::ref(*stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  read_ = 1;
  pair_.far_finishes();
  turn();
  EXPECT_EQ(read_, 0U);
  EXPECT_EQ(observer_.done, 0);
}

TEST_F(StreamPeerTest, NobodyObservesAnyMore) {
  stream_->observe_peer(&observer_);
  turn();
  stream_->observe_peer(nullptr);
  pair_.far_finishes();
  some_turns();
  EXPECT_EQ(observer_.done, 0);
}

TEST_F(StreamPeerTest, AResetIsToldAndTheObserverMayDestroyTheStream) {
  stream_->observe_peer(&observer_);
  observer_.destroys = &stream_;
  turn();
  pair_.far_resets();
  some_turns();
  EXPECT_EQ(observer_.broken, 1);
  EXPECT_EQ(stream_, nullptr);
}

TEST_F(StreamPeerTest, AResetThatNobodyWaitsForDoesNotKeepTheLoopBusy) {
  stream_->observe_peer(&observer_);
  turn();
  pair_.far_resets();
  some_turns();
  EXPECT_EQ(observer_.broken, 1);
  EXPECT_LE(events_told(), 1U);
}

TEST_F(StreamPeerTest, AResetEndsReaderAndWriterWithItsError) {
  const std::string large(50 << 20, 'x');
  scope_.spawn(receive_once, std::ref(*stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  scope_.spawn(send_once, std::ref(*stream_), large, std::ref(written_));
  turn();
  pair_.far_resets();
  finish();
  EXPECT_EQ(read_.error(), Error::System);
  EXPECT_EQ(read_.error().detail(), ECONNRESET);
  EXPECT_EQ(written_.error().detail(), ECONNRESET);
}

TEST_F(StreamPeerTest, AResetIsNeverTakenForTheOrderlyEnd) {
  pair_.far_resets();
  for (int i = 0; i < 3; ++i) {
    read_ = 0;
    scope_.spawn(receive_once, std::ref(*stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
    finish();
    ASSERT_FALSE(read_);
    EXPECT_EQ(read_.error().detail(), ECONNRESET);
  }
}

TEST_F(StreamPeerTest, DataBeforeAResetIsStillReceived) {
  turn();
  pair_.far_sends("last words");
  pair_.far_resets();
  scope_.spawn(receive_all, std::ref(*stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  finish();
  EXPECT_EQ(received_, "last words");
  EXPECT_FALSE(read_);
}

TEST_F(StreamPeerTest, SendingToAPeerThatHasGoneFailsWithoutASignal) {
  pair_.far.close();
  for (int i = 0; i < 3; ++i) {
    scope_.spawn(send_once, std::ref(*stream_), "hello?", std::ref(written_));
    finish();
    turn();
  }
  ASSERT_FALSE(written_);
  EXPECT_EQ(written_.error(), Error::System);
}

TEST_F(StreamPeerTest, ResettingTellsThePeerSo) {
  stream_->reset();
  char byte;
  EXPECT_EQ(::recv(pair_.far.get(), &byte, 1, 0), -1);
  EXPECT_EQ(errno, ECONNRESET);
}

TEST_F(StreamPeerTest, AUnixPeerThatGoesAwayIsTheEnd) {
  ConnectedPair local = ConnectedPair::local();
  Stream stream(*loop_, std::move(local.near));
  scope_.spawn(receive_all, std::ref(stream), std::ref(pool_), std::ref(received_), std::ref(read_));
  turn();
  local.far_sends("bye");
  local.far.close();
  finish();
  EXPECT_EQ(received_, "bye");
  EXPECT_EQ(read_, 0U);
}

}  // namespace
}  // namespace saki
