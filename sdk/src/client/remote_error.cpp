// SPDX-License-Identifier: Apache-2.0
#include "saki/remote_error.h"

#include <algorithm>

#include "saki/json_reader.h"
#include "saki/media_type.h"

namespace saki {
namespace {

constexpr std::size_t kShownBytes = 200;  // Of an answer that is no problem document, in an error's text.

bool is_problem(const ClientResponse& response) {
  const std::string field(response.header("Content-Type").value_or(""));
  const auto media_type = MediaType::parse(field);
  return media_type && media_type->is("application", "problem+json");
}

// What of a text of the other side's may stand in a line of a log.
std::string shown(std::string_view text) {
  std::string line(text.substr(0, kShownBytes));
  std::replace_if(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return line;
}

std::string text_of(const ClientResponse& response, const std::string& title, const std::string& detail) {
  std::string text = "answered " + std::to_string(http::status_code(response.status()));
  const std::string& said = detail.empty() ? title : detail;
  const std::string rest = shown(said.empty() ? response.content() : said);
  return rest.empty() ? text : text + ": " + rest;
}

void read_text_member(JsonReader& reader, std::string& into) {
  std::string_view text;
  if (reader.kind() == JsonKind::String && reader.read_string(text)) {
    into = text;
  } else {
    reader.skip();
  }
}

}  // namespace

std::shared_ptr<const RemoteError::Told> RemoteError::read(ClientResponse response) {
  auto told = std::make_shared<Told>(std::move(response));
  JsonReader reader(told->response.content());
  if (!is_problem(told->response) || reader.kind() != JsonKind::Object || !reader.begin_object()) return told;
  for (std::string_view name; reader.next_member(name);) {
    if (name == "type") {
      read_text_member(reader, told->type);
    } else if (name == "title") {
      read_text_member(reader, told->title);
    } else if (name == "detail") {
      read_text_member(reader, told->detail);
    } else {
      reader.skip();
    }
  }
  return told;
}

RemoteError::RemoteError(ClientResponse response) : RemoteError(read(std::move(response))) {}

RemoteError::RemoteError(std::shared_ptr<const Told> told)
    : ClientError(ClientErrorKind::Status, told->response.request(), text_of(told->response, told->title, told->detail)),
      told_(std::move(told)) {}

std::string RemoteError::member(std::string_view wanted) const {
  JsonReader reader(response().content());
  if (!is_problem(response()) || reader.kind() != JsonKind::Object || !reader.begin_object()) return {};
  for (std::string_view name; reader.next_member(name);) {
    if (name == wanted) return std::string(reader.raw_value());
    reader.skip();
  }
  return {};
}

}  // namespace saki
