// SPDX-License-Identifier: Apache-2.0
#include "saki/test_start.h"

#include <stdexcept>

namespace saki {

std::string start_refusal(Service& service, const TestClientOptions& options) {
  try {
    const TestClient client(service, options);
    return {};
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

}  // namespace saki
