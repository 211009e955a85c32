// SPDX-License-Identifier: Apache-2.0
//
// TestAnswer<T>: a response whose content, where all went well, is the JSON of a T.
#pragma once

#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "saki/call.h"
#include "saki/decoder.h"
#include "saki/test_client.h"
#include "saki/test_response.h"

namespace saki {

// Throws std::runtime_error that shows the status, the content and, if there are any, the violations.
[[noreturn]] void refuse_test_answer(const TestResponse& response, const Violations& violations);

template <class T>
class TestAnswer : public TestResponse {  // Affinity: one thread. A value.
 public:
  explicit TestAnswer(TestResponse response) : TestResponse(std::move(response)) {}

  // The content. Throws std::runtime_error when the status is no success or the content is no T.
  [[nodiscard]] T value() const
    requires(!std::is_void_v<T>)
  {
    Violations violations;
    Decoder in(body(), JsonForm::Answer, violations);
    T value{};
    if (status() < 200 || status() >= 300 || !read_json(in, value) || !in.finish()) refuse_test_answer(*this, violations);
    return value;
  }
};

// Sends what was put together and waits for the answer.
[[nodiscard]] TestResponse send(TestClient& client, const Call& call);

}  // namespace saki
