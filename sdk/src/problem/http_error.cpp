// SPDX-License-Identifier: Apache-2.0
#include "saki/http_error.h"

#include "saki/json_writer.h"
#include "web/check_field.h"

namespace saki {

HttpError::HttpError(Status status, std::string detail) : status_(status), detail_(std::move(detail)) {
  what_ = std::to_string(http::status_code(status)).append(" ").append(http::reason_phrase(status));
  if (!detail_.empty()) what_.append(": ").append(detail_);
}

HttpError& HttpError::title(std::string title) {
  title_ = std::move(title);
  return *this;
}

std::string_view HttpError::title() const noexcept { return title_.empty() ? http::reason_phrase(status_) : std::string_view(title_); }

HttpError& HttpError::type(std::string uri) {
  type_ = std::move(uri);
  return *this;
}

HttpError& HttpError::cause(std::string_view text) {
  what_.append(": ").append(text);
  return *this;
}

HttpError& HttpError::header(std::string name, std::string value) {
  check_field(name, value);
  headers_.emplace_back(std::move(name), std::move(value));
  return *this;
}

HttpError& HttpError::retry_after(std::chrono::seconds wait) { return header("Retry-After", std::to_string(wait.count())); }

HttpError& HttpError::member(std::string name, std::string_view text) {
  std::string json;
  JsonWriter(json).string(text);
  return member_json(std::move(name), std::move(json));
}

HttpError& HttpError::member_json(std::string name, std::string json) {
  members_.emplace_back(std::move(name), std::move(json));
  return *this;
}

}  // namespace saki
