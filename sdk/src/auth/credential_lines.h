// SPDX-License-Identifier: Apache-2.0
//
// The lines of a file of passwords or keys, one for each who may come in:
//
//   ada:$scrypt$ln=14,r=8,p=5$…$…:editor,admin
//   # A line that begins so is left out, as empty ones are.
//
// `saki passwd` writes them. The roles, and the colon before them, may be missing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "saki/base/diagnostics.h"

namespace saki {

struct CredentialLine {
  std::string name;
  std::string secret;  // What is kept of it: a hash.
  std::vector<std::string> roles;
  SourcePlace place;
};

// All of them; every mistake goes to `diagnostics`: lines without colon, names that are empty, come twice or hold control characters.
[[nodiscard]] std::vector<CredentialLine> read_credential_lines(std::string_view text, const std::string& file, Diagnostics& diagnostics);

// Roles with commas between them.
[[nodiscard]] std::vector<std::string> split_roles(std::string_view text);

}  // namespace saki
