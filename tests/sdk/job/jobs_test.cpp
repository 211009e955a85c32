// SPDX-License-Identifier: Apache-2.0
#include "saki/jobs.h"

#include <gtest/gtest.h>

#include "saki/http_error.h"
#include "saki/measures.h"
#include "saki/service.h"
#include "saki/task.h"
#include "saki/test_client.h"
#include "saki/test_jobs.h"
#include "saki/test_start.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> told;
int failures = 0;  // How many attempts are to fail yet.

std::string time_of(Timestamp time) { return time.text().substr(11, 8); }

Task<> note(JobRun& run) {
  told.push_back(std::string(run.job()) + " " + time_of(run.due()) + (run.arguments().empty() ? "" : " " + run.arguments()));
  co_return;
}

Task<> note_slowly(JobRun& run) {
  told.push_back("begun " + time_of(run.due()));
  co_await sleep(90s);
  told.push_back("ended " + time_of(run.now()));
}

void fail_at_first(JobRun& run) {
  told.push_back("attempt " + std::to_string(run.attempt()));
  if (failures-- > 0) throw std::runtime_error("no luck");
}

// Virtual time begins with 2026, at midnight.
class JobsTest : public testing::Test {
 protected:
  JobsTest() : jobs_(service_.add_package(std::make_unique<Jobs>())) {
    told.clear();
    failures = 0;
  }

  TestClient& start(std::string config = {}) {
    client_.emplace(service_, TestClientOptions{.config = std::move(config), .time = TestTime::Virtual});
    return *client_;
  }
  // Lets time pass, as if nothing else happened.
  void pass(Duration time) {
    client_->advance(time);
    client_->wait(5ms);
  }
  bool was_logged(std::string_view text) {
    for (const std::string& line : client_->log_lines()) {
      if (line.find(text) != std::string::npos) return true;
    }
    return false;
  }
  double measured(std::string_view sample) {
    Measures measures;
    jobs_.measure(measures);
    return measures.find(sample).value_or(-1);
  }

  Service service_{"test"};
  Jobs& jobs_;
  std::optional<TestClient> client_;
};

TEST_F(JobsTest, RunsEveryNowAndThen) {
  jobs_.add("hourly", note, {.every = 1h});
  start();
  pass(30min);
  EXPECT_TRUE(told.empty());
  pass(30min);
  pass(1h);
  EXPECT_EQ(told, (std::vector<std::string>{"hourly 01:00:00", "hourly 02:00:00"}));
  EXPECT_TRUE(was_logged("a job was done"));
  EXPECT_EQ(measured("job_attempts_total{job=\"hourly\",outcome=\"done\"}"), 2);
}

TEST_F(JobsTest, RunsByCron) {
  jobs_.add("nightly", note, {.cron = "30 3 * * *"});
  start();
  for (int hour = 0; hour < 28; ++hour) pass(1h);
  EXPECT_EQ(told, (std::vector<std::string>{"nightly 03:30:00", "nightly 03:30:00"}));
}

TEST_F(JobsTest, WhatAHeldUpProcessMissedIsOneRun) {
  jobs_.add("hourly", note, {.every = 1h});
  start();
  pass(5h + 10min);
  EXPECT_EQ(told, (std::vector<std::string>{"hourly 01:00:00"}));
  pass(50min);
  EXPECT_EQ(told.back(), "hourly 06:00:00");
}

TEST_F(JobsTest, RunsAtStart) {
  jobs_.add("once", note, {.on_start = true});
  start().wait(5ms);
  pass(24h);
  EXPECT_EQ(told.size(), 1U);
}

TEST_F(JobsTest, TriesAgainWithABackoffThatDoubles) {
  jobs_.add("unlucky", fail_at_first, {.on_start = true, .retry = 3, .backoff = 10s});
  failures = 2;
  start().wait(5ms);
  EXPECT_EQ(told, (std::vector<std::string>{"attempt 1"}));
  pass(7s);
  EXPECT_EQ(told.size(), 1U);  // Three quarters at the least.
  pass(3s);
  EXPECT_EQ(told.size(), 2U);
  pass(14s);
  EXPECT_EQ(told.size(), 2U);
  pass(6s);
  EXPECT_EQ(told.back(), "attempt 3");
  pass(1h);
  EXPECT_EQ(told.size(), 3U);
  EXPECT_TRUE(was_logged("a job failed and will be tried again"));
  EXPECT_EQ(measured("job_attempts_total{job=\"unlucky\",outcome=\"retried\"}"), 2);
  EXPECT_EQ(measured("job_attempts_total{job=\"unlucky\",outcome=\"done\"}"), 1);
}

TEST_F(JobsTest, GivesUpAfterTheLastRetryAndRunsWhenNextDue) {
  jobs_.add("hopeless", fail_at_first, {.every = 1h, .retry = 1, .backoff = 1s});
  failures = 2;
  start();
  pass(1h);
  pass(2s);
  EXPECT_EQ(told, (std::vector<std::string>{"attempt 1", "attempt 2"}));
  EXPECT_TRUE(was_logged("\"a job failed\"") || was_logged("a job failed "));
  EXPECT_EQ(measured("job_attempts_total{job=\"hopeless\",outcome=\"failed\"}"), 1);
  pass(1h);
  EXPECT_EQ(told.back(), "attempt 1");
}

TEST_F(JobsTest, AnAttemptThatTakesTooLongFails) {
  jobs_.add("slow", note_slowly, {.on_start = true, .timeout = 60s});
  start().wait(5ms);
  pass(60s);
  EXPECT_EQ(told, (std::vector<std::string>{"begun 00:00:00"}));
  EXPECT_TRUE(was_logged("it took longer than its timeout"));
  EXPECT_EQ(measured("job_running{job=\"slow\"}"), 0);
}

TEST_F(JobsTest, ARunDoesNotOverlapTheOneBefore) {
  jobs_.add("slow", note_slowly, {.every = 1min});
  start();
  pass(1min);
  pass(1min);
  EXPECT_EQ(told, (std::vector<std::string>{"begun 00:01:00"}));
  EXPECT_EQ(measured("job_skipped_total{job=\"slow\"}"), 1);
  pass(30s);
  pass(30s);
  EXPECT_EQ(told.back(), "begun 00:03:00");
}

TEST_F(JobsTest, OrWaitsForItsEndWhereItMay) {
  jobs_.add("slow", note_slowly, {.every = 1min, .overlap = JobOverlap::Queue});
  start();
  pass(1min);
  pass(1min);
  pass(30s);
  ASSERT_EQ(told.size(), 3U);
  EXPECT_TRUE(told[1].starts_with("ended"));
  EXPECT_TRUE(told[2].starts_with("begun"));
}

TEST_F(JobsTest, JitterDelaysARun) {
  jobs_.add("hourly", note, {.every = 1h, .jitter = 10min});
  start();
  pass(1h);
  const std::size_t at_once = told.size();
  pass(10min);
  EXPECT_EQ(told.size(), 1U);
  EXPECT_LE(at_once, 1U);
  EXPECT_EQ(told.front(), "hourly 01:00:00");
}

TEST_F(JobsTest, RunsWhenAskedForWithWhatItIsGiven) {
  jobs_.add("greet", note);
  service_.get("/", [](Request& request) {
    request.use<Jobs>().enqueue("greet", std::string(R"({"name":"ada"})"));
    return Response(Status::Accepted);
  });
  start();
  EXPECT_EQ(client_->get("/").status(), 202);
  client_->wait(5ms);
  EXPECT_EQ(told.size(), 1U);
  EXPECT_NE(told[0].find(R"({"name":"ada"})"), std::string::npos);
}

TEST_F(JobsTest, WhoWaitsForItIsToldOfItsFailure) {
  jobs_.add("unlucky", fail_at_first, {.retry = 1, .backoff = 1ms});
  failures = 5;
  service_.get("/", [](Request& request) -> Task<Response> {
    co_await request.use<Jobs>().run("unlucky");
    co_return Response();
  });
  start();
  EXPECT_EQ(client_->get("/").status(), 500);
  EXPECT_EQ(told.size(), 2U);
  failures = 0;
  EXPECT_EQ(client_->get("/").status(), 200);
}

TEST_F(JobsTest, ATestRunsOneAtOnce) {
  jobs_.add("unlucky", fail_at_first, {.retry = 1, .backoff = 1h});
  failures = 1;
  start();
  run_job(*client_, "unlucky");
  EXPECT_EQ(told, (std::vector<std::string>{"attempt 1", "attempt 2"}));
  failures = 2;
  EXPECT_THROW(run_job(*client_, "unlucky"), std::runtime_error);
  EXPECT_THROW(run_job(*client_, "another"), std::invalid_argument);
}

TEST_F(JobsTest, OneTooManyIsRefused) {
  jobs_.add("slow", note_slowly);
  service_.get("/", [](Request& request) {
    request.use<Jobs>().enqueue("slow");
    return Response();
  });
  start("jobs: {enqueued: 2}");
  EXPECT_EQ(client_->get("/").status(), 200);
  EXPECT_EQ(client_->get("/").status(), 200);
  EXPECT_EQ(client_->get("/").status(), 503);
  pass(2min);
  EXPECT_EQ(client_->get("/").status(), 200);
}

TEST_F(JobsTest, AProcessMayLeaveTheClocksToOthers) {
  jobs_.add("hourly", note, {.every = 1h, .on_start = true});
  start("jobs: {enabled: false}").wait(5ms);
  pass(2h);
  EXPECT_TRUE(told.empty());
}

TEST_F(JobsTest, MistakesAreToldAtTheStart) {
  jobs_.add("a", note, {.cron = "60 * * * *"});
  jobs_.add("a", note, {.every = 1h});
  const std::string text = start_refusal(service_);
  EXPECT_NE(text.find("the job 'a': the minute 60 is out of range"), std::string::npos) << text;
  EXPECT_NE(text.find("the job 'a': there are two of that name"), std::string::npos) << text;
}

int made = 0;

TEST_F(JobsTest, AWorkersOwnObjectIsThereBeforeAnyRun) {
  service_.per_worker([](Surroundings& here) -> Task<std::string> {
    co_await sleep(1ms);
    ++made;
    co_return "made for " + here.data_dir();
  });
  jobs_.add("look", [](JobRun& run) { told.push_back(run.per_worker<std::string>()); }, {.on_start = true});
  start("data_dir: /srv").wait(5ms);
  EXPECT_EQ(told, (std::vector<std::string>{"made for /srv"}));
  EXPECT_EQ(made, 1);
}

}  // namespace
}  // namespace saki
