// SPDX-License-Identifier: Apache-2.0
//
// What the library knows of an established connection.
#pragma once

#include "saki/tls/tls_info.h"
#include "tls/openssl.h"

namespace saki {

[[nodiscard]] TlsInfo facts_of(const SSL& session);

}  // namespace saki
