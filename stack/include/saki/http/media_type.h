// SPDX-License-Identifier: Apache-2.0
//
// The media type of a file, by the ending of its name.
#pragma once

#include <string_view>

namespace saki::http {

// "text/html; charset=utf-8" for "index.html"; "application/octet-stream" where the ending is unknown. Case does not count.
[[nodiscard]] std::string_view media_type_of(std::string_view file_name) noexcept;

}  // namespace saki::http
