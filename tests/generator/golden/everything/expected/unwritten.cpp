// SPDX-License-Identifier: Apache-2.0
//
// Handlers whose file is not there yet: they answer 501.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "handlers.h"

saki::Task<std::map<std::string, std::vector<std::uint64_t>>> handlers::show_colour(saki::Request& /*request*/,
    Colour /*colour*/, std::string /*shade*/) {
  throw saki::NotImplemented("src/show_colour.cpp is not written yet");
}

saki::Task<> handlers::put_file(saki::Request& /*request*/, std::string /*name*/, saki::Bytes /*body*/) {
  throw saki::NotImplemented("src/put_file.cpp is not written yet");
}

saki::Task<saki::Bytes> handlers::get_file(saki::Request& /*request*/, std::string /*name*/) {
  throw saki::NotImplemented("src/get_file.cpp is not written yet");
}

saki::Task<std::int64_t> handlers::count_words(saki::Request& /*request*/, std::string /*body*/) {
  throw saki::NotImplemented("src/count_words.cpp is not written yet");
}

saki::Task<saki::Response> handlers::pipe(saki::Request& /*request*/) {
  throw saki::NotImplemented("src/pipe.cpp is not written yet");
}

saki::Task<All> handlers::check_all(saki::Request& /*request*/, std::vector<All> /*body*/) {
  throw saki::NotImplemented("src/check_all.cpp is not written yet");
}

saki::Task<> handlers::sign(saki::Request& /*request*/, Account /*body*/) {
  throw saki::NotImplemented("src/sign.cpp is not written yet");
}

saki::Task<std::int32_t> handlers::fill_album(saki::Request& /*request*/, std::int32_t /*number*/,
    saki::Form /*form*/) {
  throw saki::NotImplemented("src/fill_album.cpp is not written yet");
}

saki::Task<Nothing> handlers::take_nothing(saki::Request& /*request*/, Nothing /*body*/) {
  throw saki::NotImplemented("src/take_nothing.cpp is not written yet");
}

saki::Task<saki::Response> handlers::free_form(saki::Request& /*request*/) {
  throw saki::NotImplemented("src/free_form.cpp is not written yet");
}

saki::Task<> handlers::delete_account(saki::Request& /*request*/, std::int64_t /*id*/) {
  throw saki::NotImplemented("src/delete_account.cpp is not written yet");
}

saki::Task<> handlers::live(saki::Request& /*request*/, saki::WebSocket<Account, Account>& /*socket*/) {
  throw saki::NotImplemented("src/live.cpp is not written yet");
}

saki::Task<> handlers::anything(saki::Request& /*request*/, saki::WebSocket<>& /*socket*/) {
  throw saki::NotImplemented("src/anything.cpp is not written yet");
}

saki::Task<> handlers::join_room(saki::Request& /*request*/, saki::WebSocket<std::vector<std::string>,
    saki::Text>& /*socket*/, std::int64_t /*room*/, Filter /*query*/) {
  throw saki::NotImplemented("src/join_room.cpp is not written yet");
}

saki::Task<> handlers::take_blobs(saki::Request& /*request*/, saki::WebSocket<saki::Binary, std::int64_t>& /*socket*/) {
  throw saki::NotImplemented("src/take_blobs.cpp is not written yet");
}

saki::Task<> handlers::events(saki::Request& /*request*/, saki::EventStream<Account>& /*stream*/) {
  throw saki::NotImplemented("src/events.cpp is not written yet");
}

saki::Task<> handlers::ticks(saki::Request& /*request*/, saki::EventStream<>& /*stream*/, std::int32_t /*stream_*/,
    Filter /*query*/) {
  throw saki::NotImplemented("src/ticks.cpp is not written yet");
}

saki::Task<Extra> handlers::show_extra(saki::Request& /*request*/) {
  throw saki::NotImplemented("src/show_extra.cpp is not written yet");
}

saki::Task<std::vector<Account>> handlers::list_accounts(saki::Request& /*request*/, Filter /*query*/,
    ListAccountsHeaders /*headers*/, ListAccountsCookies /*cookies*/) {
  throw saki::NotImplemented("src/list_accounts.cpp is not written yet");
}

saki::Task<CreateAccountAnswer> handlers::create_account(saki::Request& /*request*/, Account /*body*/) {
  throw saki::NotImplemented("src/create_account.cpp is not written yet");
}

saki::Task<AccountWithoutPassword> handlers::patch_account(saki::Request& /*request*/, std::int64_t /*id*/,
    AccountPatch /*body*/) {
  throw saki::NotImplemented("src/patch_account.cpp is not written yet");
}

saki::Task<> handlers::sweep(saki::JobRun& /*run*/) {
  throw saki::NotImplemented("src/sweep.cpp is not written yet");
}

saki::Task<> handlers::report(saki::JobRun& /*run*/, Nothing /*args*/) {
  throw saki::NotImplemented("src/report.cpp is not written yet");
}

saki::Task<> handlers::mend(saki::JobRun& /*run*/, Account /*args*/) {
  throw saki::NotImplemented("src/mend.cpp is not written yet");
}

saki::Task<> handlers::rinse(saki::JobRun& /*run*/) {
  throw saki::NotImplemented("src/rinse.cpp is not written yet");
}

saki::Task<saki::Response> middleware::log_calls(saki::Request& /*request*/, saki::Next /*next*/) {
  throw saki::NotImplemented("src/log_calls.cpp is not written yet");
}

saki::Task<saki::Response> middleware::count_calls(saki::Request& /*request*/, saki::Next /*next*/) {
  throw saki::NotImplemented("src/count_calls.cpp is not written yet");
}
