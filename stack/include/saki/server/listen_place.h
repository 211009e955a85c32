// SPDX-License-Identifier: Apache-2.0
//
// ListenPlace: an address to listen on, with the place it was configured at.
#pragma once

#include "saki/base/diagnostics.h"
#include "saki/net/address.h"

namespace saki {

struct ListenPlace {
  Address address;
  SourcePlace place;  // For messages.
};

}  // namespace saki
