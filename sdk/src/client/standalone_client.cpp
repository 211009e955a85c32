// SPDX-License-Identifier: Apache-2.0
#include "saki/standalone_client.h"

#include <stdexcept>

#include "saki/loop/loop.h"
#include "saki/task/blocking_pool.h"

namespace saki {
namespace {

std::unique_ptr<Loop> open_loop() {
  Result<std::unique_ptr<Loop>> opened = Loop::open({.name = "client"});
  if (!opened) throw std::runtime_error("no loop: " + opened.error().text());
  return *std::move(opened);
}

}  // namespace

struct StandaloneClient::Parts {
  explicit Parts(const HttpClientOptions& options) : loop(open_loop()), http(*loop, blocking, options) {}

  std::unique_ptr<Loop> loop;
  BlockingPool blocking;
  HttpClient http;
};

StandaloneClient::StandaloneClient(const HttpClientOptions& options) : parts_(std::make_unique<Parts>(options)) {}
StandaloneClient::~StandaloneClient() = default;

HttpClient& StandaloneClient::http() noexcept { return parts_->http; }
Loop& StandaloneClient::loop() noexcept { return *parts_->loop; }

void StandaloneClient::run(Task<> task) {
  const LoopBinding binding(loop());
  TaskScope scope(loop(), "client");
  scope.spawn([](Task<> each) { return each; }, std::move(task));
  while (scope.running() > 0) loop().run_once();
}

}  // namespace saki
