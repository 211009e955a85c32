// SPDX-License-Identifier: Apache-2.0
//
// Crowd: many who ask one service at once, on one worker whose time is the test's.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <string>

#include "saki/service.h"
#include "service/host_dispatcher.h"
#include "testing/test_exchange.h"
#include "testing/test_worker.h"

namespace saki {

class Crowd {
 public:
  explicit Crowd(Service& service, std::string config = "")
      : worker_(service.composition(), {.config = std::move(config), .time = TestTime::Virtual}),
        dispatcher_(make_dispatcher(*worker_.context)) {}
  ~Crowd() { scope_.drop(); }

  // Begins a request from `client`, an address without port; returns its place.
  std::size_t ask(std::string target, std::string_view client = "192.0.2.1", TestResponse::Headers headers = {}) {
    Asker& asker = askers_.emplace_back();
    asker.target = std::move(target);
    asker.headers = std::move(headers);
    EXPECT_TRUE(asker.head.fill(Method::Get, asker.target, asker.headers, asker.arena));
    asker.exchange.emplace(asker.head.head(), asker.arena, *worker_.loop, "");
    http::ConnectionInfo connection;
    connection.client = Address::from_host(client, 4711).value();
    asker.exchange->set_connection(connection);
    begin_test_exchange(worker_, *dispatcher_, *asker.exchange, scope_);
    return askers_.size() - 1;
  }

  TestResponse answer(std::size_t place) { return askers_[place].exchange->take_response(); }
  TestResponse get(std::string target, std::string_view client = "192.0.2.1", TestResponse::Headers headers = {}) {
    const std::size_t place = ask(std::move(target), client, std::move(headers));
    finish();
    return answer(place);
  }

  void turn() { worker_.turn(); }
  void finish() { worker_.run(scope_); }
  void pass(Duration time) { worker_.clock.advance(time); }
  void leave_all() {
    scope_.drop();
    askers_.clear();
  }

 private:
  struct Asker {
    std::string target;
    TestResponse::Headers headers;
    Arena arena;
    TestHead head;
    std::optional<TestExchange> exchange;
  };

  TestWorker worker_;
  std::unique_ptr<http::Handler> dispatcher_;
  std::deque<Asker> askers_;
  TaskScope scope_{*worker_.loop, "crowd"};
};

}  // namespace saki
