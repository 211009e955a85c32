// SPDX-License-Identifier: Apache-2.0
#include "http/target.h"

#include <algorithm>

#include "http/head_rules.h"
#include "http/lower_case.h"

namespace saki::http {
namespace {

// path [ "?" query ]
void split_path(RequestHead& head, std::string_view text) noexcept {
  const std::size_t mark = std::min(text.find('?'), text.size());
  head.raw_path = text.substr(0, mark);
  head.query = mark == text.size() ? std::string_view() : text.substr(mark + 1);
  if (head.raw_path.empty()) head.raw_path = "/";
}

// scheme "://" authority path-abempty [ "?" query ], of the schemes served here.
Refusal parse_absolute(RequestHead& head) noexcept {
  const std::size_t colon = head.target.find("://");
  if (colon == head.target.npos) return Refusal::MalformedTarget;
  head.form = TargetForm::Absolute;
  head.scheme = head.target.substr(0, colon);
  if (!is_word(head.scheme, "http") && !is_word(head.scheme, "https")) return Refusal::MalformedTarget;

  const std::string_view rest = head.target.substr(colon + 3);
  const std::size_t authority_end = std::min(rest.find_first_of("/?"), rest.size());
  head.host = rest.substr(0, authority_end);
  split_path(head, rest.substr(authority_end));
  return is_host(head.host) ? Refusal::None : Refusal::MalformedTarget;
}

// uri-host ":" port
Refusal parse_authority(RequestHead& head) noexcept {
  head.form = TargetForm::Authority;
  head.host = head.target;
  const std::size_t colon = head.host.rfind(':');
  const bool has_port = colon != head.host.npos && colon + 1 < head.host.size() && head.host.back() != ']';
  return has_port && is_host(head.host) ? Refusal::None : Refusal::MalformedTarget;
}

}  // namespace

Refusal parse_target(RequestHead& head) noexcept {
  head.raw_path = head.path = head.query = {};
  if (head.method == Method::Connect) return parse_authority(head);
  if (head.target.front() == '/') [[likely]] {
    head.form = TargetForm::Origin;
    split_path(head, head.target);
    return Refusal::None;
  }
  if (head.target == "*") {
    head.form = TargetForm::Asterisk;
    return head.method == Method::Options ? Refusal::None : Refusal::MalformedTarget;
  }
  return parse_absolute(head);
}

}  // namespace saki::http
