// SPDX-License-Identifier: Apache-2.0
#include "saki/client_request.h"

#include "saki/form_content.h"
#include "saki/invalid_field.h"

namespace saki {
namespace {

// Only the name is repeated: the value may be a secret.
void check(std::string_view name, std::string_view value) {
  if (!http::is_token(name)) throw InvalidField("the name of a header field is not a token");
  if (!http::is_field_value(value)) throw InvalidField("the value of the header field " + std::string(name) + " holds what a field cannot");
}

}  // namespace

ClientRequest& ClientRequest::header(std::string_view name, std::string_view value) {
  check(name, value);
  std::erase_if(headers_, [name](const auto& field) { return http::same_field_name(field.first, name); });
  headers_.emplace_back(name, value);
  return *this;
}

ClientRequest& ClientRequest::add_header(std::string_view name, std::string_view value) {
  check(name, value);
  headers_.emplace_back(name, value);
  return *this;
}

ClientRequest& ClientRequest::origin_header(std::string_view name, std::string_view value) {
  header(name, value);
  origin_names_.emplace_back(name);
  return *this;
}

ClientRequest& ClientRequest::content(std::string_view media_type, std::string content) {
  header("Content-Type", media_type);
  return this->content(std::move(content));
}

ClientRequest& ClientRequest::content(std::string content) {
  content_ = std::move(content);
  source_.reset();
  return *this;
}

ClientRequest& ClientRequest::form(const Headers& pairs) {
  FormContent form;
  for (const auto& [name, value] : pairs) form.field(name, value);
  return content(form.media_type(), form.content());
}

ClientRequest& ClientRequest::source(std::string_view media_type, std::unique_ptr<ContentSource> source) {
  header("Content-Type", media_type);
  content_.clear();
  source_ = std::move(source);
  return *this;
}

ClientRequest& ClientRequest::within(std::chrono::milliseconds whole) {
  whole_ = whole;
  return *this;
}

ClientRequest& ClientRequest::retries(const RetryOptions& options) {
  retries_ = options;
  return *this;
}

ClientRequest& ClientRequest::redirects(const RedirectOptions& options) {
  redirects_ = options;
  return *this;
}

ClientRequest& ClientRequest::content_limit(std::uint64_t bytes) {
  content_limit_ = bytes;
  return *this;
}

ClientRequest& ClientRequest::repeatable() {
  repeatable_ = true;
  return *this;
}

ClientRequest& ClientRequest::connect_to(Address address) {
  connect_to_ = address;
  return *this;
}

ClientRequest& ClientRequest::upgrade(std::string protocol) {
  upgrade_ = std::move(protocol);
  return *this;
}

}  // namespace saki
