// SPDX-License-Identifier: Apache-2.0
//
// From requests to handlers and back: decode, validate, call, encode.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "routes.h"

#include <utility>

#include "handlers.h"
#include "saki/auth.h"
#include "saki/caching.h"
#include "saki/cors.h"
#include "saki/csrf.h"
#include "saki/form_reader.h"
#include "saki/glue.h"
#include "saki/health.h"
#include "saki/limits.h"
#include "saki/open_events.h"
#include "saki/open_socket.h"
#include "saki/service.h"

namespace kitchen::sink {

CreateAccountAnswer CreateAccountAnswer::created(Account body) {
  return CreateAccountAnswer(saki::json_answer(201, body));
}

CreateAccountAnswer CreateAccountAnswer::accepted(std::string body) {
  return CreateAccountAnswer(saki::text_answer(202, std::move(body)));
}

CreateAccountAnswer CreateAccountAnswer::no_content() {
  return CreateAccountAnswer(saki::empty_answer(204));
}

namespace {

// GET /colours/{colour:Colour}/{shade}
saki::Task<saki::Response> serve_show_colour(saki::Request& request) {
  const Colour colour = saki::path_value<Colour>(request, 0);
  std::string shade = saki::path_value<std::string>(request, 1);
  std::map<std::string, std::vector<std::uint64_t>> answer = co_await handlers::show_colour(request, colour,
      std::move(shade));
  co_return saki::json_answer(request, 200, answer);
}

// PUT /files/{name...}
saki::Task<saki::Response> serve_put_file(saki::Request& request, std::string_view text) {
  std::string name = saki::path_value<std::string>(request, 0);
  saki::Bytes body(text);
  co_await handlers::put_file(request, std::move(name), std::move(body));
  co_return saki::empty_answer(201);
}

// GET /files/{name...}
saki::Task<saki::Response> serve_get_file(saki::Request& request) {
  std::string name = saki::path_value<std::string>(request, 0);
  saki::Bytes answer = co_await handlers::get_file(request, std::move(name));
  co_return saki::bytes_answer(200, answer);
}

// POST /words
saki::Task<saki::Response> serve_count_words(saki::Request& request, std::string_view text) {
  std::string body(text);
  std::int64_t answer = co_await handlers::count_words(request, std::move(body));
  co_return saki::json_answer(request, 200, answer);
}

// POST /pipe
saki::Task<saki::Response> serve_pipe(saki::Request& request) {
  saki::Response answer = co_await handlers::pipe(request);
  co_return saki::stream_answer(202, std::move(answer));
}

// POST /all
saki::Task<saki::Response> serve_check_all(saki::Request& request, std::string_view text) {
  saki::Violations violations;
  std::vector<All> body{};
  saki::decode_body(text, body, violations, saki::Items(saki::Count::at_most(10)));
  violations.raise_if_any();
  All answer = co_await handlers::check_all(request, std::move(body));
  co_return saki::json_answer(request, 200, answer);
}

// POST /sign
saki::Task<saki::Response> serve_sign(saki::Request& request) {
  saki::Violations violations;
  saki::Form form = co_await saki::read_form_fields(request);
  co_await saki::require_csrf_token(request, form);
  Account body;
  saki::read_fields(form, body, violations);
  violations.raise_if_any();
  co_await handlers::sign(request, std::move(body));
  co_return saki::empty_answer(204);
}

// PUT /album/{number:int32}
saki::Task<saki::Response> serve_fill_album(saki::Request& request) {
  const std::int32_t number = saki::path_value<std::int32_t>(request, 0);
  saki::Form form = co_await saki::read_form(request);
  co_await saki::require_csrf_token(request, form);
  std::int32_t answer = co_await handlers::fill_album(request, number, std::move(form));
  co_return saki::json_answer(request, 200, answer);
}

// POST /covers/{number:int32}
saki::Task<saki::Response> serve_fill_album_2(saki::Request& request) {
  const std::int32_t number = saki::path_value<std::int32_t>(request, 0);
  saki::Form form = co_await saki::read_form(request);
  std::int32_t answer = co_await handlers::fill_album(request, number, std::move(form));
  co_return saki::json_answer(request, 200, answer);
}

// POST /nothing
saki::Task<saki::Response> serve_take_nothing(saki::Request& request, std::string_view text) {
  saki::Violations violations;
  Nothing body{};
  saki::decode_body(text, body, violations);
  violations.raise_if_any();
  Nothing answer = co_await handlers::take_nothing(request, std::move(body));
  co_return saki::json_answer(request, 200, answer);
}

// GET /old/{id:int64}
saki::Task<saki::Response> serve_delete_account(saki::Request& request) {
  const std::int64_t id = saki::path_value<std::int64_t>(request, 0);
  co_await handlers::delete_account(request, id);
  co_return saki::empty_answer(204);
}

// WS /live
saki::Response serve_live(saki::Request& request) {
  return saki::open_socket(request, handlers::live);
}

// WS /anything
saki::Response serve_anything(saki::Request& request) {
  return saki::open_socket(request, handlers::anything);
}

// WS /room/{room:int64(1..)}
saki::Response serve_join_room(saki::Request& request) {
  saki::Violations violations;
  const std::int64_t room = saki::path_value<std::int64_t>(request, 0, "room", violations,
      saki::Range<std::int64_t>::at_least(1));
  Filter query;
  saki::read_query(request, query, violations);
  violations.raise_if_any();
  constexpr auto reading = [](saki::Decoder& in, std::vector<std::string>& into) { return saki::read_value(in, into,
      saki::Items(saki::Count::at_most(5), saki::Length(1, 30))); };
  return saki::open_socket(request, saki::MessageReader<std::vector<std::string>>(reading), handlers::join_room, room,
      std::move(query));
}

// WS /blobs
saki::Response serve_take_blobs(saki::Request& request) {
  return saki::open_socket(request, handlers::take_blobs);
}

// SSE /events
saki::Task<saki::Response> serve_events(saki::Request& request) {
  return saki::open_events(request, handlers::events);
}

// SSE /ticks/{stream:int32(1..100)}
saki::Task<saki::Response> serve_ticks(saki::Request& request) {
  saki::Violations violations;
  const std::int32_t stream_ = saki::path_value<std::int32_t>(request, 0, "stream", violations,
      saki::Range<std::int32_t>(1, 100));
  Filter query;
  saki::read_query(request, query, violations);
  violations.raise_if_any();
  return saki::open_events(request, handlers::ticks, stream_, std::move(query));
}

// GET /extra
saki::Task<saki::Response> serve_show_extra(saki::Request& request) {
  Extra answer = co_await handlers::show_extra(request);
  co_return saki::json_answer(request, 200, answer);
}

// GET /api/accounts
saki::Task<saki::Response> serve_list_accounts(saki::Request& request) {
  saki::Violations violations;
  Filter query;
  saki::read_query(request, query, violations);
  ListAccountsHeaders headers;
  saki::read_headers(request, headers, violations);
  ListAccountsCookies cookies;
  saki::read_cookies(request, cookies, violations);
  violations.raise_if_any();
  std::vector<Account> answer = co_await handlers::list_accounts(request, std::move(query), std::move(headers),
      std::move(cookies));
  co_return saki::json_answer(request, 200, answer);
}

// POST /api/accounts
saki::Task<saki::Response> serve_create_account(saki::Request& request, std::string_view text) {
  saki::Violations violations;
  Account body{};
  saki::decode_body(text, body, violations);
  violations.raise_if_any();
  auto answer = co_await handlers::create_account(request, std::move(body));
  co_return std::move(answer).response();
}

// PATCH /api/accounts/{id:int64(1..)}
saki::Task<saki::Response> serve_patch_account(saki::Request& request, std::string_view text) {
  saki::Violations violations;
  const std::int64_t id = saki::path_value<std::int64_t>(request, 0, "id", violations,
      saki::Range<std::int64_t>::at_least(1));
  AccountPatch body{};
  saki::decode_body(text, body, violations);
  violations.raise_if_any();
  AccountWithoutPassword answer = co_await handlers::patch_account(request, id, std::move(body));
  co_return saki::json_answer(request, 200, answer);
}

}  // namespace

void add_routes(saki::Service& service) {
  auto& cors = saki::Cors::of(service);
  auto& auth = saki::Auth::of(service);
  auto& limits = saki::Limits::of(service);
  const auto limit_1 = limits.rate({.name = "everybody", .rate = saki::Rate(1000, std::chrono::seconds(60)),
      .by = saki::LimitKey::header("X-Api-Key")});
  const auto places_1 = limits.concurrency({.name = "service", .most = 100, .queue = 50});
  const auto sites_1 = cors.allow({.origins = {"https://www.example.org"}});
  const auto limit_2 = limits.rate({.name = "files", .rate = saki::Rate(5, std::chrono::seconds(3600)),
      .by = saki::LimitKey::path_parameter("name")});
  const auto places_2 = limits.concurrency({.name = "GET /files/{name...}", .most = 2});
  const auto sites_2 = cors.allow({.origins = {"https://example.org"}, .credentials = true});
  const auto pages_1 = saki::csrf(saki::CsrfOptions(saki::CsrfToken::Session, {"https://example.org"}));
  const auto pages_2 = saki::csrf(saki::CsrfOptions(saki::CsrfToken::None));
  const auto kept_1 = saki::caching({.control = "no-store"});
  const auto callers_1 = auth.guard({.schemes = {"staff"}});
  const auto limit_3 = limits.rate({.name = "GET /limited", .rate = saki::Rate(5, std::chrono::seconds(1)),
      .by = saki::LimitKey::cookie("visitor")});
  const auto limit_4 = limits.rate({.name = "GET /guarded", .rate = saki::Rate(100, std::chrono::seconds(60), 10),
      .by = saki::LimitKey::identity(), .scope = saki::LimitScope::Shared});
  const auto places_3 = limits.concurrency({.name = "GET /guarded", .most = 4, .queue = 8,
      .wait = std::chrono::milliseconds(2000), .target = std::chrono::milliseconds(20),
      .interval = std::chrono::milliseconds(200)});
  const auto callers_2 = auth.guard({.schemes = {"tokens", "staff"}, .roles = {"cook", "guest"},
      .need = saki::AuthNeed::Optional});
  const auto sites_3 = cors.allow({.origins = {"https://example.org", "https://*.example.org"}, .methods = {"GET"},
      .headers = {"X-Request-Id"}, .exposed = {"ETag"}, .credentials = true, .max_age = std::chrono::seconds(86400)});
  const auto kept_2 = saki::caching({.control = "private, max-age=3600", .vary = {"Accept", "Accept-Language"}});
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    service.route(saki::Method::Get, "/colours/{colour:enum(red|light-green|deep_blue)}/{shade}", serve_show_colour,
        std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    service.route(saki::Method::Put, "/files/{name...}", {saki::ContentKind::Any, serve_put_file}, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(limit_2);
    options.middleware.push_back(places_1);
    options.middleware.push_back(places_2);
    service.route(saki::Method::Get, "/files/{name...}", serve_get_file, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    service.route(saki::Method::Post, "/words", {saki::ContentKind::Text, serve_count_words}, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    service.route(saki::Method::Post, "/pipe", serve_pipe, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_2);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(pages_1);
    options.middleware.push_back(places_1);
    service.route(saki::Method::Post, "/all", {saki::ContentKind::JsonDocument, serve_check_all}, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(pages_2);
    options.middleware.push_back(places_1);
    service.route(saki::Method::Post, "/sign", serve_sign, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(pages_2);
    options.middleware.push_back(places_1);
    service.route(saki::Method::Put, "/album/{number:int32}", serve_fill_album, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    service.route(saki::Method::Post, "/covers/{number:int32}", serve_fill_album_2, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    service.route(saki::Method::Post, "/nothing", {saki::ContentKind::JsonDocument, serve_take_nothing},
        std::move(options));
  }
  service.route(saki::Method::Get, "/free", &handlers::free_form);
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    service.route(saki::Method::Get, "/old/{id:int64}", serve_delete_account, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    service.redirect("/home", "/", 308, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(kept_1);
    options.middleware.push_back(&middleware::log_calls);
    service.redirect("/away", "/", 308, std::move(options));
  }
  service.route(saki::Method::Get, "/alive", saki::live);
  {
    saki::RouteOptions options;
    options.middleware.push_back(&middleware::count_calls);
    service.route(saki::Method::Get, "/ready", saki::ready, std::move(options));
  }
  service.route(saki::Method::Get, "/measures", saki::measures);
  {
    saki::StaticOptions options;
    options.index = "start.html";
    options.listing = true;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(&middleware::count_calls);
    options.middleware.push_back(&middleware::log_calls);
    service.static_files("/assets", "public/assets", std::move(options));
  }
  {
    saki::StaticOptions options;
    options.symlinks = saki::Symlinks::SameOwner;
    options.precompressed = false;
    options.cache_control = "private, max-age=3600";
    options.middleware.push_back(sites_1);
    service.static_files("/", saki::FromSetting("web_root"), std::move(options));
  }
  {
    saki::StaticOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(callers_1);
    service.static_files("/members", "public/members", std::move(options));
  }
  {
    saki::SocketOptions options;
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    service.web_socket("/live", serve_live, std::move(options));
  }
  {
    saki::SocketOptions options;
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    service.web_socket("/anything", serve_anything, std::move(options));
  }
  {
    saki::SocketOptions options;
    options.origins.listed.push_back("https://example.org");
    options.origins.listed.push_back("https://www.example.org:8443");
    options.protocols.push_back("rooms.v2");
    options.protocols.push_back("rooms.v1");
    options.invalid = saki::InvalidMessage::ErrorFrame;
    options.message_bytes = 65536;
    options.queue_policy = saki::QueuePolicy::DropOldest;
    options.deflate.keeps_context = true;
    options.deflate.window_bits = 12;
    options.deflate.level = 6;
    options.deflate.least_bytes = 1024;
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    options.middleware.push_back(&middleware::count_calls);
    service.web_socket("/room/{room:int64}", serve_join_room, std::move(options));
  }
  {
    saki::SocketOptions options;
    options.origins.kind = saki::OriginPolicy::Kind::Any;
    options.deflate.enabled = false;
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    service.web_socket("/blobs", serve_take_blobs, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    service.route(saki::Method::Get, "/events", serve_events, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    options.middleware.push_back(&middleware::count_calls);
    service.route(saki::Method::Get, "/ticks/{stream:int32}", serve_ticks, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(limit_3);
    options.middleware.push_back(places_1);
    service.route(saki::Method::Get, "/limited", &handlers::free_form, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_3);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(callers_2);
    options.middleware.push_back(limit_4);
    options.middleware.push_back(places_1);
    options.middleware.push_back(places_3);
    options.middleware.push_back(kept_2);
    service.route(saki::Method::Get, "/guarded", &handlers::free_form, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    service.route(saki::Method::Get, "/extra", serve_show_extra, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.timeout = std::chrono::microseconds(5000000);
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    options.middleware.push_back(&middleware::log_calls);
    service.route(saki::Method::Get, "/api/accounts", serve_list_accounts, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.timeout = std::chrono::microseconds(5000000);
    options.max_body = 65536;
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    options.middleware.push_back(&middleware::log_calls);
    service.route(saki::Method::Post, "/api/accounts", {saki::ContentKind::JsonDocument, serve_create_account},
        std::move(options));
  }
  {
    saki::RouteOptions options;
    options.timeout = std::chrono::microseconds(5000000);
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    options.middleware.push_back(&middleware::log_calls);
    options.middleware.push_back(&middleware::count_calls);
    service.route(saki::Method::Patch, "/api/accounts/{id:int64}", {saki::ContentKind::JsonDocument,
        serve_patch_account}, std::move(options));
  }
  {
    saki::RouteOptions options;
    options.timeout = std::chrono::microseconds(5000000);
    options.middleware.push_back(sites_1);
    options.middleware.push_back(limit_1);
    options.middleware.push_back(places_1);
    options.middleware.push_back(&middleware::log_calls);
    service.route(saki::Method::Delete, "/api/accounts/{id:int64}", serve_delete_account, std::move(options));
  }
}

}  // namespace kitchen::sink
