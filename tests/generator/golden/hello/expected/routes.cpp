// SPDX-License-Identifier: Apache-2.0
//
// From requests to handlers and back: decode, validate, call, encode.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "routes.h"

#include <utility>

#include "handlers.h"
#include "saki/glue.h"
#include "saki/service.h"

namespace hello {

namespace {

// GET /
saki::Response serve_hello(saki::Request& request) {
  std::string answer = handlers::hello(request);
  return saki::text_answer(200, std::move(answer));
}

}  // namespace

void add_routes(saki::Service& service) {
  service.route(saki::Method::Get, "/", serve_hello);
}

}  // namespace hello
