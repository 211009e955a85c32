// SPDX-License-Identifier: Apache-2.0
//
// StoreOperation: one thing asked of a store, as a value: what engines carry out, and what a batch is made of.
//
//   std::vector<StoreOperation> batch;
//   batch.push_back(StoreOperation::set("cart:7", text, 1h));
//   batch.push_back(StoreOperation::increment("carts", 1));
//   std::vector<StoreResult<StoreAnswer>> answers = co_await store.run_all(std::move(batch));
//
// Keys and values are bytes. A `ttl` is how long a key lives from now; zero is for good. Each is atomic: nobody sees half of it, and
// between its look and its change comes nobody else's. A key that has expired is not there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "saki/base/clock.h"
#include "saki/rate.h"

namespace saki {

enum class StoreOperationKind : std::uint8_t {
  Get,               // The value, if there is one: text().
  Set,               // Puts value and ttl in the place of what was there.
  Add,               // Likewise, if nothing was there: done().
  CompareAndSet,     // Likewise, if the value was `expected`: done().
  CompareAndRemove,  // Removes it, if the value was `expected`: done().
  Increment,         // Adds to a decimal number; none counts as 0 and gets the ttl: number() is the sum.
  Append,            // Puts bytes behind the value; none counts as "" and gets the ttl: number() is the new length.
  Expire,            // Gives the key another ttl: done() if there is such a key.
  Remove,            // done() if there was such a key.
  Throttle,          // Lets `cost` pass by the rate, whose state is kept under the key, see <saki/gcra.h>: verdict().
};

class StoreOperation {  // Affinity: one thread at a time.
 public:
  using Kind = StoreOperationKind;
  static constexpr Duration kForever = Duration::zero();

  [[nodiscard]] static StoreOperation get(std::string key) { return {Kind::Get, std::move(key)}; }
  [[nodiscard]] static StoreOperation set(std::string key, std::string value, Duration ttl = kForever) {
    return {Kind::Set, std::move(key), std::move(value), ttl};
  }
  [[nodiscard]] static StoreOperation add(std::string key, std::string value, Duration ttl = kForever) {
    return {Kind::Add, std::move(key), std::move(value), ttl};
  }
  [[nodiscard]] static StoreOperation compare_and_set(std::string key, std::string expected, std::string value, Duration ttl = kForever) {
    StoreOperation made(Kind::CompareAndSet, std::move(key), std::move(value), ttl);
    made.expected = std::move(expected);
    return made;
  }
  [[nodiscard]] static StoreOperation compare_and_remove(std::string key, std::string expected) {
    StoreOperation made(Kind::CompareAndRemove, std::move(key));
    made.expected = std::move(expected);
    return made;
  }
  [[nodiscard]] static StoreOperation increment(std::string key, std::int64_t by = 1, Duration ttl = kForever) {
    StoreOperation made(Kind::Increment, std::move(key), {}, ttl);
    made.number = by;
    return made;
  }
  [[nodiscard]] static StoreOperation append(std::string key, std::string value, Duration ttl = kForever) {
    return {Kind::Append, std::move(key), std::move(value), ttl};
  }
  [[nodiscard]] static StoreOperation expire(std::string key, Duration ttl) { return {Kind::Expire, std::move(key), {}, ttl}; }
  [[nodiscard]] static StoreOperation remove(std::string key) { return {Kind::Remove, std::move(key)}; }
  [[nodiscard]] static StoreOperation throttle(std::string key, const Rate& rate, std::uint32_t cost = 1) {
    StoreOperation made(Kind::Throttle, std::move(key));
    made.rate = rate;
    made.number = cost;
    return made;
  }

  Kind kind;
  std::string key;
  std::string value;             // Of Set, Add, CompareAndSet, Append.
  std::string expected;          // Of the Compare ones.
  std::int64_t number = 0;       // What Increment adds; the cost of Throttle.
  Duration ttl = kForever;       // Of Set, Add, CompareAndSet, Increment, Append, Expire.
  std::optional<Rate> rate;      // Of Throttle.

 private:
  StoreOperation(Kind what, std::string of, std::string with = {}, Duration lives = kForever)
      : kind(what), key(std::move(of)), value(std::move(with)), ttl(lives) {}
};

}  // namespace saki
