// SPDX-License-Identifier: Apache-2.0
//
// RewriteTable: rules that send a request elsewhere before anything is asked who answers it.
//
// A rule has a pattern as routes have, held against the normal path by the same precedence whatever the order of the rules, and a target.
// With a status it is a redirect, which the client is told; without, another place answers, and the table is asked again for that one until
// no rule fits or a rule changes nothing. More than kMostRewrites turns are a mistake of the rules: the request ends with 500.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/rewrite_target.h"
#include "saki/base/diagnostics.h"
#include "saki/http_words.h"
#include "saki/router.h"

namespace saki::http {
class Exchange;
}

namespace saki {

// A rule as it was configured.
struct RewriteRule {
  std::string match;
  std::string to;
  std::optional<Status> status;  // Of a redirect.
  SourcePlace match_place;
  SourcePlace to_place;
};

// What became of a request.
struct Rewriting {
  enum class Kind : std::uint8_t {
    Done,  // Answer what the exchange asks for now.
    Redirect,  // Tell the client `location`.
    Endless,  // The rules lead in a circle, `rule` among them.
    Nowhere,  // `rule` made of this request a path that none may have.
  };

  Kind kind = Kind::Done;
  const RewriteRule* rule = nullptr;  // Save with Done.
  std::string_view location;  // In the exchange's arena.
};

class RewriteTable {  // Affinity: frozen once in use; one thread before.
 public:
  static constexpr int kMostRewrites = 10;

  // Adds a rule; what is wrong with it goes to `diagnostics`: its pattern, its target, or a rule that fits a path with equal right.
  void add(RewriteRule rule, Diagnostics& diagnostics);

  [[nodiscard]] bool empty() const noexcept { return rules_.empty(); }

  [[nodiscard]] Rewriting apply(http::Exchange& exchange) const;

 private:
  struct Entry {
    RewriteRule rule;
    RewriteTarget target;
  };

  void check_against_others(const RewriteRule& rule, Diagnostics& diagnostics) const;

  Router router_;
  std::vector<Entry> rules_;  // By the router's targets.
};

}  // namespace saki
