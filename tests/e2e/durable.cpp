// SPDX-License-Identifier: Apache-2.0
//
// A service with a durable job, which is killed in the midst of it. Its attempts wait until a file in data_dir lets them go on.
#include <saki/jobs.h>
#include <saki/service.h>
#include <saki/sqlite.h>
#include <saki/store.h>
#include <saki/task/sleep.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace {

using namespace std::chrono_literals;
using saki::Request;
using saki::Response;
using saki::Task;

void tell(saki::JobRun& run, const std::string& what) {
  std::ofstream(run.data_path("told"), std::ios::app) << what << ' ' << run.id() << ' ' << run.attempt() << ' ' << ::getpid() << std::endl;
}

Task<> work(saki::JobRun& run) {
  tell(run, "begins");
  while (!std::filesystem::exists(run.data_path("go"))) co_await saki::sleep(20ms);
  tell(run, "ends");
  if (run.arguments() == "fail") throw std::runtime_error("as it was told");
}

Task<Response> ask(Request& request) {
  std::string arguments = co_await request.text();
  std::string id = co_await request.use<saki::Jobs>().enqueue_durable("work", std::move(arguments));
  co_return Response::text(std::move(id));
}

}  // namespace

int main(int argc, char** argv) {
  saki::Service service("durable");
  service.defaults("store: {memory: {folder: store, eviction: refuse, window: 0s}}\njobs: {lease: 3s}");
  service.add_package(std::make_unique<saki::Sqlite>());
  service.add_package(std::make_unique<saki::Store>());
  saki::JobOptions options;
  options.durable = true;
  options.retry = 2;
  options.backoff = 100ms;
  service.add_package(std::make_unique<saki::Jobs>()).add("work", work, options);
  service.post("/", ask);
  return service.run(argc, argv);
}
