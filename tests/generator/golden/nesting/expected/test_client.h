// SPDX-License-Identifier: Apache-2.0
//
// A typed client for tests: nesting itself, in the test's own process.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
//
//   nesting::Client client;
//   EXPECT_EQ(client.raw().get("/nothing-here").status(), 404);
#pragma once

#include <utility>

#include "compose.h"
#include "saki/service.h"
#include "saki/test_answer.h"
#include "saki/test_client.h"
#include "types.h"

namespace nesting {

class Client {
 public:
  explicit Client(const saki::TestClientOptions& options = {}) : service_(options) {}

  // For requests that the manifest does not foresee.
  [[nodiscard]] saki::TestClient& raw() { return service_.client; }

  // POST /nested
  [[nodiscard]] saki::TestAnswer<Nested> check_nested(const std::vector<Nested>& body) {
    saki::Call call(saki::Method::Post);
    call.literal("/nested");
    call.json(body);
    return saki::TestAnswer<Nested>(saki::send(this->raw(), call));
  }

  // PUT /nested/{id:uuid}
  [[nodiscard]] saki::TestAnswer<std::map<std::string,
      std::vector<LeafWithoutWeights>>> keep_nested(const saki::Uuid& id, const Nested& body) {
    saki::Call call(saki::Method::Put);
    call.literal("/nested/");
    call.segment(id);
    call.json(body);
    return saki::TestAnswer<std::map<std::string, std::vector<LeafWithoutWeights>>>(saki::send(this->raw(), call));
  }

 private:
  struct Composed {
    explicit Composed(const saki::TestClientOptions& options) : client((compose(service), service), options) {}
    saki::Service service{"nesting", "0.1.0"};
    saki::TestClient client;
  };
  Composed service_;
};

}  // namespace nesting
