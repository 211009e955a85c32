// SPDX-License-Identifier: Apache-2.0
//
// ClientFixture: a client and a scripted server on one loop, whose time is chosen by the test.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "saki/client/client.h"
#include "saki/client/client_fault.h"
#include "stack/client/scripted_server.h"
#include "stack/net/net_fixture.h"

namespace saki::client {

// What became of one request.
struct Asked {
  std::optional<Failure> failure;
  int status = 0;
  std::map<std::string, std::string> fields;
  std::map<std::string, std::string> trailers;
  std::string content;
  bool ended = false;
};

class ClientFixture : public NetFixture {
 protected:
  void TearDown() override {
    scope_.drop();
    client_.reset();
  }

  // Made when first used, with `options_`.
  Client& client() {
    if (!client_) client_.emplace(*loop_, resolver_, options_);
    return *client_;
  }

  [[nodiscard]] Request request(std::string method = "GET", std::string_view path = "/") const {
    return {std::move(method), Url::parse(server_.url(path)).value()};
  }

  static Task<> run(Client& client, const Request& request, Asked& asked) {
    Outcome<Answer> answer = co_await client.send(request);
    if (answer) {
      asked.status = status_code(answer->status());
      for (const http::Field& field : answer->fields().all()) asked.fields.emplace(field.name, field.value);
      Outcome<std::string> content = co_await answer->read_all();
      if (content) {
        asked.content = *content;
        for (const http::Field& field : answer->trailers()) asked.trailers.emplace(field.name, field.value);
      } else {
        asked.failure = content.error();
      }
    } else {
      asked.failure = answer.error();
    }
    asked.ended = true;
  }

  void begin(const Request& request, Asked& asked) {
    scope_.spawn(&ClientFixture::run, std::ref(client()), std::cref(request), std::ref(asked));
  }

  Asked ask(const Request& request) {
    Asked asked;
    begin(request, asked);
    settle();
    return asked;
  }
  Asked ask(std::string method = "GET", std::string_view path = "/") { return ask(request(std::move(method), path)); }
  // Of the next connection.
  Asked answered(std::string text) {
    server_.expect(answering(std::move(text)));
    return ask();
  }

  // Until no task runs; a test that hangs ends in seconds.
  void settle() {
    for (int turns = 0; scope_.running() > 0 && turns < 3000; ++turns) loop_->run_once(std::chrono::milliseconds(2));
    EXPECT_EQ(scope_.running(), 0U) << "nothing happens any more";
    if (scope_.running() > 0) scope_.drop();
  }
  // Some turns, for what happens on the other side.
  void turns() {
    for (int count = 0; count < 10; ++count) turn();
  }

  ClientOptions options_;
  BlockingPool blocking_{{.threads = 2}};
  Resolver resolver_{*loop_, blocking_};
  ScriptedServer server_{*loop_};

 private:
  std::optional<Client> client_;
};

}  // namespace saki::client
