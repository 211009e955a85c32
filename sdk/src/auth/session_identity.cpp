// SPDX-License-Identifier: Apache-2.0
#include "saki/session_identity.h"

namespace saki {
namespace {

constexpr std::string_view kSubject = "identity.subject";
constexpr std::string_view kRoles = "identity.roles";

}  // namespace

void sign_in(Session& session, const Identity& identity) {
  session.rotate();
  session.set(kSubject, identity.subject);
  session.set(kRoles, identity.roles);
}

void sign_out(Session& session) {
  session.rotate();
  session.remove(kSubject);
  session.remove(kRoles);
}

Identity identity_of(const Session& session) {
  auto subject = session.get<std::string>(kSubject);
  auto roles = session.get<std::vector<std::string>>(kRoles);
  return subject ? Identity(std::move(*subject), roles ? std::move(*roles) : std::vector<std::string>()) : Identity();
}

}  // namespace saki
