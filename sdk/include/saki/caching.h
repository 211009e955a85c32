// SPDX-License-Identifier: Apache-2.0
//
// How long answers of a route may be kept, and by whom.
//
//   options.middleware.push_back(caching({.control = "private, max-age=60", .vary = {"Accept-Language"}}));
//
// GET and HEAD answers with 200 and redirections get these fields, and those with 200 and their content at hand an entity tag, which is its
// digest: who has the same already is answered 304 without content. What the handler says itself of any of this goes before. `no-store`
// goes on every answer, on failures too, and makes no tag.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "saki/guard.h"

namespace saki {

struct CachePolicy {
  std::string control;  // Cache-Control (RFC 9111 section 5.2.2).
  std::vector<std::string> vary{};  // The request's fields that answers depend on.
};

[[nodiscard]] std::shared_ptr<const Guard> caching(CachePolicy policy);

}  // namespace saki
