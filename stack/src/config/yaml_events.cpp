// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_events.h"

#include <algorithm>
#include <new>
#include <string>

#include "saki/base/utf8.h"

namespace saki {
namespace {

// libyaml tells where undecodable bytes are as an offset only.
YamlEvents::Problem at_offset(std::string_view text, std::size_t offset, std::string what) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0.
  const auto lines = std::count(before.begin(), before.end(), '\n');
  return {std::move(what),
          static_cast<std::uint32_t>(lines) + 1,
          static_cast<std::uint32_t>(code_point_count(before.substr(line_start))) + 1,
          {}};
}

// The parser's words for a tab are "a character that cannot start any token", and no editor shows one.
std::string hint_for(std::string_view text, std::size_t line) {
  for (; line > 0 && !text.empty(); --line) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  const std::string_view blanks = text.substr(0, text.find_first_not_of(" \t"));
  return blanks.find('\t') != blanks.npos ? "a tab stands here: YAML is indented by spaces alone" : "";
}

}  // namespace

YamlEvents::YamlEvents(std::string_view text) : text_(text) {
  if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
  yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

bool YamlEvents::next(YamlEvent& event) noexcept {
  event.clear();
  return yaml_parser_parse(&parser_, &event.raw()) != 0;
}

YamlEvents::Problem YamlEvents::problem() const {
  std::string what = parser_.problem != nullptr ? parser_.problem : "out of memory";
  if (parser_.error == YAML_READER_ERROR) return at_offset(text_, parser_.problem_offset, std::move(what));
  if (parser_.context != nullptr) what += std::string(" ") + parser_.context;
  return {std::move(what), static_cast<std::uint32_t>(parser_.problem_mark.line) + 1,
          static_cast<std::uint32_t>(parser_.problem_mark.column) + 1, hint_for(text_, parser_.problem_mark.line)};
}

}  // namespace saki
