// SPDX-License-Identifier: Apache-2.0
//
// The keys of a CookieRing, and how they are read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cookie/cookie_key.h"
#include "saki/cookie_ring.h"

namespace saki {

class CookieRing::Keys {  // Affinity: frozen.
 public:
  // What is wrong with a line, "" when nothing is.
  [[nodiscard]] std::string add_line(std::string_view line);

  [[nodiscard]] bool empty() const noexcept { return keys_.empty(); }
  [[nodiscard]] const CookieKey& maker() const noexcept { return keys_.front(); }
  [[nodiscard]] const CookieKey* find(std::string_view id) const noexcept;  // Ids are no secret.

 private:
  std::vector<CookieKey> keys_;
};

}  // namespace saki
