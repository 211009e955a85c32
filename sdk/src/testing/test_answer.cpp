// SPDX-License-Identifier: Apache-2.0
#include "saki/test_answer.h"

namespace saki {

TestResponse send(TestClient& client, const Call& call) {
  return client.request(call.method(), call.target(), call.header_fields(), call.content());
}

void refuse_test_answer(const TestResponse& response, const Violations& violations) {
  std::string text = "answered " + std::to_string(response.status()) + ": " + response.body();
  for (const Violation& each : violations.list()) text.append("\n  ").append(each.pointer).append(" ").append(each.detail);
  throw std::runtime_error(text);
}

}  // namespace saki
