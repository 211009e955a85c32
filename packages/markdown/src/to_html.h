// SPDX-License-Identifier: Apache-2.0
//
// The one call to libcmark.
#pragma once

#include <string>

namespace saki {

// The HTML of CommonMark text; without HTML and links of doubtful schemes in it, unless `raw_html`. Affinity: any.
[[nodiscard]] std::string markdown_to_html(const std::string& text, bool raw_html);

}  // namespace saki
