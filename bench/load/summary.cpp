// SPDX-License-Identifier: Apache-2.0
#include "summary.h"

#include <algorithm>
#include <cinttypes>
#include <cstdio>

namespace load {
namespace {

double seconds_of(std::chrono::nanoseconds time) { return std::chrono::duration<double>(time).count(); }

double per_second(std::uint64_t count, std::chrono::nanoseconds time) {
  return static_cast<double>(count) / std::max(1e-9, seconds_of(time));
}

double microseconds(const Tally& tally, double quantile) { return static_cast<double>(tally.nanoseconds.quantile(quantile)) / 1e3; }

}  // namespace

void print_summary(const Outcome& outcome, std::uint64_t requests) {
  const Tally& tally = outcome.tally;
  const auto& [informed, succeeded, redirected, refused, broken] = tally.by_class;
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(outcome.elapsed).count();
  std::printf("\nfinished in %" PRId64 " sec, %" PRId64 " millisec and %" PRId64 " microsec, %.0f req/s, %.0f kbyte/s\n",
              microseconds / 1'000'000, microseconds / 1000 % 1000, microseconds % 1000, per_second(tally.done(), outcome.elapsed),
              per_second(tally.received_bytes, outcome.elapsed) / 1024);
  std::printf("requests: %" PRIu64 " total, %" PRIu64 " started, %" PRIu64 " done, %" PRIu64 " succeeded, %" PRIu64 " failed, %" PRIu64
              " errored\n",
              std::max(requests, tally.started), tally.started, tally.done(), tally.succeeded, tally.failed, tally.errored);
  std::printf("status codes: %" PRIu64 " 2xx, %" PRIu64 " 3xx, %" PRIu64 " 4xx, %" PRIu64 " 5xx\n", succeeded, redirected, refused, broken);
  std::printf("traffic: %" PRIu64 " bytes total, %" PRIu64 " bytes http, %" PRIu64 " bytes data\n", tally.received_bytes, tally.head_bytes,
              tally.received_bytes - tally.head_bytes);
}

void print_json(const Outcome& outcome) {
  const Tally& tally = outcome.tally;
  std::printf("{\"done\": %" PRIu64 ", \"succeeded\": %" PRIu64 ", \"failed\": %" PRIu64 ", \"errored\": %" PRIu64
              ", \"seconds\": %.9f, \"per_second\": %.1f, \"server_seconds\": %.9f, \"client_seconds\": %.9f"
              ", \"resumed\": %" PRIu64 ", \"p50_us\": %.1f, \"p99_us\": %.1f, \"bytes\": %" PRIu64 "}\n",
              tally.done(), tally.succeeded, tally.failed, tally.errored, seconds_of(outcome.elapsed),
              per_second(tally.done(), outcome.elapsed), seconds_of(outcome.watched), seconds_of(outcome.own), tally.resumed,
              microseconds(tally, 0.5), microseconds(tally, 0.99), tally.received_bytes);
}

}  // namespace load
