// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "saki/event_frame.h"
#include "saki/event_label.h"
#include "saki/invalid_field.h"

namespace saki {
namespace {

// Each line of `text` behind `prefix`. Any of CR LF, LF and CR ends a line, as it does for the client.
void append_lines(std::string& out, std::string_view prefix, std::string_view text) {
  for (;;) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    out.append(prefix).append(text.substr(0, end)).push_back('\n');
    if (end == text.size()) return;
    text.remove_prefix(text.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
  }
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) out.append(name).append(value).push_back('\n');
}

void refuse_any_of(std::string_view text, std::string_view refused, const char* what) {
  if (text.find_first_of(refused) != std::string_view::npos) throw InvalidField(std::string(what) + " stands in one line");
}

}  // namespace

EventLabel::EventLabel(std::string_view name, std::string_view id) : name_(name), id_(id) {
  refuse_any_of(name, "\r\n", "the name of an event");
  refuse_any_of(id, std::string_view("\r\n\0", 3), "the id of an event");
}

std::string event_text(const EventLabel& label, std::string_view data) {
  constexpr std::size_t kAround = sizeof("id: \nevent: \ndata: \n\n");
  std::string out;
  out.reserve(label.id().size() + label.name().size() + data.size() + kAround);
  append_field(out, "id: ", label.id());
  append_field(out, "event: ", label.name());
  append_lines(out, "data: ", data);
  out.push_back('\n');
  return out;
}

std::string event_comment(std::string_view text) {
  std::string out;
  append_lines(out, text.empty() ? ":" : ": ", text);
  out.push_back('\n');
  return out;
}

}  // namespace saki
