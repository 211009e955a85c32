// SPDX-License-Identifier: Apache-2.0
//
// RewriteTarget: where a rule leads, `/new/{rest}?from={name}`: a path, or for a redirect also an http or https URI, in which `{name}`
// stands for a parameter of the rule's pattern, percent-encoded.
//
// What a client sends fills neither scheme nor authority, and a path never begins with two slashes: the client chooses no other host.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "saki/router.h"

namespace saki {

class RewriteTarget {  // Affinity: frozen.
 public:
  // `names` are the parameters of the rule's pattern, in order. What is wrong goes into mistake().
  RewriteTarget(std::string_view text, std::span<const std::string> names);

  [[nodiscard]] const std::string& mistake() const noexcept { return mistake_; }  // Empty where the text is a target.
  [[nodiscard]] bool is_absolute() const noexcept { return is_absolute_; }        // A URI.

  // The place without its query, as it stands in a URI.
  [[nodiscard]] std::string place(const RouteMatch& match) const;

  // Its query without the question mark: its own where it has one, else `query`, which is the request's.
  [[nodiscard]] std::string query(const RouteMatch& match, std::string_view query) const;

  // Both, for a Location field.
  [[nodiscard]] std::string location(const RouteMatch& match, std::string_view query) const;

 private:
  struct Piece {
    std::string text;                      // Of a literal.
    std::optional<std::size_t> parameter;  // Its place in the pattern.
  };
  using Pieces = std::vector<Piece>;

  [[nodiscard]] Pieces parse(std::string_view text, std::span<const std::string> names);
  void refuse(std::string mistake);
  [[nodiscard]] static std::string filled(const Pieces& pieces, const RouteMatch& match);

  Pieces place_;
  std::optional<Pieces> query_;
  bool is_absolute_ = false;
  std::string mistake_;
};

}  // namespace saki
