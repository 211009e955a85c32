// SPDX-License-Identifier: Apache-2.0
#include "http/access_line.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/hex.h"
#include "base/json_text.h"
#include "saki/base/utf8.h"
#include "saki/http/http_date.h"
#include "saki/log/log_format.h"

namespace saki::http {
namespace {

std::string_view version_text(HttpVersion version) noexcept {
  switch (version) {
    case HttpVersion::Http10: return "HTTP/1.0";
    case HttpVersion::Http11: return "HTTP/1.1";
    case HttpVersion::Http2: return "HTTP/2.0";
  }
  return "HTTP/1.1";
}

template <class Number>
void append_number(std::string& out, Number number) {
  std::array<char, 24> digits;
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), result.ptr);
}

// One that came through a Unix socket has no address.
std::string client_text(const Address* client) {
  if (client == nullptr || client->family() == AF_UNSPEC) return "-";
  return client->is_unix() ? "unix:" : client->host();
}

void append_hex(std::string& out, std::string_view bytes) {
  for (const char byte : bytes) {
    out += "\\x";
    saki::append_hex(out, static_cast<unsigned char>(byte), kUpperHex);
  }
}

void append_escaped(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t plain = std::min(plain_prefix(text), text.find('\x7f'));
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return;
    const CodePoint point = first_code_point(text);
    const std::string_view bytes = text.substr(0, point.length);
    if (point.valid && point.value >= 0x80 && !is_control(point.value)) {
      out += bytes;
    } else {
      append_hex(out, bytes);
    }
    text.remove_prefix(point.length);
  }
}

void append_field(std::string& out, std::string_view text) {
  out += " \"";
  append_escaped(out, text.empty() ? "-" : text);
  out += '"';
}

void append_request_line(std::string& out, const AccessEntry& entry) {
  out += '"';
  if (entry.method.empty()) {
    append_escaped(out, entry.unparsed.empty() ? "-" : entry.unparsed);
  } else {
    append_escaped(out, entry.method);
    out += ' ';
    append_escaped(out, entry.target);
    out += ' ';
    out += version_text(entry.version);
  }
  out += '"';
}

void append_common(std::string& out, const AccessEntry& entry, const AccessTime& time) {
  out += client_text(entry.client);
  out += " - - [";
  out += time.common();
  out += "] ";
  append_request_line(out, entry);
  out += ' ';
  append_number(out, status_code(entry.status));
  out += ' ';
  if (entry.bytes > 0) {
    append_number(out, entry.bytes);
  } else {
    out += '-';
  }
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  out += ",\"";
  out += name;
  out += "\":";
  append_json_string(out, text);
}

template <class Number>
void append_count(std::string& out, std::string_view name, Number number) {
  out += ",\"";
  out += name;
  out += "\":";
  append_number(out, number);
}

void append_json(std::string& out, const AccessEntry& entry, const AccessTime& time) {
  out += "{\"time\":\"";
  time.append_iso(out);
  out += '"';
  append_member(out, "address", client_text(entry.client));
  if (entry.method.empty()) {
    append_member(out, "unparsed", entry.unparsed);
  } else {
    append_member(out, "method", entry.method);
    append_member(out, "target", entry.target);
    append_member(out, "version", version_text(entry.version));
  }
  append_count(out, "status", status_code(entry.status));
  append_count(out, "bytes", entry.bytes);
  append_count(out, "duration_us", std::chrono::duration_cast<std::chrono::microseconds>(entry.duration).count());
  append_member(out, "host", entry.host);
  append_member(out, "referer", entry.referer);
  append_member(out, "user_agent", entry.user_agent);
  append_member(out, "route", entry.route);
  append_member(out, "reason", entry.reason);
  out += '}';
}

}  // namespace

void AccessTime::set(WallTime time) {
  const auto second = std::chrono::floor<std::chrono::seconds>(time);
  rest_ = time - second;
  if (second == second_) return;
  second_ = second;
  const auto date = format_http_date(second);  // Sun, 06 Nov 1994 08:49:37 GMT
  const std::string_view text(date.data(), date.size());
  common_ = text.substr(5, 2);
  common_ += '/';
  common_ += text.substr(8, 3);
  common_ += '/';
  common_ += text.substr(12, 4);
  common_ += ':';
  common_ += text.substr(17, 8);
  common_ += " +0000";
  iso_.clear();
  append_timestamp(iso_, second);
  iso_.resize(iso_.find('.') + 1);
}

void AccessTime::append_iso(std::string& out) const {
  out += iso_;
  const std::string digits = std::to_string(1'000'000 + rest_.count());
  out += std::string_view(digits).substr(1);
  out += 'Z';
}

void append_access_line(std::string& out, const AccessEntry& entry, AccessFormat format, const AccessTime& time) {
  if (format == AccessFormat::Json) {
    append_json(out, entry, time);
  } else {
    append_common(out, entry, time);
    if (format == AccessFormat::Combined) {
      append_field(out, entry.referer);
      append_field(out, entry.user_agent);
    }
  }
  out += '\n';
}

}  // namespace saki::http
