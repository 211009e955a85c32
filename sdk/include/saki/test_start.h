// SPDX-License-Identifier: Apache-2.0
//
// start_refusal: why a service does not start.
//
//   EXPECT_THAT(start_refusal(service, {.config = "stones: {max_bytes: 0}"}), HasSubstr("stones.max_bytes"));
#pragma once

#include <string>

#include "saki/test_client.h"

namespace saki {

// Everything that stands in the way of starting, as it is printed; empty where the service starts, which it then does not do for longer.
[[nodiscard]] std::string start_refusal(Service& service, const TestClientOptions& options = {});

}  // namespace saki
