// SPDX-License-Identifier: Apache-2.0
#include "saki/response.h"

#include <algorithm>

#include "saki/cookie.h"
#include "saki/http/field.h"
#include "saki/http/media_type.h"
#include "web/check_field.h"

namespace saki {
namespace {

bool is_content_type(std::string_view name) noexcept { return http::same_field_name(name, "Content-Type"); }

}  // namespace

const Response::Headers Response::kNoHeaders;

Response::Response(std::string_view media_type, std::unique_ptr<StreamedContent> content)
    : status_(Status::Ok), content_(std::move(content)) {
  header("Content-Type", media_type);
}

Response Response::of(std::string_view media_type, std::string content) {
  Response response = text(std::move(content));
  response.header("Content-Type", media_type);
  return response;
}

Response Response::redirect(Status status, std::string_view location) { return Response(status).header("Location", location); }

Response Response::file(std::string path) {
  Response response;
  response.media_type_ = http::media_type_of(path);
  response.content_ = FileContent(std::move(path));
  return response;
}

Response& Response::length(std::uint64_t bytes) & {
  rare().length = bytes;
  return *this;
}

Response& Response::header(std::string_view name, std::string_view value) & {
  check_field(name, value);
  if (is_content_type(name)) {
    media_type_ = rare().media_type = value;
    return *this;
  }
  std::erase_if(rare().headers, [name](const auto& field) { return http::same_field_name(field.first, name); });
  rare().headers.emplace_back(name, value);
  return *this;
}

Response& Response::add_header(std::string_view name, std::string_view value) & {
  if (is_content_type(name)) return header(name, value);
  check_field(name, value);
  rare().headers.emplace_back(name, value);
  return *this;
}

Response& Response::cookie(const Cookie& cookie) & { return add_header("Set-Cookie", cookie.text()); }

std::optional<std::string_view> Response::header(std::string_view name) const noexcept {
  if (is_content_type(name)) return media_type().empty() ? std::nullopt : std::optional(media_type());
  const Headers& all = headers();
  const auto found = std::ranges::find_if(all, [name](const auto& field) { return http::same_field_name(field.first, name); });
  return found == all.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

}  // namespace saki
