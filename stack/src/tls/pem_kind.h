// SPDX-License-Identifier: Apache-2.0
//
// What a PEM file holds, by its headings: so that a message can say which file was meant.
#pragma once

#include "saki/base/secret.h"

namespace saki {

[[nodiscard]] inline bool holds_private_key(const Secret& text) noexcept {
  return text.reveal().find("PRIVATE KEY-----") != std::string::npos;
}
[[nodiscard]] inline bool holds_certificate(const Secret& text) noexcept {
  return text.reveal().find("-----BEGIN CERTIFICATE-----") != std::string::npos;
}

}  // namespace saki
