// SPDX-License-Identifier: Apache-2.0
//
// BasicAuthenticator: names and passwords (RFC 7617), compared with the scrypt hashes of a file.
//
// Comparing is slow on purpose. It happens on threads of its own with a bounded queue, so a flood of guesses delays no other work and ends
// in 503; whoever's password was right a short while ago is let in without waiting behind that flood.
#pragma once

#include "auth/auth_settings.h"
#include "auth/authenticator.h"
#include "auth/file_watch.h"
#include "auth/per_worker.h"
#include "auth/snapshot.h"
#include "auth/users.h"
#include "auth/verified_cache.h"
#include "saki/package.h"
#include "saki/task/blocking_pool.h"

namespace saki {

class BasicAuthenticator final : public Authenticator {
 public:
  BasicAuthenticator(const AuthEntry& entry, const PackageContext& context, FileWatch& watch, Diagnostics& diagnostics);

  void start_worker(Loop& loop) override;
  void stop() noexcept override;
  [[nodiscard]] Task<Attempt> attempt(Request& request) override;
  [[nodiscard]] std::string challenge(AttemptOutcome outcome) const override;

 private:
  struct Desk {  // Of a worker.
    Desk(std::size_t most, Duration lifetime) : verified(most, lifetime) {}
    Snapshot<Users>::View users;
    VerifiedCache verified;
  };

  std::string realm_;
  std::size_t remembered_;
  Duration remember_;
  Snapshot<Users> users_;
  BlockingPool pool_;
  PerWorker<Desk> desks_;
};

}  // namespace saki
