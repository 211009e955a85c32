// SPDX-License-Identifier: Apache-2.0
//
// What lives and ends with a request: kept values, hooks at its end, and work that outlives it.
#include <gtest/gtest.h>

#include "saki/event_stream.h"
#include "saki/identity.h"
#include "saki/open_events.h"
#include "saki/service.h"
#include "saki/task.h"
#include "saki/test_client.h"
#include "saki/test_events.h"
#include "service/host_dispatcher.h"
#include "testing/test_exchange.h"
#include "testing/test_worker.h"

namespace saki {
namespace {

std::vector<std::string> told;  // By what ran, in its order.

class RequestLifeTest : public testing::Test {
 protected:
  RequestLifeTest() { told.clear(); }
  Service service_{"test"};
};

class Noisy {
 public:
  explicit Noisy(std::string name) : name_(std::move(name)) {}
  Noisy(const Noisy&) = delete;
  Noisy& operator=(const Noisy&) = delete;
  ~Noisy() { told.push_back("end of " + name_); }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  std::string name_;
};

Response keep_two(Request& request) {
  request.keep<Noisy>("first");
  Noisy& second = request.keep<Noisy>("second");
  EXPECT_EQ(request.kept<Noisy>(), &second);
  EXPECT_EQ(request.kept<std::string>(), nullptr);
  request.keep<std::string>("a text that needs memory of its own");
  return Response::text(*request.kept<std::string>());
}

TEST_F(RequestLifeTest, KeptValuesEndWithItInReverse) {
  service_.get("/", keep_two);
  TestClient client(service_);
  EXPECT_EQ(client.get("/").body(), "a text that needs memory of its own");
  EXPECT_EQ(told, (std::vector<std::string>{"end of second", "end of first"}));
}

void tell_outcome(const Outcome& outcome, const std::string& tag) {
  told.push_back(tag + " " + std::to_string(http::status_code(outcome.status)) + " " + std::to_string(outcome.bytes) +
                 (outcome.complete ? " whole" : " broken"));
}

Response hooked(Request& request) {
  request.keep<Noisy>("what was kept before");
  request.at_end(tell_outcome, "later");
  request.at_end([](Request& asked, const Outcome&) { told.push_back("asked for " + std::string(asked.path())); });
  if (request.query().find("fail")) throw NotFound("no such thing");
  return Response::text("hello");
}

TEST_F(RequestLifeTest, HooksAreToldHowItEnded) {
  service_.get("/hooked", hooked);
  TestClient client(service_);
  EXPECT_EQ(client.get("/hooked").status(), 200);
  EXPECT_EQ(told, (std::vector<std::string>{"asked for /hooked", "later 200 5 whole", "end of what was kept before"}));
}

TEST_F(RequestLifeTest, AlsoOfAnErrorsAnswer) {
  service_.get("/hooked", hooked);
  TestClient client(service_);
  EXPECT_EQ(client.get("/hooked?fail=1").status(), 404);
  ASSERT_EQ(told.size(), 3U);
  EXPECT_TRUE(told[1].starts_with("later 404 ")) << told[1];
}

Task<> write_and_fail(BodyWriter& out) {
  co_await out.write("half");
  throw std::runtime_error("the source dried up");
}

TEST_F(RequestLifeTest, AndOfAnAnswerThatBrokeOff) {
  service_.get("/", [](Request& request) {
    request.at_end(tell_outcome, "end");
    return Response::stream("text/plain", write_and_fail);
  });
  TestClient client(service_);
  EXPECT_TRUE(client.get("/").broken_off());
  EXPECT_EQ(told, (std::vector<std::string>{"end 200 4 broken"}));
}

TEST_F(RequestLifeTest, AHookThatThrowsIsLogged) {
  service_.get("/", [](Request& request) {
    request.at_end([](const Outcome&) { throw std::runtime_error("no room"); });
    return Response();
  });
  TestClient client(service_);
  EXPECT_EQ(client.get("/").status(), 200);
  const std::string last = client.log_lines().back();
  EXPECT_NE(last.find("a hook at the end of a request failed"), std::string::npos) << last;
  EXPECT_NE(last.find("no room"), std::string::npos) << last;
}

TEST_F(RequestLifeTest, NobodyIsAnonymousUntilSomebodySaysWho) {
  service_.get("/", [](Request& request) {
    const bool anonymous = !request.identity().known();
    request.keep<Identity>().subject = "ada";
    return Response::text((anonymous ? "anonymous, then " : "somebody, then ") + request.identity().subject);
  });
  TestClient client(service_);
  EXPECT_EQ(client.get("/").body(), "anonymous, then ada");
}

Task<> follow(Request& request, EventStream<>& stream) {
  const std::string text =
      request.identity().subject + (request.kept<Noisy>() != nullptr ? " with" : " without") + " what cannot be copied";
  co_await stream.send(text);
}

Task<Response> as_ada(Request& request, Next next) {
  request.keep<Identity>().subject = "ada";
  request.keep<Noisy>("the exchange's own");
  Response response = co_await next(request);
  EXPECT_EQ(request.identity().subject, "ada");  // Still here as well.
  co_return response;
}

TEST_F(RequestLifeTest, WhatCanBeCopiedGoesAlongIntoAStream) {
  service_.middleware(as_ada);
  service_.get("/events", [](Request& request) { return open_events(request, follow); });
  TestClient client(service_);
  TestEvents events = TestEvents(client, "/events");
  EXPECT_EQ(events.next()->data, "ada without what cannot be copied");
}

Task<> note_later(std::string text) {
  co_await sleep(std::chrono::milliseconds{5});
  told.push_back(std::move(text));
}

Task<> note_version(Surroundings& here, int number) {
  co_await sleep(std::chrono::milliseconds{5});
  told.push_back(here.data_path("x") + " " + std::to_string(number));
}

TEST_F(RequestLifeTest, SpawnedWorkGoesOnWithoutIt) {
  service_.get("/", [](Request& request) {
    request.spawn(note_later, "from the first");
    request.spawn(note_version, 7);
    return Response();
  });
  TestClient client(service_, {.data_dir = "/srv/data"});
  EXPECT_EQ(client.get("/").status(), 200);
  EXPECT_TRUE(told.empty());
  client.settle();
  EXPECT_EQ(told, (std::vector<std::string>{"from the first", "/srv/data/x 7"}));
}

Task<> fail_later() {
  co_await sleep(std::chrono::milliseconds{5});
  throw std::runtime_error("nobody is at home");
}

TEST_F(RequestLifeTest, WhatASpawnedTaskThrowsIsLogged) {
  service_.get("/", [](Request& request) {
    request.spawn(fail_later);
    return Response();
  });
  TestClient client(service_);
  EXPECT_EQ(client.get("/").status(), 200);
  client.settle();
  const std::string last = client.log_lines().back();
  EXPECT_NE(last.find("a spawned task failed"), std::string::npos) << last;
  EXPECT_NE(last.find("nobody is at home"), std::string::npos) << last;
}

Task<> forever() { co_await sleep(std::chrono::hours{1}); }

TEST_F(RequestLifeTest, OneSpawnedTaskTooManyIsRefused) {
  service_.get("/", [](Request& request) {
    request.spawn(forever);
    return Response();
  });
  TestClient client(service_, {.config = "server: {limits: {spawned_tasks: 2}}"});
  EXPECT_EQ(client.get("/").status(), 200);
  EXPECT_EQ(client.get("/").status(), 200);
  EXPECT_EQ(client.get("/").status(), 503);
}

int slow_sum(int a, int b) { return a + b; }
int refuse_sum(int) { throw BadRequest("not with me"); }

TEST_F(RequestLifeTest, BlockingWorkGivesItsValueOrThrows) {
  service_.get("/sum", [](Request& request) -> Task<Response> {
    const int sum = co_await request.blocking(slow_sum, 20, 22);
    co_return Response::text(std::to_string(sum));
  });
  service_.get("/refuse", [](Request& request) -> Task<Response> {
    const int sum = co_await request.blocking(refuse_sum, 1);
    co_return Response::text(std::to_string(sum));
  });
  TestClient client(service_);
  EXPECT_EQ(client.get("/sum").body(), "42");
  EXPECT_EQ(client.get("/refuse").status(), 400);
}

TEST_F(RequestLifeTest, WhatIsSaidToAllWorkersIsHeard) {
  service_.get("/", [](Request& request) {
    request.broadcast([](Surroundings& here, const std::string& text) { told.push_back(text + here.data_dir()); }, "at ");
    return Response();
  });
  TestClient client(service_, {.data_dir = "/srv"});
  EXPECT_EQ(client.get("/").status(), 200);
  client.settle();
  EXPECT_EQ(told, (std::vector<std::string>{"at /srv"}));
}

// A handler that serves as long as somebody is there, cancelled as the connection does it.
void cancel_with(Service& service, bool client_gone) {
  TestWorker worker(service.composition(), {});
  const auto dispatcher = make_dispatcher(*worker.context);
  TestHead head;
  EXPECT_TRUE(head.fill(Method::Get, "/stay", {}, worker.arena));
  TestExchange exchange(head.head(), worker.arena, *worker.loop, "");
  TaskScope scope(*worker.loop, "test");
  begin_test_exchange(worker, *dispatcher, exchange, scope);
  EXPECT_EQ(scope.running(), 1U);
  if (client_gone) exchange.set_client_gone();
  scope.cancel();
  worker.run(scope);
}

Task<Response> stay(Request& request) {
  try {
    co_await request.until_client_gone();
    told.push_back("the client left");
  } catch (const Cancelled&) {
    told.push_back("cancelled");
    throw;
  }
  co_return Response();
}

TEST_F(RequestLifeTest, AHandlerThatWaitsForTheClientToLeaveGoesOnThen) {
  service_.get("/stay", stay);
  cancel_with(service_, true);
  EXPECT_EQ(told, (std::vector<std::string>{"the client left"}));
}

TEST_F(RequestLifeTest, WhatIsCancelledForSomethingElseIsTold) {
  service_.get("/stay", stay);
  cancel_with(service_, false);
  EXPECT_EQ(told, (std::vector<std::string>{"cancelled"}));
}

}  // namespace
}  // namespace saki
