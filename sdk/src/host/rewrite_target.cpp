// SPDX-License-Identifier: Apache-2.0
#include "host/rewrite_target.h"

#include <algorithm>

#include "saki/http/percent.h"
#include "text/ascii.h"
#include "web/named_places.h"
#include "web/path_text.h"

namespace saki {
namespace {

// The length of `scheme://authority`; 0 where there is none.
std::size_t origin_length(std::string_view text) noexcept {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (text::equal_ignoring_case(text.substr(0, scheme.size()), scheme))
      return std::min(text.find_first_of("/?#", scheme.size()), text.size());
  }
  return 0;
}

bool is_plain(char letter) noexcept {
  return static_cast<unsigned char>(letter) > ' ' && letter != 0x7F && letter != '\\' && letter != '#';
}

bool has_broken_encoding(std::string_view text) noexcept {
  for (std::size_t at = text.find('%'); at != text.npos; at = text.find('%', at + 1)) {
    if (text.size() - at < 3 || !text::is_ascii_hex(text[at + 1]) || !text::is_ascii_hex(text[at + 2])) return true;
  }
  return false;
}

// A literal as it stands in a URI: people may write letters beyond ASCII as they are.
std::string literal_text(std::string_view text) {
  std::string out;
  for (const char letter : text)
    out += static_cast<unsigned char>(letter) < 0x80 ? std::string(1, letter) : http::percent_encode({&letter, 1});
  return out;
}

std::string listed(std::span<const std::string> names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "none" : text;
}

// Why `text`, which begins with `origin`, is no place whatever its parameters are; empty when it is one.
std::string mistake_in(std::string_view text, std::string_view origin) {
  if (origin.empty() && !text.starts_with('/')) return "it is neither a path, which begins with a slash, nor an http or https URI";
  if (origin.empty() && text.starts_with("//")) return "it begins with two slashes, which would name another host; write https:// in front";
  if (!std::all_of(text.begin(), text.end(), is_plain)) return "it has a blank, a control character, a backslash or a `#`";
  if (has_broken_encoding(text)) return "a `%` in it is not followed by two hexadecimal digits";
  if (origin.ends_with("//") || origin.find_first_of("{}@") != origin.npos) return "its host is not a fixed name";
  return "";
}

}  // namespace

RewriteTarget::RewriteTarget(std::string_view text, std::span<const std::string> names) {
  const std::size_t origin = origin_length(text);
  is_absolute_ = origin > 0;
  mistake_ = mistake_in(text, text.substr(0, origin));
  if (!mistake_.empty()) return;
  const std::size_t mark = std::min(text.find('?'), text.size());
  place_ = parse(text.substr(0, mark), names);
  if (mark < text.size()) query_ = parse(text.substr(mark + 1), names);
}

void RewriteTarget::refuse(std::string mistake) {
  if (mistake_.empty()) mistake_ = std::move(mistake);
}

RewriteTarget::Pieces RewriteTarget::parse(std::string_view text, std::span<const std::string> names) {
  Pieces pieces;
  const auto add_text = [&](std::string_view literal) {
    if (literal.find_first_of("{}") != literal.npos) return refuse("a brace in it stands alone");
    pieces.push_back({literal_text(literal), {}});
  };
  split_at_names(text, add_text, [&](std::string_view name) {
    if (name.ends_with("...")) name.remove_suffix(3);  // As the pattern spells it.
    const auto known = std::ranges::find(names, name);
    if (known == names.end()) refuse("its pattern has no parameter called \"" + std::string(name) + "\" but " + listed(names));
    pieces.push_back({{}, static_cast<std::size_t>(known - names.begin())});
  });
  return pieces;
}

std::string RewriteTarget::filled(const Pieces& pieces, const RouteMatch& match) {
  std::string text;
  for (const Piece& piece : pieces) text += piece.parameter ? encode_path(match.parameters[*piece.parameter]) : piece.text;
  return text;
}

std::string RewriteTarget::place(const RouteMatch& match) const {
  std::string text = filled(place_, match);
  return is_absolute_ ? text : on_this_host(std::move(text));
}

std::string RewriteTarget::query(const RouteMatch& match, std::string_view query) const {
  return query_ ? filled(*query_, match) : std::string(query);
}

std::string RewriteTarget::location(const RouteMatch& match, std::string_view query) const {
  std::string text = place(match);
  const std::string rest = this->query(match, query);
  if (!rest.empty()) text.append("?").append(rest);
  return text;
}

}  // namespace saki
