// SPDX-License-Identifier: Apache-2.0
//
// Call: a request in the making, from typed values. Generated clients, of tests and of others, put their calls together with it.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "saki/bytes.h"
#include "saki/call_parameters.h"
#include "saki/encode.h"
#include "saki/form_content.h"
#include "saki/http_words.h"
#include "saki/text_value.h"

namespace saki {

class Call {  // Affinity: one thread.
 public:
  explicit Call(Method method) noexcept : method_(method) {}

  // The path, piece by piece: as it stands, or a parameter's value percent-encoded; the rest of a path keeps its slashes. Throws
  // InvalidField for one or two dots, which would be a step to another path however they are encoded (RFC 3986 section 6.2.2.3), and for a
  // parameter that is empty: without it the path is another, `DELETE /notes/` say.
  void literal(std::string_view text) { path_.append(text); }
  template <class T>
  void segment(const T& value) {
    std::string text;
    append_text(text, value);
    whole_segment(text);
  }
  void rest(std::string_view value);

  [[nodiscard]] CallParameters& query() noexcept { return query_; }
  [[nodiscard]] CallParameters& headers() noexcept { return headers_; }
  [[nodiscard]] CallParameters& cookies() noexcept { return cookies_; }

  template <class T>
  void json(const T& value) {
    body("application/json", encode(value, JsonForm::Request));
  }
  void text(std::string_view content) { body("text/plain; charset=utf-8", std::string(content)); }
  void bytes(const Bytes& content) { body("application/octet-stream", std::string(content.text())); }
  void form(const FormContent& content) { body(content.media_type(), content.content()); }
  template <class T>
  void form(const T& value) {
    CallParameters fields;
    write_parameters(fields, value);
    form(FormContent(fields));
  }
  void body(std::string_view media_type, std::string content);

  [[nodiscard]] Method method() const noexcept { return method_; }
  [[nodiscard]] std::string target() const;  // The path and the encoded query.
  // With Cookie and Content-Type. Throws InvalidField for a cookie that holds what Cookie refuses: `;` would begin another.
  [[nodiscard]] CallParameters::List header_fields() const;
  [[nodiscard]] const std::string& content() const& noexcept { return content_; }
  [[nodiscard]] std::string content() && noexcept { return std::move(content_); }

 private:
  void whole_segment(std::string_view text);
  void append_segment(std::string_view text);

  Method method_;
  std::string path_;
  CallParameters query_;
  CallParameters headers_;
  CallParameters cookies_;
  std::string media_type_;
  std::string content_;
};

}  // namespace saki
