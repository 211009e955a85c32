// SPDX-License-Identifier: Apache-2.0
//
// A typed client for tests: hello itself, in the test's own process.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
//
//   hello::Client client;
//   EXPECT_EQ(client.raw().get("/nothing-here").status(), 404);
#pragma once

#include <utility>

#include "compose.h"
#include "saki/service.h"
#include "saki/test_answer.h"
#include "saki/test_client.h"

namespace hello {

class Client {
 public:
  explicit Client(const saki::TestClientOptions& options = {}) : service_(options) {}

  // For requests that the manifest does not foresee.
  [[nodiscard]] saki::TestClient& raw() { return service_.client; }

  // GET /
  [[nodiscard]] saki::TestAnswer<void> hello() {
    saki::Call call(saki::Method::Get);
    call.literal("/");
    return saki::TestAnswer<void>(saki::send(this->raw(), call));
  }

 private:
  struct Composed {
    explicit Composed(const saki::TestClientOptions& options) : client((compose(service), service), options) {}
    saki::Service service{"hello", "0.1.0"};
    saki::TestClient client;
  };
  Composed service_;
};

}  // namespace hello
