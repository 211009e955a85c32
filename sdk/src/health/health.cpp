// SPDX-License-Identifier: Apache-2.0
#include "saki/health.h"

#include "context/worker_context.h"
#include "saki/json_writer.h"
#include "saki/measures.h"
#include "saki/package.h"

namespace saki {
namespace {

void write_state(JsonWriter& writer, const Health& health) {
  writer.name("status");
  writer.string(health.good() ? "ready" : "failing");
  if (health.good()) return;
  writer.name("reason");
  writer.string(health.reason());
}

// Of the moment: nobody may keep it.
Response fresh(Response response) { return std::move(response.header("Cache-Control", "no-store")); }

}  // namespace

Response live(Request&) { return fresh(Response::json(std::string(R"({"status":"live"})"))); }

Response ready(Request& request) {
  std::string packages;
  JsonWriter writer(packages);
  bool good = true;
  writer.begin_object();
  for (const Package* package : request.context().service.started) {
    const Health health = package->health();
    good = good && health.good();
    writer.name(package->name());
    writer.begin_object();
    write_state(writer, health);
    writer.end_object();
  }
  writer.end_object();
  std::string text = good ? R"({"status":"ready","packages":)" : R"({"status":"failing","packages":)";
  text += packages + "}";
  Response response = fresh(Response::json(std::move(text)));
  response.status(good ? Status::Ok : Status::ServiceUnavailable);
  return response;
}

Response measures(Request& request) {
  Measures all;
  for (const Package* package : request.context().service.started) package->measure(all);
  return fresh(Response::of("text/plain; version=0.0.4; charset=utf-8", all.text()));
}

}  // namespace saki
