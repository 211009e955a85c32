// SPDX-License-Identifier: Apache-2.0
#include "session/session_settings.h"

namespace saki {

SettingFields<SessionRules> session_settings() {
  using Rules = SessionRules;
  SettingFields<Rules> fields("session");
  fields.add(&Rules::backend, {.path = "backend",
                               .minimum = "1",
                               .description = "The package that keeps sessions: sqlite, redis; the service's store unless told."});
  fields.add(&Rules::idle, {.path = "idle",
                            .initial = "30m",
                            .minimum = "1s",
                            .maximum = "365d",
                            .description = "A session ends so long after its last request; up to an eighth of it sooner."});
  fields.add(&Rules::lifetime, {.path = "lifetime",
                                .initial = "12h",
                                .minimum = "1s",
                                .maximum = "400d",
                                .description = "It ends so long after it began, however it is used."});
  fields.add(
      &Rules::rotation_grace,
      {.path = "rotation_grace",
       .initial = "0s",
       .minimum = "0s",
       .maximum = "1m",
       .description = "How long requests with an id that was changed still see the session as it was before, to read; 0s is not at all."});
  fields.add(&Rules::max_bytes, {.path = "max_bytes",
                                 .type = SettingType::Size,
                                 .initial = "16KiB",
                                 .minimum = "256",
                                 .maximum = "1MiB",
                                 .description = "The largest session, as it is stored."});
  fields.add(&Rules::cookie,
             {.path = "cookie", .minimum = "1", .maximum = "128", .description = "The cookie's name; __Host-session unless told."});
  fields.add(&Rules::domain, {.path = "domain",
                              .minimum = "1",
                              .maximum = "253",
                              .description = "A domain whose hosts all get the cookie; then its name begins with __Secure-."});
  fields.add(&Rules::same_site, {.path = "same_site",
                                 .initial = "lax",
                                 .words = {"lax", "strict", "none"},
                                 .description = "Which requests from other sites' pages carry the cookie."});
  fields.add(
      &Rules::secure,
      {.path = "secure", .initial = "true", .description = "Whether the cookie travels over https alone; without, it is called session."});
  fields.add(&Rules::persistent,
             {.path = "persistent", .initial = "false", .description = "Whether browsers keep the cookie when they are closed."});
  return fields;
}

}  // namespace saki
