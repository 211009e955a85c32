// SPDX-License-Identifier: Apache-2.0
//
// The strict reading of base64 that all who read it share.
#pragma once

#include <cstddef>
#include <string_view>

#include "saki/base/bytes.h"

namespace saki::text {

enum class Base64Kind : bool { Standard, Url };  // RFC 4648 sections 4, padded, and 5, here never padded.

// How many bytes a text stands for, if it is one.
[[nodiscard]] std::size_t base64_size(std::string_view text, Base64Kind kind) noexcept;

// Reads all of it into `bytes`, which has that size. False for what is not base64; then what `bytes` holds is of no meaning.
[[nodiscard]] bool read_base64(std::string_view text, Base64Kind kind, MutableBytes bytes) noexcept;

}  // namespace saki::text
