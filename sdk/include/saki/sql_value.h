// SPDX-License-Identifier: Apache-2.0
//
// SqlValue: one parameter of a statement, with its type. Handlers pass plain C++ values; they become SqlValues by themselves.
//
// What each type of a manifest becomes: bool 0 or 1; integers and double themselves; string, timestamp, date, duration and uuid their
// text; bytes a blob; an enumeration its name; list, map, struct and json their JSON text; an empty optional null.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "saki/bytes.h"
#include "saki/json_form.h"
#include "saki/json_writer.h"
#include "saki/timestamp.h"
#include "saki/uuid.h"

namespace saki {

// Unsigned: an integer from 2^63 on, which MySQL stores and SQLite does not. All smaller ones are Integer, whatever their type.
enum class SqlKind : std::uint8_t { Null, Integer, Real, Text, Blob, Unsigned };

// "an integer": as sentences need it.
[[nodiscard]] const char* to_string(SqlKind kind) noexcept;

class SqlValue;

namespace detail {

template <class T>
concept SqlInteger = std::integral<T> && !std::same_as<T, char> && !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> &&
                     !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

// How a generated or an author's own type becomes a value, in this order; functions are found beside the type.
template <class T>
concept HasToSql = requires(const T& value) {
  { to_sql(value) } -> std::same_as<SqlValue>;
};
template <class T>
concept SqlEnum = std::is_enum_v<T> && requires(std::string& text, T value) { append_text(text, value); };
template <class T>
concept SqlJson = !std::is_enum_v<T> && requires(JsonWriter& writer, const T& value) { write_json(writer, value); };

template <class T>
concept SqlCustom = (std::is_class_v<T> || std::is_enum_v<T>) && !std::derived_from<T, SqlValue> &&
                    !std::convertible_to<const T&, std::string_view> && (HasToSql<T> || SqlEnum<T> || SqlJson<T>);

}  // namespace detail

class SqlValue {  // Affinity: one thread at a time. Owns what it holds.
 public:
  // NOLINTBEGIN(google-explicit-constructor): whatever can be stored is a value.
  SqlValue() noexcept = default;
  SqlValue(std::nullptr_t) noexcept {}
  SqlValue(std::nullopt_t) noexcept {}
  template <detail::SqlInteger I>
  SqlValue(I value) noexcept : value_(integer_of(value)) {}
  template <std::floating_point F>
  SqlValue(F value) noexcept : value_(static_cast<double>(value)) {}
  SqlValue(std::string text) noexcept : value_(std::move(text)) {}
  SqlValue(std::string_view text) : value_(std::string(text)) {}
  SqlValue(const char* text) : value_(std::string(text)) {}
  SqlValue(Bytes blob) noexcept : value_(std::move(blob)) {}
  SqlValue(Timestamp time) : value_(time.text()), instant_(true) {}
  SqlValue(std::chrono::year_month_day date);
  SqlValue(std::chrono::microseconds duration);
  template <class R, class P>
    requires std::convertible_to<std::chrono::duration<R, P>, std::chrono::microseconds>
  SqlValue(std::chrono::duration<R, P> duration) : SqlValue(std::chrono::microseconds(duration)) {}
  SqlValue(const Uuid& uuid) : value_(uuid.text()) {}
  template <class T>
  SqlValue(std::optional<T> value) {
    if (value) *this = SqlValue(*std::move(value));
  }
  template <detail::SqlCustom T>
  SqlValue(const T& value) : SqlValue(from_custom(value)) {}
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] SqlKind kind() const noexcept { return static_cast<SqlKind>(value_.index()); }
  [[nodiscard]] bool is_null() const noexcept { return kind() == SqlKind::Null; }

  // Each for a value of that kind only.
  [[nodiscard]] std::int64_t integer() const { return std::get<std::int64_t>(value_); }
  [[nodiscard]] std::uint64_t unsigned_integer() const { return std::get<std::uint64_t>(value_); }
  [[nodiscard]] double real() const { return std::get<double>(value_); }
  [[nodiscard]] const std::string& text() const { return std::get<std::string>(value_); }
  [[nodiscard]] ByteView blob() const { return std::get<Bytes>(value_).view(); }

  // Text that was a Timestamp: for a database that has a type for it.
  [[nodiscard]] bool is_instant() const noexcept { return instant_; }

  friend bool operator==(const SqlValue&, const SqlValue&) = default;

 private:
  using Variant = std::variant<std::monostate, std::int64_t, double, std::string, Bytes, std::uint64_t>;  // In the order of SqlKind.

  // Made in one step, not set later: GCC 12 with sanitizers takes that for a value that is used before it is made.
  template <class I>
  static Variant integer_of(I value) noexcept {
    constexpr bool kMayBeBeyond = std::is_unsigned_v<I> && sizeof(I) == sizeof(std::uint64_t);
    if constexpr (kMayBeBeyond) {
      if (!std::in_range<std::int64_t>(value)) return Variant(std::in_place_type<std::uint64_t>, value);
    }
    return Variant(std::in_place_type<std::int64_t>, static_cast<std::int64_t>(value));
  }

  template <class T>
  static SqlValue from_custom(const T& value) {
    if constexpr (detail::HasToSql<T>) {
      return to_sql(value);
    } else if constexpr (detail::SqlEnum<T>) {
      std::string text;
      append_text(text, value);
      return SqlValue(std::move(text));
    } else {
      std::string text;
      JsonWriter writer(text);
      if constexpr (requires { write_json(writer, value, JsonForm::Stored); })
        write_json(writer, value, JsonForm::Stored);
      else
        write_json(writer, value);
      return SqlValue(std::move(text));
    }
  }

  Variant value_;
  bool instant_ = false;
};

static_assert(!std::is_aggregate_v<SqlValue>);

}  // namespace saki
