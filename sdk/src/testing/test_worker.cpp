// SPDX-License-Identifier: Apache-2.0
#include "testing/test_worker.h"

#include <stdexcept>

#include "context/following.h"
#include "database/pending_calls.h"
#include "saki/config/config_tree.h"

namespace saki {
namespace {

constexpr Duration kVirtualStep = std::chrono::milliseconds{1};  // What passes while a request waits.

std::unique_ptr<Loop> open_loop(TestTime time, const ManualClock& clock) {
  LoopOptions options{.name = "test"};
  if (time == TestTime::Virtual) options.clock = &clock;
  Result<std::unique_ptr<Loop>> opened = Loop::open(options);
  if (!opened) throw std::runtime_error("no loop: " + opened.error().text());
  return *std::move(opened);
}

std::shared_ptr<const Config> read_config(const Composition& composition, const TestClientOptions& options, Diagnostics& diagnostics) {
  ConfigTree tree;
  tree.load_generated(composition.defaults, "service.yaml", diagnostics);
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

TestWorker::TestWorker(Composition& composition, const TestClientOptions& options)
    : time(options.time),
      secure(options.secure),
      loop(open_loop(time, clock)),
      sink(log.add_sink(std::make_unique<MemorySink>())),
      composition_(composition),
      options_(options) {
  Diagnostics diagnostics;
  composition.check(diagnostics);
  auto config = read_config(composition, options, diagnostics);
  if (config) runtime = Runtime::start(composition, std::move(config), log, diagnostics);
  if (!diagnostics.empty()) throw std::runtime_error("the service does not start:\n" + diagnostics.text());
  const LoopBinding binding(*loop);
  context = std::make_unique<WorkerContext>(runtime->context(), blocking, *loop);
  runtime->start_worker(*loop);
  TaskScope starting(*loop, "test worker");
  starting.spawn([](WorkerContext& worker) { return worker.make_globals(); }, std::ref(*context));
  run(starting);
  runtime->begin_work(context->surroundings);
}

TestWorker::~TestWorker() {
  const LoopBinding binding(*loop);
  context->spawned.drop();
  context->globals.clear();
  runtime->stop_worker(*loop);
  blocking.stop();
}

void TestWorker::change_config(std::string config) {
  TestClientOptions options = options_;
  options.config = std::move(config);
  Diagnostics diagnostics;
  const auto reading = read_config(composition_, options, diagnostics);
  if (!diagnostics.empty()) throw std::runtime_error("the configuration cannot be used:\n" + diagnostics.text());
  if (composition_.context.following != nullptr) composition_.context.following->take(reading);
}

void TestWorker::turn(std::optional<Duration> most) {
  if (time == TestTime::Real) return loop->run_once(most);
  const bool waits_for_others = has_pending_database_calls(*loop);
  const MonotonicTime begun = Clock::system().monotonic();
  loop->run_once(waits_for_others ? kVirtualStep : Duration::zero());
  clock.advance(waits_for_others ? Clock::system().monotonic() - begun : kVirtualStep);
}

void TestWorker::run(TaskScope& scope) {
  while (scope.running() > 0) turn();
}

void begin_test_exchange(TestWorker& worker, http::Handler& dispatcher, http::Exchange& exchange, TaskScope& scope) {
  const LoopBinding binding(*worker.loop);
  scope.spawn(serve, std::ref(dispatcher), std::ref(exchange));
}

}  // namespace saki
