// SPDX-License-Identifier: Apache-2.0
//
// SealedCookies: cookies that clients can keep and not change: signed, or encrypted so that they cannot be read either.
//
//   response.cookie(request.use<SealedCookies>().seal(request, "__Host-cart", text, 24h));
//   const auto cart = request.use<SealedCookies>().open(request, "__Host-cart");     // Nothing where it is not ours, or has ended.
//
// The keys come from the configuration's section `cookies`; see docs/cookies.md. What was sealed can be played back until it ends, as any
// cookie: what must be taken back sooner belongs into a session.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "saki/cookie.h"
#include "saki/cookie_ring.h"
#include "saki/package.h"

namespace saki {

class Request;

class SealedCookies final : public Package {  // Affinity: any between start() and stop().
 public:
  using Opened = std::expected<OpenedCookie, CookieFault>;

  [[nodiscard]] std::string_view name() const noexcept override { return "cookies"; }
  void declare_settings(ConfigSchema& schema) override;
  void start(const PackageContext& context, Diagnostics& diagnostics) override;
  void measure(Measures& measures) const override;

  // A cookie of that name, safe as every Cookie, which ends after `lifetime` at the browser and here; at most kMaxLifetime. Throws
  // InvalidField past that, for a name that is none and for more than a browser keeps.
  static constexpr std::chrono::seconds kMaxLifetime = std::chrono::days{400};  // Browsers keep none for longer.
  [[nodiscard]] Cookie sign(const Request& request, std::string_view name, std::string_view value, std::chrono::seconds lifetime) const;
  [[nodiscard]] Cookie seal(const Request& request, std::string_view name, std::string_view value, std::chrono::seconds lifetime) const;

  // What the request's cookie of that name holds. A fault other than Absent is counted.
  [[nodiscard]] Opened verify(const Request& request, std::string_view name) const;
  [[nodiscard]] Opened open(const Request& request, std::string_view name) const;

  [[nodiscard]] const CookieRing& ring() const noexcept { return *ring_; }  // For texts that travel otherwise than in cookies.

 private:
  static constexpr std::size_t kFaults = 5;

  [[nodiscard]] Opened counted(Opened opened) const noexcept;

  std::optional<CookieRing> ring_;
  mutable std::atomic<std::uint64_t> opened_{0};
  mutable std::array<std::atomic<std::uint64_t>, kFaults> refused_{};  // By CookieFault.
};

}  // namespace saki
