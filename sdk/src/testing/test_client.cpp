// SPDX-License-Identifier: Apache-2.0
#include "saki/test_client.h"

#include "saki/service.h"
#include "service/host_dispatcher.h"
#include "testing/test_exchange.h"
#include "testing/test_worker.h"

namespace saki {

TestClient::TestClient(Service& service, const TestClientOptions& options)
    : worker_(std::make_unique<TestWorker>(service.composition(), options)) {}

TestClient::~TestClient() = default;

TestResponse TestClient::request(Method method, std::string_view target, Headers headers, std::string body) {
  worker_->arena.reset();
  TestHead head;
  const bool taken = head.fill(method, target, headers, worker_->arena);
  TestExchange exchange(head.head(), worker_->arena, *worker_->loop, body);
  exchange.set_secure(worker_->secure);
  if (!taken) {
    static_cast<void>(exchange.try_respond({.status = Status::BadRequest, .fields = {}}, {}));
    return exchange.take_response();
  }
  const std::unique_ptr<http::Handler> dispatcher = make_dispatcher(*worker_->context);
  TaskScope scope(*worker_->loop, "test request");
  begin_test_exchange(*worker_, *dispatcher, exchange, scope);
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

void TestClient::change_config(std::string config) {
  worker_->change_config(std::move(config));
  worker_->turn(Duration::zero());
}

std::vector<std::string> TestClient::log_lines() {
  worker_->log.flush();
  return worker_->sink.lines();
}

void TestClient::wait(Duration time) {
  const MonotonicTime end = worker_->loop->clock().monotonic() + time;
  while (worker_->loop->clock().monotonic() < end) worker_->turn(std::chrono::milliseconds{1});
}

void TestClient::settle() {
  worker_->turn(Duration::zero());
  worker_->run(worker_->context->spawned);
}

void TestClient::advance(Duration step) { worker_->clock.advance(step); }

}  // namespace saki
