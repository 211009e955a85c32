// SPDX-License-Identifier: Apache-2.0
//
// A typed client of kitchen-sink, for other services and programs.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
//
//   kitchen::sink::ServiceClient service(request.http(), "https://kitchen-sink.example");
//
// Each call throws saki::ClientError where no answer came that could be used, saki::RemoteError where the answer says that it went wrong.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saki/client_events.h"
#include "saki/client_socket.h"
#include "saki/remote.h"
#include "types.h"

namespace kitchen::sink {

class ServiceClient {  // Affinity: loop. The HTTP client outlives it.
 public:
  // 409: Sold out
  class OutOfStock : public saki::RemoteError {
   public:
    explicit OutOfStock(saki::RemoteError error);
    static constexpr std::string_view kType = "urn:problem-type:kitchen-sink:out-of-stock";
    std::int32_t left{};
    std::optional<Colour> colour{};
  };

  // 418
  class Teapot : public saki::RemoteError {
   public:
    explicit Teapot(saki::RemoteError error);
    static constexpr std::string_view kType = "urn:problem-type:kitchen-sink:teapot";
  };

  // What create_account comes to, by the status.
  class CreateAccountOutcome {
   public:
    explicit CreateAccountOutcome(const saki::ClientResponse& response);
    saki::Status status;
    std::optional<Account> created;  // 201
    std::optional<std::string> accepted;  // 202
  };

  // `base` is the URL before every path.
  ServiceClient(saki::HttpClient& http, std::string base);

  // What goes with every call, and calls that the manifest does not foresee.
  [[nodiscard]] saki::Remote& raw() noexcept { return remote_; }

  // GET /colours/{colour:Colour}/{shade}
  [[nodiscard]] saki::Task<std::map<std::string, std::vector<std::uint64_t>>> show_colour(Colour colour,
      const std::string& shade);

  // PUT /files/{name...}
  [[nodiscard]] saki::Task<> put_file(const std::string& name, const saki::Bytes& body);

  // GET /files/{name...}
  [[nodiscard]] saki::Task<saki::Bytes> get_file(const std::string& name);

  // POST /words
  [[nodiscard]] saki::Task<std::int64_t> count_words(const std::string& body);

  // POST /pipe
  [[nodiscard]] saki::Task<saki::ClientStream> pipe(std::string content = {},
      std::string_view media_type = "application/octet-stream");

  // POST /all
  [[nodiscard]] saki::Task<All> check_all(const std::vector<All>& body);

  // POST /sign
  [[nodiscard]] saki::Task<> sign(const Account& body);

  // PUT /album/{number:int32}
  [[nodiscard]] saki::Task<std::int32_t> fill_album(std::int32_t number, const saki::FormContent& form);

  // POST /covers/{number:int32}
  [[nodiscard]] saki::Task<std::int32_t> fill_album_2(std::int32_t number, const saki::FormContent& form);

  // POST /nothing
  [[nodiscard]] saki::Task<Nothing> take_nothing(const Nothing& body);

  // GET /free
  [[nodiscard]] saki::Task<saki::ClientResponse> free_form();

  // GET /old/{id:int64}
  [[nodiscard]] saki::Task<> delete_account_2(std::int64_t id);

  // WS /live
  [[nodiscard]] saki::Task<saki::ClientSocket<Account, Account>> live(saki::ClientSocketOptions options = {});

  // WS /anything
  [[nodiscard]] saki::Task<saki::ClientSocket<saki::Message,
      saki::Message>> anything(saki::ClientSocketOptions options = {});

  // WS /room/{room:int64(1..)}
  [[nodiscard]] saki::Task<saki::ClientSocket<std::vector<std::string>, saki::Text>> join_room(std::int64_t room,
      const Filter& query, saki::ClientSocketOptions options = {});

  // WS /blobs
  [[nodiscard]] saki::Task<saki::ClientSocket<saki::Binary,
      std::int64_t>> take_blobs(saki::ClientSocketOptions options = {});

  // SSE /events
  [[nodiscard]] saki::Task<saki::ClientEvents<Account>> events(std::string after = {});

  // SSE /ticks/{stream:int32(1..100)}
  [[nodiscard]] saki::Task<saki::ClientEvents<>> ticks(std::int32_t stream_, const Filter& query,
      std::string after = {});

  // GET /limited
  [[nodiscard]] saki::Task<saki::ClientResponse> free_form_2();

  // GET /guarded
  [[nodiscard]] saki::Task<saki::ClientResponse> free_form_3();

  // GET /extra
  [[nodiscard]] saki::Task<Extra> show_extra();

  // GET /api/accounts
  [[nodiscard]] saki::Task<std::vector<Account>> list_accounts(const Filter& query, const ListAccountsHeaders& headers,
      const ListAccountsCookies& cookies);

  // POST /api/accounts
  [[nodiscard]] saki::Task<CreateAccountOutcome> create_account(const Account& body);

  // PATCH /api/accounts/{id:int64(1..)}
  [[nodiscard]] saki::Task<AccountWithoutPassword> patch_account(std::int64_t id, const AccountPatch& body);

  // DELETE /api/accounts/{id:int64}
  [[nodiscard]] saki::Task<> delete_account(std::int64_t id);

 private:
  saki::Remote remote_;
};

}  // namespace kitchen::sink
