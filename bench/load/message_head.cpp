// SPDX-License-Identifier: Apache-2.0
#include "message_head.h"

#include <strings.h>

#include <charconv>

namespace load {
namespace {

// The value of the first field called `name` (with its colon), without the blanks before it; none when there is no such field.
std::optional<std::string_view> find_field(std::string_view head, std::string_view name) noexcept {
  for (std::size_t end = head.find("\r\n"); end != std::string_view::npos; end = head.find("\r\n")) {
    head.remove_prefix(end + 2);
    if (head.size() <= name.size() || ::strncasecmp(head.data(), name.data(), name.size()) != 0) continue;
    std::string_view value = head.substr(name.size(), head.find("\r\n") - name.size());
    while (value.starts_with(' ')) value.remove_prefix(1);
    return value;
  }
  return std::nullopt;
}

bool field_is(std::string_view head, std::string_view name, std::string_view value) noexcept {
  const auto found = find_field(head, name);
  return found && found->size() == value.size() && ::strncasecmp(found->data(), value.data(), value.size()) == 0;
}

std::optional<std::size_t> read_number(std::string_view digits) noexcept {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

bool has_no_body(unsigned status) noexcept { return status / 100 == 1 || status == 204 || status == 304; }

}  // namespace

std::size_t head_length(std::string_view text) noexcept {
  const std::size_t end = text.find("\r\n\r\n");
  return end == std::string_view::npos ? 0 : end + 4;
}

std::optional<std::size_t> content_length(std::string_view head) noexcept {
  const auto value = find_field(head, "Content-Length:");
  return value ? read_number(*value) : std::nullopt;
}

AnswerHead read_answer_head(std::string_view head) noexcept {
  AnswerHead answer;
  answer.head_bytes = head.size();
  if (!head.starts_with("HTTP/1.") || head.size() < 12 || head[8] != ' ') return answer;
  answer.status = static_cast<unsigned>(read_number(head.substr(9, 3)).value_or(0));
  answer.chunked = find_field(head, "Transfer-Encoding:").has_value();
  answer.body_bytes = has_no_body(answer.status) ? 0 : content_length(head);
  const bool kept = head[7] == '0' ? field_is(head, "Connection:", "keep-alive") : !field_is(head, "Connection:", "close");
  answer.closes = !kept;
  return answer;
}

}  // namespace load
