// SPDX-License-Identifier: Apache-2.0
#include "session/session_rules.h"

#include <algorithm>

namespace saki {

using namespace std::chrono_literals;

bool SessionRules::alive(const SessionRecord& record, Timestamp now) const noexcept {
  if (record.left && now >= *record.left) return false;
  return now < record.created + lifetime && now < record.renewed + idle;
}

bool SessionRules::renewal_due(const SessionRecord& record, Timestamp now) const noexcept {
  return now >= record.renewed + std::chrono::microseconds(idle) / 8;
}

Duration SessionRules::time_left(const SessionRecord& record, Timestamp now) const noexcept {
  Timestamp end = std::min(record.created + lifetime, record.renewed + idle);
  if (record.left) end = std::min(end, *record.left);
  return std::max<Duration>(end - now, 1ms);  // Zero would be for good.
}

std::string SessionRules::cookie_name() const {
  if (cookie) return *cookie;
  if (!secure) return "session";
  return domain ? "__Secure-session" : "__Host-session";
}

Cookie SessionRules::dressed(Cookie made) const {
  made.same_site(same_site);
  if (domain) made.domain(*domain);
  if (!secure) made.over_plain();
  return made;
}

Cookie SessionRules::cookie_of(const SessionId& id, const SessionRecord& record, Timestamp now) const {
  Cookie made = dressed(Cookie(cookie_name(), id.text()));
  if (persistent) made.max_age(std::chrono::ceil<std::chrono::seconds>(record.created + lifetime - now));
  return made;
}

Cookie SessionRules::no_cookie() const { return dressed(Cookie::expired(cookie_name())); }

}  // namespace saki
