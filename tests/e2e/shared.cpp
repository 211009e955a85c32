// SPDX-License-Identifier: Apache-2.0
//
// A service of which several processes share what they know by Redis: counts, sessions, limits, rooms, and who does a job.
#include <saki/health.h>
#include <saki/jobs.h>
#include <saki/limits.h>
#include <saki/open_events.h>
#include <saki/redis.h>
#include <saki/room.h>
#include <saki/service.h>
#include <saki/sessions.h>
#include <saki/store.h>
#include <saki/task/sleep.h>
#include <unistd.h>

#include <chrono>
#include <string>

namespace {

using namespace std::chrono_literals;
using saki::Request;
using saki::Response;
using saki::Store;
using saki::Task;

Task<Response> count(Request& request) {
  const std::int64_t sum = co_await request.use<Store>().increment(request.path_parameter("name"));
  co_return Response::text(std::to_string(sum));
}

Task<Response> show(Request& request) {
  const auto value = co_await request.use<Store>().get(request.path_parameter("name"));
  if (!value) throw saki::NotFound();
  co_return Response::text(*value);
}

Task<Response> put(Request& request) {
  std::string value = co_await request.text();
  co_await request.use<Store>().set(request.path_parameter("name"), std::move(value));
  co_return Response(saki::Status::NoContent);
}

Task<Response> visit(Request& request) {
  saki::Session session = co_await request.use<saki::Sessions>().open(request);
  const std::int64_t visits = session.get<std::int64_t>("visits").value_or(0) + 1;
  session.set("visits", visits);
  co_return Response::text(std::to_string(visits));
}

Task<Response> leave(Request& request) {
  saki::Session session = co_await request.use<saki::Sessions>().open(request);
  co_await session.destroy();
  co_return Response(saki::Status::NoContent);
}

Response limited(Request&) { return Response::text("let in"); }

Task<> follow(Request& request, saki::EventStream<>& stream) {
  const auto seat = saki::Room<>(request, "hall").join(stream);
  co_await stream.send("joined");
  co_await stream.closed();
}

Task<Response> tell(Request& request) {
  const std::string text = co_await request.text();
  saki::Room<>(request, "hall").send(text);
  co_return Response(saki::Status::NoContent);
}

// Says when it begins, waits until it is let go on, and says when it has ended.
Task<> work(saki::JobRun& run) {
  const auto& store = run.use<Store>();
  const std::string who = std::to_string(run.fence()) + " " + std::to_string(::getpid()) + " " + run.due().text() + "\n";
  const std::string runs = "runs-" + std::string(run.job());
  co_await store.append(runs, "begin " + who);
  auto let_go = co_await store.get("go");
  while (!let_go) {
    co_await saki::sleep(20ms);
    let_go = co_await store.get("go");
  }
  co_await store.append(runs, "end " + who);
}

}  // namespace

int main(int argc, char** argv) {
  saki::Service service("shared");
  service.defaults("store: {backend: redis}\nserver: {rooms: {bridge: redis}}\njobs: {lease: 1s}");
  service.add_package(std::make_unique<saki::Redis>());
  service.add_package(std::make_unique<Store>());
  service.add_package(std::make_unique<saki::Sessions>());
  auto& limits = service.add_package(std::make_unique<saki::Limits>());
  auto& jobs = service.add_package(std::make_unique<saki::Jobs>());

  saki::JobOptions often;
  often.every = 1s;
  jobs.add("often", work, often);
  saki::JobOptions seldom;  // So that a run can be taken over before the next one is due.
  seldom.every = 6s;
  jobs.add("seldom", work, seldom);

  saki::RouteOptions five_a_minute;
  five_a_minute.middleware.push_back(limits.rate({.name = "five", .rate = saki::Rate(5, 1min), .scope = saki::LimitScope::Shared}));
  service.get("/ready", saki::ready);
  service.get("/limited", limited, five_a_minute);
  service.post("/count/{name}", count);
  service.get("/values/{name}", show);
  service.put("/values/{name}", put);
  service.post("/visit", visit);
  service.post("/leave", leave);
  service.get("/hall", [](Request& request) { return saki::open_events(request, follow); });
  service.post("/hall", tell);
  return service.run(argc, argv);
}
