// SPDX-License-Identifier: Apache-2.0
//
// Session: what a service keeps for one client between its requests, on its own side; the client has nothing but an id.
//
//   Session session = co_await request.use<Sessions>().open(request);
//   session.rotate();                                // Whoever signs in, or out of something, gets another id.
//   session.set("user", user.id);
//   …
//   const auto user = session.get<std::int64_t>("user");
//
// What is set is kept once the handler has answered, whatever the status, also by an HttpError; not when it throws something else. A
// session begins with the first value: who only reads makes none. See <saki/sessions.h> for where they are kept and when they end.
//
// **Requests of one session at the same time** each see it as it was when they opened it. What they changed is put into what is stored by
// then, key by key: of two that set one key the later to answer wins, and nothing else is lost. A session that was destroyed meanwhile
// stays so.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "saki/decoder.h"
#include "saki/encode.h"
#include "saki/task/task.h"
#include "saki/timestamp.h"

namespace saki {

class SessionState;

class Session {  // Affinity: loop. A value that speaks of the request's session, good until the request ends.
 public:
  explicit Session(SessionState& state) noexcept : state_(&state) {}

  // The value of a key; nothing where there is none, or it is no T.
  template <class T>
  [[nodiscard]] std::optional<T> get(std::string_view key) const {
    const std::string* const json = find(key);
    if (json == nullptr) return std::nullopt;
    Violations violations;
    Decoder in(*json, JsonForm::Stored, violations);
    T value{};
    if (!read_json(in, value) || !in.finish()) return std::nullopt;
    return value;
  }

  // Sets it, to whatever has a codec: a number, a text, a generated type. Throws std::length_error for a session larger than
  // `session.max_bytes` or a key of no or more than 128 bytes, std::logic_error once the handler has answered.
  template <class T>
  void set(std::string_view key, const T& value) {
    if constexpr (std::convertible_to<const T&, std::string_view>) {
      put(key, encode(std::string(std::string_view(value)), JsonForm::Stored));
    } else {
      put(key, encode(value, JsonForm::Stored));
    }
  }

  // Gives a value and forgets it: for what is said once, on the next page.
  template <class T>
  [[nodiscard]] std::optional<T> take(std::string_view key) {
    std::optional<T> value = get<T>(key);
    remove(key);
    return value;
  }

  [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
  bool remove(std::string_view key);  // Whether there was one.
  void clear();                       // Removes all.

  // Gives it another id, which the client is told with the answer. The one before is dead from then on; where `session.rotation_grace` is
  // set, requests that were under way with it see, for so long, the session as it was before, and change nothing. To be called wherever
  // what the client may do has changed: so an id that somebody planted or saw before is worth nothing afterwards.
  void rotate();

  // Ends it at once: its id is dead when this has returned, whatever becomes of the handler, and the answer makes the client forget it.
  // What is set afterwards begins another.
  //
  // Throws StoreError, Cancelled.
  [[nodiscard]] Task<> destroy();

  // Whether it was there before this request.
  [[nodiscard]] bool is_stored() const noexcept;

  // A text that pages of this session put into their forms or requests, and those of other sites cannot know: see <saki/csrf.h>. Begins a
  // session where there is none.
  [[nodiscard]] std::string csrf_token();
  [[nodiscard]] bool knows_csrf_token(std::string_view token) const;

 private:
  [[nodiscard]] const std::string* find(std::string_view key) const noexcept;
  void put(std::string_view key, std::string json);

  SessionState* state_;
};

}  // namespace saki
