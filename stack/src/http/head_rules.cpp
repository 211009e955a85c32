// SPDX-License-Identifier: Apache-2.0
#include "http/head_rules.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <limits>

#include "base/ascii.h"
#include "http/blanks.h"
#include "http/lower_case.h"
#include "http/scan.h"
#include "http/target.h"
#include "saki/http/percent.h"

namespace saki::http {
namespace {

// [ port ], at most 65535.
bool is_port(std::string_view text) noexcept {
  if (text.size() > 5) return false;
  unsigned port = 0;
  for (const char digit : text) {
    if (!is_digit(digit)) return false;
    port = port * 10 + static_cast<unsigned>(digit - '0');
  }
  return port <= 65535;
}

// IPv6address between its brackets. IPvFuture has no use and is refused.
bool is_ip6(std::string_view text) noexcept {
  std::array<char, INET6_ADDRSTRLEN> terminated{};
  if (text.size() >= terminated.size()) return false;
  std::ranges::copy(text, terminated.begin());
  std::array<std::byte, 16> address;
  return inet_pton(AF_INET6, terminated.data(), address.data()) == 1;
}

// reg-name (IPv4 addresses are among them): not empty, each `%` followed by two hexadecimal digits.
bool is_reg_name(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!scan::is(scan::kHost, text[i])) return false;
    if (text[i] != '%') continue;
    if (text.size() - i < 3 || !scan::is(scan::kHex, text[i + 1]) || !scan::is(scan::kHex, text[i + 2])) return false;
  }
  return !text.empty();
}

Refusal settle_target(RequestHead& head, Arena& arena) {
  if (const Refusal refusal = parse_target(head); refusal != Refusal::None) return refusal;
  if (head.raw_path.empty()) return Refusal::None;
  const auto path = normalize_path(head.raw_path, arena);
  if (!path) return Refusal::HostilePath;
  head.path = *path;
  return Refusal::None;
}

// Calls `visit` with each element of a comma-separated list, without the white space around it; empty ones too.
template <class Visit>
void for_each_element(std::string_view list, Visit visit) {
  for (;;) {
    const std::size_t comma = std::min(list.find(','), list.size());
    visit(trim(list.substr(0, comma)));
    if (comma == list.size()) return;
    list.remove_prefix(comma + 1);
  }
}

void add_connection_options(ConnectionOptions& options, std::string_view value) noexcept {
  if (is_word(value, "keep-alive")) {  // What browsers send.
    options.keep_alive = true;
    return;
  }
  for_each_element(value, [&](std::string_view option) {
    options.close |= is_word(option, "close");
    options.keep_alive |= is_word(option, "keep-alive");
    options.upgrade |= is_word(option, "upgrade");
  });
}

[[gnu::always_inline]] inline void settle_connection(RequestHead& head) noexcept {
  head.connection = {};
  if (!head.fields.has(KnownField::Connection)) return;
  if (!head.fields.repeated(KnownField::Connection))
    return add_connection_options(head.connection, head.fields.value(KnownField::Connection));
  for (const Field& field : head.fields.all()) {
    if (known_field(field.name) == KnownField::Connection) add_connection_options(head.connection, field.value);
  }
}

// A coding and its parameters: token *( OWS ";" OWS token "=" token ). Quoted parameters have never been used by any coding.
bool is_transfer_coding(std::string_view text) noexcept {
  const char* end = text.data() + text.size();
  const char* at = text.data();
  const auto take_token = [&] {
    const char* from = at;
    at = scan::token(at, end, text.data());
    return at != from;
  };
  const auto skip_blanks = [&] {
    while (at != end && is_blank(*at)) ++at;
  };
  if (!take_token()) return false;
  while (at != end) {
    skip_blanks();
    if (at == end || *at++ != ';') return false;
    skip_blanks();
    if (!take_token() || at == end || *at++ != '=' || !take_token()) return false;
  }
  return true;
}

// Content follows only when `chunked` stands alone. A sound list that ends in it asks for what nobody here can do; anything else
// leaves open where the content ends.
Refusal judge_transfer_encoding(std::string_view value) noexcept {
  if (is_word(value, "chunked")) return Refusal::None;
  bool sound = true;
  unsigned chunked_count = 0;
  bool ends_in_chunked = false;
  for_each_element(value, [&](std::string_view coding) {
    sound = sound && is_transfer_coding(coding);
    ends_in_chunked = is_word(coding, "chunked");
    chunked_count += ends_in_chunked ? 1 : 0;
  });
  return sound && ends_in_chunked && chunked_count == 1 ? Refusal::UnknownTransferCoding : Refusal::MalformedTransferEncoding;
}

Framing frame_by_transfer_encoding(const RequestHead& head) noexcept {
  const FieldTable& fields = head.fields;
  const auto refused = [](Refusal refusal) { return Framing{BodyKind::None, 0, refusal}; };
  if (fields.has(KnownField::ContentLength)) return refused(Refusal::LengthAndTransferEncoding);
  if (head.version == HttpVersion::Http10) return refused(Refusal::TransferEncodingBefore11);
  if (fields.repeated(KnownField::TransferEncoding)) return refused(Refusal::RepeatedTransferEncoding);
  const Refusal refusal = judge_transfer_encoding(fields.value(KnownField::TransferEncoding));
  return refusal == Refusal::None ? Framing{BodyKind::Chunked, 0, Refusal::None} : refused(refusal);
}

// 1*DIGIT that fits 63 bits, so that sums with it cannot overflow.
Framing frame_by_length(std::string_view digits) noexcept {
  constexpr Framing kMalformed{BodyKind::None, 0, Refusal::MalformedLength};
  constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
  if (digits.empty()) return kMalformed;
  std::uint64_t length = 0;
  for (const char digit : digits) {
    const auto value = static_cast<std::uint64_t>(digit - '0');
    if (!is_digit(digit) || length > (kMost - value) / 10) return kMalformed;
    length = length * 10 + value;
  }
  return {length == 0 ? BodyKind::None : BodyKind::Sized, length, Refusal::None};
}

// Whether digits are a port without counting: at most 59999.
bool is_usual_port_size(std::string_view digits) noexcept { return digits.size() < 5 || (digits.size() == 5 && digits.front() < '6'); }

// A host name and perhaps a port, in less than a block: nearly every host is told by one look. False decides nothing.
[[gnu::always_inline]] inline bool is_short_plain_host(std::string_view text) noexcept {
  if (text.size() >= static_cast<std::size_t>(ByteBlock::kBytes)) return false;
  const auto block = load_few<ByteBlock>(text.data(), text.size());
  const std::size_t name_end = scan::kNoHostName<ByteBlock>(block).first();  // The zeros behind the text end it too.
  if (name_end == 0 || name_end == text.size()) return name_end != 0;
  if (text[name_end] != ':' || !is_usual_port_size(text.substr(name_end + 1))) return false;
  return block.between('0', '9').misses().without_first(name_end + 1).first() == text.size();
}

[[gnu::noinline]] bool is_any_host(std::string_view text) noexcept {
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == text.npos || !is_ip6(text.substr(1, close - 1))) return false;
    const std::string_view rest = text.substr(close + 1);
    return rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)));
  }
  const char* const end = text.data() + text.size();
  const char* const name_end = scan::host_name(text.data(), end, text.data());
  const bool plain = name_end != text.data() && (name_end == end || *name_end == ':');
  if (plain) return name_end == end || is_port({name_end + 1, end});
  const std::size_t colon = text.find(':');
  return colon == text.npos ? is_reg_name(text) : is_reg_name(text.substr(0, colon)) && is_port(text.substr(colon + 1));
}

[[gnu::always_inline]] inline bool is_sound_host(std::string_view text) noexcept { return is_short_plain_host(text) || is_any_host(text); }

Refusal settle_host(RequestHead& head) noexcept {
  const FieldTable& fields = head.fields;
  if (!fields.has(KnownField::Host)) return head.version == HttpVersion::Http10 ? Refusal::None : Refusal::MissingHost;
  if (fields.repeated(KnownField::Host)) return Refusal::RepeatedHost;
  const std::string_view host = fields.value(KnownField::Host);
  if (!is_sound_host(host)) return Refusal::MalformedHost;
  if (head.form != TargetForm::Absolute && head.form != TargetForm::Authority) head.host = host;
  return Refusal::None;
}

}  // namespace

bool is_host(std::string_view text) noexcept { return is_sound_host(text); }

bool wants_trailers(const RequestHead& head) noexcept {
  bool wanted = false;
  for (const Field& field : head.fields.all()) {
    if (!same_field_name(field.name, "TE")) continue;
    for_each_element(field.value, [&](std::string_view coding) { wanted |= is_word(coding, "trailers"); });
  }
  return wanted;
}

Refusal settle_head(RequestHead& head, Arena& arena) {
  head.scheme = {};
  head.host = {};
  const bool target_is_settled = !head.path.empty() && head.method != Method::Connect;
  if (!target_is_settled) {
    if (const Refusal refusal = settle_target(head, arena); refusal != Refusal::None) return refusal;
  }
  settle_connection(head);
  return settle_host(head);
}

void settle_connection_of(RequestHead& head) noexcept { settle_connection(head); }

Framing frame_content(const RequestHead& head) noexcept {
  const FieldTable& fields = head.fields;
  if (fields.has(KnownField::TransferEncoding)) return frame_by_transfer_encoding(head);
  if (fields.repeated(KnownField::ContentLength)) return {BodyKind::None, 0, Refusal::RepeatedLength};
  return frame_by_length(fields.value(KnownField::ContentLength));
}

Expectation judge_expectation(const RequestHead& head) noexcept {
  const FieldTable& fields = head.fields;
  if (head.version == HttpVersion::Http10) return Expectation::None;
  const bool is_continue = is_word(fields.value(KnownField::Expect), "100-continue") && !fields.repeated(KnownField::Expect);
  return is_continue ? Expectation::Continue : Expectation::Unknown;
}

}  // namespace saki::http
