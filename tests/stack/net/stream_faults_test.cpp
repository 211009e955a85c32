// SPDX-License-Identifier: Apache-2.0
//
// Streams over a transport that lies within the rules: short reads and writes, readiness that was none, resets; from a seed.
#include <algorithm>
#include <cerrno>
#include <random>

#include "net/socket_io.h"
#include "net/transport.h"
#include "net_fixture.h"

namespace saki {
namespace {

class FaultyTransport final : public Transport {
 public:
  FaultyTransport(std::uint32_t seed, std::uint32_t resets_per_thousand) : random_(seed), resets_per_thousand_(resets_per_thousand) {}

  IoCount read(int socket, MutableBytes into) noexcept override {
    if (const IoCount fault = next_fault()) return fault;
    return read_socket(socket, into.first(some_of(into.size())));
  }
  IoCount write(int socket, std::span<const iovec> pieces) noexcept override {
    if (const IoCount fault = next_fault()) return fault;
    const auto piece = std::find_if(pieces.begin(), pieces.end(), [](const iovec& candidate) { return candidate.iov_len > 0; });
    const iovec part{piece->iov_base, some_of(piece->iov_len)};
    return write_socket(socket, {&part, 1});
  }
  IoCount send_file(int socket, int file, std::uint64_t& offset, std::size_t count_bytes) noexcept override {
    if (const IoCount fault = next_fault()) return fault;
    return send_file_to_socket(socket, file, offset, some_of(count_bytes));
  }

 private:
  IoCount next_fault() noexcept {
    if (random_() % 1000 < resets_per_thousand_) return -ECONNRESET;
    return random_() % 4 == 0 ? -EAGAIN : 0;
  }
  std::size_t some_of(std::size_t size_bytes) noexcept { return 1 + random_() % std::min<std::size_t>(size_bytes, 8192); }

  std::mt19937 random_;
  std::uint32_t resets_per_thousand_;
};

class StreamFaultsTest : public NetFixture, public testing::WithParamInterface<std::uint32_t> {
 protected:
  ConnectedPair pair_ = ConnectedPair::local();
  Stream near_{*loop_, std::move(pair_.near)};
  Stream far_{*loop_, std::move(pair_.far)};
  std::string received_;
  Result<std::size_t> read_ = 0;
  Result<> written_;
};

Task<> send_and_finish(Stream& stream, std::string text, Result<>& outcome) {
  outcome = co_await stream.send(as_bytes(text));
  stream.shutdown_send();
}

TEST_P(StreamFaultsTest, EveryByteArrivesOnceAndInOrder) {
  FaultyTransport near(GetParam(), 0), far(GetParam() + 1000, 0);
  near_.set_transport(&near);
  far_.set_transport(&far);
  const std::string text = pattern(300'000);
  scope_.spawn(send_and_finish, std::ref(near_), text, std::ref(written_));
  scope_.spawn(receive_all, std::ref(far_), std::ref(pool_), std::ref(received_), std::ref(read_));
  finish();
  EXPECT_TRUE(written_);
  EXPECT_EQ(read_, 0U);
  EXPECT_TRUE(received_ == text);
}

TEST_P(StreamFaultsTest, AResetEndsBothSidesAndWhatCameIsAPrefix) {
  FaultyTransport near(GetParam(), 20), far(GetParam() + 1000, 20);
  near_.set_transport(&near);
  far_.set_transport(&far);
  const std::string text = pattern(3'000'000);
  scope_.spawn(send_and_finish, std::ref(near_), text, std::ref(written_));
  scope_.spawn(receive_all, std::ref(far_), std::ref(pool_), std::ref(received_), std::ref(read_));
  while (scope_.running() > 0) {
    turn();
    if (!written_) near_.close();
    if (!read_) far_.close();
  }
  EXPECT_TRUE(!written_ || !read_);
  EXPECT_TRUE(text.starts_with(received_));
}

Task<> converse(Loop& loop, BufferPool& pool, ConnectedPair pair, Transport& transport, std::string text) {
  Stream near(loop, std::move(pair.near)), far(loop, std::move(pair.far));
  near.set_transport(&transport);
  far.set_transport(&transport);
  near.set_read_deadline(loop.now() + std::chrono::milliseconds(20));
  for (int round = 0; round < 20; ++round) {
    static_cast<void>(co_await near.send(as_bytes(text)));
    Buffer buffer;
    const Result<std::size_t> received = co_await far.receive(buffer, pool);
    if (received) static_cast<void>(co_await far.send(std::as_const(buffer).bytes()));
    Buffer answer;
    static_cast<void>(co_await near.receive(answer, pool));
  }
}

TEST_P(StreamFaultsTest, ConversationsCancelledOrDroppedAtAnyMomentGiveEverythingBack) {
  FaultyTransport transport(GetParam(), 5);
  std::mt19937 random(GetParam());
  for (int round = 0; round < 20; ++round) {
    for (int count = 0; count < 5; ++count) {
      scope_.spawn(converse, std::ref(*loop_), std::ref(pool_), ConnectedPair::local(), std::ref<Transport>(transport), pattern(1000));
    }
    for (auto turns = random() % 20; turns > 0; --turns) pass(std::chrono::milliseconds(random() % 3));
    if (random() % 2 == 0) scope_.cancel();
    if (random() % 2 == 0) pass(std::chrono::milliseconds(1));
    scope_.drop();
    ASSERT_EQ(pool_.in_use(), 0U);
    ASSERT_EQ(loop_->watcher_count(), 0U);
    ASSERT_EQ(loop_->timer_count(), 0U);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, StreamFaultsTest, testing::Range(1U, 21U));

}  // namespace
}  // namespace saki
