// SPDX-License-Identifier: Apache-2.0
#include "saki/test_client.h"

#include <stdexcept>

#include "saki/config/config_tree.h"
#include "saki/log/memory_sink.h"
#include "saki/service.h"
#include "saki/task/task_scope.h"
#include "service/host_dispatcher.h"
#include "service/runtime.h"
#include "testing/test_exchange.h"

namespace saki {
namespace {

constexpr Duration kVirtualStep = std::chrono::milliseconds{1};  // What passes while a request waits.

std::shared_ptr<const Config> read_config(const Composition& composition, const TestClientOptions& options, Diagnostics& diagnostics) {
  ConfigTree tree;
  tree.load_text(composition.defaults, "defaults", diagnostics);
  tree.load_text(options.config, "test", diagnostics);
  if (!options.data_dir.empty()) tree.set_yaml("data_dir", "\"" + options.data_dir + "\"", "test", diagnostics);
  return composition.schema().read(tree, diagnostics);
}

Task<> serve(http::Handler& dispatcher, http::Exchange& exchange) {
  try {
    co_await dispatcher.handle(exchange);
  } catch (const Cancelled&) {
    exchange.abort();
  }
}

}  // namespace

// What a worker of a server has, on the test's own thread.
struct TestClient::Worker {
  Worker(Composition& composition, const TestClientOptions& options)
      : time(options.time), loop(open_loop(*this)), sink(log.add_sink(std::make_unique<MemorySink>())) {
    Diagnostics diagnostics;
    composition.check(diagnostics);
    auto config = read_config(composition, options, diagnostics);
    if (config) runtime = Runtime::start(composition, std::move(config), log, diagnostics);
    if (!diagnostics.empty()) throw std::runtime_error("the service does not start:\n" + diagnostics.text());
    const LoopBinding binding(*loop);
    context = std::make_unique<WorkerContext>(runtime->context(), blocking);
    runtime->start_worker(*loop);
  }
  ~Worker() {
    const LoopBinding binding(*loop);
    runtime->stop_worker(*loop);
    blocking.stop();
  }

  static std::unique_ptr<Loop> open_loop(const Worker& worker) {
    LoopOptions options{.name = "test"};
    if (worker.time == TestTime::Virtual) options.clock = &worker.clock;
    Result<std::unique_ptr<Loop>> opened = Loop::open(options);
    if (!opened) throw std::runtime_error("no loop: " + opened.error().text());
    return *std::move(opened);
  }

  // Turns the loop until nothing runs in `scope`.
  void run(TaskScope& scope) {
    while (scope.running() > 0) {
      loop->run_once(time == TestTime::Virtual ? std::optional(Duration::zero()) : std::nullopt);
      if (scope.running() > 0) clock.advance(kVirtualStep);
    }
  }

  TestTime time;
  ManualClock clock;
  std::unique_ptr<Loop> loop;
  Log log;
  MemorySink& sink;
  std::unique_ptr<Runtime> runtime;
  BlockingPool blocking;
  std::unique_ptr<WorkerContext> context;
  Arena arena;
};

TestClient::TestClient(Service& service, const TestClientOptions& options)
    : worker_(std::make_unique<Worker>(service.composition(), options)) {}

TestClient::~TestClient() = default;

TestResponse TestClient::request(Method method, std::string_view target, Headers headers, std::string body) {
  worker_->arena.reset();
  TestHead head;
  const bool taken = head.fill(method, target, headers, worker_->arena);
  TestExchange exchange(head.head(), worker_->arena, *worker_->loop, body);
  if (!taken) {
    static_cast<void>(exchange.try_respond({.status = Status::BadRequest, .fields = {}}, {}));
    return exchange.take_response();
  }
  const std::unique_ptr<http::Handler> dispatcher = make_dispatcher(*worker_->context);
  TaskScope scope(*worker_->loop, "test request");
  {
    const LoopBinding binding(*worker_->loop);
    scope.spawn(serve, std::ref(*dispatcher), std::ref(exchange));
  }
  worker_->run(scope);
  return exchange.take_response();
}

TestResponse TestClient::post(std::string_view target, std::string body, std::string media_type) {
  return request(Method::Post, target, {{"Content-Type", std::move(media_type)}}, std::move(body));
}

TestResponse TestClient::put(std::string_view target, std::string body, std::string media_type) {
  return request(Method::Put, target, {{"Content-Type", std::move(media_type)}}, std::move(body));
}

TestResponse TestClient::patch(std::string_view target, std::string body, std::string media_type) {
  return request(Method::Patch, target, {{"Content-Type", std::move(media_type)}}, std::move(body));
}

std::vector<std::string> TestClient::log_lines() {
  worker_->log.flush();
  return worker_->sink.lines();
}

void TestClient::advance(Duration step) { worker_->clock.advance(step); }

}  // namespace saki
