// SPDX-License-Identifier: Apache-2.0
//
// SessionRules: the section `session` of a configuration: how long sessions live, and the cookie that carries their id.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "saki/base/clock.h"
#include "saki/cookie.h"
#include "session/session_id.h"
#include "session/session_record.h"

namespace saki {

class SessionRules {  // Affinity: frozen once read.
 public:
  SessionRules() = default;

  // Whether a session that is stored may still be used.
  [[nodiscard]] bool alive(const SessionRecord& record, Timestamp now) const noexcept;

  // Whether a request has to be written down so that the session does not seem idle.
  [[nodiscard]] bool renewal_due(const SessionRecord& record, Timestamp now) const noexcept;

  // How long the store has to keep it, more than nothing.
  [[nodiscard]] Duration time_left(const SessionRecord& record, Timestamp now) const noexcept;

  // The cookies that give and take an id. Throw InvalidField where the settings do not go together.
  [[nodiscard]] Cookie cookie_of(const SessionId& id, const SessionRecord& record, Timestamp now) const;
  [[nodiscard]] Cookie no_cookie() const;
  [[nodiscard]] std::string cookie_name() const;

  std::optional<std::string> backend;  // A package's own store instead of the service's.
  std::chrono::seconds idle{};
  std::chrono::seconds lifetime{};
  std::chrono::milliseconds rotation_grace{};
  std::size_t max_bytes = 0;
  std::optional<std::string> cookie;
  std::optional<std::string> domain;
  SameSite same_site = SameSite::Lax;
  bool secure = true;
  bool persistent = false;

 private:
  [[nodiscard]] Cookie dressed(Cookie cookie) const;
};

}  // namespace saki
