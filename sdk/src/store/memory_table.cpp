// SPDX-License-Identifier: Apache-2.0
#include "store/memory_table.h"

namespace saki {

MemoryTable::Entry* MemoryTable::find(std::string_view key, MonotonicTime now) noexcept {
  const auto found = entries_.find(key);
  if (found == entries_.end() || found->second.expires <= now) return nullptr;
  Entry& entry = found->second;
  entry.unlink();
  used_.push_back(entry);
  return &entry;
}

MemoryTable::Entry& MemoryTable::put(std::string key, std::string value, MonotonicTime expires) {
  const auto [place, is_new] = entries_.try_emplace(std::move(key));
  Entry& entry = place->second;
  if (is_new) {
    entry.key_ = &place->first;
    bytes_ += cost(place->first.size(), 0);
  }
  replace(entry, std::move(value));
  expire_at(entry, expires);
  entry.unlink();
  used_.push_back(entry);
  return entry;
}

void MemoryTable::replace(Entry& entry, std::string value) {
  bytes_ -= entry.value.size();
  entry.value = std::move(value);
  bytes_ += entry.value.size();
}

void MemoryTable::expire_at(Entry& entry, MonotonicTime when) {
  forget_expiry(entry);
  entry.expires = when;
  note_expiry(entry);
}

void MemoryTable::erase(std::string_view key) noexcept {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return;
  forget_expiry(found->second);
  bytes_ -= cost(found->first.size(), found->second.value.size());
  entries_.erase(found);
}

std::optional<std::string> MemoryTable::evict(std::string_view spared) {
  if (used_.empty()) return std::nullopt;
  Entry& oldest = used_.pop_front();
  if (*oldest.key_ != spared) return take(oldest);
  if (used_.empty()) {
    used_.push_back(oldest);
    return std::nullopt;
  }
  Entry& second = used_.pop_front();
  used_.push_front(oldest);
  return take(second);
}

std::optional<std::string> MemoryTable::take_expired(MonotonicTime now) {
  if (next_expiry() > now || expiries_.empty()) return std::nullopt;
  return take(entries_.find(expiries_.begin()->second)->second);
}

std::string MemoryTable::take(Entry& entry) {
  std::string key = *entry.key_;
  erase(key);
  return key;
}

void MemoryTable::note_expiry(Entry& entry) {
  if (entry.expires != kNever) expiries_.emplace(entry.expires, *entry.key_);
}

void MemoryTable::forget_expiry(const Entry& entry) noexcept {
  if (entry.expires != kNever) expiries_.erase({entry.expires, *entry.key_});
}

}  // namespace saki
