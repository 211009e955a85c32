// SPDX-License-Identifier: Apache-2.0
#include "tls/protocol_names.h"

#include "saki/base/check.h"

namespace saki {

std::string protocol_list(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    SAKI_CHECK(!name.empty() && name.size() < 256, "a protocol's name has 1 to 255 bytes (RFC 7301 section 3.1)");
    list += static_cast<char>(name.size());
    list += name;
  }
  return list;
}

}  // namespace saki
