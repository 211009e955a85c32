// SPDX-License-Identifier: Apache-2.0
//
// A typed client of nesting, for other services and programs.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
//
//   nesting::ServiceClient service(request.http(), "https://nesting.example");
//
// Each call throws saki::ClientError where no answer came that could be used, saki::RemoteError where the answer says that it went wrong.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "saki/remote.h"
#include "saki/uuid.h"
#include "types.h"

namespace nesting {

class ServiceClient {  // Affinity: loop. The HTTP client outlives it.
 public:
  // `base` is the URL before every path.
  ServiceClient(saki::HttpClient& http, std::string base);

  // What goes with every call, and calls that the manifest does not foresee.
  [[nodiscard]] saki::Remote& raw() noexcept { return remote_; }

  // POST /nested
  [[nodiscard]] saki::Task<Nested> check_nested(const std::vector<Nested>& body);

  // PUT /nested/{id:uuid}
  [[nodiscard]] saki::Task<std::map<std::string, std::vector<LeafWithoutWeights>>> keep_nested(const saki::Uuid& id,
      const Nested& body);

 private:
  saki::Remote remote_;
};

}  // namespace nesting
