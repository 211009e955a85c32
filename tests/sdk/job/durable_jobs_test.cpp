// SPDX-License-Identifier: Apache-2.0
//
// Durable jobs of one machine, whose store in memory has a folder: what becomes of their runs when the service ends and starts again.
#include <gtest/gtest.h>

#include "saki/http_error.h"
#include "saki/jobs.h"
#include "saki/measures.h"
#include "saki/service.h"
#include "saki/store.h"
#include "saki/task.h"
#include "saki/test_client.h"
#include "saki/test_start.h"
#include "support/test_folder.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> told;
int failures = 0;  // How many attempts are to fail yet.

Task<> work(JobRun& run) {
  told.push_back(run.id() + " " + std::to_string(run.attempt()) + " " + run.arguments());
  co_await sleep(30s);
  if (failures-- > 0) throw std::runtime_error("no luck");
  told.push_back("done");
}

void refuse(JobRun& run) {
  told.emplace_back("refused");
  run.refuse_arguments();
  throw std::runtime_error("there is no such field");
}

constexpr const char* kStore = "store: {memory: {folder: store, eviction: refuse}}\n";

class DurableJobsTest : public testing::Test {
 protected:
  DurableJobsTest() {
    told.clear();
    failures = 0;
    renew();
  }

  // The program anew, as another process has it.
  void renew() {
    client_.reset();
    service_.emplace("test");
    service_->add_package(std::make_unique<Store>());
    jobs_ = &service_->add_package(std::make_unique<Jobs>());
    service_->post("/{job}", [](Request& request) -> Task<Response> {
      std::string arguments = co_await request.text();
      std::string id = co_await request.use<Jobs>().enqueue_durable(std::string(request.path_parameter("job")), std::move(arguments));
      co_return Response::text(std::move(id));
    });
    service_->put("/{id}", [](Request& request) -> Task<Response> {
      std::string text = co_await request.text();
      co_await request.use<Store>().set("jobs:test:work:kept:" + std::string(request.path_parameter("id")), std::move(text));
      co_return Response(Status::NoContent);
    });
    service_->get("/wrong", [](Request& request) {
      EXPECT_THROW(request.use<Jobs>().enqueue("work"), std::invalid_argument);
      return Response();
    });
    service_->get("/aside", [](Request& request) -> Task<Response> {
      StoreScan scan("jobs:test:work:aside:");
      const StorePage page = co_await request.use<Store>().scan(scan);
      co_return Response::text(std::to_string(page.entries.size()));
    });
  }
  void add(std::string job, JobHandler handler, JobOptions options = {}) { added_.emplace_back(job, handler, options); }

  // As after whatever ended the process before: what went on then was cut off.
  void restart(const std::string& config = {}) {
    renew();
    for (const auto& [job, handler, options] : added_) jobs_->add(job, handler, options);
    client_.emplace(*service_, TestClientOptions{.config = kStore + config, .data_dir = folder_.path(), .time = TestTime::Virtual});
    client_->wait(5ms);
  }
  std::string ask_for(const std::string& job, const std::string& arguments = "{}") {
    const TestResponse answer = client_->post("/" + job, arguments);
    EXPECT_EQ(answer.status(), 200) << answer.body();
    client_->wait(5ms);
    return answer.body();
  }
  // As a machine goes on: step by step, so that what waits for the time before wakes first.
  void pass(std::chrono::seconds time) {
    for (auto passed = 0s; passed < time; passed += 5s) {
      client_->advance(5s);
      client_->wait(5ms);
    }
  }
  bool was_logged(std::string_view text) {
    for (const std::string& line : client_->log_lines()) {
      if (line.find(text) != std::string::npos) return true;
    }
    return false;
  }
  double kept() {
    Measures measures;
    jobs_->measure(measures);
    return measures.find("job_kept{job=\"work\"}").value_or(-1);
  }

  TestFolder folder_;
  std::vector<std::tuple<std::string, JobHandler, JobOptions>> added_;
  std::optional<Service> service_;
  Jobs* jobs_ = nullptr;
  std::optional<TestClient> client_;
};

using Told = std::vector<std::string>;

TEST_F(DurableJobsTest, ARunIsBegunAtOnceAndTakenOutWhenItIsDone) {
  add("work", work, {.durable = true});
  restart();
  const std::string id = ask_for("work", R"({"path":"/srv"})");
  EXPECT_EQ(told, (Told{id + " 1 {\"path\":\"/srv\"}"}));
  EXPECT_EQ(kept(), 1);
  pass(30s);
  EXPECT_EQ(told.back(), "done");
  EXPECT_EQ(kept(), 0);
  restart();
  pass(60s);
  EXPECT_EQ(told.size(), 2U);
}

TEST_F(DurableJobsTest, ARunThatWasCutOffIsBegunAgain) {
  add("work", work, {.durable = true});
  restart();
  const std::string id = ask_for("work");
  pass(10s);
  restart();
  pass(60s);
  EXPECT_EQ(told, (Told{id + " 1 {}", id + " 1 {}", "done"}));
  EXPECT_EQ(kept(), 0);
}

TEST_F(DurableJobsTest, TwoAttemptsThatAreLeftStayTwo) {
  add("work", work, {.retry = 2, .backoff = 2min, .durable = true});
  failures = 10;
  restart();
  const std::string id = ask_for("work");
  pass(30s);
  EXPECT_TRUE(was_logged("a job failed and will be tried again"));
  restart();
  EXPECT_EQ(told.size(), 1U) << "it waits for its time";
  pass(600s);
  EXPECT_EQ(told, (Told{id + " 1 {}", id + " 2 {}", id + " 3 {}"}));
  EXPECT_EQ(kept(), 0);
  restart();
  pass(60s);
  EXPECT_EQ(told.size(), 3U);
}

TEST_F(DurableJobsTest, AProcessThatDoesNothingByTimeLeavesWhatItFindsToOthers) {
  add("work", work, {.durable = true});
  restart();
  ask_for("work");
  restart("jobs: {enabled: false}");
  pass(60s);
  EXPECT_EQ(told.size(), 1U);
  EXPECT_EQ(kept(), 1);
}

TEST_F(DurableJobsTest, WhatNoAttemptWouldHelpIsSetAside) {
  add("work", refuse, {.retry = 5, .backoff = 1s, .durable = true});
  restart();
  ask_for("work");
  pass(60s);
  EXPECT_EQ(told, (Told{"refused"}));
  EXPECT_TRUE(was_logged("its arguments are not those of the job"));
  EXPECT_EQ(client_->get("/aside").body(), "1");
  restart();
  pass(60s);
  EXPECT_EQ(told.size(), 1U);
}

TEST_F(DurableJobsTest, AsWellAsWhatIsNoRunOrEndsItsProcess) {
  add("work", work, {.durable = true});
  restart();
  EXPECT_EQ(client_->put("/a", "of another version").status(), 204);
  EXPECT_EQ(client_->put("/b", "1 0 0 10 0\n{}").status(), 204);
  pass(60s);
  EXPECT_TRUE(told.empty());
  EXPECT_EQ(client_->get("/aside").body(), "2");
  EXPECT_TRUE(was_logged("it is not as this version keeps one"));
  EXPECT_TRUE(was_logged("it was begun again and again, and its end never told"));
  EXPECT_EQ(kept(), 0);
}

TEST_F(DurableJobsTest, ATimeThatNoClockCanHaveMeantIsNotWaitedFor) {
  add("work", work, {.durable = true});
  restart();
  EXPECT_EQ(client_->put("/a", "1 0 9223372036854775807 0 0\n{}").status(), 204);
  pass(60s);
  EXPECT_EQ(told, (Told{"a 1 {}", "done"}));
}

TEST_F(DurableJobsTest, OneTooManyOrTooLargeIsRefused) {
  add("work", work, {.durable = true});
  restart("jobs: {durable: 2, argument_bytes: 16}");
  EXPECT_EQ(client_->post("/work", std::string(17, ' ')).status(), 413);
  EXPECT_TRUE(was_logged("jobs.argument_bytes"));
  ask_for("work");
  ask_for("work");
  EXPECT_EQ(client_->post("/work", "{}").status(), 503);
  EXPECT_TRUE(was_logged("jobs.durable"));
  pass(60s);
  ask_for("work");
}

TEST_F(DurableJobsTest, WhatFindsNoPlaceIsBegunOnceThereIsOne) {
  add("work", work, {.durable = true});
  restart("jobs: {enqueued: 1}");
  ask_for("work");
  ask_for("work");
  EXPECT_EQ(told.size(), 1U);
  pass(90s);
  EXPECT_EQ(told.size(), 4U);
}

TEST_F(DurableJobsTest, WithinASecondOfIt) {
  add("work", work, {.durable = true});
  for (const char* const config : {"jobs: {enqueued: 1, lease: 1h}", "jobs: {enqueued: 1, enabled: false}"}) {
    told.clear();
    restart(config);
    ask_for("work");
    ask_for("work");
    pass(35s);
    EXPECT_EQ(told.size(), 3U) << config;
    pass(35s);
  }
}

TEST_F(DurableJobsTest, EachKindOfJobHasItsOwnCall) {
  add("work", work, {.durable = true});
  add("passing", work);
  restart();
  EXPECT_EQ(client_->get("/wrong").status(), 200);
  EXPECT_EQ(client_->post("/passing", "").status(), 500);
  EXPECT_EQ(client_->post("/none", "").status(), 500);
}

TEST_F(DurableJobsTest, AStoreThatForgetsIsToldAtTheStart) {
  jobs_->add("work", work, {.durable = true});
  for (const char* config : {"", "store: {memory: {folder: store}}", "store: {memory: {eviction: refuse}}"}) {
    const std::string text = start_refusal(*service_, {.config = config, .data_dir = folder_.path()});
    EXPECT_NE(text.find("the job 'work' is durable: its runs lie in the service's store, which does not keep them"), std::string::npos)
        << text;
    EXPECT_NE(text.find("eviction: refuse"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace saki
