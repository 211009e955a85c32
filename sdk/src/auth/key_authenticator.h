// SPDX-License-Identifier: Apache-2.0
//
// KeyAuthenticator: keys of programs, in a field of the request or a parameter of the query, compared with the digests of a file.
#pragma once

#include "auth/auth_settings.h"
#include "auth/authenticator.h"
#include "auth/file_watch.h"
#include "auth/per_worker.h"
#include "auth/snapshot.h"
#include "auth/users.h"
#include "saki/package.h"

namespace saki {

class KeyAuthenticator final : public Authenticator {
 public:
  KeyAuthenticator(const AuthEntry& entry, const PackageContext& context, FileWatch& watch, Diagnostics& diagnostics);

  void start_worker(Loop& loop) override;
  [[nodiscard]] Task<Attempt> attempt(Request& request) override;
  [[nodiscard]] std::string challenge(AttemptOutcome outcome) const override;

 private:
  using View = Snapshot<KeyHolders>::View;

  // What the request shows; nothing where it shows none. Throws BadRequest for a query that is malformed.
  [[nodiscard]] std::optional<std::string_view> shown(Request& request) const;

  std::string realm_;
  std::string header_;
  std::string query_;
  Snapshot<KeyHolders> holders_;
  PerWorker<View> views_;
};

}  // namespace saki
