// SPDX-License-Identifier: Apache-2.0
#include "route/path_segment.h"

#include <algorithm>

namespace saki {

std::size_t PathSegment::long_size(std::string_view path) noexcept { return std::min(path.find('/', kWord), path.size()); }

}  // namespace saki
