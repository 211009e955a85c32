// SPDX-License-Identifier: Apache-2.0
#include "session/session_state.h"

#include <stdexcept>

namespace saki {

void SessionState::begin() {
  lose();
  record_.values.clear();
  next_id_.reset();
  changes_.clear();
  cleared_ = wanted_ = false;
}

const std::string* SessionState::find(std::string_view key) const noexcept {
  const auto found = record_.values.find(key);
  return found != record_.values.end() ? &found->second : nullptr;
}

void SessionState::put(std::string_view key, std::string json) {
  check_open();
  if (key.empty() || key.size() > kMaxKeyBytes) throw std::length_error("a key of a session has 1 to 128 bytes");
  SessionRecord changed = record_;
  changed.values.insert_or_assign(std::string(key), json);
  check_size(changed);
  record_ = std::move(changed);
  changes_.insert_or_assign(std::string(key), std::move(json));
  wanted_ = true;
}

bool SessionState::remove(std::string_view key) {
  check_open();
  const auto found = record_.values.find(key);
  if (found == record_.values.end()) return false;
  changes_.insert_or_assign(found->first, std::nullopt);
  record_.values.erase(found);
  return true;
}

void SessionState::clear() {
  check_open();
  record_.values.clear();
  changes_.clear();
  cleared_ = true;
}

void SessionState::rotate() {
  check_open();
  if (id_) next_id_ = SessionId::draw();
}

void SessionState::want() {
  if (id_) return;
  check_open();
  wanted_ = true;
}

const SessionId& SessionState::lasting_id() {
  if (!next_id_ && id_) return *id_;
  if (!next_id_) next_id_ = SessionId::draw();
  return *next_id_;
}

void SessionState::found(SessionId id, std::string text, SessionRecord record) {
  id_ = std::move(id);
  stored_text_ = std::move(text);
  record_ = std::move(record);
}

void SessionState::merge(std::string text, SessionRecord record) {
  stored_text_ = std::move(text);
  record_ = std::move(record);
  apply_changes();
  check_size(record_);
}

void SessionState::lose() {
  id_.reset();
  stored_text_.clear();
  record_ = {};
  record_.created = record_.renewed = opened_;
  apply_changes();
}

SessionRecord SessionState::leaving(Timestamp dead, std::string heir) const {
  SessionRecord left = SessionRecord::parse(stored_text_).value_or(SessionRecord());
  left.left = dead;
  left.heir = std::move(heir);
  return left;
}

void SessionState::apply_changes() {
  if (cleared_) record_.values.clear();
  for (const auto& [key, json] : changes_) {
    if (json) {
      record_.values.insert_or_assign(key, *json);
    } else {
      record_.values.erase(key);
    }
  }
}

void SessionState::check_open() const {
  if (closed_) throw std::logic_error("a session is changed before its handler answers; what a stream or a socket changes is not kept");
}

void SessionState::check_size(const SessionRecord& record) const {
  if (record.text().size() > max_bytes_) throw std::length_error("the session would be larger than session.max_bytes");
}

}  // namespace saki
