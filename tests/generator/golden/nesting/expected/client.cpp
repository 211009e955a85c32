// SPDX-License-Identifier: Apache-2.0
//
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "client.h"

#include <utility>

#include "saki/call.h"

namespace nesting {

ServiceClient::ServiceClient(saki::HttpClient& http, std::string base) : remote_(http, std::move(base)) {}

saki::Task<Nested> ServiceClient::check_nested(const std::vector<Nested>& body) {
  saki::Call call(saki::Method::Post);
  call.literal("/nested");
  call.json(body);
  return remote_.value<Nested>(std::move(call));
}

saki::Task<std::map<std::string, std::vector<LeafWithoutWeights>>> ServiceClient::keep_nested(const saki::Uuid& id,
    const Nested& body) {
  saki::Call call(saki::Method::Put);
  call.literal("/nested/");
  call.segment(id);
  call.json(body);
  return remote_.value<std::map<std::string, std::vector<LeafWithoutWeights>>>(std::move(call));
}

}  // namespace nesting
