// SPDX-License-Identifier: Apache-2.0
//
// Receiving and sending.
#include "saki/net/stream.h"

#include <array>
#include <cerrno>
#include <numeric>
#include <vector>

#include "net/socket_io.h"
#include "net/transport.h"
#include "net_fixture.h"
#include "saki/task/give_way.h"

namespace saki {
namespace {

static_assert(sizeof(Stream) <= 144, "a connection that waits pays for this");
static_assert(sizeof(Stream::Receive) <= 80, "it lies in the frame of every session that waits for its client");

class StreamTest : public NetFixture {
 protected:
  ConnectedPair pair_ = ConnectedPair::tcp();
  Stream stream_{*loop_, std::move(pair_.near)};
  std::string received_;
  Result<std::size_t> read_ = 0;
  Result<> written_ = fail(Error::Invalid);
};

TEST_F(StreamTest, WhatIsThereIsReceivedWithoutATurnOfTheLoop) {
  pair_.far_sends("hello");
  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  EXPECT_EQ(received_, "hello");
  EXPECT_EQ(read_, 5U);
  EXPECT_EQ(counts_.controls(), 0);
}

TEST_F(StreamTest, AWaitingReceiverHoldsNoBlockUntilThereIsSomething) {
  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  turn();
  EXPECT_EQ(pool_.in_use(), 0U);
  pair_.far_sends("hello");
  finish();
  EXPECT_EQ(received_, "hello");
  EXPECT_EQ(pool_.in_use(), 0U);
}

Task<> append_twice(Stream& stream, BufferPool& pool, std::string& into) {
  Buffer buffer;
  for (int i = 0; i < 2; ++i) SAKI_CHECK(co_await stream.receive(buffer, pool), "received");
  into = as_text(std::as_const(buffer).bytes());
}

TEST_F(StreamTest, ReceivingAgainAppendsToTheBuffer) {
  scope_.spawn(append_twice, std::ref(stream_), std::ref(pool_), std::ref(received_));
  pair_.far_sends("hel");
  turn();
  pair_.far_sends("lo");
  finish();
  EXPECT_EQ(received_, "hello");
}

Task<> read_in_bites(Stream& stream, std::string& into) {
  std::array<std::byte, 3> bite;
  for (;;) {
    const Result<std::size_t> count = co_await stream.receive_into(bite);
    if (count.value() == 0) break;
    into += as_text(ByteView(bite).first(*count));
    into += "|";
  }
}

TEST_F(StreamTest, ReceivingIntoAPlaceTakesWhatFits) {
  pair_.far_sends("abcdefgh");
  pair_.far_finishes();
  scope_.spawn(read_in_bites, std::ref(stream_), std::ref(received_));
  finish();
  EXPECT_EQ(received_, "abc|def|gh|");
}

TEST_F(StreamTest, TheOrderlyEndIsZeroAndStaysSo) {
  pair_.far_finishes();
  for (int i = 0; i < 2; ++i) {
    read_ = 1;
    scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
    finish();
    EXPECT_EQ(read_, 0U);
  }
  EXPECT_EQ(pool_.in_use(), 0U);
}

TEST_F(StreamTest, SendingWhatFitsNeedsNoTurnOfTheLoop) {
  scope_.spawn(send_once, std::ref(stream_), "hello", std::ref(written_));
  EXPECT_TRUE(written_);
  EXPECT_EQ(pair_.far_reads(), "hello");
  EXPECT_EQ(counts_.controls(), 0);
}

TEST_F(StreamTest, SendingNothingSucceeds) {
  scope_.spawn(send_once, std::ref(stream_), "", std::ref(written_));
  EXPECT_TRUE(written_);
}

Task<> send_pieces(Stream& stream, std::vector<std::string> texts, Result<>& outcome) {
  std::vector<ByteView> pieces;
  for (const std::string& text : texts) pieces.push_back(as_bytes(text));
  outcome = co_await stream.send(std::span<const ByteView>(pieces));
}

TEST_F(StreamTest, ManyPiecesSomeOfThemEmptyLeaveInOrderPastASlowReader) {
  std::vector<std::string> texts;
  std::string whole;
  for (std::size_t number = 0; number < 3000; ++number) {
    texts.push_back(pattern(number % 7 == 0 ? 0 : number * 3));
    whole += texts.back();
  }
  scope_.spawn(send_pieces, std::ref(stream_), texts, std::ref(written_));
  EXPECT_EQ(scope_.running(), 1U);  // The socket does not take it all.
  std::string arrived;
  while (arrived.size() < whole.size()) {
    turn();
    arrived += pair_.far_reads();
  }
  finish();
  EXPECT_TRUE(written_);
  EXPECT_EQ(arrived, whole);
}

// Counts what a stream asks of its socket.
class CountingTransport final : public Transport {
 public:
  int reads = 0;
  int writes = 0;
  IoCount read(int socket, MutableBytes into) noexcept override {
    ++reads;
    return read_socket(socket, into);
  }
  IoCount write(int socket, std::span<const iovec> pieces) noexcept override {
    ++writes;
    return write_socket(socket, pieces);
  }
  IoCount send_file(int socket, int file, std::uint64_t& offset, std::size_t count_bytes) noexcept override {
    return send_file_to_socket(socket, file, offset, count_bytes);
  }
};

Task<> echo(Stream& stream, BufferPool& pool) {
  for (;;) {
    Buffer buffer;
    const Result<std::size_t> count = co_await stream.receive(buffer, pool);
    if (!count || *count == 0) co_return;
    SAKI_CHECK(co_await stream.send(buffer.bytes()), "sent");
  }
}

TEST_F(StreamTest, SteadyTrafficCostsOneReadOneWriteAndNoControlCallAMessage) {
  CountingTransport transport;
  stream_.set_transport(&transport);
  scope_.spawn(echo, std::ref(stream_), std::ref(pool_));
  turn();
  const int controls = counts_.controls();
  const int reads = transport.reads;
  for (int message = 0; message < 100; ++message) {
    pair_.far_sends("ping");
    turn();
    EXPECT_EQ(pair_.far_reads(), "ping");
  }
  EXPECT_EQ(counts_.controls(), controls);
  EXPECT_EQ(transport.reads - reads, 100);
  EXPECT_EQ(transport.writes, 100);
}

TEST_F(StreamTest, DataThatNobodyWaitsForIsToldOnceAndKept) {
  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  pair_.far_sends("first");
  finish();
  pair_.far_sends("second");
  counts_.told.clear();
  for (int i = 0; i < 10; ++i) turn();
  EXPECT_EQ(std::accumulate(counts_.told.begin(), counts_.told.end(), std::size_t{0}), 1U);
  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  finish();
  EXPECT_EQ(received_, "firstsecond");
}

TEST_F(StreamTest, AfterTheBacklogIsReadNewDataIsToldAgain) {
  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  pair_.far_sends("a");
  finish();
  pair_.far_sends("b");
  turn();
  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  EXPECT_EQ(scope_.running(), 1U);
  pair_.far_sends("c");
  finish();
  EXPECT_EQ(received_, "abc");
}

Task<> feed(Stream& stream, const bool& stop) {
  const std::string chunk(64, 'x');
  while (!stop) {
    if (!co_await stream.send(as_bytes(chunk))) break;
  }
}
Task<> take_turns(int& turns, bool& stop) {
  for (turns = 0; turns < 10; ++turns) co_await give_way();
  stop = true;
}

TEST_F(StreamTest, APeerThatTakesEverythingDoesNotKeepTheLoop) {
  class Sink final : public Transport {  // Never full.
   public:
    IoCount read(int, MutableBytes) noexcept override { return -EAGAIN; }
    IoCount write(int, std::span<const iovec> pieces) noexcept override { return static_cast<IoCount>(pieces[0].iov_len); }
    IoCount send_file(int, int, std::uint64_t&, std::size_t) noexcept override { return 0; }
  };
  Sink sink;
  stream_.set_transport(&sink);
  bool stop = false;
  int turns = 0;
  scope_.spawn(take_turns, std::ref(turns), std::ref(stop));
  scope_.spawn(feed, std::ref(stream_), std::cref(stop));
  finish();
  EXPECT_EQ(turns, 10);
}

TEST_F(StreamTest, ClosingEndsBothWaitsAndWhatComesAfter) {
  const std::string large(50 << 20, 'x');
  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  scope_.spawn(send_once, std::ref(stream_), large, std::ref(written_));
  turn();
  stream_.close();
  finish();
  EXPECT_EQ(read_.error(), Error::Closed);
  EXPECT_EQ(written_.error(), Error::Closed);
  EXPECT_FALSE(stream_.is_open());

  read_ = 1;
  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  EXPECT_EQ(read_.error(), Error::Closed);
}

TEST_F(StreamTest, CancelledAndDroppedWaitsLeaveTheStreamUsable) {
  const std::string large(50 << 20, 'x');
  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  scope_.spawn(send_once, std::ref(stream_), large, std::ref(written_));
  turn();
  scope_.cancel();
  EXPECT_EQ(read_.error(), Error::Cancelled);
  EXPECT_EQ(written_.error(), Error::Cancelled);

  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  turn();
  scope_.drop();
  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  pair_.far_sends("still here");
  finish();
  EXPECT_EQ(received_, "still here");
}

TEST_F(StreamTest, AfterTheFinTheOtherDirectionGoesOn) {
  stream_.shutdown_send();
  char end;
  EXPECT_EQ(::recv(pair_.far.get(), &end, 1, 0), 0);
  pair_.far_sends("late words");
  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  finish();
  EXPECT_EQ(received_, "late words");
}

TEST_F(StreamTest, KnowsTheAddressesOfBothEnds) {
  EXPECT_EQ(stream_.local_address().host(), "127.0.0.1");
  EXPECT_EQ(stream_.peer_address().host(), "127.0.0.1");
  EXPECT_NE(stream_.local_address().port(), stream_.peer_address().port());
}

TEST_F(StreamTest, AKernelThatCannotWatchEndsTheWaitWithItsError) {
  counts_.refuse_adds_with = ENOSPC;
  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  turn();
  turn();
  ASSERT_FALSE(read_);
  EXPECT_EQ(read_.error().detail(), ENOSPC);

  counts_.refuse_adds_with = 0;
  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  pair_.far_sends("better now");
  finish();
  EXPECT_EQ(received_, "better now");
}

using StreamDeathTest = StreamTest;

TEST_F(StreamDeathTest, OneReaderWaitsAtATime) {
  scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_));
  EXPECT_DEATH(scope_.spawn(receive_once, std::ref(stream_), std::ref(pool_), std::ref(received_), std::ref(read_)), "one reader");
}

}  // namespace
}  // namespace saki
