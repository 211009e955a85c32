// SPDX-License-Identifier: Apache-2.0
//
// From requests to handlers and back: decode, validate, call, encode.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "routes.h"

#include <utility>

#include "handlers.h"
#include "saki/glue.h"
#include "saki/service.h"

namespace nesting {

namespace {

// POST /nested
saki::Task<saki::Response> serve_check_nested(saki::Request& request, std::string_view text) {
  saki::Violations violations;
  std::vector<Nested> body{};
  saki::decode_body(text, body, violations, saki::Items(saki::Count::at_most(10)));
  violations.raise_if_any();
  Nested answer = co_await handlers::check_nested(request, std::move(body));
  co_return saki::json_answer(request, 200, answer);
}

// PUT /nested/{id:uuid}
saki::Response serve_keep_nested(saki::Request& request, std::string_view text) {
  saki::Violations violations;
  saki::Uuid id = saki::path_value<saki::Uuid>(request, 0);
  Nested body{};
  saki::decode_body(text, body, violations);
  violations.raise_if_any();
  std::map<std::string, std::vector<LeafWithoutWeights>> answer = handlers::keep_nested(request, std::move(id),
      std::move(body));
  return saki::json_answer(request, 200, answer);
}

}  // namespace

void add_routes(saki::Service& service) {
  service.route(saki::Method::Post, "/nested", {saki::ContentKind::JsonDocument, serve_check_nested});
  service.route(saki::Method::Put, "/nested/{id:uuid}", {saki::ContentKind::JsonDocument, serve_keep_nested});
}

}  // namespace nesting
