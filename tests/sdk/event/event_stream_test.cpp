// SPDX-License-Identifier: Apache-2.0
//
// Streams of events, from a handler to a client.
#include "saki/event_stream.h"

#include <gmock/gmock.h>

#include "saki/open_events.h"
#include "saki/service.h"
#include "saki/task.h"
#include "saki/test_events.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

std::vector<std::string> g_told;  // What handlers noticed, in order.

Task<> count_to_three(Request&, EventStream<int>& stream) {
  for (int i = 1; i <= 3; ++i) {
    co_await stream.send(i, EventLabel("count", std::to_string(i)));
    co_await sleep(5ms);
  }
}

Task<> greet_again(Request&, EventStream<>& stream) {
  const std::string text = "after " + std::string(stream.last_event_id());
  co_await stream.retry(2500ms);
  co_await stream.comment("hello");
  co_await stream.send(text);
}

Task<> wait_for_the_end(Request&, EventStream<>& stream) {
  co_await stream.closed();
  g_told.push_back("closed");
  try {
    co_await sleep(1h);
  } catch (const Cancelled&) {
    g_told.push_back("cancelled");
  }
}

Task<> flood(Request&, EventStream<>& stream) {
  const std::string text(1000, 'x');
  for (int i = 0; i < 10'000; ++i) co_await stream.send(text);
}

Task<> refuse(Request&, EventStream<>&) {
  co_await sleep(5ms);
  throw NotFound("no such feed");
}
Task<> nothing(Request&, EventStream<>&) { co_await sleep(5ms); }
Task<> fail_late(Request&, EventStream<>& stream) {
  co_await stream.send("one");
  co_await sleep(5ms);
  throw std::runtime_error("out of paper");
}
Task<> close_itself(Request&, EventStream<>& stream) {
  co_await stream.send("last");
  stream.close();
  co_await stream.closed();
  co_await stream.send("never");
}

Task<> send_three(std::reference_wrapper<EventStream<>> stream, std::string name) {
  for (int i = 1; i <= 3; ++i) {
    const std::string text = name + std::to_string(i);
    co_await stream.get().send(text);
  }
}
Task<> wait_closed(std::reference_wrapper<EventStream<>> stream, std::string name) {
  co_await stream.get().closed();
  g_told.push_back(name);
}
Task<> send_from_two(Request& request, EventStream<>& stream) {
  TaskScope beside(request.loop(), "senders");
  beside.spawn(send_three, std::ref(stream), std::string("a"));
  beside.spawn(send_three, std::ref(stream), std::string("b"));
  co_await beside.join();
}
Task<> wait_with_two(Request& request, EventStream<>& stream) {
  TaskScope beside(request.loop(), "waiting");
  beside.spawn(wait_closed, std::ref(stream), std::string("a"));
  beside.spawn(wait_closed, std::ref(stream), std::string("b"));
  co_await sleep(5ms);
  stream.close();
  co_await beside.join();
}
Task<> wait_for_a_moment(Request&, EventStream<>& stream) {
  Task<> waiting = wait_closed(stream, "closed");
  const Result<> ended = co_await with_timeout(5ms, std::move(waiting));
  co_await stream.send(ended ? "ended" : "still here");
}
Task<> send_what_is_no_text(Request&, EventStream<>& stream) {
  EXPECT_THROW(static_cast<void>(stream.send("caf\xE9")), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(stream.comment("caf\xE9")), std::invalid_argument);
  co_await stream.send("caf\xC3\xA9");
}

Task<Response> with_a_field(Request& request, Next next) {
  Response response = co_await next(request);
  response.header("X-Around", "yes");
  co_return response;
}

template <class T, Task<> (*Handler)(Request&, EventStream<T>&)>
Task<Response> serve(Request& request) {
  return open_events(request, Handler);
}

class EventStreams : public testing::Test {
 protected:
  EventStreams() {
    g_told.clear();
    service_.get("/count", serve<int, count_to_three>);
    service_.get("/again", serve<Text, greet_again>);
    service_.get("/wait", serve<Text, wait_for_the_end>);
    service_.get("/flood", serve<Text, flood>);
    service_.get("/refuse", serve<Text, refuse>);
    service_.get("/nothing", serve<Text, nothing>);
    service_.get("/fail", serve<Text, fail_late>);
    service_.get("/close", serve<Text, close_itself>);
    service_.get("/two-send", serve<Text, send_from_two>);
    service_.get("/two-wait", serve<Text, wait_with_two>);
    service_.get("/moment", serve<Text, wait_for_a_moment>);
    service_.get("/no-text", serve<Text, send_what_is_no_text>);
    service_.middleware(with_a_field);
  }
  Service service_{"test"};
  TestClientOptions quickly_{.config = "server: {events: {heartbeat: 1s}}", .time = TestTime::Virtual};
};

TEST_F(EventStreams, ArriveAsTypedEventsWithNameAndId) {
  TestClient client(service_, quickly_);
  TypedTestEvents<int> events(client, "/count");
  EXPECT_EQ(events.status(), 200);
  EXPECT_EQ(events.header("Content-Type"), "text/event-stream");
  EXPECT_EQ(events.header("Cache-Control"), "no-store, no-transform");
  EXPECT_EQ(events.header("X-Around"), "yes");
  const auto first = events.next();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->name + "/" + first->id + "/" + first->data, "count/1/1");
  EXPECT_EQ(events.next_value(), 2);
  EXPECT_EQ(events.next_value(), 3);
  EXPECT_EQ(events.next_value(), std::nullopt);
  EXPECT_TRUE(events.ended());
  EXPECT_FALSE(events.broken_off());
}

TEST_F(EventStreams, TellWhatTheClientSawLast) {
  TestClient client(service_, quickly_);
  TestEvents events(client, "/again", {{"Last-Event-ID", "a-17"}});
  EXPECT_EQ(events.next()->data, "after a-17");
  EXPECT_FALSE(events.next());
  EXPECT_EQ(events.text(), "retry: 2500\n\n: hello\n\ndata: after a-17\n\n");
}

TEST_F(EventStreams, AreKeptAliveByComments) {
  TestClient client(service_, quickly_);
  TestEvents events(client, "/wait");
  EXPECT_EQ(events.text(), ":\n\n");  // The head leaves at once.
  events.wait(3500ms);
  EXPECT_EQ(events.text(), ":\n\n:\n\n:\n\n:\n\n");
}

TEST_F(EventStreams, AHandlerIsToldThatTheClientIsGone) {
  TestClient client(service_, quickly_);
  TestEvents events(client, "/wait");
  EXPECT_THAT(g_told, testing::IsEmpty());
  events.leave();
  EXPECT_THAT(g_told, testing::ElementsAre("closed", "cancelled"));
}

TEST_F(EventStreams, AStreamThatIsDroppedEndsItsHandler) {
  TestClient client(service_, quickly_);
  {
    const TestEvents events(client, "/wait");
  }
  EXPECT_EQ(client.get("/nothing").status(), 204);
}

TEST_F(EventStreams, WhatIsSentWaitsForTheClient) {
  TestClient client(service_, quickly_);
  TestEvents events(client, "/flood");
  int count = 0;
  while (events.next()) ++count;
  EXPECT_EQ(count, 10'000);
}

TEST_F(EventStreams, SeveralMaySendWhileTheClientReadsSlowly) {
  TestClient client(service_, {.config = "server: {events: {queue_count: 1}}", .time = TestTime::Virtual});
  TestEvents events(client, "/two-send");
  std::vector<std::string> told;
  while (const auto event = events.next()) told.push_back(event->data);
  EXPECT_THAT(told, testing::ElementsAre("a1", "a2", "b1", "a3", "b2", "b3"));  // Who waited first is first.
}

TEST_F(EventStreams, SeveralMayWaitForTheEnd) {
  TestClient client(service_, quickly_);
  EXPECT_FALSE(TestEvents(client, "/two-wait").next());
  EXPECT_THAT(g_told, testing::ElementsAre("a", "b"));
}

TEST_F(EventStreams, WaitingForTheEndEndsWhenItIsCancelled) {
  TestClient client(service_, quickly_);
  EXPECT_EQ(TestEvents(client, "/moment").next()->data, "still here");
  EXPECT_THAT(g_told, testing::IsEmpty());
}

TEST_F(EventStreams, TextThatIsNotUtf8IsRefused) {
  TestClient client(service_, quickly_);
  EXPECT_EQ(TestEvents(client, "/no-text").next()->data, "caf\xC3\xA9");
}

TEST_F(EventStreams, AnErrorBeforeTheFirstEventIsAnsweredAsAnywhere) {
  TestClient client(service_, quickly_);
  const TestResponse response = client.get("/refuse");
  EXPECT_EQ(response.status(), 404);
  EXPECT_EQ(response.header("Content-Type"), "application/problem+json");
}

TEST_F(EventStreams, AHandlerThatSendsNothingTellsTheClientNotToComeBack) {
  TestClient client(service_, quickly_);
  EXPECT_EQ(client.get("/nothing").status(), 204);
}

TEST_F(EventStreams, AnErrorLaterBreaksTheStreamOff) {
  TestClient client(service_, quickly_);
  TestEvents events(client, "/fail");
  EXPECT_EQ(events.next()->data, "one");
  EXPECT_FALSE(events.next());
  EXPECT_TRUE(events.broken_off());
  EXPECT_THAT(client.log_lines(), testing::Contains(HasSubstr("out of paper")));
}

TEST_F(EventStreams, EndWhenTheHandlerClosesThem) {
  TestClient client(service_, quickly_);
  TestEvents events(client, "/close");
  EXPECT_EQ(events.next()->data, "last");
  EXPECT_FALSE(events.next());
  EXPECT_FALSE(events.broken_off());
  EXPECT_EQ(events.text(), "data: last\n\n");
}

TEST_F(EventStreams, HeadIsAnsweredWithoutTheHandler) {
  TestClient client(service_, quickly_);
  const TestResponse response = client.request(Method::Head, "/wait");
  EXPECT_EQ(response.status(), 200);
  EXPECT_EQ(response.header("Content-Type"), "text/event-stream");
  EXPECT_THAT(g_told, testing::IsEmpty());
}

TEST_F(EventStreams, SeveralAreReadAtATimeWhileTheClientAsksOtherThings) {
  TestClient client(service_, quickly_);
  TestEvents one(client, "/count");
  TestEvents two(client, "/count");
  EXPECT_EQ(client.get("/nothing").status(), 204);
  for (const char* data : {"1", "2", "3"}) {
    EXPECT_EQ(one.next()->data, data);
    EXPECT_EQ(two.next()->data, data);
  }
}

}  // namespace
}  // namespace saki
