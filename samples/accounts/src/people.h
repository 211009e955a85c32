// SPDX-License-Identifier: Apache-2.0
//
// Passwords, and who is signed in to a session.
#pragma once

#include <string>

#include "handlers.h"
#include "saki/session.h"

// What is kept of a password. Takes a tenth of a second: for request.blocking().
std::string hash_of(std::string password);

// Whether a password is the one that `hash` was made of. An empty one is nobody's, which takes as long to find out. For
// request.blocking() too.
bool fits(std::string hash, std::string password);

// Signs in, under another session id.
void enter(saki::Session& session, const std::string& name, Role role);

// Who is signed in, and the token that the page sends along with whatever changes something.
Me about(saki::Session& session);
