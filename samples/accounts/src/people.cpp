// SPDX-License-Identifier: Apache-2.0
#include "people.h"

#include <optional>
#include <utility>

#include "saki/identity.h"
#include "saki/password.h"
#include "saki/session_identity.h"

std::string hash_of(std::string password) { return saki::PasswordHash::of(password).text(); }

bool fits(std::string hash, std::string password) {
  const auto kept = saki::PasswordHash::parse(hash);
  return (kept ? *kept : saki::PasswordHash::of_nobody()).matches(password);
}

void enter(saki::Session& session, const std::string& name, Role role) {
  std::string word;
  append_text(word, role);
  saki::sign_in(session, saki::Identity(name, {word}));
  session.set("role", role);
}

Me about(saki::Session& session) {
  const saki::Identity who = saki::identity_of(session);
  auto name = who.known() ? std::optional(who.subject) : std::nullopt;
  auto role = who.known() ? session.get<Role>("role") : std::nullopt;
  return Me(std::move(name), role, session.csrf_token());
}
