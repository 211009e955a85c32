// SPDX-License-Identifier: Apache-2.0
//
// StoreTopic: what is watched, a key or all keys below a prefix. StoreEvent: what became of one of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace saki {

class StoreTopic {  // Affinity: any, as a value.
 public:
  [[nodiscard]] static StoreTopic key(std::string key) { return StoreTopic(std::move(key), false); }
  [[nodiscard]] static StoreTopic prefix(std::string prefix) { return StoreTopic(std::move(prefix), true); }

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] bool is_prefix() const noexcept { return is_prefix_; }
  [[nodiscard]] bool covers(std::string_view key) const noexcept { return is_prefix_ ? key.starts_with(text_) : key == text_; }

 private:
  StoreTopic(std::string text, bool is_prefix) : text_(std::move(text)), is_prefix_(is_prefix) {}

  std::string text_;
  bool is_prefix_;
};

enum class StoreEventKind : std::uint8_t {
  Changed,  // It has another value, or another ttl, or is new.
  Removed,
  Expired,  // Told when it is noticed, which may be later than its time.
  Evicted,  // To make room for others.
  Gap,      // Some events were lost, of whatever keys: look at what you watch again. Without a key.
};

class StoreEvent {
 public:
  StoreEvent(StoreEventKind what, std::string of) : kind(what), key(std::move(of)) {}
  friend bool operator==(const StoreEvent&, const StoreEvent&) = default;

  StoreEventKind kind;
  std::string key;
};

}  // namespace saki
