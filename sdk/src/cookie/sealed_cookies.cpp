// SPDX-License-Identifier: Apache-2.0
#include "saki/sealed_cookies.h"

#include <filesystem>

#include "cookie/cookie_settings.h"
#include "cookie/key_file.h"
#include "cookie/sole_cookie.h"
#include "saki/invalid_field.h"
#include "saki/measures.h"
#include "saki/offers.h"
#include "saki/request.h"

namespace saki {
namespace {

constexpr const char* kMadeFile = "cookies.keys";
constexpr const char* kLineHint = "a line is `ID KEY`, the key from `openssl rand -base64 32`";

// Only the file that nobody has named is made: a path that is mistyped must not bring new keys.
Result<> make_in(const std::string& path) {
  std::error_code told_when_opening;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), told_when_opening);
  return make_key_file(path);
}

// The lines with the keys; nothing once a diagnostic says why.
std::optional<std::string> key_lines(const CookieSettings& settings, const PackageContext& context, Diagnostics& diagnostics) {
  if (settings.keys && settings.key_file) {
    diagnostics.add(context.config().place("cookies.keys"), "cookie-keys", "the keys for cookies are told twice", "drop keys, or key_file");
    return std::nullopt;
  }
  if (settings.keys) return settings.keys->reveal();
  const std::string path = context.data_path(settings.key_file.value_or(kMadeFile));
  const Result<> made = settings.key_file ? Result<>() : make_in(path);
  Result<std::string> lines = made ? read_key_file(path) : fail(made.error());
  if (lines) return std::move(*lines);
  diagnostics.add(context.config().place("cookies.key_file"), "cookie-keys",
                  "the keys for cookies cannot be read from " + path + ": " + lines.error().text(),
                  "make the file with lines of `ID KEY`, the key from `openssl rand -base64 32`");
  return std::nullopt;
}

void check_lifetime(std::chrono::seconds lifetime) {
  if (lifetime > SealedCookies::kMaxLifetime) throw InvalidField("a sealed cookie ends after 400 days at most");
}

}  // namespace

SettingFields<CookieSettings> cookie_settings() {
  SettingFields<CookieSettings> fields("cookies");
  fields.add(&CookieSettings::keys,
             {.path = "keys",
              .description = "Keys for signed and encrypted cookies, one a line: `ID KEY`, the key in base64. The first makes, all read."});
  fields.add(&CookieSettings::key_file,
             {.path = "key_file",
              .minimum = "1",
              .description = "The file of the keys, relative to data_dir; unless told cookies.keys there, made if missing."});
  return fields;
}

void SealedCookies::declare_settings(ConfigSchema& schema) { cookie_settings().declare(schema); }

void SealedCookies::start(const PackageContext& context, Diagnostics& diagnostics) {
  const CookieSettings settings = cookie_settings().read(context.config());
  const std::optional<std::string> lines = key_lines(settings, context, diagnostics);
  if (!lines) return;
  auto ring = CookieRing::parse(*lines);
  if (ring) {
    ring_ = std::move(*ring);
    context.offers().add<SealedCookies>("cookies", *this);
  } else {
    const char* const setting = settings.keys ? "cookies.keys" : "cookies.key_file";
    diagnostics.add(context.config().place(setting), "cookie-keys", "the keys for cookies: " + ring.error(), kLineHint);
  }
}

void SealedCookies::measure(Measures& measures) const {
  measures.counter("cookies_opened_total", "Sealed cookies that were good.", opened_.load(std::memory_order_relaxed));
  for (std::size_t fault = 1; fault < kFaults; ++fault) {
    measures.counter("cookies_refused_total", "Sealed cookies that were not, by what was wrong.",
                     refused_[fault].load(std::memory_order_relaxed), {{"reason", text_of(static_cast<CookieFault>(fault))}});
  }
}

Cookie SealedCookies::sign(const Request& request, std::string_view name, std::string_view value, std::chrono::seconds lifetime) const {
  check_lifetime(lifetime);
  Cookie cookie(std::string(name), ring_->sign(name, value, request.now() + lifetime));
  cookie.max_age(lifetime);
  return cookie;
}

Cookie SealedCookies::seal(const Request& request, std::string_view name, std::string_view value, std::chrono::seconds lifetime) const {
  check_lifetime(lifetime);
  Cookie cookie(std::string(name), ring_->seal(name, value, request.now() + lifetime));
  cookie.max_age(lifetime);
  return cookie;
}

SealedCookies::Opened SealedCookies::verify(const Request& request, std::string_view name) const {
  const auto text = sole_cookie(request, name);
  return text ? counted(ring_->verify(name, *text, request.now())) : std::unexpected(CookieFault::Absent);
}

SealedCookies::Opened SealedCookies::open(const Request& request, std::string_view name) const {
  const auto text = sole_cookie(request, name);
  return text ? counted(ring_->open(name, *text, request.now())) : std::unexpected(CookieFault::Absent);
}

SealedCookies::Opened SealedCookies::counted(Opened opened) const noexcept {
  auto& counter = opened ? opened_ : refused_[static_cast<std::size_t>(opened.error())];
  counter.fetch_add(1, std::memory_order_relaxed);
  return opened;
}

}  // namespace saki
