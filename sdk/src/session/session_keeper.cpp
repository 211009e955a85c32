// SPDX-License-Identifier: Apache-2.0
#include "session/session_keeper.h"

#include "saki/http_error.h"

namespace saki {

Task<> SessionKeeper::load(SessionState& state, std::string cookie, Timestamp now) {
  std::optional<SessionId> id = SessionId::parse(cookie);
  if (!id) {
    count(SessionFate::Malformed);
    co_return;
  }
  std::optional<std::string> text = co_await store_.get(id->key());
  if (!text) {
    count(SessionFate::Unknown);
    co_return;
  }
  std::optional<SessionRecord> record = SessionRecord::parse(*text);
  if (record && rules_.alive(*record, now)) {
    count(SessionFate::Found);
    state.found(std::move(*id), std::move(*text), std::move(*record));
    co_return;
  }
  count(record ? SessionFate::Expired : SessionFate::Unreadable);
  co_await store_.compare_and_remove(id->key(), std::move(*text));
}

Task<std::string> SessionKeeper::save(SessionState& state, bool had_cookie, Timestamp now) {
  const std::optional<SessionId> next = state.next_id();
  if (!state.is_stored()) {
    if (!state.is_wanted()) co_return state.was_destroyed() && had_cookie ? rules_.no_cookie().text() : std::string();
    const SessionId id = state.lasting_id();
    co_await insert(state, id, now);
    count(SessionFate::Begun);
    co_return rules_.cookie_of(id, state.record(), now).text();
  }
  if (next) {
    co_await move(state, *next, now);
    count(SessionFate::Rotated);
    co_return rules_.cookie_of(*next, state.record(), now).text();
  }
  const bool changes = state.is_changed();
  if (changes && !state.is_left()) co_await update(state, now);
  if (!changes && !state.is_left() && rules_.renewal_due(state.record(), now)) co_await renew(state, now);
  co_return std::string();
}

Task<> SessionKeeper::destroy(SessionState& state) {
  if (state.is_stored()) {
    co_await remove_with_heirs(state.id()->key());
    count(SessionFate::Destroyed);
  }
  state.destroyed();
}

// Each may have gone on to another id, also since it was read.
Task<> SessionKeeper::remove_with_heirs(std::string key) {
  for (int attempt = 0; attempt < kAttempts && !key.empty(); ++attempt) {
    const std::optional<std::string> text = co_await store_.get(key);
    if (!text) co_return;
    const bool removed = co_await store_.compare_and_remove(key, *text);
    if (!removed) continue;
    const std::optional<SessionRecord> record = SessionRecord::parse(*text);
    key = record ? record->heir : std::string();
  }
  if (!key.empty()) co_await store_.remove(key);
}

Task<> SessionKeeper::insert(SessionState& state, SessionId id, Timestamp now) {
  std::string text = state.record().text();
  co_await store_.set(id.key(), std::move(text), rules_.time_left(state.record(), now));
}

// First the one before goes, so that no moment has both: with it whoever knows its id. An id in its grace takes nothing along, or whoever
// has it could give what was ended another life.
Task<> SessionKeeper::move(SessionState& state, SessionId next, Timestamp now) {
  if (state.is_left()) state.lose();
  for (int attempt = 0; state.is_stored(); ++attempt) {
    if (attempt == kAttempts) throw ServiceUnavailable("The session is being changed too often");
    const bool done = co_await leave(state, next.key(), now);
    if (done) break;
    const Kept kept = co_await reload(state, now);
    if (kept == Kept::Lost) state.lose();
  }
  state.renew(now);
  co_await insert(state, next, now);
}

Task<bool> SessionKeeper::leave(SessionState& state, std::string heir, Timestamp now) {
  const std::string key = state.id()->key();
  std::string before = state.stored_text();
  if (rules_.rotation_grace == std::chrono::milliseconds::zero()) {
    const bool removed = co_await store_.compare_and_remove(key, std::move(before));
    co_return removed;
  }
  const SessionRecord left = state.leaving(now + rules_.rotation_grace, std::move(heir));
  std::string text = left.text();
  const bool replaced = co_await store_.compare_and_set(key, std::move(before), std::move(text), rules_.time_left(left, now));
  co_return replaced;
}

Task<> SessionKeeper::update(SessionState& state, Timestamp now) {
  const std::string key = state.id()->key();
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    state.renew(now);
    std::string before = state.stored_text();
    std::string text = state.record().text();
    const bool done = co_await store_.compare_and_set(key, std::move(before), std::move(text), rules_.time_left(state.record(), now));
    if (done) {
      count(SessionFate::Saved);
      co_return;
    }
    const Kept kept = co_await reload(state, now);
    if (kept == Kept::Lost) co_return;
  }
  throw ServiceUnavailable("The session is being changed too often");
}

// Where another request came first, that one has renewed it. An answer that only read is not refused for it.
Task<> SessionKeeper::renew(SessionState& state, Timestamp now) {
  state.renew(now);
  std::string before = state.stored_text();
  std::string text = state.record().text();
  const Duration ttl = rules_.time_left(state.record(), now);
  const StoreResult<bool> done = co_await store_.try_compare_and_set(state.id()->key(), std::move(before), std::move(text), ttl);
  if (done && *done) count(SessionFate::Saved);
}

Task<SessionKeeper::Kept> SessionKeeper::reload(SessionState& state, Timestamp now) {
  count(SessionFate::Collided);
  std::optional<std::string> text = co_await store_.get(state.id()->key());
  if (!text) co_return Kept::Lost;
  std::optional<SessionRecord> record = SessionRecord::parse(*text);
  if (!record || record->left || !rules_.alive(*record, now)) co_return Kept::Lost;
  state.merge(std::move(*text), std::move(*record));
  co_return Kept::Yes;
}

void SessionKeeper::measure(Measures& measures) const {
  const auto tell = [&](const char* name, const char* help, SessionFate fate) { measures.counter(name, help, counted(fate)); };
  tell("sessions_found_total", "Requests whose session was found.", SessionFate::Found);
  tell("sessions_begun_total", "Sessions that began.", SessionFate::Begun);
  tell("sessions_rotated_total", "Sessions that were given another id.", SessionFate::Rotated);
  tell("sessions_destroyed_total", "Sessions that a handler ended.", SessionFate::Destroyed);
  tell("sessions_saved_total", "Changes and renewals that were stored.", SessionFate::Saved);
  tell("sessions_conflicts_total", "Times that another request had changed the session meanwhile.", SessionFate::Collided);
  const auto refused = [&](const char* reason, SessionFate fate) {
    measures.counter("sessions_refused_total", "Requests whose cookie named no session that is alive.", counted(fate),
                     {{"reason", reason}});
  };
  refused("malformed", SessionFate::Malformed);
  refused("unknown", SessionFate::Unknown);
  refused("expired", SessionFate::Expired);
  refused("unreadable", SessionFate::Unreadable);
}

}  // namespace saki
