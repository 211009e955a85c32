// SPDX-License-Identifier: Apache-2.0
//
// CorsPolicy: which sites' pages may call a route, and how (the CORS protocol of https://fetch.spec.whatwg.org).
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace saki {

struct CorsPolicy {
  // Each as browsers name it: `https://example.org`, with a port where it is not the usual one. `https://*.example.org` stands for one
  // label more, never for `https://example.org` itself; `*` alone for every site, then without credentials.
  std::vector<std::string> origins{};
  std::vector<std::string> methods{};  // What a page may ask with; empty for every method that the path has.
  std::vector<std::string> headers{};  // Request fields that a page may set, beside those that every page may.
  std::vector<std::string> exposed{};  // Response fields that a page may read, beside those that every page may.
  bool credentials = false;            // Whether cookies and the like go along, and what comes of them may be read.
  std::chrono::seconds max_age{600};   // How long a browser may remember the answer to its question; browsers have bounds of their own.
};

}  // namespace saki
