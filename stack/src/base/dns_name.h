// SPDX-License-Identifier: Apache-2.0
//
// Names that are asked of the name service, and that hosts have; told from addresses in one of their many writings.
#pragma once

#include <string_view>

namespace saki {

// Labels of letters, digits, `_` and, not at their ends, `-` (RFC 1123 section 2.1) with dots between, at most 253 bytes, perhaps with a
// dot at the end. The last label is no number, decimal or with `0x`: the C library would read `127.1`, `2130706433` and `0x7f.1` as
// addresses that nobody has checked.
[[nodiscard]] bool is_dns_name(std::string_view text) noexcept;

}  // namespace saki
