// SPDX-License-Identifier: Apache-2.0
//
// AuthFixture: a service whose routes ask who calls, with files of users and keys.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "saki/auth.h"
#include "saki/encoding.h"
#include "saki/identity.h"
#include "saki/password.h"
#include "saki/service.h"
#include "saki/test_client.h"
#include "saki/test_start.h"
#include "support/test_folder.h"

namespace saki {

inline Response tell_caller(Request& request) {
  const Identity& caller = request.identity();
  std::string text = caller.known() ? caller.how + ":" + caller.subject : std::string("nobody");
  for (const std::string& role : caller.roles) text += " " + role;
  return Response::text(text);
}

// The cookie that an answer sets, as a browser shows it from then on.
inline TestClient::Headers sent_back(const TestResponse& response) {
  const std::string set = response.header("Set-Cookie");
  return {{"Cookie", set.substr(0, set.find(';'))}};
}

// Puts a route that tells who calls behind a rule.
inline void add_guarded(Service& service, std::string_view path, AuthRule rule) {
  RouteOptions options;
  options.middleware.push_back(Auth::of(service).guard(std::move(rule)));
  service.get(path, tell_caller, std::move(options));
}

class AuthFixture : public testing::Test {
 protected:
  using Headers = TestClient::Headers;

  void guard(std::string_view path, AuthRule rule) { add_guarded(service_, path, std::move(rule)); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_.file(name + ".new")) << text;
    std::filesystem::rename(folder_.file(name + ".new"), folder_.file(name));
  }

  // A line of a file of users, whose hash costs a test little.
  static std::string user(const std::string& name, std::string_view password, const std::string& roles = {}) {
    return name + ":" + PasswordHash::of(password, {4, 1, 1}).text() + ":" + roles + "\n";
  }

  static Headers basic(std::string_view name_and_password) { return {{"Authorization", "Basic " + to_base64(name_and_password)}}; }

  TestClient& start(const std::string& config) {
    client_.reset();
    client_ = std::make_unique<TestClient>(service_, TestClientOptions{.config = config, .data_dir = folder_.path()});
    return *client_;
  }

  std::string refusal(const std::string& config) {
    client_.reset();
    return start_refusal(service_, {.config = config, .data_dir = folder_.path()});
  }

  // Asks until the answer is another one than before, which a changed file makes it.
  static int status_once_changed(TestClient& client, std::string_view path, const Headers& headers) {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    int status = 200;
    while (status == 200 && std::chrono::steady_clock::now() < patience) {
      client.wait(std::chrono::milliseconds(5));
      status = client.get(path, headers).status();
    }
    return status;
  }

  TestFolder folder_;
  Service service_{"test"};
  Auth& auth_ = service_.add_package(std::make_unique<Auth>());
  std::unique_ptr<TestClient> client_;
};

}  // namespace saki
