// SPDX-License-Identifier: Apache-2.0
//
// SessionState: a request's session: what was stored, and what the request changes of it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "session/session_id.h"
#include "session/session_record.h"

namespace saki {

class SessionKeeper;

class SessionState {  // Affinity: loop.
 public:
  static constexpr std::size_t kMaxKeyBytes = 128;

  SessionState(SessionKeeper& keeper, std::size_t max_bytes, Timestamp now) : keeper_(keeper), max_bytes_(max_bytes), opened_(now) {
    begin();
  }

  [[nodiscard]] SessionKeeper& keeper() const noexcept { return keeper_; }

  // --- What the handler does

  [[nodiscard]] const std::string* find(std::string_view key) const noexcept;
  void put(std::string_view key, std::string json);
  bool remove(std::string_view key);
  void clear();
  void rotate();

  void want();  // One that is not stored is to be, whatever it holds.

  [[nodiscard]] const std::optional<SessionId>& id() const noexcept { return id_; }            // As the request brought it.
  [[nodiscard]] const std::optional<SessionId>& next_id() const noexcept { return next_id_; }  // As the client will have it, if another.
  [[nodiscard]] const SessionId& lasting_id();  // The one of both that the client will have, drawn where there is none.

  // --- What becomes of it

  // It was found in the store, as `text`.
  void found(SessionId id, std::string text, SessionRecord record);

  // It is stored as `text` by now: what this request changed is put on top. Throws std::length_error where it became too large.
  void merge(std::string text, SessionRecord record);

  // It is not stored any more; what remains is what this request has set.
  void lose();

  void destroyed() {
    begin();
    destroyed_ = true;
  }
  void close() noexcept { closed_ = true; }  // The handler has answered.

  [[nodiscard]] bool is_stored() const noexcept { return id_.has_value(); }
  [[nodiscard]] bool was_destroyed() const noexcept { return destroyed_; }
  [[nodiscard]] bool is_wanted() const noexcept { return wanted_; }  // Of one that is not stored: to be kept.
  [[nodiscard]] bool is_left() const noexcept { return record_.left.has_value(); }
  [[nodiscard]] bool is_changed() const noexcept { return cleared_ || !changes_.empty(); }
  [[nodiscard]] const std::string& stored_text() const noexcept { return stored_text_; }
  [[nodiscard]] const SessionRecord& record() const noexcept { return record_; }
  void renew(Timestamp now) noexcept { record_.renewed = now; }

  // What takes the place of the stored record when its id changes.
  [[nodiscard]] SessionRecord leaving(Timestamp dead, std::string heir) const;

 private:
  void begin();
  void apply_changes();
  void check_open() const;
  void check_size(const SessionRecord& record) const;

  SessionKeeper& keeper_;
  std::size_t max_bytes_;
  Timestamp opened_;
  std::optional<SessionId> id_;       // As stored.
  std::optional<SessionId> next_id_;  // To be stored under.
  std::string stored_text_;
  SessionRecord record_;  // With the changes.
  std::map<std::string, std::optional<std::string>, std::less<>> changes_;  // Nothing: removed.
  bool cleared_ = false;  // Before the changes.
  bool wanted_ = false;
  bool destroyed_ = false;
  bool closed_ = false;
};

}  // namespace saki
