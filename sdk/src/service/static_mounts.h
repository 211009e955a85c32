// SPDX-License-Identifier: Apache-2.0
//
// Static mounts: directories whose files answer the paths that no route fits.
#pragma once

#include <string_view>

#include "saki/base/diagnostics.h"
#include "saki/config/config.h"
#include "saki/response.h"
#include "service/composition.h"

namespace saki {

struct RouteMatch;

// Finds the directory of every mount: beside the executable where it is relative. What is no directory is told to `diagnostics`.
void resolve_mounts(const std::vector<StaticMount>& mounts, const Config& config, ServiceContext& context, Diagnostics& diagnostics);

// A mount of the directory that was named so at `place`; one that does not exist is told.
[[nodiscard]] MountEntry make_mount(const std::string& prefix, const std::string& named, const http::StaticOptions& options,
                                    const SourcePlace& place, Diagnostics& diagnostics);

// `path` as it is, or below the folder of the executable where it is relative.
[[nodiscard]] std::string beside_executable(const std::string& path);

// The mount among `range` with the longest prefix that holds `path`; null when there is none. Puts its place and the path below it into
// `match`.
[[nodiscard]] const RouteEntry* find_mount(const ServiceContext& context, MountRange range, std::string_view path,
                                           RouteMatch& match) noexcept;

}  // namespace saki
