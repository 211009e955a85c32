// SPDX-License-Identifier: Apache-2.0
//
// Feeds: content that goes on after its exchange has ended.
#include "saki/http/feed.h"

#include <gtest/gtest.h>

#include "saki/task/sleep.h"
#include "stack/http/wire_bench.h"

namespace saki::http {
namespace {

using namespace std::chrono_literals;

// What became of the feed that was opened last.
struct Course {
  Feed* feed = nullptr;
  int rooms = 0;
  int stops = 0;
  bool gone = false;
  bool refused = false;
};

class Recording final : public FeedHandler {
 public:
  explicit Recording(Course& course) noexcept : course_(course) {}
  void begin(Feed& feed) override { course_.feed = &feed; }
  void on_room() override { ++course_.rooms; }
  void on_stop() override { ++course_.stops; }
  void on_gone() override {
    course_.gone = true;
    course_.feed->end();
  }

 private:
  Course& course_;
};

Task<> wait_a_second() { co_await sleep(1s); }

class FeedService final : public Handler {
 public:
  explicit FeedService(Course& course) noexcept : course_(course) {}
  Task<> handle(Exchange& exchange) override {
    course_.refused = !open_feed(exchange, ResponseHead{Status::Ok, {}}, std::make_unique<Recording>(course_));
    if (course_.refused) static_cast<void>(exchange.try_respond(ResponseHead{Status::Ok, {}}, {}));
    return exchange.head().path == "/late" ? wait_a_second() : Task<>();
  }

 private:
  Course& course_;
};

class FeedTest : public testing::Test {
 protected:
  WireBench::Client ask(std::string_view method, std::string_view path) {
    WireBench::Client client = bench_.connect();
    client.send(std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    head_bytes_ = client.receive().size();
    return client;
  }
  std::string_view content_of(WireBench::Client& client) { return client.receive().substr(head_bytes_); }

  Course course_;
  FeedService service_{course_};
  WireBench bench_{service_};
  std::size_t head_bytes_ = 0;
};

TEST_F(FeedTest, AnyNumberOfPiecesIsSentWhole) {
  WireBench::Client client = ask("GET", "/");
  const std::vector<ByteView> pieces(200, as_bytes("piece"));
  EXPECT_EQ(course_.feed->send(pieces), 1000U);
  EXPECT_EQ(content_of(client).size(), 1000U);
  EXPECT_EQ(course_.rooms, 0);
}

TEST_F(FeedTest, TellsOfRoomWhereNotAllOfManyPiecesWasTaken) {
  WireBench::Client client = ask("GET", "/");
  const std::string large(64 * 1024, 'x');
  const std::vector<ByteView> pieces(200, as_bytes(large));
  const std::size_t sent_bytes = course_.feed->send(pieces);
  EXPECT_GT(sent_bytes, 0U);
  EXPECT_LT(sent_bytes, 200 * large.size());
  EXPECT_EQ(course_.rooms, 0);
  EXPECT_EQ(content_of(client).size(), sent_bytes);
  EXPECT_EQ(course_.rooms, 1);
}

TEST_F(FeedTest, EndsTheConnectionInOrder) {
  WireBench::Client client = ask("GET", "/");
  const std::vector<ByteView> pieces(1, as_bytes("last"));
  EXPECT_EQ(course_.feed->send(pieces), 4U);
  course_.feed->end();
  bench_.settle();
  EXPECT_EQ(content_of(client), "last");
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(bench_.connections(), 0U);
}

TEST_F(FeedTest, AClientThatGoesIsToldOnce) {
  WireBench::Client client = ask("GET", "/");
  client.close();
  bench_.settle();
  EXPECT_TRUE(course_.gone);
  EXPECT_EQ(bench_.connections(), 0U);
}

TEST_F(FeedTest, OneThatOpensWhileTheWorkerDrainsIsToldToStop) {
  WireBench::Client client = ask("GET", "/late");
  bench_.worker().drain();
  EXPECT_EQ(course_.stops, 0);
  bench_.advance(1s);
  EXPECT_EQ(course_.stops, 1);
}

// It has no content (RFC 9110 section 9.3.2).
TEST_F(FeedTest, IsRefusedInAnAnswerToHead) {
  WireBench::Client client = ask("HEAD", "/");
  EXPECT_TRUE(course_.refused);
  EXPECT_EQ(course_.feed, nullptr);
  client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.receive().size(), 2 * head_bytes_);
}

}  // namespace
}  // namespace saki::http
