// SPDX-License-Identifier: Apache-2.0
#include "tls/server_extras.h"

#include "saki/base/check.h"

namespace saki {
namespace {

void destroy(void*, void* extras, CRYPTO_EX_DATA*, int, long, void*) { delete static_cast<ServerExtras*>(extras); }

int place() noexcept {
  static const int kPlace = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, &destroy);
  return kPlace;
}

}  // namespace

ServerExtras& ServerExtras::attach(SSL_CTX& context) {
  auto extras = std::make_unique<ServerExtras>();
  SAKI_CHECK(SSL_CTX_set_ex_data(&context, place(), extras.get()) == 1, "the library of TLS has memory");
  return *extras.release();
}

ServerExtras& ServerExtras::of(const SSL_CTX& context) noexcept {
  return *static_cast<ServerExtras*>(SSL_CTX_get_ex_data(&context, place()));
}

}  // namespace saki
