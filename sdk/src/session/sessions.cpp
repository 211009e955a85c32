// SPDX-License-Identifier: Apache-2.0
#include "saki/sessions.h"

#include <exception>

#include "cookie/sole_cookie.h"
#include "saki/http_error.h"
#include "saki/invalid_field.h"
#include "saki/offers.h"
#include "saki/request.h"
#include "saki/service.h"
#include "saki/store_provider.h"
#include "session/session_keeper.h"
#include "session/session_settings.h"
#include "session/session_turn.h"

namespace saki {
namespace {

void add_cookie(std::exception_ptr failure, Response& response, const std::string& field) {
  if (failure == nullptr) {
    response.add_header("Set-Cookie", field);
    return;
  }
  try {
    std::rethrow_exception(failure);
  } catch (HttpError& error) {
    error.header("Set-Cookie", field);
  }
}

Task<std::string> keep(Request& request, SessionTurn& turn) {
  SessionKeeper& keeper = request.use<Sessions>().keeper();
  const bool had_cookie = request.cookie(keeper.rules().cookie_name()).has_value();
  return keeper.save(*turn.state(), had_cookie, request.now());
}

// Keeps what the handler changed once it has answered, if by an HttpError.
Task<Response> with_session(Request& request, Next next) {
  SessionTurn& turn = request.keep<SessionTurn>();
  Response response;
  std::exception_ptr failure;
  try {
    response = co_await next(request);
  } catch (const HttpError&) {
    failure = std::current_exception();
  }
  turn.end();
  if (turn.state() != nullptr) {
    const std::string field = co_await keep(request, turn);
    if (!field.empty()) add_cookie(failure, response, field);
  }
  if (failure != nullptr) std::rethrow_exception(failure);
  co_return response;
}

// The engine that `backend` names, or the store's; null once a diagnostic says why.
std::unique_ptr<StoreEngine> open_own_engine(const SessionRules& rules, const PackageContext& context, Diagnostics& diagnostics) {
  if (auto* const provider = context.offers().find<StoreProvider>(*rules.backend)) {
    StoreOptions options;
    options.prefix = context.service_name() + ":";
    return provider->open_store("session", options, diagnostics);
  }
  diagnostics.add(context.config().place("session.backend"), "session-store",
                  "no package of this service keeps sessions as `" + *rules.backend + "`",
                  "name the package in `packages` of service.yaml, or leave session.backend out to use the store");
  return nullptr;
}

StoreEngine* find_store(const PackageContext& context, Diagnostics& diagnostics) {
  StoreEngine* const engine = context.offers().find<StoreEngine>("store");
  if (engine == nullptr && diagnostics.empty()) {  // Else the store may be there, and be what could not start.
    diagnostics.add(context.config().place("session.backend"), "session-store", "sessions are kept in the store, and this service has none",
                    "add saki::Store before saki::Sessions, or say session.backend");
  }
  return engine;
}

void check_size(const SessionRules& rules, const StoreEngine& engine, const PackageContext& context, Diagnostics& diagnostics) {
  if (rules.max_bytes <= engine.options().value_bytes) return;
  diagnostics.add(context.config().place("session.max_bytes"), "session-store", "a session could be larger than a value of its store",
                  "raise store.value_bytes to session.max_bytes");
}

// What was said of the cookie, be it by one setting or another.
SourcePlace cookie_place(const Config& config) {
  for (const char* setting : {"session.cookie", "session.domain", "session.same_site", "session.secure"}) {
    SourcePlace place = config.place(setting);
    if (place.file != "default") return place;
  }
  return config.place("session.cookie");
}

void check_cookie(const SessionRules& rules, const PackageContext& context, Diagnostics& diagnostics) {
  try {
    static_cast<void>(rules.no_cookie().text());
  } catch (const InvalidField& error) {
    diagnostics.add(cookie_place(context.config()), "session-cookie", error.what(), "see docs/sessions.md for what goes together");
  }
}

}  // namespace

Sessions::Sessions() = default;
Sessions::~Sessions() = default;

Task<Session> Sessions::open(Request& request) const {
  SessionTurn* turn = request.kept<SessionTurn>();
  if (turn == nullptr) {  // Past the middleware: in a socket's handler.
    turn = &request.keep<SessionTurn>();
    turn->end();
  }
  if (turn->state() != nullptr) co_return Session(*turn->state());
  auto state = std::make_unique<SessionState>(*keeper_, keeper_->rules().max_bytes, request.now());
  const auto cookie = sole_cookie(request, keeper_->rules().cookie_name());
  if (cookie) co_await keeper_->load(*state, std::string(*cookie), request.now());
  co_return Session(turn->take(std::move(state)));
}

void Sessions::install(Service& service) { service.middleware(with_session); }
void Sessions::declare_settings(ConfigSchema& schema) { session_settings().declare(schema); }

void Sessions::start(const PackageContext& context, Diagnostics& diagnostics) {
  SessionRules rules = session_settings().read(context.config());
  check_cookie(rules, context, diagnostics);
  std::unique_ptr<StoreEngine> own = rules.backend ? open_own_engine(rules, context, diagnostics) : nullptr;
  StoreEngine* const engine = rules.backend ? own.get() : find_store(context, diagnostics);
  if (engine == nullptr) return;
  check_size(rules, *engine, context, diagnostics);
  keeper_ = std::make_unique<SessionKeeper>(std::move(rules), *engine, std::move(own));
  context.offers().add<Sessions>("session", *this);
}

void Sessions::start_worker(Loop& loop) {
  if (StoreEngine* const engine = keeper_->owned()) engine->start_worker(loop);
}

void Sessions::stop_worker(Loop& loop) noexcept {
  if (StoreEngine* const engine = keeper_->owned()) engine->stop_worker(loop);
}

Health Sessions::health() const {
  const StoreEngine* const engine = keeper_->owned();
  return engine != nullptr ? engine->health() : Health();
}

void Sessions::measure(Measures& measures) const { keeper_->measure(measures); }

void Sessions::stop() noexcept {
  if (keeper_ != nullptr && keeper_->owned() != nullptr) keeper_->owned()->stop();
  keeper_.reset();
}

}  // namespace saki
