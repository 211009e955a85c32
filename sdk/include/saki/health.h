// SPDX-License-Identifier: Apache-2.0
//
// What a service tells of itself to those that watch it, as handlers of GET routes.
//
//   service.get("/live", saki::live);            // whether the process runs: for what restarts it
//   service.get("/ready", saki::ready);          // whether it can serve: for what sends it requests
//   service.get("/measures", saki::measures);    // its numbers, for Prometheus
//
// They tell of names and states inside: keep them from strangers. A manifest's `health:` adds them.
#pragma once

#include "saki/request.h"
#include "saki/response.h"

namespace saki {

// 200 with `{"status":"live"}`, as long as a worker answers at all. Affinity: loop, all three.
[[nodiscard]] Response live(Request& request);

// 200 where every package can do its work, else 503:
// `{"status":"failing","packages":{"redis":{"status":"failing","reason":"…"},"sqlite":{"status":"ready"}}}`.
[[nodiscard]] Response ready(Request& request);

// What Package::measure tells, in Prometheus' exposition format 0.0.4.
[[nodiscard]] Response measures(Request& request);

}  // namespace saki
