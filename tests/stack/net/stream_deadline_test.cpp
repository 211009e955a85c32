// SPDX-License-Identifier: Apache-2.0
//
// When a stream's waits give up.
#include "net_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

class StreamDeadlineTest : public NetFixture {
 protected:
  void start_reading() { scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_)); }
  void start_writing() { scope_.spawn(send_once, std::ref(stream_), std::string(50 << 20, 'x'), std::ref(written_)); }

  ConnectedPair pair_ = ConnectedPair::tcp();
  Stream stream_{*loop_, std::move(pair_.near)};
  std::string received_;
  Result<std::size_t> read_ = 0;
  Result<> written_;
};

TEST_F(StreamDeadlineTest, AReceiveEndsWithTimeoutAtItsDeadline) {
  stream_.set_read_deadline(loop_->now() + 5s);
  start_reading();
  pass(5s - 1ns);
  EXPECT_EQ(scope_.running(), 1U);
  pass(1ns);
  EXPECT_EQ(scope_.running(), 0U);
  EXPECT_EQ(read_.error(), Error::Timeout);
}

TEST_F(StreamDeadlineTest, ASendEndsWithTimeoutAtItsDeadline) {
  stream_.set_write_deadline(loop_->now() + 5s);
  start_writing();
  pass(5s);
  EXPECT_EQ(written_.error(), Error::Timeout);
}

TEST_F(StreamDeadlineTest, EachDirectionHasItsOwn) {
  stream_.set_read_deadline(loop_->now() + 1s);
  stream_.set_write_deadline(loop_->now() + 2s);
  start_reading();
  start_writing();
  pass(1s);
  EXPECT_EQ(read_.error(), Error::Timeout);
  EXPECT_EQ(scope_.running(), 1U);
  pass(1s);
  EXPECT_EQ(written_.error(), Error::Timeout);
}

TEST_F(StreamDeadlineTest, BothMayPassAtOnce) {
  stream_.set_read_deadline(loop_->now() + 1s);
  stream_.set_write_deadline(loop_->now() + 1s);
  start_reading();
  start_writing();
  pass(1s);
  EXPECT_EQ(read_.error(), Error::Timeout);
  EXPECT_EQ(written_.error(), Error::Timeout);
}

TEST_F(StreamDeadlineTest, ADeadlineMovesWhileSomebodyWaits) {
  stream_.set_read_deadline(loop_->now() + 1s);
  start_reading();
  stream_.set_read_deadline(loop_->now() + 3s);
  pass(2s);
  EXPECT_EQ(scope_.running(), 1U);
  stream_.set_read_deadline(loop_->now());
  pass(0s);
  EXPECT_EQ(read_.error(), Error::Timeout);
}

TEST_F(StreamDeadlineTest, ALiftedDeadlineNeverPasses) {
  stream_.set_read_deadline(loop_->now() + 1s);
  start_reading();
  stream_.set_read_deadline(MonotonicTime::max());
  pass(100h);
  EXPECT_EQ(scope_.running(), 1U);
}

TEST_F(StreamDeadlineTest, OncePassedWhatIsReadyIsStillReceivedAndNothingIsWaitedFor) {
  stream_.set_read_deadline(loop_->now() + 1s);
  pass(2s);
  pair_.far_sends("there");
  start_reading();
  EXPECT_EQ(received_, "there");
  start_reading();
  EXPECT_EQ(scope_.running(), 0U);
  EXPECT_EQ(read_.error(), Error::Timeout);
}

TEST_F(StreamDeadlineTest, AStreamThatTimedOutGoesOnWithANewDeadline) {
  stream_.set_read_deadline(loop_->now() + 1s);
  start_reading();
  pass(1s);
  stream_.set_read_deadline(loop_->now() + 1s);
  start_reading();
  pair_.far_sends("late");
  finish();
  EXPECT_EQ(received_, "late");
}

TEST_F(StreamDeadlineTest, PushingTheDeadlineBackForEachMessageMovesNoTimer) {
  for (int message = 0; message < 100; ++message) {
    stream_.set_read_deadline(loop_->now() + 5s);
    start_reading();
    pair_.far_sends("x");
    while (scope_.running() > 0) turn();
    clock_.advance(1ms);
    EXPECT_EQ(loop_->timer_count(), message == 0 ? loop_->timer_count() : 1U);
  }
}

}  // namespace
}  // namespace saki
