// SPDX-License-Identifier: Apache-2.0
//
// Rooms that two processes share over a server: two services here, each with loops of its own.
#include <gmock/gmock.h>

#include "redis_server.h"
#include "saki/event_stream.h"
#include "saki/health.h"
#include "saki/open_events.h"
#include "saki/redis.h"
#include "saki/room.h"
#include "saki/service.h"
#include "saki/store.h"
#include "saki/test_client.h"
#include "saki/test_events.h"

namespace saki {
namespace {

Task<> follow(Request& request, EventStream<>& stream) {
  const auto seat = Room<>(request, "notes").join(stream);
  static_cast<void>(co_await seat.taken());
  co_await stream.send("in");
  co_await stream.closed();
}

Task<Response> follow_notes(Request& request) { return open_events(request, follow); }

Task<Response> post_note(Request& request) {
  const std::string text = co_await request.text();
  Room<>(request, "notes").send(text);
  co_return Response(Status::NoContent);
}

std::string next(TestEvents& events) {
  const auto event = events.next();
  return event ? event->data : "ended";
}

Task<Response> keep(Request& request) {
  co_await request.use<Store>().set("a", "kept");
  co_return Response(Status::NoContent);
}

Task<Response> kept(Request& request) {
  const auto text = co_await request.use<Store>().get("a");
  co_return Response::text(text.value_or("nothing"));
}

// The worker runs while a request waits, and this one waits for the server: so what was begun goes on.
Task<Response> ready_by_now(Request& request) {
  co_await request.use<Redis>().ping();
  co_return ready(request);
}

class OneProcess {
 public:
  explicit OneProcess(const RedisServer& server, const std::string& name = "notes") : service_(name, "0.1.0") {
    service_.add_package(std::make_unique<Redis>());
    service_.add_package(std::make_unique<Store>());
    service_.get("/ready", ready_by_now);
    service_.get("/events", follow_notes);
    service_.post("/notes", post_note);
    service_.post("/kept", keep);
    service_.get("/kept", kept);
    const std::string config =
        "server: {rooms: {bridge: redis}}\nstore: {backend: redis}\nredis: {reconnect_longest: 50ms, server: '" + server.address() + "'}";
    client.emplace(service_, TestClientOptions{.config = config});
  }
  void post(const std::string& text) { EXPECT_EQ(client->post("/notes", text, "text/plain").status(), 204); }
  [[nodiscard]] std::string readiness() { return client->get("/ready").body(); }
  void wait_until_ready() {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    bool ready = false;
    while (!ready && std::chrono::steady_clock::now() < end) ready = client->get("/ready").status() == 200;
    ASSERT_TRUE(ready) << readiness();
  }

 private:
  Service service_;

 public:
  std::optional<TestClient> client;
};

TEST(RedisRooms, WhatOneProcessSendsAllHearInOneOrder) {
  RedisServer server;
  OneProcess one(server);
  OneProcess other(server);
  one.wait_until_ready();
  other.wait_until_ready();
  TestEvents here(*one.client, "/events");
  TestEvents there(*other.client, "/events");
  EXPECT_EQ(next(here), "in");
  EXPECT_EQ(next(there), "in");
  std::vector<std::string> heard_here;
  std::vector<std::string> heard_there;
  for (int round = 0; round < 5; ++round) {
    one.post("one " + std::to_string(round));
    other.post("other " + std::to_string(round));
  }
  for (int count = 0; count < 10; ++count) {
    heard_here.push_back(next(here));
    heard_there.push_back(next(there));
  }
  EXPECT_EQ(heard_here, heard_there);
  EXPECT_THAT(heard_here, testing::Contains("other 4"));
}

TEST(RedisRooms, AProcessThatDoesNotHearTheOthersIsNotReady) {
  const RedisServer server({"--user", "default", "on", "nopass", "~*", "resetchannels", "+@all"});
  OneProcess one(server);
  EXPECT_THAT(one.readiness(), testing::HasSubstr("saki:notes:rooms is not subscribed"));
  EXPECT_EQ(server.ask("ACL SETUSER default allchannels"), "+OK\r\n");
  one.wait_until_ready();
}

TEST(RedisRooms, WithoutTheServerEachProcessServesItsOwn) {
  RedisServer server;
  OneProcess one(server);
  TestEvents here(*one.client, "/events");
  EXPECT_EQ(next(here), "in");
  one.post("first");
  EXPECT_EQ(next(here), "first");
  server.kill();
  one.post("second");
  EXPECT_EQ(next(here), "second");
  server.start();
  one.post("third");
  EXPECT_EQ(next(here), "third");
}

TEST(RedisRooms, AStoreIsSharedByTheProcessesOfAServiceAlone) {
  RedisServer server;
  OneProcess one(server);
  OneProcess other(server);
  OneProcess stranger(server, "others");
  EXPECT_EQ(one.client->post("/kept", "", "text/plain").status(), 204);
  EXPECT_EQ(other.client->get("/kept").body(), "kept");
  EXPECT_EQ(stranger.client->get("/kept").body(), "nothing");
}

}  // namespace
}  // namespace saki
