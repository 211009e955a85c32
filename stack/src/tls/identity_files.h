// SPDX-License-Identifier: Apache-2.0
//
// IdentityFiles: the files of one identity while they are read, and where to tell what is wrong with them.
#pragma once

#include <string>
#include <utility>

#include "saki/base/diagnostics.h"
#include "saki/tls/tls_options.h"

namespace saki {

struct IdentityFiles {
  const TlsIdentity& identity;
  Diagnostics& diagnostics;

  // False, for the caller to return.
  bool wrong(std::string code, std::string text, std::string hint = {}) const {  // NOLINT(modernize-use-nodiscard): it tells.
    diagnostics.add(identity.place, std::move(code), std::move(text), std::move(hint));
    return false;
  }
  [[nodiscard]] const std::string& key_path() const noexcept { return identity.key.empty() ? identity.certificate : identity.key; }
};

}  // namespace saki
