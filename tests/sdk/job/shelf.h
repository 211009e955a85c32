// SPDX-License-Identifier: Apache-2.0
//
// Shelf: a store that several services in one process see, as they would see a server's, with time of its own.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "saki/gcra.h"
#include "saki/offers.h"
#include "saki/package.h"
#include "saki/store_engine.h"
#include "saki/store_rule.h"
#include "saki/task.h"

namespace saki {

// What a server would hold.
struct Shelf {
  struct Entry {
    std::string value;
    WallTime ends;
  };
  std::map<std::string, Entry, std::less<>> entries;
  WallTime now{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
  bool reachable = true;
  Duration takes{};         // Each call.
  std::string_view silent;  // What the keys end with of which nothing is told.
};

class ShelfEngine final : public StoreEngine {
 public:
  explicit ShelfEngine(Shelf& shelf) : StoreEngine(StoreOptions()), shelf_(shelf) {}
  [[nodiscard]] bool shared() const noexcept override { return true; }

 private:
  Task<StoreResult<StoreAnswer>> carry_out(StoreOperation operation) override {
    co_await sleep(shelf_.takes);
    const bool answers = shelf_.reachable && (shelf_.silent.empty() || !operation.key.ends_with(shelf_.silent));
    if (!answers) co_return std::unexpected(StoreError(StoreErrorKind::Unavailable, "nobody answers"));
    const auto found = shelf_.entries.find(operation.key);
    std::optional<std::string_view> stored;
    if (found != shelf_.entries.end() && found->second.ends > shelf_.now) stored = found->second.value;
    StoreResult<StoreDecision> decision = decide(operation, stored, Gcra::Instant(shelf_.now.time_since_epoch()), 1000);
    if (!decision) co_return std::unexpected(decision.error());
    const WallTime ends = decision->ttl == StoreOperation::kForever
                              ? WallTime::max()
                              : shelf_.now + std::chrono::duration_cast<std::chrono::microseconds>(decision->ttl);
    if (decision->effect == StoreEffect::Put) shelf_.entries.insert_or_assign(operation.key, Shelf::Entry{decision->value, ends});
    if (decision->effect == StoreEffect::Replace) shelf_.entries[operation.key].value = decision->value;
    if (decision->effect == StoreEffect::Remove) shelf_.entries.erase(operation.key);
    co_return std::move(decision->answer);
  }
  Task<StoreResult<StoreAnswers>> carry_out_all(std::vector<StoreOperation>) override { co_return StoreAnswers(); }
  Task<StoreResult<StorePage>> read_page(StoreScan scan) override {
    if (!shelf_.reachable) co_return std::unexpected(StoreError(StoreErrorKind::Unavailable, "nobody answers"));
    StorePage page;
    for (auto found = shelf_.entries.lower_bound(scan.prefix); found != shelf_.entries.end(); ++found) {
      if (!found->first.starts_with(scan.prefix)) break;
      if (found->second.ends > shelf_.now) page.entries.emplace_back(found->first, found->second.value);
    }
    co_return page;
  }
  Task<StoreResult<StoreWatch>> begin_watch(StoreTopic) override {
    co_return std::unexpected(StoreError(StoreErrorKind::Other, "not here"));
  }

  Shelf& shelf_;
};

class ShelfPackage final : public Package {
 public:
  explicit ShelfPackage(Shelf& shelf) : engine_(shelf) {}
  [[nodiscard]] std::string_view name() const noexcept override { return "shelf"; }
  void start(const PackageContext& context, Diagnostics&) override { context.offers().add<StoreEngine>("store", engine_); }

 private:
  ShelfEngine engine_;
};

}  // namespace saki
