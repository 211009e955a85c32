// SPDX-License-Identifier: Apache-2.0
#include "saki/session.h"

#include "session/csrf_code.h"
#include "session/session_keeper.h"

namespace saki {

const std::string* Session::find(std::string_view key) const noexcept { return state_->find(key); }
void Session::put(std::string_view key, std::string json) { state_->put(key, std::move(json)); }
bool Session::remove(std::string_view key) { return state_->remove(key); }
void Session::clear() { state_->clear(); }
void Session::rotate() { state_->rotate(); }
bool Session::is_stored() const noexcept { return state_->is_stored(); }

Task<> Session::destroy() { return state_->keeper().destroy(*state_); }

std::string Session::csrf_token() {
  state_->want();
  return make_csrf_token(state_->lasting_id().text());
}

bool Session::knows_csrf_token(std::string_view token) const { return state_->id() && is_csrf_token(token, state_->id()->text()); }

}  // namespace saki
