// SPDX-License-Identifier: Apache-2.0
//
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "types.h"

#include <array>
#include <string_view>
#include <utility>

#include "saki/column_json.h"
#include "saki/encode.h"
#include "saki/object_decoder.h"
#include "saki/parameter_reader.h"
#include "saki/pattern.h"
#include "saki/rules.h"

namespace kitchen::sink {

namespace {

saki::Matching field_pattern_1() {
  static constexpr std::string_view kSource = "^[a-z][a-z0-9_]*$";
  static const saki::Pattern pattern(kSource);
  return {kSource, pattern};
}

}  // namespace

std::string_view to_string(Colour value) noexcept {
  switch (value) {
    case Colour::Red: return "red";
    case Colour::LightGreen: return "light-green";
    case Colour::DeepBlue: return "deep_blue";
  }
  return {};
}

bool parse_text(std::string_view text, Colour& into) noexcept {
  for (const Colour value : {Colour::Red, Colour::LightGreen, Colour::DeepBlue}) {
    if (to_string(value) != text) continue;
    into = value;
    return true;
  }
  return false;
}

void append_text(std::string& text, Colour value) { text.append(to_string(value)); }

bool read_text(saki::Checker& in, std::string_view text, Colour& into) {
  return parse_text(text, into) || in.violate("choice", "must be one of red, light-green, deep_blue");
}

bool read_json(saki::Decoder& in, Colour& into) {
  std::string_view text;
  return in.take_text(text) && read_text(in, text, into);
}

void write_json(saki::JsonWriter& out, Colour value, saki::JsonForm /*form*/) { out.string(to_string(value)); }

Extra::Extra(Colour colour_, std::optional<std::string> note_)
    : colour(colour_), note(std::move(note_)) {}

namespace {
constexpr std::array<saki::FieldRow, 2> kExtraFields{{
    {"colour", saki::FieldNeed::Required},
    {"note"},
}};
}  // namespace

bool read_json(saki::Decoder& in, Extra& into) {
  saki::ObjectDecoder object(in, kExtraFields);
  while (object.next()) {
    switch (object.index()) {
      case 0: object.read(into.colour); break;
      case 1: object.read(into.note); break;
    }
  }
  return object.finish();
}

void write_json(saki::JsonWriter& out, const Extra& from, saki::JsonForm form) {
  out.begin_object();
  saki::write_member<"colour">(out, from.colour, form);
  saki::write_member<"note">(out, from.note, form);
  out.end_object();
}

All::All(bool a_bool_, std::int32_t an_int32_, std::int64_t an_int64_, std::uint32_t a_uint32_, std::uint64_t a_uint64_,
    double a_double_, std::string a_string_, saki::Bytes some_bytes_, saki::Timestamp a_time_,
    std::chrono::year_month_day a_date_, std::chrono::microseconds a_duration_, saki::Uuid a_uuid_,
    std::string an_email_, std::optional<std::string> a_uri_, std::string a_path_, Colour a_colour_,
    std::optional<saki::Json> free_)
    : a_bool(a_bool_), an_int32(an_int32_), an_int64(an_int64_), a_uint32(a_uint32_), a_uint64(a_uint64_),
      a_double(a_double_), a_string(std::move(a_string_)), some_bytes(std::move(some_bytes_)), a_time(a_time_),
      a_date(a_date_), a_duration(a_duration_), a_uuid(std::move(a_uuid_)), an_email(std::move(an_email_)),
      a_uri(std::move(a_uri_)), a_path(std::move(a_path_)), a_colour(a_colour_), free(std::move(free_)) {}

namespace {
constexpr std::array<saki::FieldRow, 17> kAllFields{{
    {"a_bool"},
    {"an_int32"},
    {"an_int64"},
    {"a_uint32"},
    {"a_uint64"},
    {"a_double"},
    {"a_string"},
    {"some_bytes"},
    {"a_time"},
    {"a_date"},
    {"a_duration"},
    {"a_uuid"},
    {"an_email", saki::FieldNeed::Required},
    {"a_uri"},
    {"a_path"},
    {"a_colour"},
    {"free"},
}};
}  // namespace

bool read_json(saki::Decoder& in, All& into) {
  saki::ObjectDecoder object(in, kAllFields);
  while (object.next()) {
    switch (object.index()) {
      case 0: object.read(into.a_bool); break;
      case 1: object.read(into.an_int32, saki::Range<std::int32_t>(-5, 5)); break;
      case 2: object.read(into.an_int64, saki::Range<std::int64_t>::at_least(-9223372036854775807 - 1)); break;
      case 3: object.read(into.a_uint32, saki::Range<std::uint32_t>::at_least(1)); break;
      case 4: object.read(into.a_uint64, saki::Range<std::uint64_t>::at_most(18446744073709551615u)); break;
      case 5: object.read(into.a_double, saki::Range<double>(-0.5, 1500.0)); break;
      case 6: object.read(into.a_string, saki::Length(1, 10)); break;
      case 7: object.read(into.some_bytes, saki::Length::at_most(64)); break;
      case 8: object.read(into.a_time); break;
      case 9: object.read(into.a_date); break;
      case 10: object.read(into.a_duration); break;
      case 11: object.read(into.a_uuid); break;
      case 12: object.read(into.an_email, saki::Format::Email); break;
      case 13: object.read(into.a_uri, saki::Format::Uri); break;
      case 14: object.read(into.a_path, saki::Format::Path); break;
      case 15: object.read(into.a_colour); break;
      case 16: object.read(into.free); break;
    }
  }
  return object.finish();
}

void write_json(saki::JsonWriter& out, const All& from, saki::JsonForm form) {
  out.begin_object();
  saki::write_member<"a_bool">(out, from.a_bool, form);
  saki::write_member<"an_int32">(out, from.an_int32, form);
  saki::write_member<"an_int64">(out, from.an_int64, form);
  saki::write_member<"a_uint32">(out, from.a_uint32, form);
  saki::write_member<"a_uint64">(out, from.a_uint64, form);
  saki::write_member<"a_double">(out, from.a_double, form);
  saki::write_member<"a_string">(out, from.a_string, form);
  saki::write_member<"some_bytes">(out, from.some_bytes, form);
  saki::write_member<"a_time">(out, from.a_time, form);
  saki::write_member<"a_date">(out, from.a_date, form);
  saki::write_member<"a_duration">(out, from.a_duration, form);
  saki::write_member<"a_uuid">(out, from.a_uuid, form);
  saki::write_member<"an_email">(out, from.an_email, form);
  saki::write_member<"a_uri">(out, from.a_uri, form);
  saki::write_member<"a_path">(out, from.a_path, form);
  saki::write_member<"a_colour">(out, from.a_colour, form);
  saki::write_member<"free">(out, from.free, form);
  out.end_object();
}

Account::Account(std::int64_t id_, std::string login_, std::string password_, std::optional<std::string> token_,
    std::string group_, bool retired_)
    : id(id_), login(std::move(login_)), password(std::move(password_)), token(std::move(token_)),
      group(std::move(group_)), retired(retired_) {}

namespace {
constexpr std::array<saki::FieldRow, 6> kAccountFields{{
    {"id", saki::FieldNeed::Required, saki::FieldAccess::ReadOnly},
    {"login", saki::FieldNeed::Required},
    {"password", saki::FieldNeed::Required, saki::FieldAccess::WriteOnly},
    {"token"},
    {"group"},
    {"retired"},
}};
}  // namespace

bool read_json(saki::Decoder& in, Account& into) {
  saki::ObjectDecoder object(in, kAccountFields, saki::UnknownMembers::Refused);
  while (object.next()) {
    switch (object.index()) {
      case 0: object.read(into.id); break;
      case 1: object.read(into.login, saki::All(saki::Length(3, 20), field_pattern_1())); break;
      case 2: object.read(into.password, saki::Length::at_least(8)); break;
      case 3: object.read(into.token); break;
      case 4: object.read(into.group); break;
      case 5: object.read(into.retired); break;
    }
  }
  return object.finish();
}

void write_json(saki::JsonWriter& out, const Account& from, saki::JsonForm form) {
  out.begin_object();
  if (form != saki::JsonForm::Request) saki::write_member<"id">(out, from.id, form);
  saki::write_member<"login">(out, from.login, form);
  if (form != saki::JsonForm::Answer) saki::write_member<"password">(out, from.password, form);
  saki::write_member<"token">(out, from.token, form);
  saki::write_member<"group">(out, from.group, form);
  saki::write_member<"retired">(out, from.retired, form);
  out.end_object();
}

void read_parameters(saki::ParameterReader& in, Account& into) {
  in.read("login", saki::ParameterNeed::Required, into.login, saki::All(saki::Length(3, 20), field_pattern_1()));
  in.read("password", saki::ParameterNeed::Required, into.password, saki::Length::at_least(8));
  in.read("token", saki::ParameterNeed::Optional, into.token);
  in.read("group", saki::ParameterNeed::Optional, into.group);
  in.read("retired", saki::ParameterNeed::Optional, into.retired);
  static constexpr std::array<std::string_view, 6> kNames{"id", "login", "password", "token", "group", "retired"};
  in.refuse_others(kNames);
}

Filter::Filter(std::optional<std::string> word_, std::vector<Colour> colours_, std::int32_t limit_,
    std::optional<std::chrono::year_month_day> since_)
    : word(std::move(word_)), colours(std::move(colours_)), limit(limit_), since(std::move(since_)) {}

namespace {
constexpr std::array<saki::FieldRow, 4> kFilterFields{{
    {"word"},
    {"colours", saki::FieldNeed::Required},
    {"limit"},
    {"since"},
}};
}  // namespace

bool read_json(saki::Decoder& in, Filter& into) {
  saki::ObjectDecoder object(in, kFilterFields);
  while (object.next()) {
    switch (object.index()) {
      case 0: object.read(into.word); break;
      case 1: object.read(into.colours, saki::Items(saki::Count::at_most(3))); break;
      case 2: object.read(into.limit, saki::Range<std::int32_t>(1, 100)); break;
      case 3: object.read(into.since); break;
    }
  }
  return object.finish();
}

void write_json(saki::JsonWriter& out, const Filter& from, saki::JsonForm form) {
  out.begin_object();
  saki::write_member<"word">(out, from.word, form);
  saki::write_member<"colours">(out, from.colours, form);
  saki::write_member<"limit">(out, from.limit, form);
  saki::write_member<"since">(out, from.since, form);
  out.end_object();
}

void read_parameters(saki::ParameterReader& in, Filter& into) {
  in.read("word", saki::ParameterNeed::Optional, into.word);
  in.read("colours", saki::ParameterNeed::Required, into.colours, saki::Items(saki::Count::at_most(3)));
  in.read("limit", saki::ParameterNeed::Optional, into.limit, saki::Range<std::int32_t>(1, 100));
  in.read("since", saki::ParameterNeed::Optional, into.since);
}

namespace {
constexpr std::array<saki::FieldRow, 0> kNothingFields{{
}};
}  // namespace

bool read_json(saki::Decoder& in, [[maybe_unused]] Nothing& into) {
  saki::ObjectDecoder object(in, kNothingFields);
  while (object.next()) {
    switch (object.index()) {
    }
  }
  return object.finish();
}

void write_json(saki::JsonWriter& out, [[maybe_unused]] const Nothing& from, [[maybe_unused]] saki::JsonForm form) {
  out.begin_object();
  out.end_object();
}

ListAccountsHeaders::ListAccountsHeaders(std::optional<saki::Uuid> x_request_id_,
    std::vector<std::string> accept_language_)
    : x_request_id(std::move(x_request_id_)), accept_language(std::move(accept_language_)) {}

void read_parameters(saki::ParameterReader& in, ListAccountsHeaders& into) {
  in.read("X-Request-Id", saki::ParameterNeed::Optional, into.x_request_id);
  in.read("Accept-Language", saki::ParameterNeed::Required, into.accept_language);
}

ListAccountsCookies::ListAccountsCookies(std::string session_, bool seen_)
    : session(std::move(session_)), seen(seen_) {}

void read_parameters(saki::ParameterReader& in, ListAccountsCookies& into) {
  in.read("session", saki::ParameterNeed::Required, into.session, saki::Length(1, 64));
  in.read("seen", saki::ParameterNeed::Optional, into.seen);
}

AccountPatch::AccountPatch(std::optional<std::int64_t> id_, std::optional<std::string> login_,
    std::optional<std::string> password_, std::optional<std::string> token_, std::optional<std::string> group_,
    std::optional<bool> retired_)
    : id(std::move(id_)), login(std::move(login_)), password(std::move(password_)), token(std::move(token_)),
      group(std::move(group_)), retired(std::move(retired_)) {}

namespace {
constexpr std::array<saki::FieldRow, 6> kAccountPatchFields{{
    {"id", saki::FieldNeed::Optional, saki::FieldAccess::ReadOnly},
    {"login"},
    {"password", saki::FieldNeed::Optional, saki::FieldAccess::WriteOnly},
    {"token"},
    {"group"},
    {"retired"},
}};
}  // namespace

bool read_json(saki::Decoder& in, AccountPatch& into) {
  saki::ObjectDecoder object(in, kAccountPatchFields, saki::UnknownMembers::Refused);
  while (object.next()) {
    switch (object.index()) {
      case 0: object.read(into.id); break;
      case 1: object.read(into.login, saki::All(saki::Length(3, 20), field_pattern_1())); break;
      case 2: object.read(into.password, saki::Length::at_least(8)); break;
      case 3: object.read(into.token); break;
      case 4: object.read(into.group); break;
      case 5: object.read(into.retired); break;
    }
  }
  return object.finish();
}

void write_json(saki::JsonWriter& out, const AccountPatch& from, saki::JsonForm form) {
  out.begin_object();
  if (form != saki::JsonForm::Request) saki::write_member<"id">(out, from.id, form);
  saki::write_member<"login">(out, from.login, form);
  if (form != saki::JsonForm::Answer) saki::write_member<"password">(out, from.password, form);
  saki::write_member<"token">(out, from.token, form);
  saki::write_member<"group">(out, from.group, form);
  saki::write_member<"retired">(out, from.retired, form);
  out.end_object();
}

AccountWithoutPassword::AccountWithoutPassword(std::int64_t id_, std::string login_, std::optional<std::string> token_,
    std::string group_, bool retired_)
    : id(id_), login(std::move(login_)), token(std::move(token_)), group(std::move(group_)), retired(retired_) {}

namespace {
constexpr std::array<saki::FieldRow, 5> kAccountWithoutPasswordFields{{
    {"id", saki::FieldNeed::Required, saki::FieldAccess::ReadOnly},
    {"login", saki::FieldNeed::Required},
    {"token"},
    {"group"},
    {"retired"},
}};
}  // namespace

bool read_json(saki::Decoder& in, AccountWithoutPassword& into) {
  saki::ObjectDecoder object(in, kAccountWithoutPasswordFields, saki::UnknownMembers::Refused);
  while (object.next()) {
    switch (object.index()) {
      case 0: object.read(into.id); break;
      case 1: object.read(into.login, saki::All(saki::Length(3, 20), field_pattern_1())); break;
      case 2: object.read(into.token); break;
      case 3: object.read(into.group); break;
      case 4: object.read(into.retired); break;
    }
  }
  return object.finish();
}

void write_json(saki::JsonWriter& out, const AccountWithoutPassword& from, saki::JsonForm form) {
  out.begin_object();
  if (form != saki::JsonForm::Request) saki::write_member<"id">(out, from.id, form);
  saki::write_member<"login">(out, from.login, form);
  saki::write_member<"token">(out, from.token, form);
  saki::write_member<"group">(out, from.group, form);
  saki::write_member<"retired">(out, from.retired, form);
  out.end_object();
}

}  // namespace kitchen::sink

kitchen::sink::Extra saki::RowTraits<kitchen::sink::Extra>::read(const RowReader& row, std::span<const int> column_of) {
  kitchen::sink::Extra into;
  read_column(row, column_of[0], "Extra.colour", into.colour);
  read_column_if_present(row, column_of[1], "Extra.note", into.note);
  return into;
}

kitchen::sink::All saki::RowTraits<kitchen::sink::All>::read(const RowReader& row, std::span<const int> column_of) {
  kitchen::sink::All into;
  read_column_if_present(row, column_of[0], "All.a_bool", into.a_bool);
  read_column_if_present(row, column_of[1], "All.an_int32", into.an_int32);
  read_column_if_present(row, column_of[2], "All.an_int64", into.an_int64);
  read_column_if_present(row, column_of[3], "All.a_uint32", into.a_uint32);
  read_column_if_present(row, column_of[4], "All.a_uint64", into.a_uint64);
  read_column_if_present(row, column_of[5], "All.a_double", into.a_double);
  read_column_if_present(row, column_of[6], "All.a_string", into.a_string);
  read_column_if_present(row, column_of[7], "All.some_bytes", into.some_bytes);
  read_column_if_present(row, column_of[8], "All.a_time", into.a_time);
  read_column_if_present(row, column_of[9], "All.a_date", into.a_date);
  read_column_if_present(row, column_of[10], "All.a_duration", into.a_duration);
  read_column_if_present(row, column_of[11], "All.a_uuid", into.a_uuid);
  read_column(row, column_of[12], "All.an_email", into.an_email);
  read_column_if_present(row, column_of[13], "All.a_uri", into.a_uri);
  read_column_if_present(row, column_of[14], "All.a_path", into.a_path);
  read_column_if_present(row, column_of[15], "All.a_colour", into.a_colour);
  read_column_if_present(row, column_of[16], "All.free", into.free);
  return into;
}

kitchen::sink::Account saki::RowTraits<kitchen::sink::Account>::read(const RowReader& row,
    std::span<const int> column_of) {
  kitchen::sink::Account into;
  read_column(row, column_of[0], "Account.id", into.id);
  read_column(row, column_of[1], "Account.login", into.login);
  read_column(row, column_of[2], "Account.password", into.password);
  read_column_if_present(row, column_of[3], "Account.token", into.token);
  read_column_if_present(row, column_of[4], "Account.group", into.group);
  read_column_if_present(row, column_of[5], "Account.retired", into.retired);
  return into;
}

kitchen::sink::Nothing saki::RowTraits<kitchen::sink::Nothing>::read([[maybe_unused]] const RowReader& row,
    [[maybe_unused]] std::span<const int> column_of) {
  kitchen::sink::Nothing into;
  return into;
}

kitchen::sink::AccountPatch saki::RowTraits<kitchen::sink::AccountPatch>::read(const RowReader& row,
    std::span<const int> column_of) {
  kitchen::sink::AccountPatch into;
  read_column_if_present(row, column_of[0], "AccountPatch.id", into.id);
  read_column_if_present(row, column_of[1], "AccountPatch.login", into.login);
  read_column_if_present(row, column_of[2], "AccountPatch.password", into.password);
  read_column_if_present(row, column_of[3], "AccountPatch.token", into.token);
  read_column_if_present(row, column_of[4], "AccountPatch.group", into.group);
  read_column_if_present(row, column_of[5], "AccountPatch.retired", into.retired);
  return into;
}

kitchen::sink::AccountWithoutPassword saki::RowTraits<kitchen::sink::AccountWithoutPassword>::read(const RowReader& row,
    std::span<const int> column_of) {
  kitchen::sink::AccountWithoutPassword into;
  read_column(row, column_of[0], "AccountWithoutPassword.id", into.id);
  read_column(row, column_of[1], "AccountWithoutPassword.login", into.login);
  read_column_if_present(row, column_of[2], "AccountWithoutPassword.token", into.token);
  read_column_if_present(row, column_of[3], "AccountWithoutPassword.group", into.group);
  read_column_if_present(row, column_of[4], "AccountWithoutPassword.retired", into.retired);
  return into;
}
