// SPDX-License-Identifier: Apache-2.0
#include "saki/media_type.h"

#include <algorithm>

#include "saki/http/field.h"
#include "saki/http/weight.h"
#include "text/ascii.h"
#include "web/acceptance.h"

namespace saki {
namespace {

using text::equal_ignoring_case;
using text::trim;

// The length of the quoted string at the start of `text`; 0 when there is none (RFC 9110 section 5.6.4).
std::size_t quoted_length(std::string_view text) noexcept {
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '"') return at + 1;
    if (text[at] == '\\') ++at;
  }
  return 0;
}

// One parameter, as views; the value may be a quoted string.
struct RawParameter {
  std::string_view name;
  std::string_view value;
};

// Takes `;` and a parameter off `text`. False outside the grammar; an empty parameter gives an empty name.
bool take_parameter(std::string_view& text, RawParameter& into) noexcept {
  text = trim(text);
  if (!text.starts_with(';')) return false;
  text = trim(text.substr(1));
  into = {};
  if (text.empty() || text.front() == ';') return true;
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || !http::is_token(text.substr(0, equals))) return false;
  into.name = text.substr(0, equals);
  text.remove_prefix(equals + 1);
  const bool quoted = text.starts_with('"');
  const std::size_t length = quoted ? quoted_length(text) : std::min(text.find_first_of("; \t"), text.size());
  into.value = text.substr(0, length);
  text.remove_prefix(length);
  return quoted ? length > 0 : http::is_token(into.value);
}

bool are_parameters(std::string_view text) noexcept {
  RawParameter parameter;
  while (!trim(text).empty()) {
    if (!take_parameter(text, parameter)) return false;
  }
  return true;
}

std::string unquoted(std::string_view value) {
  if (!value.starts_with('"')) return std::string(value);
  std::string text;
  for (std::size_t at = 1; at + 1 < value.size(); ++at) {
    if (value[at] == '\\') ++at;
    text.push_back(value[at]);
  }
  return text;
}

// One member of an Accept field.
struct MediaRange {
  MediaType type;
  unsigned quality = http::kFullWeight;
};

std::optional<MediaRange> parse_range(std::string_view member) noexcept {
  const std::optional<MediaType> type = MediaType::parse(member);
  if (!type) return std::nullopt;
  MediaRange range{*type};
  std::string_view parameters = trim(member.substr(std::min(member.find(';'), member.size())));
  RawParameter parameter;
  while (!parameters.empty() && take_parameter(parameters, parameter)) {
    if (!equal_ignoring_case(parameter.name, "q")) continue;
    const std::optional<unsigned> quality = http::parse_weight(parameter.value);
    if (!quality) return std::nullopt;
    range.quality = *quality;
  }
  return range;
}

// As in Acceptance.
int specificity(const MediaRange& range, const MediaType& offer) noexcept {
  if (range.type.type() == "*" && range.type.subtype() == "*") return 1;
  if (!equal_ignoring_case(range.type.type(), offer.type())) return 0;
  if (range.type.subtype() == "*") return 2;
  return equal_ignoring_case(range.type.subtype(), offer.subtype()) ? 3 : 0;
}

// Cuts the next member off a list; commas inside quotes do not count.
std::string_view next_member(std::string_view& list) noexcept {
  std::size_t at = 0;
  while (at < list.size() && list[at] != ',') at += list[at] == '"' ? std::max<std::size_t>(1, quoted_length(list.substr(at))) : 1;
  const std::string_view member = trim(list.substr(0, at));
  list.remove_prefix(std::min(at + 1, list.size()));
  return member;
}

}  // namespace

std::optional<MediaType> MediaType::parse(std::string_view text) noexcept {
  text = trim(text);
  const std::string_view essence = trim(text.substr(0, text.find(';')));
  const std::size_t slash = essence.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  MediaType type;
  type.type_ = essence.substr(0, slash);
  type.subtype_ = essence.substr(slash + 1);
  type.parameters_ = text.substr(std::min(text.find(';'), text.size()));
  if (!http::is_token(type.type_) || !http::is_token(type.subtype_) || !are_parameters(type.parameters_)) return std::nullopt;
  return type;
}

bool MediaType::is(std::string_view type, std::string_view subtype) const noexcept {
  return equal_ignoring_case(type_, type) && equal_ignoring_case(subtype_, subtype);
}

bool MediaType::is_json() const noexcept {
  if (is("application", "json")) return true;
  constexpr std::string_view kSuffix = "+json";
  return subtype_.size() > kSuffix.size() && equal_ignoring_case(subtype_.substr(subtype_.size() - kSuffix.size()), kSuffix);
}

std::string MediaType::parameter(std::string_view name) const {
  std::string_view rest = parameters_;
  RawParameter parameter;
  while (!trim(rest).empty() && take_parameter(rest, parameter)) {
    if (equal_ignoring_case(parameter.name, name)) return unquoted(parameter.value);
  }
  return {};
}

Acceptance acceptance(std::string_view accept, std::string_view media_type) noexcept {
  if (trim(accept).empty()) return {http::kFullWeight, 0};
  const std::optional<MediaType> offer = MediaType::parse(media_type);
  Acceptance best;
  while (offer && !accept.empty()) {
    const std::optional<MediaRange> range = parse_range(next_member(accept));
    if (!range) continue;
    const int match = specificity(*range, *offer);
    if (match > best.specificity) best = {range->quality, match};
  }
  return best;
}

unsigned accepted_quality(std::string_view accept, std::string_view media_type) noexcept { return acceptance(accept, media_type).quality; }

std::optional<std::string_view> preferred(std::string_view accept, std::span<const std::string_view> offers) noexcept {
  std::optional<std::string_view> best;
  unsigned best_quality = 0;
  for (const std::string_view offer : offers) {
    const unsigned quality = accepted_quality(accept, offer);
    if (quality > best_quality) {
      best = offer;
      best_quality = quality;
    }
  }
  return best;
}

}  // namespace saki
