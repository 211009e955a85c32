// SPDX-License-Identifier: Apache-2.0
//
// SessionFixture: a service with sessions, kept in memory or by the package that it is given; and browsers that keep its cookie.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "saki/measures.h"
#include "saki/service.h"
#include "saki/sessions.h"
#include "saki/store.h"
#include "saki/test_client.h"

namespace saki {

// Keeps the one cookie that it is given.
class Browser {
 public:
  explicit Browser(TestClient& client) : client_(&client) {}

  TestResponse get(std::string_view target) { return send(Method::Get, target); }
  TestResponse send(Method method, std::string_view target, TestClient::Headers headers = {}, std::string content = {}) {
    if (!cookie_.empty()) headers.emplace_back("Cookie", cookie_);
    TestResponse response = client_->request(method, target, std::move(headers), std::move(content));
    const std::string set = response.header("Set-Cookie");
    if (!set.empty()) cookie_ = set.find("Max-Age=0;") != set.npos ? "" : set.substr(0, set.find(';'));
    return response;
  }

  [[nodiscard]] const std::string& cookie() const noexcept { return cookie_; }
  void set_cookie(std::string cookie) { cookie_ = std::move(cookie); }

 private:
  TestClient* client_;
  std::string cookie_;
};

class SessionFixture : public testing::Test {
 protected:
  static std::string asked(Request& request, std::string_view name) { return std::string(request.query().find(name).value_or("")); }

  static Task<Response> set(Request& request) {
    Session session = co_await request.use<Sessions>().open(request);
    session.set(asked(request, "key"), asked(request, "value"));
    co_return Response();
  }
  static Task<Response> get(Request& request) {
    const Session session = co_await request.use<Sessions>().open(request);
    co_return Response::text(session.get<std::string>(asked(request, "key")).value_or("none"));
  }
  static Task<Response> sign_in(Request& request) {
    Session session = co_await request.use<Sessions>().open(request);
    session.rotate();
    session.set("user", "alice");
    co_return Response();
  }
  static Task<Response> sign_out(Request& request) {
    Session session = co_await request.use<Sessions>().open(request);
    co_await session.destroy();
    co_return Response();
  }
  static Response nothing(Request&) { return Response::text("plain"); }

  explicit SessionFixture(std::unique_ptr<Package> keeper = nullptr) : store_(add_store(std::move(keeper))) {
    service_.get("/set", set);
    service_.get("/get", get);
    service_.get("/in", sign_in);
    service_.get("/out", sign_out);
    service_.get("/nothing", nothing);
  }

  [[nodiscard]] TestClient& start(const std::string& config = {}, TestTime time = TestTime::Virtual) {
    client_.reset();
    client_ = std::make_unique<TestClient>(service_, TestClientOptions{.config = config, .time = time});
    return *client_;
  }

  [[nodiscard]] double measured(std::string_view sample) const {
    Measures measures;
    sessions_.measure(measures);
    return measures.find(sample).value_or(-1);
  }

  Service service_{"test"};
  Store& store_;
  Sessions& sessions_ = service_.add_package(std::make_unique<Sessions>());
  std::unique_ptr<TestClient> client_;

 private:
  Store& add_store(std::unique_ptr<Package> keeper) {
    if (keeper != nullptr) service_.add_package(std::move(keeper));
    return service_.add_package(std::make_unique<Store>());
  }
};

}  // namespace saki
