// SPDX-License-Identifier: Apache-2.0
//
// A typed client for tests: kitchen-sink itself, in the test's own process.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
//
//   kitchen::sink::Client client;
//   EXPECT_EQ(client.raw().get("/nothing-here").status(), 404);
#pragma once

#include <utility>

#include "call_parameters.h"
#include "compose.h"
#include "saki/service.h"
#include "saki/test_answer.h"
#include "saki/test_client.h"
#include "saki/test_events.h"
#include "saki/test_socket.h"
#include "types.h"

namespace kitchen::sink {

class Client {
 public:
  explicit Client(const saki::TestClientOptions& options = {}) : service_(options) {}

  // For requests that the manifest does not foresee.
  [[nodiscard]] saki::TestClient& raw() { return service_.client; }

  // GET /colours/{colour:Colour}/{shade}
  [[nodiscard]] saki::TestAnswer<std::map<std::string, std::vector<std::uint64_t>>> show_colour(Colour colour,
      const std::string& shade) {
    saki::Call call(saki::Method::Get);
    call.literal("/colours/");
    call.segment(colour);
    call.literal("/");
    call.segment(shade);
    return saki::TestAnswer<std::map<std::string, std::vector<std::uint64_t>>>(saki::send(this->raw(), call));
  }

  // PUT /files/{name...}
  [[nodiscard]] saki::TestAnswer<void> put_file(const std::string& name, const saki::Bytes& body) {
    saki::Call call(saki::Method::Put);
    call.literal("/files/");
    call.rest(name);
    call.bytes(body);
    return saki::TestAnswer<void>(saki::send(this->raw(), call));
  }

  // GET /files/{name...}
  [[nodiscard]] saki::TestAnswer<void> get_file(const std::string& name) {
    saki::Call call(saki::Method::Get);
    call.literal("/files/");
    call.rest(name);
    return saki::TestAnswer<void>(saki::send(this->raw(), call));
  }

  // POST /words
  [[nodiscard]] saki::TestAnswer<std::int64_t> count_words(const std::string& body) {
    saki::Call call(saki::Method::Post);
    call.literal("/words");
    call.text(body);
    return saki::TestAnswer<std::int64_t>(saki::send(this->raw(), call));
  }

  // POST /pipe
  [[nodiscard]] saki::TestAnswer<void> pipe() {
    saki::Call call(saki::Method::Post);
    call.literal("/pipe");
    return saki::TestAnswer<void>(saki::send(this->raw(), call));
  }

  // POST /all
  [[nodiscard]] saki::TestAnswer<All> check_all(const std::vector<All>& body) {
    saki::Call call(saki::Method::Post);
    call.literal("/all");
    call.json(body);
    return saki::TestAnswer<All>(saki::send(this->raw(), call));
  }

  // POST /sign
  [[nodiscard]] saki::TestAnswer<void> sign(const Account& body) {
    saki::Call call(saki::Method::Post);
    call.literal("/sign");
    call.form(body);
    return saki::TestAnswer<void>(saki::send(this->raw(), call));
  }

  // PUT /album/{number:int32}
  [[nodiscard]] saki::TestAnswer<std::int32_t> fill_album(std::int32_t number, const saki::FormContent& form) {
    saki::Call call(saki::Method::Put);
    call.literal("/album/");
    call.segment(number);
    call.form(form);
    return saki::TestAnswer<std::int32_t>(saki::send(this->raw(), call));
  }

  // POST /covers/{number:int32}
  [[nodiscard]] saki::TestAnswer<std::int32_t> fill_album_2(std::int32_t number, const saki::FormContent& form) {
    saki::Call call(saki::Method::Post);
    call.literal("/covers/");
    call.segment(number);
    call.form(form);
    return saki::TestAnswer<std::int32_t>(saki::send(this->raw(), call));
  }

  // POST /nothing
  [[nodiscard]] saki::TestAnswer<Nothing> take_nothing(const Nothing& body) {
    saki::Call call(saki::Method::Post);
    call.literal("/nothing");
    call.json(body);
    return saki::TestAnswer<Nothing>(saki::send(this->raw(), call));
  }

  // GET /free
  [[nodiscard]] saki::TestAnswer<void> free_form() {
    saki::Call call(saki::Method::Get);
    call.literal("/free");
    return saki::TestAnswer<void>(saki::send(this->raw(), call));
  }

  // GET /old/{id:int64}
  [[nodiscard]] saki::TestAnswer<void> delete_account_2(std::int64_t id) {
    saki::Call call(saki::Method::Get);
    call.literal("/old/");
    call.segment(id);
    return saki::TestAnswer<void>(saki::send(this->raw(), call));
  }

  // WS /live
  [[nodiscard]] saki::TestSocket<Account, Account> live() {
    saki::Call call(saki::Method::Get);
    call.literal("/live");
    return saki::TestSocket<Account, Account>(this->raw(), call.target(), call.header_fields());
  }

  // WS /anything
  [[nodiscard]] saki::TestSocket<saki::Message, saki::Message> anything() {
    saki::Call call(saki::Method::Get);
    call.literal("/anything");
    return saki::TestSocket<saki::Message, saki::Message>(this->raw(), call.target(), call.header_fields());
  }

  // WS /room/{room:int64(1..)}
  [[nodiscard]] saki::TestSocket<std::vector<std::string>, saki::Text> join_room(std::int64_t room,
      const Filter& query) {
    saki::Call call(saki::Method::Get);
    call.literal("/room/");
    call.segment(room);
    write_parameters(call.query(), query);
    return saki::TestSocket<std::vector<std::string>, saki::Text>(this->raw(), call.target(), call.header_fields());
  }

  // WS /blobs
  [[nodiscard]] saki::TestSocket<saki::Binary, std::int64_t> take_blobs() {
    saki::Call call(saki::Method::Get);
    call.literal("/blobs");
    return saki::TestSocket<saki::Binary, std::int64_t>(this->raw(), call.target(), call.header_fields());
  }

  // SSE /events
  [[nodiscard]] saki::TypedTestEvents<Account> events() {
    saki::Call call(saki::Method::Get);
    call.literal("/events");
    return saki::TypedTestEvents<Account>(this->raw(), call.target(), call.header_fields());
  }

  // SSE /ticks/{stream:int32(1..100)}
  [[nodiscard]] saki::TestEvents ticks(std::int32_t stream_, const Filter& query) {
    saki::Call call(saki::Method::Get);
    call.literal("/ticks/");
    call.segment(stream_);
    write_parameters(call.query(), query);
    return saki::TestEvents(this->raw(), call.target(), call.header_fields());
  }

  // GET /limited
  [[nodiscard]] saki::TestAnswer<void> free_form_2() {
    saki::Call call(saki::Method::Get);
    call.literal("/limited");
    return saki::TestAnswer<void>(saki::send(this->raw(), call));
  }

  // GET /guarded
  [[nodiscard]] saki::TestAnswer<void> free_form_3() {
    saki::Call call(saki::Method::Get);
    call.literal("/guarded");
    return saki::TestAnswer<void>(saki::send(this->raw(), call));
  }

  // GET /extra
  [[nodiscard]] saki::TestAnswer<Extra> show_extra() {
    saki::Call call(saki::Method::Get);
    call.literal("/extra");
    return saki::TestAnswer<Extra>(saki::send(this->raw(), call));
  }

  // GET /api/accounts
  [[nodiscard]] saki::TestAnswer<std::vector<Account>> list_accounts(const Filter& query,
      const ListAccountsHeaders& headers, const ListAccountsCookies& cookies) {
    saki::Call call(saki::Method::Get);
    call.literal("/api/accounts");
    write_parameters(call.query(), query);
    write_parameters(call.headers(), headers);
    write_parameters(call.cookies(), cookies);
    return saki::TestAnswer<std::vector<Account>>(saki::send(this->raw(), call));
  }

  // POST /api/accounts
  [[nodiscard]] saki::TestAnswer<Account> create_account(const Account& body) {
    saki::Call call(saki::Method::Post);
    call.literal("/api/accounts");
    call.json(body);
    return saki::TestAnswer<Account>(saki::send(this->raw(), call));
  }

  // PATCH /api/accounts/{id:int64(1..)}
  [[nodiscard]] saki::TestAnswer<AccountWithoutPassword> patch_account(std::int64_t id, const AccountPatch& body) {
    saki::Call call(saki::Method::Patch);
    call.literal("/api/accounts/");
    call.segment(id);
    call.json(body);
    return saki::TestAnswer<AccountWithoutPassword>(saki::send(this->raw(), call));
  }

  // DELETE /api/accounts/{id:int64}
  [[nodiscard]] saki::TestAnswer<void> delete_account(std::int64_t id) {
    saki::Call call(saki::Method::Delete);
    call.literal("/api/accounts/");
    call.segment(id);
    return saki::TestAnswer<void>(saki::send(this->raw(), call));
  }

 private:
  struct Composed {
    explicit Composed(const saki::TestClientOptions& options) : client((compose(service), service), options) {}
    saki::Service service{"kitchen-sink", "2.1.0"};
    saki::TestClient client;
  };
  Composed service_;
};

}  // namespace kitchen::sink
