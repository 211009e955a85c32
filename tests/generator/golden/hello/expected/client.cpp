// SPDX-License-Identifier: Apache-2.0
//
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "client.h"

#include <utility>

#include "saki/call.h"

namespace hello {

ServiceClient::ServiceClient(saki::HttpClient& http, std::string base) : remote_(http, std::move(base)) {}

saki::Task<std::string> ServiceClient::hello() {
  saki::Call call(saki::Method::Get);
  call.literal("/");
  return remote_.text(std::move(call));
}

}  // namespace hello
