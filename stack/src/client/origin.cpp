// SPDX-License-Identifier: Apache-2.0
#include "saki/client/origin.h"

namespace saki::client {

std::string Origin::authority() const {
  const bool is_ip6 = host.find(':') != host.npos;
  std::string text = is_ip6 ? "[" + host + "]" : host;
  if (port != usual_port(secure)) text += ":" + std::to_string(port);
  return text;
}

std::string Origin::text() const { return (secure ? "https://" : "http://") + authority(); }

}  // namespace saki::client
