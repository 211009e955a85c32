// SPDX-License-Identifier: Apache-2.0
//
// Base64, as RFC 4648 section 4 has it: with padding, without line breaks.
#pragma once

#include <string>
#include <string_view>

#include "saki/base/bytes.h"

namespace saki {

inline constexpr std::string_view kBase64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void append_base64(std::string& into, ByteView content);

}  // namespace saki
