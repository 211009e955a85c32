// SPDX-License-Identifier: Apache-2.0
//
// The handlers of kitchen-sink: declared here, written in src/.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "errors.h"
#include "saki/access.h"
#include "saki/auth.h"
#include "saki/bytes.h"
#include "saki/cors.h"
#include "saki/database.h"
#include "saki/encode.h"
#include "saki/event_stream.h"
#include "saki/form.h"
#include "saki/http_error.h"
#include "saki/jobs.h"
#include "saki/limits.h"
#include "saki/request.h"
#include "saki/response.h"
#include "saki/route_handler.h"
#include "saki/sealed_cookies.h"
#include "saki/security_headers.h"
#include "saki/sessions.h"
#include "saki/sqlite.h"
#include "saki/store.h"
#include "saki/task.h"
#include "saki/web_socket.h"
#include "settings.h"
#include "types.h"

namespace kitchen::sink {

// One of the ways in which create_account answers.
class CreateAccountAnswer {
 public:
  [[nodiscard]] static CreateAccountAnswer created(Account body);  // 201
  [[nodiscard]] static CreateAccountAnswer accepted(std::string body);  // 202
  [[nodiscard]] static CreateAccountAnswer no_content();  // 204

  [[nodiscard]] saki::Response response() && { return std::move(response_); }

 private:
  explicit CreateAccountAnswer(saki::Response response) : response_(std::move(response)) {}
  saki::Response response_;
};

// Each is defined in src/NAME.cpp, as `saki::Task<T>` or as a plain function that gives T. A definition that the compiler finds no
// declaration for has drifted: the one below is what the manifest asks for, and `saki fix` brings the definition up to it.
struct handlers {
  // GET /colours/{colour:Colour}/{shade}
  static saki::Task<std::map<std::string, std::vector<std::uint64_t>>> show_colour(saki::Request& request,
      Colour colour, std::string shade);
  // PUT /files/{name...}
  static saki::Task<> put_file(saki::Request& request, std::string name, saki::Bytes body);
  // GET /files/{name...}
  static saki::Task<saki::Bytes> get_file(saki::Request& request, std::string name);
  // POST /words
  static saki::Task<std::int64_t> count_words(saki::Request& request, std::string body);
  // POST /pipe
  static saki::Task<saki::Response> pipe(saki::Request& request);
  // POST /all
  static saki::Task<All> check_all(saki::Request& request, std::vector<All> body);
  // POST /sign
  static saki::Task<> sign(saki::Request& request, Account body);
  // PUT /album/{number:int32}, POST /covers/{number:int32}
  static saki::Task<std::int32_t> fill_album(saki::Request& request, std::int32_t number, saki::Form form);
  // POST /nothing
  static saki::Task<Nothing> take_nothing(saki::Request& request, Nothing body);
  // GET /free, GET /limited, GET /guarded
  static saki::Task<saki::Response> free_form(saki::Request& request);
  // GET /old/{id:int64}, DELETE /api/accounts/{id:int64}
  static saki::Task<> delete_account(saki::Request& request, std::int64_t id);
  // WS /live
  static saki::Task<> live(saki::Request& request, saki::WebSocket<Account, Account>& socket);
  // WS /anything
  static saki::Task<> anything(saki::Request& request, saki::WebSocket<>& socket);
  // WS /room/{room:int64(1..)}
  static saki::Task<> join_room(saki::Request& request, saki::WebSocket<std::vector<std::string>, saki::Text>& socket,
      std::int64_t room, Filter query);
  // WS /blobs
  static saki::Task<> take_blobs(saki::Request& request, saki::WebSocket<saki::Binary, std::int64_t>& socket);
  // SSE /events
  static saki::Task<> events(saki::Request& request, saki::EventStream<Account>& stream);
  // SSE /ticks/{stream:int32(1..100)}
  static saki::Task<> ticks(saki::Request& request, saki::EventStream<>& stream, std::int32_t stream_, Filter query);
  // GET /extra
  static saki::Task<Extra> show_extra(saki::Request& request);
  // GET /api/accounts
  static saki::Task<std::vector<Account>> list_accounts(saki::Request& request, Filter query,
      ListAccountsHeaders headers, ListAccountsCookies cookies);
  // POST /api/accounts
  static saki::Task<CreateAccountAnswer> create_account(saki::Request& request, Account body);
  // PATCH /api/accounts/{id:int64(1..)}
  static saki::Task<AccountWithoutPassword> patch_account(saki::Request& request, std::int64_t id, AccountPatch body);
  // job sweep
  static saki::Task<> sweep(saki::JobRun& run);
  // job report
  static saki::Task<> report(saki::JobRun& run, Nothing args);
  // job mend-all
  static saki::Task<> mend(saki::JobRun& run, Account args);
  // job rinse
  static saki::Task<> rinse(saki::JobRun& run);
};

// What requests pass through before they reach a handler: each is defined in src/NAME.cpp.
struct middleware {
  static saki::Task<saki::Response> log_calls(saki::Request& request, saki::Next next);
  static saki::Task<saki::Response> count_calls(saki::Request& request, saki::Next next);
};

}  // namespace kitchen::sink

using namespace kitchen::sink;  // So that the author's files can begin with their first line.
