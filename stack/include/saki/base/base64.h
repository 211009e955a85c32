// SPDX-License-Identifier: Apache-2.0
//
// Base64 as RFC 4648 has it: with padding (section 4), or for URLs without (section 5); never with line breaks.
#pragma once

#include <string>
#include <string_view>

#include "saki/base/bytes.h"

namespace saki {

inline constexpr std::string_view kBase64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
inline constexpr std::string_view kBase64UrlDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void append_base64(std::string& into, ByteView content);
void append_base64url(std::string& into, ByteView content);

}  // namespace saki
