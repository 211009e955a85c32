// SPDX-License-Identifier: Apache-2.0
#include "tls/openssl.h"

#include <openssl/err.h>

namespace saki {

std::string take_openssl_error() {
  const unsigned long last = ERR_peek_last_error();
  ERR_clear_error();
  if (last == 0) return "no reason is given";
  if (const char* reason = ERR_reason_error_string(last); reason != nullptr) return reason;
  return "error " + std::to_string(ERR_GET_REASON(last));
}

}  // namespace saki
