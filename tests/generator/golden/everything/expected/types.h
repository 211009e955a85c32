// SPDX-License-Identifier: Apache-2.0
//
// The types of kitchen-sink.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "saki/bytes.h"
#include "saki/json.h"
#include "saki/json_form.h"
#include "saki/row.h"
#include "saki/timestamp.h"
#include "saki/uuid.h"

namespace saki {
class Checker;
class Decoder;
class JsonWriter;
class ParameterReader;
}  // namespace saki

namespace kitchen::sink {

enum class Colour : std::uint8_t { Red, LightGreen, DeepBlue };

[[nodiscard]] std::string_view to_string(Colour value) noexcept;
[[nodiscard]] bool parse_text(std::string_view text, Colour& into) noexcept;
void append_text(std::string& text, Colour value);
bool read_text(saki::Checker& in, std::string_view text, Colour& into);
bool read_json(saki::Decoder& in, Colour& into);
void write_json(saki::JsonWriter& out, Colour value, saki::JsonForm form = saki::JsonForm::Answer);

struct Extra {
  Colour colour{};  // enum(red|light-green|deep_blue)
  std::optional<std::string> note;  // string optional

  Extra() = default;
  Extra(Colour colour, std::optional<std::string> note);
  friend bool operator==(const Extra&, const Extra&) = default;
};
static_assert(!std::is_aggregate_v<Extra>);

bool read_json(saki::Decoder& in, Extra& into);
void write_json(saki::JsonWriter& out, const Extra& from, saki::JsonForm form = saki::JsonForm::Answer);

struct All {
  bool a_bool = true;  // bool
  std::int32_t an_int32 = -1;  // int32(-5..5)
  std::int64_t an_int64 = -9223372036854775807 - 1;  // int64(-9223372036854775808..)
  std::uint32_t a_uint32 = 1;  // uint32(1..)
  std::uint64_t a_uint64 = 18446744073709551615u;  // uint64(..18446744073709551615)
  double a_double = 0.25;  // double(-0.5..1500.0)
  std::string a_string = "say \"hi\"";  // string(1..10)
  saki::Bytes some_bytes = saki::Bytes(std::string_view("\000\001\002", 3));  // bytes(..64)
  saki::Timestamp a_time = saki::Timestamp(saki::WallTime(std::chrono::microseconds(1795176000500000)));  // timestamp
  std::chrono::year_month_day a_date = std::chrono::year(2026) / 11 / 20;  // date
  std::chrono::microseconds a_duration{5400000000};  // duration
  saki::Uuid a_uuid = saki::Uuid(saki::Uuid::Octets{0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0x01, 0x23, 0x45,
      0x67, 0x89, 0xab, 0xcd, 0xef});  // uuid
  std::string an_email;  // email
  std::optional<std::string> a_uri;  // uri optional
  std::string a_path = "a/b";  // path
  Colour a_colour = Colour::LightGreen;  // enum(red|light-green|deep_blue)
  std::optional<saki::Json> free;  // json optional

  All() = default;
  All(bool a_bool, std::int32_t an_int32, std::int64_t an_int64, std::uint32_t a_uint32, std::uint64_t a_uint64,
      double a_double, std::string a_string, saki::Bytes some_bytes, saki::Timestamp a_time,
      std::chrono::year_month_day a_date, std::chrono::microseconds a_duration, saki::Uuid a_uuid, std::string an_email,
      std::optional<std::string> a_uri, std::string a_path, Colour a_colour, std::optional<saki::Json> free);
  friend bool operator==(const All&, const All&) = default;
};
static_assert(!std::is_aggregate_v<All>);

bool read_json(saki::Decoder& in, All& into);
void write_json(saki::JsonWriter& out, const All& from, saki::JsonForm form = saki::JsonForm::Answer);

struct Account {
  std::int64_t id{};  // int64 readonly
  std::string login;  // string(3..20)
  std::string password;  // string(8..) writeonly
  std::optional<std::string> token;  // string optional secret
  std::string group = "first";  // string
  bool retired = false;  // bool

  Account() = default;
  Account(std::int64_t id, std::string login, std::string password, std::optional<std::string> token, std::string group,
      bool retired);
  friend bool operator==(const Account&, const Account&) = default;
};
static_assert(!std::is_aggregate_v<Account>);

bool read_json(saki::Decoder& in, Account& into);
void write_json(saki::JsonWriter& out, const Account& from, saki::JsonForm form = saki::JsonForm::Answer);
void read_parameters(saki::ParameterReader& in, Account& into);

struct Filter {
  std::optional<std::string> word;  // string optional
  std::vector<Colour> colours;  // list(enum(red|light-green|deep_blue))(..3)
  std::int32_t limit = 20;  // int32(1..100)
  std::optional<std::chrono::year_month_day> since;  // date optional

  Filter() = default;
  Filter(std::optional<std::string> word, std::vector<Colour> colours, std::int32_t limit,
      std::optional<std::chrono::year_month_day> since);
  friend bool operator==(const Filter&, const Filter&) = default;
};
static_assert(!std::is_aggregate_v<Filter>);

bool read_json(saki::Decoder& in, Filter& into);
void write_json(saki::JsonWriter& out, const Filter& from, saki::JsonForm form = saki::JsonForm::Answer);
void read_parameters(saki::ParameterReader& in, Filter& into);

struct Nothing {
  Nothing() = default;
  friend bool operator==(const Nothing&, const Nothing&) = default;
};
static_assert(!std::is_aggregate_v<Nothing>);

bool read_json(saki::Decoder& in, Nothing& into);
void write_json(saki::JsonWriter& out, const Nothing& from, saki::JsonForm form = saki::JsonForm::Answer);

struct ListAccountsHeaders {
  std::optional<saki::Uuid> x_request_id;  // uuid optional
  std::vector<std::string> accept_language;  // list(string)

  ListAccountsHeaders() = default;
  ListAccountsHeaders(std::optional<saki::Uuid> x_request_id, std::vector<std::string> accept_language);
  friend bool operator==(const ListAccountsHeaders&, const ListAccountsHeaders&) = default;
};
static_assert(!std::is_aggregate_v<ListAccountsHeaders>);

void read_parameters(saki::ParameterReader& in, ListAccountsHeaders& into);

struct ListAccountsCookies {
  std::string session;  // string(1..64)
  bool seen = false;  // bool

  ListAccountsCookies() = default;
  ListAccountsCookies(std::string session, bool seen);
  friend bool operator==(const ListAccountsCookies&, const ListAccountsCookies&) = default;
};
static_assert(!std::is_aggregate_v<ListAccountsCookies>);

void read_parameters(saki::ParameterReader& in, ListAccountsCookies& into);

struct AccountPatch {
  std::optional<std::int64_t> id;  // int64 optional readonly
  std::optional<std::string> login;  // string(3..20) optional
  std::optional<std::string> password;  // string(8..) optional writeonly
  std::optional<std::string> token;  // string optional secret
  std::optional<std::string> group;  // string optional
  std::optional<bool> retired;  // bool optional

  AccountPatch() = default;
  AccountPatch(std::optional<std::int64_t> id, std::optional<std::string> login, std::optional<std::string> password,
      std::optional<std::string> token, std::optional<std::string> group, std::optional<bool> retired);
  friend bool operator==(const AccountPatch&, const AccountPatch&) = default;
};
static_assert(!std::is_aggregate_v<AccountPatch>);

bool read_json(saki::Decoder& in, AccountPatch& into);
void write_json(saki::JsonWriter& out, const AccountPatch& from, saki::JsonForm form = saki::JsonForm::Answer);

struct AccountWithoutPassword {
  std::int64_t id{};  // int64 readonly
  std::string login;  // string(3..20)
  std::optional<std::string> token;  // string optional secret
  std::string group = "first";  // string
  bool retired = false;  // bool

  AccountWithoutPassword() = default;
  AccountWithoutPassword(std::int64_t id, std::string login, std::optional<std::string> token, std::string group,
      bool retired);
  friend bool operator==(const AccountWithoutPassword&, const AccountWithoutPassword&) = default;
};
static_assert(!std::is_aggregate_v<AccountWithoutPassword>);

bool read_json(saki::Decoder& in, AccountWithoutPassword& into);
void write_json(saki::JsonWriter& out, const AccountWithoutPassword& from,
    saki::JsonForm form = saki::JsonForm::Answer);

}  // namespace kitchen::sink

template <>
struct saki::RowTraits<kitchen::sink::Extra> {
  static constexpr std::array<std::string_view, 2> kColumns{"colour", "note"};
  static kitchen::sink::Extra read(const RowReader& row, std::span<const int> column_of);
};

template <>
struct saki::RowTraits<kitchen::sink::All> {
  static constexpr std::array<std::string_view, 17> kColumns{"a_bool", "an_int32", "an_int64", "a_uint32", "a_uint64",
      "a_double", "a_string", "some_bytes", "a_time", "a_date", "a_duration", "a_uuid", "an_email", "a_uri", "a_path",
      "a_colour", "free"};
  static kitchen::sink::All read(const RowReader& row, std::span<const int> column_of);
};

template <>
struct saki::RowTraits<kitchen::sink::Account> {
  static constexpr std::array<std::string_view, 6> kColumns{"id", "login", "password", "token", "group", "retired"};
  static kitchen::sink::Account read(const RowReader& row, std::span<const int> column_of);
};

template <>
struct saki::RowTraits<kitchen::sink::Nothing> {
  static constexpr std::array<std::string_view, 0> kColumns{};
  static kitchen::sink::Nothing read(const RowReader& row, std::span<const int> column_of);
};

template <>
struct saki::RowTraits<kitchen::sink::AccountPatch> {
  static constexpr std::array<std::string_view, 6> kColumns{"id", "login", "password", "token", "group", "retired"};
  static kitchen::sink::AccountPatch read(const RowReader& row, std::span<const int> column_of);
};

template <>
struct saki::RowTraits<kitchen::sink::AccountWithoutPassword> {
  static constexpr std::array<std::string_view, 5> kColumns{"id", "login", "token", "group", "retired"};
  static kitchen::sink::AccountWithoutPassword read(const RowReader& row, std::span<const int> column_of);
};
