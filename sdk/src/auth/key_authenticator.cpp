// SPDX-License-Identifier: Apache-2.0
#include "auth/key_authenticator.h"

#include "auth/authorization.h"

namespace saki {

KeyAuthenticator::KeyAuthenticator(const AuthEntry& entry, const PackageContext& context, FileWatch& watch, Diagnostics& diagnostics)
    : realm_(entry.realm), header_(entry.header), query_(entry.query) {
  const auto take = [this](std::string_view text, const std::string& path, Diagnostics& mistakes) {
    std::shared_ptr<const KeyHolders> holders = KeyHolders::read(text, path, mistakes);
    if (holders != nullptr) holders_.set(holders);
    return holders != nullptr;
  };
  watch.add(context.data_path(entry.file), entry.file_place, take, diagnostics);
}

void KeyAuthenticator::start_worker(Loop& loop) { views_.open(loop); }

std::optional<std::string_view> KeyAuthenticator::shown(Request& request) const {
  if (const auto field = request.header(header_)) return field;
  return query_.empty() ? std::nullopt : request.query().find(query_);
}

// The digest is looked up, not the key: how long that takes tells nothing of it.
Task<Attempt> KeyAuthenticator::attempt(Request& request) {
  const auto key = shown(request);
  if (!key) co_return Attempt();
  if (count_fields(request, header_) > 1) co_return Attempt::refused("several keys");
  View& view = views_.here();
  static_cast<void>(view.refresh(holders_));
  const auto& holders = view.value()->by_digest;
  const auto found = holders.find(Sha256::of(*key));
  if (found == holders.end()) co_return Attempt::refused("unknown key");
  co_return Attempt::accepted(Identity(found->second.name, found->second.roles));
}

std::string KeyAuthenticator::challenge(AttemptOutcome) const { return "ApiKey realm=\"" + realm_ + "\", header=\"" + header_ + "\""; }

}  // namespace saki
