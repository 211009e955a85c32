// SPDX-License-Identifier: Apache-2.0
//
// BearerAuthenticator: tokens (RFC 6750) that are JSON Web Tokens, verified by the keys of files and a shared secret.
#pragma once

#include <optional>
#include <vector>

#include "auth/auth_settings.h"
#include "auth/authenticator.h"
#include "auth/file_watch.h"
#include "auth/per_worker.h"
#include "auth/snapshot.h"
#include "saki/jwt.h"
#include "saki/package.h"

namespace saki {

class BearerAuthenticator final : public Authenticator {
 public:
  BearerAuthenticator(const AuthEntry& entry, const PackageContext& context, FileWatch& watch, Diagnostics& diagnostics);

  void start_worker(Loop& loop) override;
  [[nodiscard]] Task<Attempt> attempt(Request& request) override;
  [[nodiscard]] std::string challenge(AttemptOutcome outcome) const override;

 private:
  using View = Snapshot<JwtKeys>::View;

  void take_secret(const AuthEntry& entry, Diagnostics& diagnostics);
  [[nodiscard]] bool take(std::size_t part, std::string_view text, const std::string& path, Diagnostics& diagnostics);
  [[nodiscard]] Attempt judge(std::string_view token, const JwtKeys& keys, Timestamp now) const;

  std::string realm_;
  JwtRules rules_;
  std::string roles_claim_;
  std::vector<std::optional<JwtKeys>> parts_;  // The secret's, then each file's. Of the thread that reads them.
  Snapshot<JwtKeys> keys_;
  PerWorker<View> views_;
};

}  // namespace saki
