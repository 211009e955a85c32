// SPDX-License-Identifier: Apache-2.0
//
// What a path that was asked for means below a directory of files.
#pragma once

#include <optional>
#include <string_view>

namespace saki::http {

struct StaticPath {
  std::string_view below;  // Relative: no slash in front, none of its segments `.` or `..`.
  bool names_directory;    // It is empty or ends with a slash.
};

enum class HiddenFiles : bool { Hide, Show };

// `path` is normal (see normalize_path). Nothing where no file may be looked for: a segment begins with a dot and hidden files are not
// shown,
// `/.well-known/` apart (RFC 8615); or the path is not normal after all.
[[nodiscard]] std::optional<StaticPath> static_path(std::string_view path, HiddenFiles hidden) noexcept;

}  // namespace saki::http
