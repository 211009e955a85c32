// SPDX-License-Identifier: Apache-2.0
//
// A service that says who asks, for the tests of what proxies tell it.
#include <saki/service.h>

#include <string>

namespace {

saki::Response who(saki::Request& request) {
  return saki::Response::text(request.client().text() + " " + std::string(request.scheme()) + " " + std::string(request.host()) + " " +
                              request.peer().host());
}

}  // namespace

int main(int argc, char** argv) {
  saki::Service service("who");
  service.get("/who", who);
  return service.run(argc, argv);
}
