// SPDX-License-Identifier: Apache-2.0
//
// ClientTest: a client with a loop of its own, and a scripted server.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "saki/standalone_client.h"
#include "scripted_server.h"

namespace saki {

class ClientTest : public testing::Test {
 protected:
  static HttpClientOptions options() {
    HttpClientOptions options;
    options.proxy = "none";
    options.tls.verify = false;  // The system's authorities take their time to be read.
    options.retries.first_wait = std::chrono::milliseconds(1);
    return options;
  }

  ClientResponse send(ClientRequest request) { return client_.wait(client_.http().send(std::move(request))); }
  ClientResponse get(const std::string& url) { return client_.wait(client_.http().get(url)); }

  // Why there is no answer; fails where there is one.
  std::optional<ClientError> failure(ClientRequest request) {
    auto outcome = client_.wait(client_.http().try_send(std::move(request)));
    EXPECT_FALSE(outcome.has_value());
    return outcome ? std::nullopt : std::optional(outcome.error());
  }

  // Whether the request that came as the `index`th holds `text`.
  bool asked_with(std::size_t index, std::string_view text) const {
    const std::vector<std::string> asked = server_.asked();
    return index < asked.size() && asked[index].find(text) != std::string::npos;
  }

  ScriptedServer server_;
  StandaloneClient client_{options()};
};

}  // namespace saki
