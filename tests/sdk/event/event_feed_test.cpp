// SPDX-License-Identifier: Apache-2.0
//
// How a stream of events ends on a feed, when its handler fails.
#include "event/event_feed.h"

#include <gmock/gmock.h>

#include "saki/event_stream.h"
#include "saki/response.h"
#include "saki/service.h"
#include "saki/test_client.h"

namespace saki {
namespace {

using testing::Contains;
using testing::HasSubstr;

class OpenFeed final : public http::Feed {  // Takes all at once.
 public:
  std::size_t send(std::span<const ByteView> pieces) override {
    const std::size_t before = sent.size();
    for (const ByteView piece : pieces) sent += as_text(piece);
    return sent.size() - before;
  }
  void end() override { sent += "(end)"; }

  std::string sent;
};

Task<> throw_an_error(EventStream<>& stream) {
  co_await stream.send("one");
  throw std::runtime_error("out of paper");
}
Task<> throw_a_number(EventStream<>& stream) {
  co_await stream.send("one");
  throw 42;
}

// What the feed of a stream with this handler sends.
template <Task<> (*Handler)(EventStream<>&)>
Response fed(Request& request) {
  const auto stream = std::make_shared<EventStream<>>(request);
  OpenFeed feed;
  EventFeed handler(EventStreamCore::of(stream));
  EventStreamCore::of(stream)->begin(Handler(*stream));
  static_cast<http::FeedHandler&>(handler).begin(feed);
  return Response::text(feed.sent);
}

class FailingFeeds : public testing::Test {
 protected:
  FailingFeeds() {
    service_.get("/error", fed<throw_an_error>);
    service_.get("/number", fed<throw_a_number>);
  }
  Service service_{"test"};
};

TEST_F(FailingFeeds, EndInOrderAndAreTold) {
  TestClient client(service_);
  EXPECT_EQ(client.get("/error").body(), "data: one\n\n(end)");
  EXPECT_THAT(client.log_lines(), Contains(HasSubstr("out of paper")));
}

TEST_F(FailingFeeds, EndInOrderWhateverIsThrown) {
  TestClient client(service_);
  EXPECT_EQ(client.get("/number").body(), "data: one\n\n(end)");
  EXPECT_THAT(client.log_lines(), Contains(HasSubstr("of no known type")));
}

}  // namespace
}  // namespace saki
