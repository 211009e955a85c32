// SPDX-License-Identifier: Apache-2.0
//
// The SDK's small grammars on any bytes: what is accepted reads back as the same value. The first byte chooses the grammar.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "route/route_pattern.h"
#include "saki/base/utf8.h"
#include "saki/cookie.h"
#include "saki/cookie_jar.h"
#include "saki/cron.h"
#include "saki/formats.h"
#include "saki/http_words.h"
#include "saki/media_type.h"
#include "saki/net/network.h"
#include "saki/parameters.h"
#include "saki/pattern.h"
#include "saki/text_value.h"
#include "session/session_record.h"
#include "session/session_rules.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

template <class T>
void read_back(std::string_view text) {
  T value{};
  if (!saki::parse_text(text, value)) return;
  std::string written;
  saki::append_text(written, value);
  T again{};
  require(saki::parse_text(written, again) && again == value);
}

void read_values(std::string_view text) {
  read_back<bool>(text);
  read_back<std::int32_t>(text);
  read_back<std::uint64_t>(text);
  read_back<double>(text);
  read_back<saki::Bytes>(text);
  read_back<saki::Timestamp>(text);
  read_back<std::chrono::year_month_day>(text);
  read_back<std::chrono::microseconds>(text);
  read_back<saki::Uuid>(text);
}

void read_formats(std::string_view text) {
  static_cast<void>(saki::is_email(text));
  static_cast<void>(saki::is_uri(text));
  static_cast<void>(saki::is_path(text));
  static_cast<void>(saki::parse_route_pattern(text));
}

// A pattern and a text, with a line feed between.
void match(std::string_view text) {
  const std::size_t end = text.find('\n');
  const auto pattern = saki::Pattern::compile(text.substr(0, end));
  if (!pattern) return;
  require(pattern->state_count() <= saki::Pattern::kMaxStates);
  const std::string_view subject = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  if (saki::is_utf8(subject)) static_cast<void>(pattern->matches(subject));
}

void read_parameters(std::string_view text) {
  saki::Arena arena;
  const auto parameters = saki::Parameters::parse(text, arena);
  if (!parameters) return;
  for (const saki::Parameter& parameter : *parameters) {
    require(saki::is_utf8(parameter.name) && saki::is_utf8(parameter.value));
    require(parameters->find(parameter.name).has_value());
  }
}

void read_fields(std::string_view text) {
  static_cast<void>(saki::find_cookie(text, "a"));
  static_cast<void>(saki::accepted_quality(text, "text/html"));
  if (const auto type = saki::MediaType::parse(text)) static_cast<void>(type->parameter("charset"));
}

// Set-Cookie fields, a line each, into a small jar: what comes out can stand in a head.
void keep_cookies(std::string_view text) {
  constexpr saki::CookiePlace kPlace{.host = "www.example.org", .path = "/a/b", .secure = true};
  constexpr saki::WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
  saki::CookieJar jar({.count = 8, .count_per_host = 4});
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    jar.store(kPlace, text.substr(0, end), kNow);
    text.remove_prefix(std::min(end + 1, text.size()));
    require(jar.size() <= 8);
  }
  require(saki::is_field_value(jar.field(kPlace, kNow)));
}

// What comes next is due by itself as well, and nothing between.
void read_cron(std::string_view text) {
  constexpr saki::WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 2 / 27} + std::chrono::hours{23}};
  const auto cron = saki::Cron::parse(text);
  if (!cron) return;
  const auto next = cron->next_after(kNow);
  require(next && *next > kNow && cron->next_after(*next - std::chrono::minutes{1}) == next);
}

void read_network(std::string_view text) {
  const auto network = saki::Network::parse(text);
  require(saki::Network::explain(text).empty() == network.has_value());
  if (!network) return;
  require(saki::Network::parse(network->text()).value() == *network);
  const std::string written = network->text();
  const auto first = saki::Address::from_host(std::string_view(written).substr(0, written.find('/')), 0);
  require(written == "unix:" || network->contains(first.value()));
}

// As a store gives it back, of which others may have made anything.
void read_session(std::string_view text) {
  constexpr saki::Timestamp kNow(saki::WallTime(std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}));
  const auto record = saki::SessionRecord::parse(text);
  if (!record) return;
  saki::SessionRules rules;
  rules.idle = std::chrono::days{365};
  rules.lifetime = std::chrono::days{400};
  const bool alive = rules.alive(*record, kNow);
  require(!rules.renewal_due(*record, kNow) || rules.time_left(*record, kNow) > saki::Duration::zero());
  const auto again = saki::SessionRecord::parse(record->text());
  require(again && again->text() == record->text() && rules.alive(*again, kNow) == alive);
}

void mend(std::string_view text) {
  std::string mended;
  saki::append_valid_utf8(mended, text);
  require(saki::is_utf8(mended));
  require(!saki::is_utf8(text) || mended == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'v': read_values(text); break;
    case 'f': read_formats(text); break;
    case 'p': match(text); break;
    case 'q': read_parameters(text); break;
    case 'h': read_fields(text); break;
    case 'k': keep_cookies(text); break;
    case 'c': read_cron(text); break;
    case 'n': read_network(text); break;
    case 's': read_session(text); break;
    default: mend(text); break;
  }
  return 0;
}
