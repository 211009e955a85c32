// SPDX-License-Identifier: Apache-2.0
//
// AuthCore: the schemes of the configuration and the rules of the routes, once both are known.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "auth/attempt.h"
#include "auth/auth_guard.h"
#include "auth/authenticator.h"
#include "auth/file_watch.h"
#include "auth/per_worker.h"
#include "saki/identity_source.h"
#include "saki/log/log_pace.h"
#include "saki/package.h"

namespace saki {

class CookieAuthenticator;

class AuthCore final : public IdentitySource {  // Affinity: main before start() and in stop(), else any.
 public:
  [[nodiscard]] std::shared_ptr<const Guard> guard(AuthRule rule);

  void start(const PackageContext& context, Diagnostics& diagnostics);
  void start_worker(Loop& loop);
  void measure(Measures& measures) const;
  void stop() noexcept;

  // Lets the caller of a guarded route in, or throws what it is answered with: Unauthorized, Forbidden, ServiceUnavailable.
  [[nodiscard]] Task<> admit(Request& request, const AuthRule& rule);

  [[nodiscard]] Task<> identify(Request& request) override;
  [[nodiscard]] HttpError challenge(const Request& request) const override;

  [[nodiscard]] const CookieAuthenticator& cookie_scheme(std::string_view name) const;

 private:
  struct Scheme {
    std::string name;
    std::unique_ptr<Authenticator> authenticator;
    std::atomic<std::uint64_t> counts[4]{};  // By AttemptOutcome.
  };

  void check_rules(Diagnostics& diagnostics) const;
  [[nodiscard]] Scheme* find(std::string_view name) const noexcept;
  [[nodiscard]] std::span<const std::string> schemes_for(const Request& request) const;

  // The first scheme that the request proves something to; else what the last one found that it shows something for.
  [[nodiscard]] Task<Attempt> prove(Request& request, std::span<const std::string> schemes);

  // Keeps who was found with the request; throws where something wrong is shown.
  [[nodiscard]] Task<> establish(Request& request, std::span<const std::string> schemes);
  void tell_refused(const Request& request, const Scheme& scheme, const Attempt& attempt);
  [[nodiscard]] HttpError unauthorized(std::span<const std::string> schemes, AttemptOutcome outcome) const;

  std::vector<std::unique_ptr<Scheme>> schemes_;
  std::vector<std::string> names_;  // Of all schemes.
  std::vector<std::shared_ptr<const AuthGuard>> guards_;
  std::optional<FileWatch> watch_;
  PerWorker<LogPace> paces_;
};

}  // namespace saki
