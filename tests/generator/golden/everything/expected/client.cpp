// SPDX-License-Identifier: Apache-2.0
//
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "client.h"

#include <utility>

#include "call_parameters.h"
#include "saki/call.h"

namespace kitchen::sink {

namespace {

void throw_declared(saki::RemoteError error) {
  if (error.type() == ServiceClient::OutOfStock::kType) throw ServiceClient::OutOfStock(std::move(error));
  if (error.type() == ServiceClient::Teapot::kType) throw ServiceClient::Teapot(std::move(error));
}

}  // namespace

ServiceClient::OutOfStock::OutOfStock(saki::RemoteError error) : RemoteError(std::move(error)) {
  RemoteError::read_member("left", left);
  RemoteError::read_member("colour", colour);
}

ServiceClient::Teapot::Teapot(saki::RemoteError error) : RemoteError(std::move(error)) {
}

ServiceClient::CreateAccountOutcome::CreateAccountOutcome(const saki::ClientResponse& response) : status(response.status()) {
  if (status == saki::Status{201}) created = response.json_of_any_status<Account>();
  if (status == saki::Status{202}) accepted = response.content();
}

ServiceClient::ServiceClient(saki::HttpClient& http, std::string base) : remote_(http, std::move(base),
    throw_declared) {}

saki::Task<std::map<std::string, std::vector<std::uint64_t>>> ServiceClient::show_colour(Colour colour,
    const std::string& shade) {
  saki::Call call(saki::Method::Get);
  call.literal("/colours/");
  call.segment(colour);
  call.literal("/");
  call.segment(shade);
  return remote_.value<std::map<std::string, std::vector<std::uint64_t>>>(std::move(call));
}

saki::Task<> ServiceClient::put_file(const std::string& name, const saki::Bytes& body) {
  saki::Call call(saki::Method::Put);
  call.literal("/files/");
  call.rest(name);
  call.bytes(body);
  return remote_.nothing(std::move(call));
}

saki::Task<saki::Bytes> ServiceClient::get_file(const std::string& name) {
  saki::Call call(saki::Method::Get);
  call.literal("/files/");
  call.rest(name);
  return remote_.bytes(std::move(call));
}

saki::Task<std::int64_t> ServiceClient::count_words(const std::string& body) {
  saki::Call call(saki::Method::Post);
  call.literal("/words");
  call.text(body);
  return remote_.value<std::int64_t>(std::move(call));
}

saki::Task<saki::ClientStream> ServiceClient::pipe(std::string content, std::string_view media_type) {
  saki::Call call(saki::Method::Post);
  call.literal("/pipe");
  if (!content.empty()) call.body(media_type, std::move(content));
  return remote_.open(std::move(call));
}

saki::Task<All> ServiceClient::check_all(const std::vector<All>& body) {
  saki::Call call(saki::Method::Post);
  call.literal("/all");
  call.json(body);
  return remote_.value<All>(std::move(call));
}

saki::Task<> ServiceClient::sign(const Account& body) {
  saki::Call call(saki::Method::Post);
  call.literal("/sign");
  call.form(body);
  return remote_.nothing(std::move(call));
}

saki::Task<std::int32_t> ServiceClient::fill_album(std::int32_t number, const saki::FormContent& form) {
  saki::Call call(saki::Method::Put);
  call.literal("/album/");
  call.segment(number);
  call.form(form);
  return remote_.value<std::int32_t>(std::move(call));
}

saki::Task<std::int32_t> ServiceClient::fill_album_2(std::int32_t number, const saki::FormContent& form) {
  saki::Call call(saki::Method::Post);
  call.literal("/covers/");
  call.segment(number);
  call.form(form);
  return remote_.value<std::int32_t>(std::move(call));
}

saki::Task<Nothing> ServiceClient::take_nothing(const Nothing& body) {
  saki::Call call(saki::Method::Post);
  call.literal("/nothing");
  call.json(body);
  return remote_.value<Nothing>(std::move(call));
}

saki::Task<saki::ClientResponse> ServiceClient::free_form() {
  saki::Call call(saki::Method::Get);
  call.literal("/free");
  return remote_.ask(std::move(call));
}

saki::Task<> ServiceClient::delete_account_2(std::int64_t id) {
  saki::Call call(saki::Method::Get);
  call.literal("/old/");
  call.segment(id);
  return remote_.nothing(std::move(call));
}

saki::Task<saki::ClientSocket<Account, Account>> ServiceClient::live(saki::ClientSocketOptions options) {
  saki::Call call(saki::Method::Get);
  call.literal("/live");
  return saki::ClientSocket<Account, Account>::open(remote_.http(), remote_.request(std::move(call)),
      std::move(options));
}

saki::Task<saki::ClientSocket<saki::Message,
    saki::Message>> ServiceClient::anything(saki::ClientSocketOptions options) {
  saki::Call call(saki::Method::Get);
  call.literal("/anything");
  return saki::ClientSocket<saki::Message, saki::Message>::open(remote_.http(), remote_.request(std::move(call)),
      std::move(options));
}

saki::Task<saki::ClientSocket<std::vector<std::string>, saki::Text>> ServiceClient::join_room(std::int64_t room,
    const Filter& query, saki::ClientSocketOptions options) {
  saki::Call call(saki::Method::Get);
  call.literal("/room/");
  call.segment(room);
  write_parameters(call.query(), query);
  return saki::ClientSocket<std::vector<std::string>, saki::Text>::open(remote_.http(),
      remote_.request(std::move(call)), std::move(options));
}

saki::Task<saki::ClientSocket<saki::Binary,
    std::int64_t>> ServiceClient::take_blobs(saki::ClientSocketOptions options) {
  saki::Call call(saki::Method::Get);
  call.literal("/blobs");
  return saki::ClientSocket<saki::Binary, std::int64_t>::open(remote_.http(), remote_.request(std::move(call)),
      std::move(options));
}

saki::Task<saki::ClientEvents<Account>> ServiceClient::events(std::string after) {
  saki::Call call(saki::Method::Get);
  call.literal("/events");
  return remote_.events<saki::ClientEvents<Account>>(std::move(call), std::move(after));
}

saki::Task<saki::ClientEvents<>> ServiceClient::ticks(std::int32_t stream_, const Filter& query, std::string after) {
  saki::Call call(saki::Method::Get);
  call.literal("/ticks/");
  call.segment(stream_);
  write_parameters(call.query(), query);
  return remote_.events<saki::ClientEvents<>>(std::move(call), std::move(after));
}

saki::Task<saki::ClientResponse> ServiceClient::free_form_2() {
  saki::Call call(saki::Method::Get);
  call.literal("/limited");
  return remote_.ask(std::move(call));
}

saki::Task<saki::ClientResponse> ServiceClient::free_form_3() {
  saki::Call call(saki::Method::Get);
  call.literal("/guarded");
  return remote_.ask(std::move(call));
}

saki::Task<Extra> ServiceClient::show_extra() {
  saki::Call call(saki::Method::Get);
  call.literal("/extra");
  return remote_.value<Extra>(std::move(call));
}

saki::Task<std::vector<Account>> ServiceClient::list_accounts(const Filter& query, const ListAccountsHeaders& headers,
    const ListAccountsCookies& cookies) {
  saki::Call call(saki::Method::Get);
  call.literal("/api/accounts");
  write_parameters(call.query(), query);
  write_parameters(call.headers(), headers);
  write_parameters(call.cookies(), cookies);
  return remote_.value<std::vector<Account>>(std::move(call));
}

saki::Task<ServiceClient::CreateAccountOutcome> ServiceClient::create_account(const Account& body) {
  saki::Call call(saki::Method::Post);
  call.literal("/api/accounts");
  call.json(body);
  return remote_.outcome<CreateAccountOutcome>(std::move(call), {201, 202, 204});
}

saki::Task<AccountWithoutPassword> ServiceClient::patch_account(std::int64_t id, const AccountPatch& body) {
  saki::Call call(saki::Method::Patch);
  call.literal("/api/accounts/");
  call.segment(id);
  call.json(body);
  return remote_.value<AccountWithoutPassword>(std::move(call));
}

saki::Task<> ServiceClient::delete_account(std::int64_t id) {
  saki::Call call(saki::Method::Delete);
  call.literal("/api/accounts/");
  call.segment(id);
  return remote_.nothing(std::move(call));
}

}  // namespace kitchen::sink
