// SPDX-License-Identifier: Apache-2.0
//
// A store whose changes wait for the disk, jobs and limits, asked by several workers at once: what is counted is counted once. It is for
// the thread sanitizer above all.
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "context/worker_context.h"
#include "saki/config/config_tree.h"
#include "saki/jobs.h"
#include "saki/limits.h"
#include "saki/log/log.h"
#include "saki/request.h"
#include "saki/service.h"
#include "saki/store.h"
#include "saki/task.h"
#include "service/host_dispatcher.h"
#include "service/runtime.h"
#include "support/test_folder.h"
#include "testing/test_exchange.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

constexpr int kWorkers = 3;
constexpr int kRequestsEach = 50;
constexpr int kAtOnce = 16;

std::atomic<int> inside = 0;
std::atomic<int> most_inside = 0;
std::atomic<int> jobs_done = 0;
std::atomic<int> starts = 0;

Task<> count_job(JobRun& run) {
  co_await run.use<Store>().increment("jobs");
  ++jobs_done;
}

void note_start(JobRun&) { ++starts; }

Task<Response> work(Request& request) {
  const int now_inside = ++inside;
  int most = most_inside.load();
  while (most < now_inside && !most_inside.compare_exchange_weak(most, now_inside)) {
  }
  auto& store = request.use<Store>();
  request.use<Jobs>().enqueue("count");
  const std::int64_t number = co_await store.increment("requests");
  const std::string key = "request-" + std::to_string(number);
  co_await store.set(key, "x", 1h);
  const bool again = co_await store.add(key, "y");
  --inside;
  co_return Response::text(again ? "twice" : "once");
}

// A service on threads of its own, each a worker.
class Workers {
 public:
  Workers(Service& service, const std::string& config) {
    ConfigTree tree;
    Diagnostics diagnostics;
    Composition& composition = service.composition();
    composition.check(diagnostics);
    tree.load_text(config, "test", diagnostics);
    runtime_ = Runtime::start(composition, composition.schema().read(tree, diagnostics), log_, diagnostics);
    EXPECT_TRUE(diagnostics.empty()) << diagnostics.text();
  }

  // Has each worker ask `target` so often at once, and stops them in order once all is answered and no job runs any more.
  void ask(const std::string& target, int times) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kWorkers; ++i) threads.emplace_back([this, target, times] { run(target, times); });
  }

  std::atomic<int> answered = 0;
  std::atomic<int> wrong = 0;

 private:
  void run(const std::string& target, int times) {
    const auto loop = *Loop::open({.name = "worker"});
    const LoopBinding binding(*loop);
    WorkerContext context(runtime_->context(), blocking_, *loop);
    runtime_->start_worker(*loop);
    runtime_->begin_work(context.surroundings);
    started_.arrive_and_wait();
    const auto dispatcher = make_dispatcher(context);
    TaskScope scope(*loop, "asking");
    for (int i = 0; i < times; ++i) scope.spawn(ask_once, std::ref(*this), std::ref(context), std::ref(*dispatcher), target);
    turn_until(*loop, scope, asked_);
    scope.spawn(end, std::ref(*runtime_), std::ref(context));
    turn_until(*loop, scope, ended_);
    runtime_->stop_worker(*loop);
  }

  // Until this worker is done, and all the others are: they may need what this one has.
  static void turn_until(Loop& loop, TaskScope& scope, std::atomic<int>& done) {
    while (scope.running() > 0) loop.run_once(10ms);
    ++done;
    while (done.load() < kWorkers) loop.run_once(1ms);
  }

  static Task<> ask_once(Workers& workers, WorkerContext& context, http::Handler& dispatcher, std::string target) {
    Arena arena;
    TestHead head;
    const bool sound = head.fill(Method::Get, target, {}, arena);
    TestExchange exchange(head.head(), arena, context.loop, "");
    co_await dispatcher.handle(exchange);
    const TestResponse response = exchange.take_response();
    ++workers.answered;
    if (!sound || response.status() != 200 || response.body() != "once") ++workers.wrong;
  }
  static Task<> end(Runtime& runtime, WorkerContext& context) { co_await runtime.end_work(context.surroundings); }

  Log log_;
  BlockingPool blocking_;
  std::unique_ptr<Runtime> runtime_;
  std::latch started_{kWorkers};
  std::atomic<int> asked_ = 0;
  std::atomic<int> ended_ = 0;
};

TEST(Load, StoreJobsAndLimitsKeepCountOverSeveralWorkers) {
  const TestFolder folder;
  Service service("loaded");
  service.add_package(std::make_unique<Store>());
  auto& limits = service.add_package(std::make_unique<Limits>());
  auto& jobs = service.add_package(std::make_unique<Jobs>());
  jobs.add("count", count_job);
  jobs.add("once", note_start, {.on_start = true});
  RouteOptions route;
  route.timeout = 30s;
  route.middleware.push_back(limits.rate({.name = "all", .rate = Rate(100'000, 1s), .scope = LimitScope::Shared}));
  route.middleware.push_back(limits.concurrency({.name = "work", .most = kAtOnce, .queue = 1'000, .wait = 30s}));
  service.get("/", work, std::move(route));

  Workers workers(service, "data_dir: '" + folder.path().string() + "'\nstore: {memory: {folder: kept, window: 0s}, call_timeout: 30s}");
  workers.ask("/", kRequestsEach);
  EXPECT_EQ(workers.answered.load(), kWorkers * kRequestsEach);
  EXPECT_EQ(workers.wrong.load(), 0);
  EXPECT_EQ(jobs_done.load(), kWorkers * kRequestsEach);
  EXPECT_EQ(starts.load(), 1);
  EXPECT_LE(most_inside.load(), kAtOnce);
}

}  // namespace
}  // namespace saki
