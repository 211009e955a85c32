// SPDX-License-Identifier: Apache-2.0
//
// ClientResponse: what another server answered, its content held whole.
//
//   ClientResponse response = co_await request.http().get("https://api.example/notes/7");
//   Note note = response.json<Note>();               // Throws unless the answer is a success and its content a Note.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/decode_or_refuse.h"
#include "saki/http_words.h"

namespace saki {

class ClientResponse {  // Affinity: one thread. A value.
 public:
  using Headers = std::vector<std::pair<std::string, std::string>>;

  ClientResponse(Status status, Headers headers, std::string request)
      : status_(status), headers_(std::move(headers)), request_(std::move(request)) {}

  [[nodiscard]] Status status() const noexcept { return status_; }
  [[nodiscard]] bool ok() const noexcept { return http::status_code(status_) / 100 == 2; }
  [[nodiscard]] const Headers& headers() const noexcept { return headers_; }
  [[nodiscard]] std::optional<std::string_view> header(
      std::string_view name) const noexcept;  // The first of that name, in any letter case.
  [[nodiscard]] const std::string& content() const& noexcept { return content_; }
  [[nodiscard]] std::string content() && noexcept { return std::move(content_); }

  // What it answers, as it was asked last: "GET https://api.example/notes/7". With the query, and the secrets that may stand there, unlike
  // what ClientError says.
  [[nodiscard]] const std::string& request() const noexcept { return request_; }
  [[nodiscard]] std::string_view url() const noexcept { return std::string_view(request_).substr(request_.find(' ') + 1); }

  // Throws RemoteError unless the status is a success.
  void require_ok() const;

  // The content as a value of a type that has a codec: a generated one, or saki::Json with <saki/json.h>. Throws RemoteError unless the
  // status is a success, ClientError(Content) for what is no JSON or breaks the type's rules.
  template <class T>
  [[nodiscard]] T json() const {
    require_ok();
    return json_of_any_status<T>();
  }

  // The same whatever the status.
  template <class T>
  [[nodiscard]] T json_of_any_status() const {
    require_json();
    return detail::decode_or_refuse<T>(content_, JsonForm::Answer, [this](const std::string& why) { refuse(why); });
  }

  // For the SDK itself.
  void set_content(std::string content) noexcept { content_ = std::move(content); }

 private:
  void require_json() const;
  [[noreturn]] void refuse(const std::string& why) const;

  Status status_;
  Headers headers_;
  std::string request_;
  std::string content_;
};

}  // namespace saki
