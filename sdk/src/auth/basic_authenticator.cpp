// SPDX-License-Identifier: Apache-2.0
#include "auth/basic_authenticator.h"

#include <algorithm>

#include "auth/authorization.h"
#include "saki/base/secret.h"
#include "saki/encoding.h"
#include "saki/task/wait.h"

namespace saki {
namespace {

// On a thread of the pool. Takes as long for a user who is not there.
bool is_password_of(const std::shared_ptr<const Users>& users, const std::string& name, const Secret& password) {
  const auto user = users->by_name.find(name);
  const bool known = user != users->by_name.end();
  return (known ? user->second.hash : users->nobody).matches(password.reveal()) && known;
}

// RFC 7617 section 2 has none; and a NUL at its end would be lost on the way to a hash.
bool has_controls(std::string_view text) noexcept {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

Attempt accepted(const Users& users, const std::string& name) {
  return Attempt::accepted(Identity(name, users.by_name.find(name)->second.roles));
}

}  // namespace

BasicAuthenticator::BasicAuthenticator(const AuthEntry& entry, const PackageContext& context, FileWatch& watch, Diagnostics& diagnostics)
    : realm_(entry.realm),
      remembered_(entry.remembered),
      remember_(entry.remember),
      pool_({.name = "passwords", .threads = entry.hashing_threads, .queue_limit = entry.hashing_queue}) {
  const auto take = [this](std::string_view text, const std::string& path, Diagnostics& mistakes) {
    std::shared_ptr<const Users> users = Users::read(text, path, mistakes);
    if (users != nullptr) users_.set(users);
    return users != nullptr;
  };
  watch.add(context.data_path(entry.file), entry.file_place, take, diagnostics);
}

void BasicAuthenticator::start_worker(Loop& loop) { desks_.open(loop, remembered_, remember_); }

void BasicAuthenticator::stop() noexcept { pool_.stop(); }

Task<Attempt> BasicAuthenticator::attempt(Request& request) {
  const auto shown = authorization(request, "Basic");
  if (!shown) co_return Attempt();
  Result<std::string> credentials = from_base64(*shown);
  const std::size_t colon = credentials ? credentials->find(':') : std::string::npos;
  if (colon == std::string::npos || has_controls(*credentials)) co_return Attempt::refused("malformed credentials");

  Desk& desk = desks_.here();
  if (desk.users.refresh(users_)) desk.verified.forget_all();
  const std::shared_ptr<const Users> users = desk.users.value();
  const VerifiedCache::Code code = desk.verified.code_of(*credentials);
  const std::string name = credentials->substr(0, colon);
  if (desk.verified.find(code, request.loop().now())) co_return accepted(*users, name);

  const Secret password(credentials->substr(colon + 1));
  const Secret wiped(std::move(*credentials));
  const Result<bool> matches = co_await pool_.run(is_password_of, users, name, password);
  if (!matches && matches.error() == Error::Cancelled) throw Cancelled();
  if (!matches) co_return Attempt::busy();
  if (!*matches) co_return Attempt::refused("wrong name or password");
  // What was compared with is no longer the file where it was read anew meanwhile.
  if (desk.users.value() == users) desk.verified.remember(code, request.loop().now());
  co_return accepted(*users, name);
}

std::string BasicAuthenticator::challenge(AttemptOutcome) const { return "Basic realm=\"" + realm_ + "\", charset=\"UTF-8\""; }

}  // namespace saki
