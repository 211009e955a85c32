// SPDX-License-Identifier: Apache-2.0
#include "saki/csrf.h"

#include <algorithm>

#include "saki/form.h"
#include "saki/http_error.h"
#include "saki/random.h"
#include "saki/request.h"
#include "saki/sealed_cookies.h"
#include "saki/sessions.h"
#include "session/csrf_code.h"
#include "text/ascii.h"

namespace saki {
namespace {

constexpr const char* kCookie = "__Host-csrf";
constexpr std::chrono::seconds kCookieLifetime = std::chrono::hours{24};

bool is_own_origin(const Request& request, std::string_view origin) {
  std::string own(request.scheme());
  own.append("://").append(request.host());
  return text::equal_ignoring_case(origin, own);
}

// The secret behind a request's cookie; nothing where it is not ours.
std::optional<std::string> cookie_secret(const Request& request) {
  auto opened = request.use<SealedCookies>().verify(request, kCookie);
  return opened ? std::optional(std::move(opened->value)) : std::nullopt;
}

[[noreturn]] void refuse_token() { throw Forbidden("The request lacks the token of its page"); }

Task<> require_session_token(Request& request, std::string token) {
  const Session session = co_await request.use<Sessions>().open(request);
  if (!session.knows_csrf_token(token)) refuse_token();
}

class CsrfGuard final : public Guard {
 public:
  explicit CsrfGuard(CsrfOptions options) : options_(std::move(options)) {}

  Task<Response> answer(Request& request, Next next) const override {
    if (http::is_safe(request.method())) return next(request);
    if (!comes_from_allowed(request)) throw Forbidden("The request comes from a page of another site");
    if (options_.token == CsrfToken::None) return next(request);
    const std::string token(request.header(options_.header).value_or(""));
    if (options_.token == CsrfToken::Session) return answer_session(request, next, token);
    if (!knows_csrf_token(request, token)) refuse_token();
    return next(request);
  }

 private:
  [[nodiscard]] bool comes_from_allowed(const Request& request) const {
    const auto origin = request.header("Origin");
    if (origin && std::ranges::find(options_.origins, *origin) != options_.origins.end()) return true;
    if (const auto site = request.header("Sec-Fetch-Site")) return *site == "same-origin" || *site == "none";
    return !origin || is_own_origin(request, *origin);
  }

  static Task<Response> answer_session(Request& request, Next next, std::string token) {
    co_await require_session_token(request, std::move(token));
    Response response = co_await next(request);
    co_return response;
  }

  CsrfOptions options_;
};

}  // namespace

std::shared_ptr<Guard> csrf(CsrfOptions options) { return std::make_shared<CsrfGuard>(std::move(options)); }

Task<> require_csrf_token(Request& request, Form& form) {
  std::string token = form.take("csrf_token").value_or("");
  if (const auto header = request.header("X-CSRF-Token")) token = *header;
  return require_session_token(request, std::move(token));
}

std::string csrf_token(const Request& request, Response& response) {
  std::optional<std::string> secret = cookie_secret(request);
  if (!secret) {
    secret = random_token();
    response.cookie(request.use<SealedCookies>().sign(request, kCookie, *secret, kCookieLifetime));
  }
  return make_csrf_token(*secret);
}

bool knows_csrf_token(const Request& request, std::string_view token) {
  const std::optional<std::string> secret = cookie_secret(request);
  return secret && is_csrf_token(token, *secret);
}

}  // namespace saki
