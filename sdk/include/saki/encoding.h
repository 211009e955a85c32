// SPDX-License-Identifier: Apache-2.0
//
// Bytes as text and back (RFC 4648): base64, its variant for URLs and cookies, and hexadecimal digits.
//
// There is one text for some bytes, and what reads it takes no other: no line breaks or blanks, padding exactly where it belongs (base64)
// or nowhere (base64url), unused bits zero; of hexadecimal digits either case. So what was compared as bytes cannot come back in another
// spelling of base64.
#pragma once

#include <string>
#include <string_view>

#include "saki/base/bytes.h"
#include "saki/base/result.h"

namespace saki {

[[nodiscard]] std::string to_base64(ByteView bytes);  // Padded. Affinity: any (all of this header).
[[nodiscard]] std::string to_base64(std::string_view text);
[[nodiscard]] std::string to_base64url(ByteView bytes);  // Not padded.
[[nodiscard]] std::string to_base64url(std::string_view text);
[[nodiscard]] std::string to_hex(ByteView bytes);  // In lower case.
[[nodiscard]] std::string to_hex(std::string_view text);

// The bytes, in a string. Error: Invalid.
[[nodiscard]] Result<std::string> from_base64(std::string_view text);
[[nodiscard]] Result<std::string> from_base64url(std::string_view text);
[[nodiscard]] Result<std::string> from_hex(std::string_view text);

}  // namespace saki
