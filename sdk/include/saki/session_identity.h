// SPDX-License-Identifier: Apache-2.0
//
// Who somebody is, kept in a session: what a scheme of kind `session` finds there. See <saki/auth.h>.
#pragma once

#include "saki/identity.h"
#include "saki/session.h"

namespace saki {

// Makes the session that of somebody from now on, under another id. Throws as Session::set. Affinity: loop (all of this header).
void sign_in(Session& session, const Identity& identity);

// Makes it nobody's again, under another id; what else it holds stays. Session::destroy() ends all of it.
void sign_out(Session& session);

// Nobody where none signed in.
[[nodiscard]] Identity identity_of(const Session& session);

}  // namespace saki
