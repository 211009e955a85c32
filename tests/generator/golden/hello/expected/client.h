// SPDX-License-Identifier: Apache-2.0
//
// A typed client of hello, for other services and programs.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
//
//   hello::ServiceClient service(request.http(), "https://hello.example");
//
// Each call throws saki::ClientError where no answer came that could be used, saki::RemoteError where the answer says that it went wrong.
#pragma once

#include <string>
#include <string_view>

#include "saki/remote.h"

namespace hello {

class ServiceClient {  // Affinity: loop. The HTTP client outlives it.
 public:
  // `base` is the URL before every path.
  ServiceClient(saki::HttpClient& http, std::string base);

  // What goes with every call, and calls that the manifest does not foresee.
  [[nodiscard]] saki::Remote& raw() noexcept { return remote_; }

  // GET /
  [[nodiscard]] saki::Task<std::string> hello();

 private:
  saki::Remote remote_;
};

}  // namespace hello
