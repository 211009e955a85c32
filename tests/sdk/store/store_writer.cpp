// SPDX-License-Identifier: Apache-2.0
//
// Writes records into a store's log until it is killed, and prints after some of them how many have left the process.
#include <chrono>
#include <cstdio>
#include <thread>

#include "numbered_records.h"
#include "saki/log/log.h"
#include "saki/measures.h"
#include "store/store_log.h"

namespace {

bool has_waiting(const saki::StoreLog& log) {
  saki::Measures measures;
  log.measure(measures);
  return measures.find("store_log_waiting_bytes") != 0;
}

void rest() { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }

}  // namespace

int main(int, char** arguments) {
  saki::Log told;
  saki::MemoryOptions options;
  options.folder = arguments[1];
  options.window = std::chrono::milliseconds(1);
  options.compact_bytes = 64 * 1024;
  saki::StoreState state;
  saki::Diagnostics diagnostics;
  const auto log = saki::StoreLog::open(options, told.root(), state, diagnostics);
  if (log == nullptr) {
    std::printf("%s", diagnostics.text().c_str());
    return 1;
  }
  using Records = saki::NumberedRecords;
  for (int record = Records::count(state); record < 1'000'000; ++record) {
    while (log->refusal()) rest();
    log->put(saki::StoreRecordKind::Set, Records::key(record), Records::value(record), 0);
    if (record % 1'000 != 999) continue;
    while (has_waiting(*log)) rest();
    std::printf("%d\n", record + 1);
    std::fflush(stdout);
  }
  return 0;
}
