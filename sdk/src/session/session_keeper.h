// SPDX-License-Identifier: Apache-2.0
//
// SessionKeeper: reads and writes sessions in their store.
//
// Every change compares what is stored with what was read: what others changed meanwhile is merged, and what they removed stays away.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "saki/measures.h"
#include "saki/store_access.h"
#include "session/session_rules.h"
#include "session/session_state.h"

namespace saki {

enum class SessionFate : std::uint8_t { Found, Malformed, Unknown, Expired, Unreadable, Begun, Rotated, Destroyed, Saved, Collided };

class SessionKeeper {  // Affinity: any for the object, loop for the awaiting.
 public:
  // `engine` is the service's store's, which outlives this, or else is owned.
  SessionKeeper(SessionRules rules, StoreEngine& engine, std::unique_ptr<StoreEngine> owned)
      : rules_(std::move(rules)), owned_(std::move(owned)), store_(engine, engine.options().prefix + "session:") {}

  [[nodiscard]] const SessionRules& rules() const noexcept { return rules_; }
  [[nodiscard]] StoreEngine* owned() const noexcept { return owned_.get(); }

  // Fills `state`, which outlives the task, with the session that a cookie's text names; leaves it empty where there is none alive.
  [[nodiscard]] Task<> load(SessionState& state, std::string cookie, Timestamp now);

  // Keeps what was changed. Gives the Set-Cookie field that the client needs, "" for none.
  [[nodiscard]] Task<std::string> save(SessionState& state, bool had_cookie, Timestamp now);

  [[nodiscard]] Task<> destroy(SessionState& state);

  void measure(Measures& measures) const;

 private:
  static constexpr int kAttempts = 16;
  static constexpr std::size_t kFates = 10;

  enum class Kept : std::uint8_t { Yes, Lost };

  [[nodiscard]] Task<> remove_with_heirs(std::string key);
  [[nodiscard]] Task<> insert(SessionState& state, SessionId id, Timestamp now);
  [[nodiscard]] Task<> move(SessionState& state, SessionId next, Timestamp now);
  [[nodiscard]] Task<bool> leave(SessionState& state, std::string heir, Timestamp now);
  [[nodiscard]] Task<> update(SessionState& state, Timestamp now);
  [[nodiscard]] Task<> renew(SessionState& state, Timestamp now);
  [[nodiscard]] Task<Kept> reload(SessionState& state, Timestamp now);
  void count(SessionFate fate) noexcept { fates_[static_cast<std::size_t>(fate)].fetch_add(1, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t counted(SessionFate fate) const noexcept {
    return fates_[static_cast<std::size_t>(fate)].load(std::memory_order_relaxed);
  }

  SessionRules rules_;
  std::unique_ptr<StoreEngine> owned_;
  StoreAccess store_;
  std::array<std::atomic<std::uint64_t>, kFates> fates_{};
};

}  // namespace saki
