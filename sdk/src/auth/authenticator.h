// SPDX-License-Identifier: Apache-2.0
//
// Authenticator: an entry of the section `auth`: one way to prove who calls.
#pragma once

#include <string>

#include "auth/attempt.h"
#include "saki/task/task.h"

namespace saki {

class Loop;
class Request;

class Authenticator {  // Affinity: any; what follows is called on workers.
 public:
  Authenticator() = default;
  Authenticator(const Authenticator&) = delete;
  Authenticator& operator=(const Authenticator&) = delete;
  virtual ~Authenticator() = default;

  virtual void start_worker(Loop& loop) { static_cast<void>(loop); }
  virtual void stop() noexcept {}

  // Looks at what the request shows. Throws Cancelled.
  [[nodiscard]] virtual Task<Attempt> attempt(Request& request) = 0;

  // The value of a WWW-Authenticate field (RFC 9110 section 11.6.1) after such an attempt.
  [[nodiscard]] virtual std::string challenge(AttemptOutcome outcome) const = 0;
};

}  // namespace saki
