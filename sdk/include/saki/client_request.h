// SPDX-License-Identifier: Apache-2.0
//
// ClientRequest: a request to another server in the making.
//
//   ClientRequest order(Method::Post, "https://api.example/orders");
//   order.header("Authorization", token).json(wanted).within(2s);
//   ClientResponse answer = co_await request.http().send(std::move(order));
//
// Host, Content-Length, Transfer-Encoding and Connection are the client's to set. Fields that would break or split the head are refused
// with InvalidField where they are given.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/address.h"
#include "saki/client/content_source.h"
#include "saki/encode.h"
#include "saki/http_words.h"
#include "saki/redirect_options.h"
#include "saki/retry_options.h"

namespace saki {

// Content that is made while it is being sent. One that can rewind() lets the request be repeated.
using ContentSource = client::ContentSource;

class ClientRequest {  // Affinity: one thread. A value; moved, not copied.
 public:
  using Headers = std::vector<std::pair<std::string, std::string>>;

  ClientRequest(Method method, std::string url) : method_(method), url_(std::move(url)) {}

  // Sets a header field in place of any of the same name, or one more. Throws InvalidField.
  ClientRequest& header(std::string_view name, std::string_view value);
  ClientRequest& add_header(std::string_view name, std::string_view value);
  // As header(), of a field for this origin alone, as Authorization is by itself: a redirect to another one does not take it along.
  ClientRequest& origin_header(std::string_view name, std::string_view value);
  ClientRequest& bearer(std::string_view token) { return header("Authorization", "Bearer " + std::string(token)); }

  ClientRequest& content(std::string_view media_type, std::string content);
  ClientRequest& content(std::string content);  // Of the type that Content-Type says, which is a header field like any other.
  ClientRequest& text(std::string content) { return this->content("text/plain; charset=utf-8", std::move(content)); }
  template <class T>
  ClientRequest& json(const T& value) {
    return content("application/json", encode(value, JsonForm::Request));
  }
  ClientRequest& form(const Headers& pairs);  // application/x-www-form-urlencoded
  ClientRequest& source(std::string_view media_type, std::unique_ptr<ContentSource> source);

  // What else than the client's own options goes for this request alone.
  ClientRequest& within(
      std::chrono::milliseconds whole);  // From the first attempt to the end of the content, all retries and redirects included.
  ClientRequest& retries(const RetryOptions& options);
  ClientRequest& redirects(const RedirectOptions& options);
  ClientRequest& content_limit(std::uint64_t bytes);  // Of the answer.
  ClientRequest& repeatable();  // It may be retried whatever its method: the server knows what it has seen, by an Idempotency-Key, say.
  ClientRequest& connect_to(Address address);  // Instead of the URL's host: a Unix socket, say.
  ClientRequest& upgrade(std::string protocol);  // Asks for another protocol on the connection. For the SDK itself.

  [[nodiscard]] Method method() const noexcept { return method_; }
  [[nodiscard]] const std::string& url() const noexcept { return url_; }
  [[nodiscard]] const Headers& headers() const noexcept { return headers_; }

 private:
  friend class ClientCourse;

  Method method_;
  std::string url_;
  Headers headers_;
  std::vector<std::string> origin_names_;  // Of those that stay at the origin.
  std::string content_;
  std::unique_ptr<ContentSource> source_;
  std::optional<std::chrono::milliseconds> whole_;
  std::optional<RetryOptions> retries_;
  std::optional<RedirectOptions> redirects_;
  std::optional<std::uint64_t> content_limit_;
  std::optional<Address> connect_to_;
  std::string upgrade_;
  bool repeatable_ = false;
};

}  // namespace saki
