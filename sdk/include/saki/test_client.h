// SPDX-License-Identifier: Apache-2.0
//
// TestClient: asks a service in its own process, without a socket: the same routing, validation, handlers, packages and errors as when
// it serves, over an exchange made of memory.
//
//   Service service("notes");
//   compose(service);
//   TestClient client(service, {.config = "sqlite: {path: ':memory:'}"});
//   EXPECT_EQ(client.get("/notes/7").status(), 404);
//
// What belongs to the wire is left out: framing, connections, the server's limits and timeouts, fields that the server adds.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "saki/base/clock.h"
#include "saki/test_response.h"

namespace saki {

class Service;
class TestWorker;

enum class TestTime {
  Real,     // As the kernel's clocks say.
  Virtual,  // Stands still, save that it passes quickly while a request waits, for all but a database: an hour's sleep is over at once.
};

struct TestClientOptions {
  std::string config{};    // YAML, over the service's defaults.
  std::string data_dir{};  // Stronger than the configuration's; where empty, that decides.
  TestTime time = TestTime::Real;
  bool secure = false;  // Whether the client comes by https.
};

class TestClient {  // Affinity: one thread, which is the worker.
 public:
  using Headers = TestResponse::Headers;

  // Configures and starts the service. Throws std::runtime_error with everything that stands in the way. One client at a time for
  // a service, which outlives it.
  explicit TestClient(Service& service, const TestClientOptions& options = {});
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;
  ~TestClient();

  // Asks and waits for the answer. `target` is a path with its query, encoded as on the wire; one that no server would take gives 400. The
  // host is `test` unless a field says another.
  [[nodiscard]] TestResponse request(Method method, std::string_view target, Headers headers = {}, std::string body = {});

  [[nodiscard]] TestResponse get(std::string_view target, Headers headers = {}) { return request(Method::Get, target, std::move(headers)); }
  [[nodiscard]] TestResponse post(std::string_view target, std::string body, std::string media_type = "application/json");
  [[nodiscard]] TestResponse put(std::string_view target, std::string body, std::string media_type = "application/json");
  [[nodiscard]] TestResponse patch(std::string_view target, std::string body, std::string media_type = "application/json");
  [[nodiscard]] TestResponse del(std::string_view target) { return request(Method::Delete, target); }

  // Goes on as if `config` had taken the place of TestClientOptions::config in the file of a running service: settings that are
  // `reload: live` are as it says from here on. Throws std::runtime_error with what is wrong with it; then nothing changes.
  void change_config(std::string config);

  // What the service has logged, line by line.
  [[nodiscard]] std::vector<std::string> log_lines();

  void advance(Duration step);  // Moves virtual time.

  // Goes on for that long, by the client's time: for what a service does without being asked.
  void wait(Duration time);

  // Goes on until nothing that was spawned runs any more, and what was said to all workers was heard.
  void settle();

 private:
  friend class TestEvents;
  friend class TestSocketBase;
  friend void run_job(TestClient& client, std::string job, std::string arguments);
  std::unique_ptr<TestWorker> worker_;
};

}  // namespace saki
