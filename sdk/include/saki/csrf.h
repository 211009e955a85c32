// SPDX-License-Identifier: Apache-2.0
//
// Requests that a page of another site makes in the name of who visits it (cross-site request forgery), kept away.
//
//   options.middleware.push_back(csrf());                                  // On routes that change something.
//   const std::string token = session.csrf_token();                        // Into a page, for its requests: X-CSRF-Token.
//
// GET, HEAD, OPTIONS and TRACE pass: they must change nothing. All others are refused with 403 where
//  - the browser says that another site's page asks: Sec-Fetch-Site is neither `same-origin` nor `none`, or, where it says nothing of the
//    kind, Origin is not that of the request and none of `origins`;
//  - no token comes along, in a header field, that is one of the request's session (or of its cookie).
//
// A form without a script carries its token as a field: leave the token out here, and call require_csrf_token() once it is read.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/guard.h"
#include "saki/task/task.h"

namespace saki {

class Form;

enum class CsrfToken {
  Session,  // Of the session: see Session::csrf_token(). Needs Sessions.
  Cookie,   // Of a signed cookie: see csrf_token(). Needs SealedCookies.
  None,     // The origin decides; who tells none is no browser of today, and passes.
};

class CsrfOptions {
 public:
  explicit CsrfOptions(CsrfToken bound_to = CsrfToken::Session, std::vector<std::string> others = {})
      : token(bound_to), origins(std::move(others)) {}

  CsrfToken token;
  std::string header = "X-CSRF-Token";
  std::vector<std::string> origins;  // Of other sites that may, as `https://admin.example.org`.
};

[[nodiscard]] std::shared_ptr<Guard> csrf(CsrfOptions options = CsrfOptions());

// Throws Forbidden unless a token of the request's session comes along: in X-CSRF-Token, or as the form's field `csrf_token`, which is gone
// from the form then. Needs Sessions.
[[nodiscard]] Task<> require_csrf_token(Request& request, Form& form);

// For services without sessions, as before a sign-in: a token bound to the signed cookie `__Host-csrf`, which `response` sets where the
// request has none that is good. Another text each time. Affinity: loop.
[[nodiscard]] std::string csrf_token(const Request& request, Response& response);

// Whether it is one of the request's cookie, as a field of a form.
[[nodiscard]] bool knows_csrf_token(const Request& request, std::string_view token);

}  // namespace saki
