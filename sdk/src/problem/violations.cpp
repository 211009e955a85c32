// SPDX-License-Identifier: Apache-2.0
#include "saki/violations.h"

#include "saki/json_writer.h"
#include "saki/validation_failed.h"

namespace saki {
namespace {

std::string list_as_json(const Violations& violations) {
  std::string json;
  JsonWriter writer(json);
  writer.begin_array();
  for (const Violation& violation : violations.list()) {
    writer.begin_object();
    writer.name("in");
    writer.string(to_string(violation.in));
    writer.name("pointer");
    writer.string(violation.pointer);
    writer.name("code");
    writer.string(violation.code);
    writer.name("detail");
    writer.string(violation.detail);
    writer.end_object();
  }
  writer.end_array();
  return json;
}

std::string summary(const Violations& violations) {
  const std::size_t count = violations.count();
  if (count == 1) return "The request breaks one rule";
  std::string text = "The request breaks " + std::to_string(count) + " rules";
  if (count > Violations::kLimit) text += ", of which the first " + std::to_string(Violations::kLimit) + " are listed";
  return text;
}

}  // namespace

std::string_view to_string(ViolationIn in) noexcept {
  switch (in) {
    case ViolationIn::Body: return "body";
    case ViolationIn::Query: return "query";
    case ViolationIn::Header: return "header";
    case ViolationIn::Cookie: return "cookie";
    case ViolationIn::Path: return "path";
  }
  return "body";
}

void Violations::add(ViolationIn in, std::string pointer, std::string_view code, std::string detail) {
  if (++count_ <= kLimit) list_.emplace_back(in, std::move(pointer), code, std::move(detail));
}

void Violations::raise_if_any() const {
  if (!empty()) throw ValidationFailed(*this);
}

ValidationFailed::ValidationFailed(const Violations& violations) : HttpError(Status::UnprocessableContent, summary(violations)) {
  member_json("violations", list_as_json(violations));
}

void append_pointer_token(std::string& pointer, std::string_view token) {
  pointer.push_back('/');
  for (const char c : token) {
    if (c == '~') {
      pointer.append("~0");
    } else if (c == '/') {
      pointer.append("~1");
    } else {
      pointer.push_back(c);
    }
  }
}

}  // namespace saki
