// SPDX-License-Identifier: Apache-2.0
#include "saki/http/method.h"

#include <array>

namespace saki::http {
namespace {

constexpr std::array<std::string_view, 9> kTexts{"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"};

Method if_spelt(std::string_view token, Method method) noexcept { return token == method_text(method) ? method : Method::Other; }

}  // namespace

Method method_of(std::string_view token) noexcept {
  if (token == "GET") return Method::Get;
  if (token.size() < 3) return Method::Other;
  switch (token[0]) {
    case 'H': return if_spelt(token, Method::Head);
    case 'P': return if_spelt(token, token[1] == 'O' ? Method::Post : token[1] == 'U' ? Method::Put : Method::Patch);
    case 'D': return if_spelt(token, Method::Delete);
    case 'C': return if_spelt(token, Method::Connect);
    case 'O': return if_spelt(token, Method::Options);
    case 'T': return if_spelt(token, Method::Trace);
    default: return Method::Other;
  }
}

std::string_view method_text(Method method) noexcept {
  return method == Method::Other ? std::string_view() : kTexts[static_cast<std::size_t>(method)];
}

}  // namespace saki::http
