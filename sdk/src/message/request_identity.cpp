// SPDX-License-Identifier: Apache-2.0
//
// Apart from the rest of Request, so that only a service that asks is linked with it.
#include "saki/identity.h"
#include "saki/request.h"

namespace saki {

const Identity& Request::identity() const noexcept {
  static const Identity anonymous;
  const Identity* const found = kept<Identity>();
  return found != nullptr ? *found : anonymous;
}

}  // namespace saki
