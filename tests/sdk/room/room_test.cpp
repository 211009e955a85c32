// SPDX-License-Identifier: Apache-2.0
//
// Rooms as a service's author meets them.
#include "saki/room.h"

#include <gmock/gmock.h>

#include <functional>

#include "saki/event_stream.h"
#include "saki/open_events.h"
#include "saki/open_socket.h"
#include "saki/service.h"
#include "saki/task/sleep.h"
#include "saki/task/task_scope.h"
#include "saki/test_events.h"
#include "saki/test_socket.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> g_told;  // What handlers noticed.

Task<> follow(Request& request, EventStream<>& stream) {
  const auto seat = Room<>(request, request.path_parameter(0)).join(stream);
  const bool complete = co_await seat.taken();
  if (!complete) g_told.push_back("missed some");
  co_await stream.closed();
}

Task<> follow_and_greet(Request& request, EventStream<>& stream) {
  const Room<> room(request, "greeting");
  const auto seat = room.join(stream);
  seat.send_to_others("somebody came");
  const std::size_t count = co_await room.count();
  const std::string text = std::to_string(count) + " here";
  co_await stream.send(text);
  co_await stream.closed();
}

Task<> follow_for_a_while(Request& request, EventStream<>& stream) {
  auto seat = Room<>(request, "while").join(stream);
  co_await stream.send("in");
  co_await sleep(1s);
  seat.leave();
  co_await stream.closed();
}

Task<> leave_and_tell(Request& request, EventStream<>& stream) {
  auto seat = Room<>(request, "a").join(stream);
  seat.leave();
  seat.send_to_others("somebody left");
  RoomSeat<> other = std::move(seat);
  seat.send_to_others("of no room");
  other.send_to_others("still gone");
  const bool taken = co_await other.taken();
  g_told.push_back(taken ? "taken" : "not taken");
  co_await stream.send("bye");
}

Response tell_what_is_no_text(Request& request) {
  EXPECT_THROW(Room<>(request, "a").send("caf\xE9"), std::invalid_argument);
  EXPECT_THROW(RoomSeat<>().send_to_others("caf\xE9"), std::invalid_argument);
  Room<>(request, "a").send("caf\xC3\xA9");
  return Response(Status::NoContent);
}

Response sit_nowhere(Request&) {
  const RoomSeat<> seat;
  seat.send_to_others("is anybody there?");
  return Response(Status::NoContent);
}

Task<> tell_when_settled(std::reference_wrapper<RoomSeat<>> seat) {
  const bool taken = co_await seat.get().taken();
  g_told.push_back(taken ? "taken" : "not taken");
}

Task<> leave_before_it_is_taken(Request& request, EventStream<>& stream) {
  auto seat = Room<>(request, "a").join(stream);
  TaskScope beside(request.loop(), "beside");
  beside.spawn(tell_when_settled, std::ref(seat));
  beside.spawn(tell_when_settled, std::ref(seat));
  seat.leave();
  co_await beside.join();
  co_await stream.send("bye");
}

Response tell(Request& request) {
  Room<>(request, request.path_parameter(0)).send(request.query().find("text").value_or(""), EventLabel("said"));
  return Response(Status::NoContent);
}

Task<Response> count(Request& request) {
  const std::size_t members = co_await Room<>(request, request.path_parameter(0)).count();
  co_return Response::text(std::to_string(members));
}

// Text goes to all, bytes to the others.
Task<> talk(Request& request, WebSocket<>& socket) {
  const std::string name(request.path_parameter(0));
  const auto seat = Room<Binary>(request, name).join(socket);
  while (const auto message = co_await socket.next()) {
    if (message->kind == MessageKind::Text) {
      Room<>(request, name).send(message->text());
    } else {
      seat.send_to_others(message->content);
    }
  }
}

Response open_talk(Request& request) { return open_socket(request, talk); }

template <Task<> (*Handler)(Request&, EventStream<>&)>
Task<Response> serve(Request& request) {
  return open_events(request, Handler);
}

class Rooms : public testing::Test {
 protected:
  Rooms() {
    g_told.clear();
    service_.get("/rooms/{name}", serve<follow>);
    service_.get("/greeting", serve<follow_and_greet>);
    service_.get("/while", serve<follow_for_a_while>);
    service_.get("/leave", serve<leave_and_tell>);
    service_.get("/hasty", serve<leave_before_it_is_taken>);
    service_.get("/nowhere", sit_nowhere);
    service_.post("/no-text", tell_what_is_no_text);
    service_.post("/rooms/{name}", tell);
    service_.get("/count/{name}", count);
    service_.web_socket("/ws/{name}", open_talk);
  }
  // The id of the one message that a client has seen, which is gone then.
  static TestEvents::Headers seen_one(TestClient& client) {
    TestEvents events(client, "/rooms/a");
    EXPECT_EQ(client.post("/rooms/a?text=one", "").status(), 204);
    return {{"Last-Event-ID", events.next()->id}};
  }

  TestClientOptions quickly_{.time = TestTime::Virtual};
  Service service_{"test"};
};

TEST_F(Rooms, WhatIsSentReachesAllThatSitThere) {
  TestClient client(service_, quickly_);
  TestEvents one(client, "/rooms/a");
  TestEvents two(client, "/rooms/a");
  TestEvents elsewhere(client, "/rooms/b");
  EXPECT_EQ(client.post("/rooms/a?text=hello", "").status(), 204);
  EXPECT_EQ(client.post("/rooms/b?text=other", "").status(), 204);
  for (TestEvents* each : {&one, &two}) {
    const auto event = each->next();
    EXPECT_EQ(event->name, "said");
    EXPECT_EQ(event->data, "hello");
  }
  EXPECT_EQ(elsewhere.next()->data, "other");
}

TEST_F(Rooms, PresenceIsCounted) {
  TestClient client(service_, quickly_);
  EXPECT_EQ(client.get("/count/a").body(), "0");
  TestEvents one(client, "/rooms/a");
  {
    const TestEvents two(client, "/rooms/a");
    EXPECT_EQ(client.get("/count/a").body(), "2");
  }
  EXPECT_EQ(client.get("/count/a").body(), "1");
  one.leave();
  EXPECT_EQ(client.get("/count/a").body(), "0");
}

TEST_F(Rooms, OthersAreToldWithoutTheSender) {
  TestClient client(service_, quickly_);
  TestEvents one(client, "/greeting");
  EXPECT_EQ(one.next()->data, "1 here");
  TestEvents two(client, "/greeting");
  EXPECT_EQ(two.next()->data, "2 here");
  EXPECT_EQ(one.next()->data, "somebody came");
  two.wait(100ms);
  EXPECT_THAT(two.text(), Not(HasSubstr("somebody")));
}

TEST_F(Rooms, SocketsAndStreamsSitTogether) {
  TestClient client(service_, quickly_);
  TestSocket<> one(client, "/ws/a");
  TestSocket<> two(client, "/ws/a");
  TestEvents events(client, "/rooms/a");
  one.send("hello");
  EXPECT_EQ(one.receive()->text(), "hello");
  EXPECT_EQ(two.receive()->text(), "hello");
  EXPECT_EQ(events.next()->data, "hello");
  EXPECT_EQ(client.post("/rooms/a?text=bye", "").status(), 204);
  for (TestSocket<>* each : {&one, &two}) EXPECT_EQ(each->receive()->text(), "bye");
}

TEST_F(Rooms, BytesGoToSocketsAlone) {
  TestClient client(service_, quickly_);
  TestSocket<> one(client, "/ws/a");
  TestSocket<> two(client, "/ws/a");
  TestEvents events(client, "/rooms/a");
  one.send(as_bytes("\1\2"));
  one.send("after");
  const auto bytes = two.receive();
  EXPECT_EQ(bytes->kind, MessageKind::Binary);
  EXPECT_EQ(bytes->text(), "\1\2");
  EXPECT_EQ(events.next()->data, "after");
}

TEST_F(Rooms, WhoLeavesIsGivenNothingMore) {
  TestClient client(service_, quickly_);
  TestEvents events(client, "/while");
  EXPECT_EQ(events.next()->data, "in");
  EXPECT_EQ(client.post("/rooms/while?text=one", "").status(), 204);
  EXPECT_EQ(events.next()->data, "one");
  events.wait(2s);
  EXPECT_EQ(client.get("/count/while").body(), "0");
  EXPECT_EQ(client.post("/rooms/while?text=two", "").status(), 204);
  events.wait(100ms);
  EXPECT_THAT(events.text(), Not(HasSubstr("two")));
}

TEST_F(Rooms, ASeatThatHasLeftTellsThoseThatStay) {
  TestClient client(service_, quickly_);
  TestEvents events(client, "/rooms/a");
  EXPECT_EQ(TestEvents(client, "/leave").next()->data, "bye");
  EXPECT_EQ(events.next()->data, "somebody left");
  EXPECT_EQ(events.next()->data, "still gone");
  EXPECT_THAT(g_told, testing::ElementsAre("not taken"));
}

TEST_F(Rooms, TextThatIsNotUtf8IsRefused) {
  TestClient client(service_, quickly_);
  TestSocket<> socket(client, "/ws/a");
  EXPECT_EQ(client.post("/no-text", "").status(), 204);
  EXPECT_EQ(socket.receive()->text(), "caf\xC3\xA9");
}

TEST_F(Rooms, ASeatOfNoRoomTellsNobody) {
  TestClient client(service_, quickly_);
  EXPECT_EQ(client.get("/nowhere").status(), 204);
}

TEST_F(Rooms, WhoLeavesBeforeItIsTakenIsToldSo) {
  TestClient client(service_, quickly_);
  EXPECT_EQ(TestEvents(client, "/hasty").next()->data, "bye");
  EXPECT_THAT(g_told, testing::ElementsAre("not taken", "not taken"));
}

TEST_F(Rooms, AClientThatComesBackIsGivenWhatItMissed) {
  TestClient client(service_, quickly_);
  const TestEvents::Headers seen = seen_one(client);
  EXPECT_EQ(client.post("/rooms/a?text=two", "").status(), 204);
  EXPECT_EQ(client.post("/rooms/a?text=three", "").status(), 204);
  TestEvents again(client, "/rooms/a", seen);
  EXPECT_EQ(again.next()->data, "two");
  EXPECT_EQ(again.next()->data, "three");
  EXPECT_EQ(client.post("/rooms/a?text=four", "").status(), 204);
  EXPECT_EQ(again.next()->data, "four");
  EXPECT_THAT(g_told, testing::IsEmpty());
}

TEST_F(Rooms, NoMoreIsKeptThanAStreamHasRoomFor) {
  TestClient client(service_, {.config = "server: {events: {queue_count: 2}}", .time = TestTime::Virtual});
  const TestEvents::Headers seen = seen_one(client);
  for (const char* path : {"/rooms/a?text=two", "/rooms/a?text=three", "/rooms/a?text=four"})
    EXPECT_EQ(client.post(path, "").status(), 204);
  TestEvents again(client, "/rooms/a", seen);
  EXPECT_EQ(again.next()->data, "three");
  EXPECT_EQ(again.next()->data, "four");
  EXPECT_THAT(g_told, testing::ElementsAre("missed some"));
}

TEST_F(Rooms, AnEmptyRoomIsForgottenInTheEnd) {
  TestClient client(service_, quickly_);
  const TestEvents::Headers seen = seen_one(client);
  TestEvents(client, "/rooms/b").wait(61s);
  TestEvents again(client, "/rooms/a", seen);
  again.wait(10ms);
  EXPECT_THAT(again.text(), Not(HasSubstr("data")));
  EXPECT_THAT(g_told, testing::ElementsAre("missed some"));
}

}  // namespace
}  // namespace saki
