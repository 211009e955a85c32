// SPDX-License-Identifier: Apache-2.0
#include "saki/server/listen_place.h"

#include <utility>

namespace saki {

Result<ListenPlace> ListenPlace::parse(std::string_view text, SourcePlace place) {
  constexpr std::string_view kTls = "tls://";
  const bool tls = text.starts_with(kTls);
  const auto address = Address::parse(tls ? text.substr(kTls.size()) : text);
  if (!address) return fail(address.error());
  return ListenPlace{.address = *address, .place = std::move(place), .tls = tls};
}

}  // namespace saki
