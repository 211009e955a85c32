// SPDX-License-Identifier: Apache-2.0
//
// StoreAccess: the calls on a store, all keys below a prefix of their own.
//
// Each has two forms:
//
//   co_await store.get("greeting")      the value; throws StoreError, a DependencyError, or Cancelled
//   co_await store.try_get("greeting")  std::expected of the value or a StoreError, whose kind may be Cancelled
//
// What each does is said at StoreOperationKind; a `ttl` of zero is for good.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saki/store_call.h"
#include "saki/store_engine.h"

namespace saki {

class StoreAccess {  // Affinity: any for the object, loop for the awaiting. The engine outlives it.
 public:
  using Text = std::optional<std::string>;
  static constexpr Duration kForever = StoreOperation::kForever;

  StoreAccess(StoreEngine& engine, std::string prefix) : engine_(&engine), prefix_(std::move(prefix)) {}

  [[nodiscard]] StoreEngine& engine() const noexcept { return *engine_; }
  [[nodiscard]] const std::string& prefix() const noexcept { return prefix_; }

  // The same store, with `prefix` behind this one's before every key.
  [[nodiscard]] StoreAccess below(std::string_view prefix) const { return {*engine_, prefix_ + std::string(prefix)}; }

  StoreCall<Text> get(std::string_view key) const { return call<Text>(StoreOperation::get(full(key))); }
  StoreTryCall<Text> try_get(std::string_view key) const { return try_call<Text>(StoreOperation::get(full(key))); }

  StoreCall<void> set(std::string_view key, std::string value, Duration ttl = kForever) const {
    return call<void>(StoreOperation::set(full(key), std::move(value), ttl));
  }
  StoreTryCall<void> try_set(std::string_view key, std::string value, Duration ttl = kForever) const {
    return try_call<void>(StoreOperation::set(full(key), std::move(value), ttl));
  }

  StoreCall<bool> add(std::string_view key, std::string value, Duration ttl = kForever) const {
    return call<bool>(StoreOperation::add(full(key), std::move(value), ttl));
  }
  StoreTryCall<bool> try_add(std::string_view key, std::string value, Duration ttl = kForever) const {
    return try_call<bool>(StoreOperation::add(full(key), std::move(value), ttl));
  }

  StoreCall<bool> compare_and_set(std::string_view key, std::string expected, std::string value, Duration ttl = kForever) const {
    return call<bool>(StoreOperation::compare_and_set(full(key), std::move(expected), std::move(value), ttl));
  }
  StoreTryCall<bool> try_compare_and_set(std::string_view key, std::string expected, std::string value, Duration ttl = kForever) const {
    return try_call<bool>(StoreOperation::compare_and_set(full(key), std::move(expected), std::move(value), ttl));
  }

  StoreCall<bool> compare_and_remove(std::string_view key, std::string expected) const {
    return call<bool>(StoreOperation::compare_and_remove(full(key), std::move(expected)));
  }
  StoreTryCall<bool> try_compare_and_remove(std::string_view key, std::string expected) const {
    return try_call<bool>(StoreOperation::compare_and_remove(full(key), std::move(expected)));
  }

  StoreCall<std::int64_t> increment(std::string_view key, std::int64_t by = 1, Duration ttl = kForever) const {
    return call<std::int64_t>(StoreOperation::increment(full(key), by, ttl));
  }
  StoreTryCall<std::int64_t> try_increment(std::string_view key, std::int64_t by = 1, Duration ttl = kForever) const {
    return try_call<std::int64_t>(StoreOperation::increment(full(key), by, ttl));
  }

  StoreCall<std::int64_t> append(std::string_view key, std::string value, Duration ttl = kForever) const {
    return call<std::int64_t>(StoreOperation::append(full(key), std::move(value), ttl));
  }
  StoreTryCall<std::int64_t> try_append(std::string_view key, std::string value, Duration ttl = kForever) const {
    return try_call<std::int64_t>(StoreOperation::append(full(key), std::move(value), ttl));
  }

  StoreCall<bool> expire(std::string_view key, Duration ttl) const { return call<bool>(StoreOperation::expire(full(key), ttl)); }
  StoreTryCall<bool> try_expire(std::string_view key, Duration ttl) const { return try_call<bool>(StoreOperation::expire(full(key), ttl)); }

  StoreCall<bool> remove(std::string_view key) const { return call<bool>(StoreOperation::remove(full(key))); }
  StoreTryCall<bool> try_remove(std::string_view key) const { return try_call<bool>(StoreOperation::remove(full(key))); }

  StoreCall<RateVerdict> throttle(std::string_view key, const Rate& rate, std::uint32_t cost = 1) const {
    return call<RateVerdict>(StoreOperation::throttle(full(key), rate, cost));
  }
  StoreTryCall<RateVerdict> try_throttle(std::string_view key, const Rate& rate, std::uint32_t cost = 1) const {
    return try_call<RateVerdict>(StoreOperation::throttle(full(key), rate, cost));
  }

  // Several operations in one round trip; see StoreEngine::run_all. The plain form throws what befell all of them.
  [[nodiscard]] Task<StoreAnswers> run_all(std::vector<StoreOperation> operations) const;
  [[nodiscard]] Task<StoreResult<StoreAnswers>> try_run_all(std::vector<StoreOperation> operations) const;

  // A page of the keys below scan.prefix, which come without this object's prefix.
  [[nodiscard]] Task<StorePage> scan(StoreScan scan) const;
  [[nodiscard]] Task<StoreResult<StorePage>> try_scan(StoreScan scan) const;

  // What becomes of one key, or of all below a prefix, from now on.
  [[nodiscard]] Task<StoreWatch> watch(std::string key) const;
  [[nodiscard]] Task<StoreWatch> watch_prefix(std::string prefix) const;
  [[nodiscard]] Task<StoreResult<StoreWatch>> try_watch(StoreTopic topic) const;

 protected:
  StoreAccess() = default;  // Without an engine, until set_engine().
  void set_engine(StoreEngine& engine, std::string prefix) {
    engine_ = &engine;
    prefix_ = std::move(prefix);
  }

 private:
  // An empty key stays one, which the engine refuses: what was scanned could not be told from the end.
  [[nodiscard]] std::string full(std::string_view key) const {
    std::string whole;
    if (key.empty()) return whole;
    whole.reserve(prefix_.size() + key.size());
    return whole.append(prefix_).append(key);
  }
  template <class T>
  [[nodiscard]] StoreCall<T> call(StoreOperation operation) const {
    return StoreCall<T>(engine_->run(std::move(operation)));
  }
  template <class T>
  [[nodiscard]] StoreTryCall<T> try_call(StoreOperation operation) const {
    return StoreTryCall<T>(engine_->run(std::move(operation)));
  }

  [[nodiscard]] static Task<StoreResult<StorePage>> scan_below(StoreEngine* engine, std::string prefix, StoreScan scan);
  [[nodiscard]] static Task<StoreResult<StoreWatch>> watch_below(StoreEngine* engine, std::size_t hidden, StoreTopic topic);

  StoreEngine* engine_ = nullptr;
  std::string prefix_;
};

}  // namespace saki
