// SPDX-License-Identifier: Apache-2.0
//
// What a service has read once it has started, as a word.
#pragma once

#include <string>

#include "saki/config/config.h"

namespace saki {

// The same word for the same configuration, secrets and the files of error pages included, wherever it comes from; another one for
// another. Left out are the files that a service reads anew by itself: those of TLS.
[[nodiscard]] std::string start_reading(const Config& config);

}  // namespace saki
