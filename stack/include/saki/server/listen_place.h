// SPDX-License-Identifier: Apache-2.0
//
// ListenPlace: an address to listen on, with the place it was configured at.
//
// Text form: that of an address, with `tls://` in front where connections are carried by TLS.
#pragma once

#include <string_view>

#include "saki/base/diagnostics.h"
#include "saki/base/result.h"
#include "saki/net/address.h"

namespace saki {

struct ListenPlace {
  Address address;
  SourcePlace place;  // For messages.
  bool tls = false;

  // Errors: Invalid, as Address::parse.
  [[nodiscard]] static Result<ListenPlace> parse(std::string_view text, SourcePlace place = {});
};

}  // namespace saki
