// SPDX-License-Identifier: Apache-2.0
//
// Which Cache-Control a file is answered with.
#pragma once

#include <string_view>

#include "saki/http/static_options.h"

namespace saki::http {

// Whether `text` fits `pattern`, in which `*` stands for any bytes and `?` for one. Takes time in proportion to both lengths multiplied.
[[nodiscard]] bool fits_pattern(std::string_view pattern, std::string_view text) noexcept;

// Empty: the field is not sent. `path` is that below the directory, without a slash in front.
[[nodiscard]] std::string_view cache_control_of(const StaticOptions& options, std::string_view path) noexcept;

}  // namespace saki::http
