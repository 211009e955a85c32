// SPDX-License-Identifier: Apache-2.0
//
// merge_pages: one page of what several have of it.
#pragma once

#include <cstddef>
#include <vector>

#include "saki/store_page.h"

namespace saki {

// Each part is in order, and `next` is its last key where it was cut short: what lies behind that is not known of any. The page has no more
// than `limit` entries, and ends once it has `bytes`.
[[nodiscard]] StorePage merge_pages(std::vector<StorePage> parts, std::size_t limit, std::size_t bytes);

}  // namespace saki
