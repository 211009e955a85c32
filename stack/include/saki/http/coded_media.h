// SPDX-License-Identifier: Apache-2.0
//
// Which media are worth a content coding.
#pragma once

#include <string_view>

namespace saki::http {

// Whether content of that media type is text, or text in another guise (JSON, XML, scripts, fonts without a coding of their own). What
// is coded by its own format, such as images and archives, would only grow. Parameters and letter case do not count.
[[nodiscard]] bool is_compressible(std::string_view media_type) noexcept;

}  // namespace saki::http
