// SPDX-License-Identifier: Apache-2.0
#include "stack/http/reference_rules.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "http/head_rules.h"
#include "saki/base/utf8.h"
#include "stack/http/reference_reader.h"

namespace saki::http::reference {
namespace {

using Strings = std::vector<std::string>;

std::string lowered(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

Strings values_of(const Head& head, const std::string& name) {
  Strings values;
  for (const auto& [field, value] : head.fields) {
    if (lowered(field) == name) values.push_back(value);
  }
  return values;
}

Strings split(const std::string& text, char at) {
  Strings parts{""};
  for (const char c : text) {
    if (c == at)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

bool all_of(const std::string& text, bool (*belongs)(char)) { return std::ranges::all_of(text, belongs); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_port(const std::string& text) { return all_of(text, is_digit) && text.size() <= 5 && (text.empty() || std::stoi(text) <= 65535); }

bool is_reg_name(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
    } else if (!std::isalnum(static_cast<unsigned char>(c)) && std::string("-._~!$&'()*+,;=").find(c) == std::string::npos) {
      return false;
    }
  }
  return !text.empty();
}

bool is_host_and_port(const std::string& text) {
  std::string host = text;
  std::string port;
  const std::size_t colon = text.find(':', text.starts_with('[') ? std::min(text.find(']'), text.size()) : 0);
  if (colon != std::string::npos) {
    host = text.substr(0, colon);
    port = text.substr(colon + 1);
  }
  if (!is_port(port)) return false;
  if (!host.starts_with('[')) return is_reg_name(host);
  std::array<unsigned char, 16> address;
  return host.ends_with(']') && host.find('\0') == std::string::npos &&
         inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), address.data()) == 1;
}

// token *( OWS ";" OWS token "=" token )
bool is_coding(const std::string& text) {
  const Strings parts = split(text, ';');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string part = parts[i];
    if (i > 0) {
      while (!part.empty() && is_blank(part.front())) part.erase(0, 1);
    }
    if (i + 1 < parts.size()) {
      while (!part.empty() && is_blank(part.back())) part.pop_back();
    }
    const std::size_t equals = part.find('=');
    if (i == 0) {
      if (part.empty() || !all_of(part, is_tchar)) return false;
    } else if (equals == std::string::npos || equals == 0 || equals + 1 == part.size() || !all_of(part.substr(0, equals), is_tchar) ||
               !all_of(part.substr(equals + 1), is_tchar)) {
      return false;
    }
  }
  return true;
}

Status read_transfer_encoding(const Head& head, const Strings& codings, Rules& rules) {
  if (!values_of(head, "content-length").empty() || head.is_http10 || codings.size() > 1) return Status::BadRequest;
  if (lowered(codings[0]) == "chunked") {
    rules.chunked = true;
    return Status::Ok;
  }
  Strings list;
  for (const std::string& element : split(codings[0], ',')) list.push_back(lowered(trimmed(element)));
  const bool grammatical = std::ranges::all_of(list, is_coding);
  const bool once_and_last = std::ranges::count(list, "chunked") == 1 && list.back() == "chunked";
  return grammatical && once_and_last ? Status::NotImplemented : Status::BadRequest;
}

Status read_framing(const Head& head, Rules& rules) {
  if (const Strings codings = values_of(head, "transfer-encoding"); !codings.empty()) return read_transfer_encoding(head, codings, rules);
  const Strings lengths = values_of(head, "content-length");
  if (lengths.empty()) return Status::Ok;
  if (lengths.size() > 1 || lengths[0].empty() || !all_of(lengths[0], is_digit)) return Status::BadRequest;
  const std::string digits = lengths[0].substr(std::min(lengths[0].find_first_not_of('0'), lengths[0].size()));
  const std::string most = "9223372036854775807";
  if (digits.size() > most.size() || (digits.size() == most.size() && digits > most)) return Status::BadRequest;
  rules.length = digits.empty() ? 0 : std::stoull(digits);
  return Status::Ok;
}

void take_path(std::string text, Rules& rules) {
  const std::size_t mark = text.find('?');
  if (mark != std::string::npos) {
    rules.query = text.substr(mark + 1);
    text.resize(mark);
  }
  rules.path = text.empty() ? "/" : text;
}

Status read_target(const Head& head, Rules& rules) {
  const std::string& target = head.target;
  if (head.method == "CONNECT") {
    rules.host = target;
    const std::size_t colon = target.rfind(':');
    return is_host_and_port(target) && colon != std::string::npos && colon + 1 < target.size() && target.back() != ']' ? Status::Ok
                                                                                                                       : Status::BadRequest;
  }
  if (target == "*") return head.method == "OPTIONS" ? Status::Ok : Status::BadRequest;
  if (target.starts_with("/")) {
    take_path(target, rules);
  } else {
    const std::size_t colon = target.find("://");
    if (colon == std::string::npos) return Status::BadRequest;
    const std::string scheme = lowered(target.substr(0, colon));
    if (scheme != "http" && scheme != "https") return Status::BadRequest;
    const std::size_t end = std::min(target.find_first_of("/?", colon + 3), target.size());
    rules.host = target.substr(colon + 3, end - colon - 3);
    if (!is_host_and_port(rules.host)) return Status::BadRequest;
    take_path(target.substr(end), rules);
  }
  const auto path = normal_path(rules.path);
  if (!path) return Status::BadRequest;
  rules.path = *path;
  return Status::Ok;
}

Status read_host(const Head& head, Rules& rules) {
  const Strings hosts = values_of(head, "host");
  if (hosts.empty()) return head.is_http10 ? Status::Ok : Status::BadRequest;
  if (hosts.size() > 1 || !is_host_and_port(hosts[0])) return Status::BadRequest;
  if (rules.host.empty()) rules.host = hosts[0];
  return Status::Ok;
}

void read_persistence(const Head& head, Rules& rules) {
  bool close = false;
  bool keep_alive = false;
  for (const std::string& value : values_of(head, "connection")) {
    for (const std::string& option : split(value, ',')) {
      close = close || lowered(trimmed(option)) == "close";
      keep_alive = keep_alive || lowered(trimmed(option)) == "keep-alive";
    }
  }
  rules.persistent = !close && (!head.is_http10 || keep_alive);
}

Rules refused(Status status) {
  Rules rules;
  rules.refused = status;
  return rules;
}

// One segment decoded, or nothing where that is hostile.
std::optional<std::string> decoded(const std::string& segment) {
  std::string text;
  for (std::size_t i = 0; i < segment.size(); ++i) {
    int value = static_cast<unsigned char>(segment[i]);
    if (segment[i] == '%') {
      if (i + 2 >= segment.size() || !is_hex(segment[i + 1]) || !is_hex(segment[i + 2])) return std::nullopt;
      value = std::stoi(segment.substr(i + 1, 2), nullptr, 16);
      i += 2;
    }
    if (value < 0x20 || value == 0x7f || value == '/' || value == '\\') return std::nullopt;
    text += static_cast<char>(value);
  }
  return text;
}

}  // namespace

std::optional<std::string> normal_path(const std::string& raw) {
  const Strings segments = split(raw.substr(1), '/');
  Strings kept;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const auto segment = decoded(segments[i]);
    if (!segment) return std::nullopt;
    const bool is_dots = *segment == "." || *segment == "..";
    if (!is_dots) {
      kept.push_back(*segment);
      continue;
    }
    if (*segment != segments[i]) return std::nullopt;  // Dots that hid behind an encoding.
    if (*segment == "..") {
      if (kept.empty()) return std::nullopt;
      kept.pop_back();
    }
    if (i + 1 == segments.size()) kept.emplace_back();
  }
  std::string path;
  for (const std::string& segment : kept) path += "/" + segment;
  if (!is_utf8(path)) return std::nullopt;
  return path;
}

Rules rules_of(const Head& head) {
  Rules rules;
  for (const auto step : {read_framing, read_target, read_host}) {
    if (const Status status = step(head, rules); status != Status::Ok) return refused(status);
  }
  read_persistence(head, rules);
  return rules;
}

Rules settled_rules(std::string_view input, const Limits& limits) {
  std::vector<Field> storage(limits.field_count);
  RequestHead head;
  head.fields = FieldTable(storage);
  HeadParser parser(limits, head);
  Arena arena;
  if (parser.parse(input) != ParseOutcome::Complete) return refused(Status::InternalServerError);
  const Framing framing = decide_framing(head);
  if (framing.refusal != Refusal::None) return refused(refusal_status(framing.refusal));
  if (const Refusal refusal = settle_head(head, arena); refusal != Refusal::None) return refused(refusal_status(refusal));
  Rules rules;
  rules.chunked = framing.kind == BodyKind::Chunked;
  rules.length = framing.length;
  rules.persistent = wants_persistence(head);
  rules.host = head.host;
  rules.path = head.path;
  rules.query = head.query;
  return rules;
}

}  // namespace saki::http::reference
