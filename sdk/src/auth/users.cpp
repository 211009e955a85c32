// SPDX-License-Identifier: Apache-2.0
#include "auth/users.h"

#include <algorithm>

#include "auth/credential_lines.h"
#include "saki/encoding.h"

namespace saki {
namespace {

constexpr const char* kCode = "credentials";

}  // namespace

std::shared_ptr<const Users> Users::read(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  Diagnostics mistakes;
  auto users = std::make_shared<Users>();
  for (CredentialLine& line : read_credential_lines(text, file, mistakes)) {
    Result<PasswordHash> hash = PasswordHash::parse(line.secret);
    if (!hash) {
      mistakes.add(line.place, kCode, "what is kept of the password of \"" + line.name + "\" is no scrypt hash",
                   "write the line with `saki passwd add`");
      continue;
    }
    if (users->by_name.empty()) users->nobody = PasswordHash::of_nobody(hash->cost());
    users->by_name.emplace(std::move(line.name), User{std::move(*hash), std::move(line.roles)});
  }
  diagnostics.append(mistakes);
  return mistakes.empty() ? users : nullptr;
}

std::shared_ptr<const KeyHolders> KeyHolders::read(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  constexpr std::string_view kStart = "$sha256$";
  Diagnostics mistakes;
  auto holders = std::make_shared<KeyHolders>();
  for (CredentialLine& line : read_credential_lines(text, file, mistakes)) {
    const bool begins = line.secret.starts_with(kStart);
    const Result<std::string> bytes = begins ? from_hex(std::string_view(line.secret).substr(kStart.size())) : fail(Error::Invalid);
    if (!bytes || bytes->size() != Sha256::Digest().size()) {
      mistakes.add(line.place, kCode, "what is kept of the key of \"" + line.name + "\" is no digest",
                   "write the line with `saki passwd key`");
      continue;
    }
    Sha256::Digest digest;
    std::ranges::copy(as_bytes(*bytes), digest.begin());
    holders->by_digest.emplace(digest, KeyHolder{std::move(line.name), std::move(line.roles)});
  }
  diagnostics.append(mistakes);
  return mistakes.empty() ? holders : nullptr;
}

}  // namespace saki
