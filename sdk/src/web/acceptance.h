// SPDX-License-Identifier: Apache-2.0
//
// What an Accept field makes of a media type: how much it is wanted, and how exactly it is named.
#pragma once

#include <compare>
#include <string_view>

namespace saki {

struct Acceptance {
  unsigned quality = 0;  // In thousandths.
  int specificity = 0;   // 0: no range fits; 1: `*/*`; 2: `text/*`; 3: `text/html`.

  friend auto operator<=>(const Acceptance&, const Acceptance&) = default;
};

// Of the most specific range that fits; members outside the grammar are passed over (RFC 9110 section 12.5.1). Without a field everything
// is wanted as much. Affinity: any.
[[nodiscard]] Acceptance acceptance(std::string_view accept, std::string_view media_type) noexcept;

}  // namespace saki
