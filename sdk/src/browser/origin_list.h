// SPDX-License-Identifier: Apache-2.0
//
// OriginList: the sites that a policy names, and whether an Origin field is one of them.
//
// What a browser sends is compared byte by byte with what was named: it serialises origins in one way (lower case, no usual port, no
// slash), and anything else is no match. A `*` stands for one label of a host, made of letters, digits, `-` and `_` alone, so that no
// origin can hide another in it; the opaque origin `null` matches nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace saki {

class OriginList {  // Affinity: frozen once in use.
 public:
  OriginList() = default;
  explicit OriginList(const std::vector<std::string>& origins);  // Of which each fits().

  // Whether a text names sites: `https://example.org:8443`, `https://*.example.org` or `*`.
  [[nodiscard]] static bool fits(std::string_view text) noexcept;

  void add(const std::string& origin);

  [[nodiscard]] bool any() const noexcept { return any_; }
  [[nodiscard]] bool has(std::string_view origin) const noexcept;  // Also where any() is: of what browsers send.

 private:
  struct Pattern {
    std::string before;  // "https://"
    std::string after;   // ".example.org"
  };

  bool any_ = false;
  std::vector<std::string> exact_;
  std::vector<Pattern> patterns_;
};

}  // namespace saki
