// SPDX-License-Identifier: Apache-2.0
//
// From an entry of the configuration to what does as it says.
#pragma once

#include <memory>

#include "auth/auth_settings.h"
#include "auth/authenticator.h"
#include "auth/file_watch.h"
#include "saki/package.h"

namespace saki {

[[nodiscard]] std::unique_ptr<Authenticator> make_authenticator(const AuthEntry& entry, const PackageContext& context, FileWatch& watch,
                                                                Diagnostics& diagnostics);

}  // namespace saki
