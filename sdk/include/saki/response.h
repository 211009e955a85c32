// SPDX-License-Identifier: Apache-2.0
//
// Response: what a handler answers: a status, header fields and content, which is at hand, in a file or yet to be made.
//
//   return Response::text("Hello, World!");
//   return Response::json(note).status(Status::Created).header("Location", "/notes/7");
//   return Response::stream("text/csv", write_rows, first_row, last_row);
//
// Date, Content-Length, Transfer-Encoding and Connection are the server's to set. Fields that would break or split the head are refused
// with InvalidField where they are given, so that nothing of the kind gets further.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "saki/body_writer.h"
#include "saki/http/file_parts.h"
#include "saki/http_words.h"
#include "saki/json_writer.h"
#include "saki/spare_text.h"
#include "saki/task/task_scope.h"
#include "saki/upgrade.h"

namespace saki {

namespace http {
class Exchange;
}

class Cookie;

// Content that a coroutine writes while it is being sent.
class StreamedContent {
 public:
  virtual ~StreamedContent() = default;
  [[nodiscard]] virtual Task<> write_to(BodyWriter& out) = 0;

  // Answers by itself, and goes on with the connection once the exchange has ended. False where it is to be written.
  [[nodiscard]] virtual bool take_over(http::Exchange& /*exchange*/, const http::ResponseHead& /*head*/) { return false; }
};

// Content that is read from a file while it is being sent.
struct FileContent {
  explicit FileContent(std::string file_path) : path(std::move(file_path)) {}
  explicit FileContent(http::FileParts file_parts) noexcept : parts(std::move(file_parts)) {}

  std::string path;       // Of one that is yet to be opened.
  http::FileParts parts;  // Of one that is open.
};

class Response {  // Affinity: one thread. A value; moved, not copied.
 public:
  static constexpr std::string_view kPlainText = "text/plain; charset=utf-8";
  static constexpr std::string_view kHtml = "text/html; charset=utf-8";
  static constexpr std::string_view kJson = "application/json";

  Response() noexcept : Response(Status::Ok) {}
  explicit Response(Status status) noexcept : status_(status) {}  // Without content.

  [[nodiscard]] static Response text(std::string content) { return {Status::Ok, kPlainText, std::move(content)}; }
  [[nodiscard]] static Response html(std::string content) { return {Status::Ok, kHtml, std::move(content)}; }
  [[nodiscard]] static Response json(std::string json) { return {Status::Ok, kJson, std::move(json)}; }  // Text that is JSON already.
  [[nodiscard]] static Response of(std::string_view media_type, std::string content);

  // For the SDK itself. `media_type` is a literal; what is borrowed lives until the exchange ends.
  [[nodiscard]] static Response streaming(std::string_view media_type, std::unique_ptr<StreamedContent> content) {
    return {media_type, std::move(content)};
  }
  [[nodiscard]] static Response holding(Status status, std::string_view media_type, std::string&& content) noexcept {
    return {status, media_type, std::move(content)};
  }
  [[nodiscard]] static Response borrowing(Status status, std::string_view media_type, std::string_view content) noexcept {
    return {status, media_type, content};
  }

  // A value that has a codec: a generated type, or saki::Json with <saki/json.h>.
  template <class T>
    requires(!std::convertible_to<const T&, std::string_view>) &&
            requires(JsonWriter& writer, const T& value) { write_json(writer, value); }
  [[nodiscard]] static Response json(const T& value) {
    std::string text = take_spare_text();
    JsonWriter writer(text);
    write_json(writer, value);
    return json(std::move(text));
  }

  // To another place: 303 See Other to GET it, 307 or 308 to repeat the request there. `location` is a URI or a path.
  [[nodiscard]] static Response redirect(Status status, std::string_view location);

  // A regular file, its media type told by the ending of its name; a relative path lies below `data_dir`. 404 where there is none. With
  // status 200 it is answered as a static file would be: ETag, Last-Modified, conditions and ranges, unless one of the two fields is set.
  [[nodiscard]] static Response file(std::string path);

  // Content that `function(out, arguments…)`, a Task<>, writes after the handler has returned. Arguments are moved into the coroutine; what
  // else it uses must outlive the exchange. What it throws is answered as a handler's; once something is written, the answer breaks off.
  template <class F, class... Arguments>
  [[nodiscard]] static Response stream(std::string_view media_type, F function, Arguments&&... arguments);

  // 101 (Switching Protocols), for the SDK itself. As every response it may be replaced, or given further fields.
  [[nodiscard]] static Response upgrade(std::unique_ptr<Upgrade> upgrade) noexcept {
    Response response(Status::SwitchingProtocols);
    response.content_ = std::move(upgrade);
    return response;
  }

  // As above, of a length known before.
  Response& length(std::uint64_t bytes) &;
  Response&& length(std::uint64_t bytes) && { return std::move(length(bytes)); }

  Response& status(Status status) & noexcept {
    status_ = status;
    return *this;
  }
  Response&& status(Status status) && noexcept { return std::move(this->status(status)); }

  // Sets a header field in place of any of the same name, or one more. Content-Type is one like any other. Throws InvalidField.
  Response& header(std::string_view name, std::string_view value) &;
  Response&& header(std::string_view name, std::string_view value) && { return std::move(header(name, value)); }
  Response& add_header(std::string_view name, std::string_view value) &;
  Response&& add_header(std::string_view name, std::string_view value) && { return std::move(add_header(name, value)); }

  Response& cookie(const Cookie& cookie) &;  // Throws InvalidField, as Cookie::text().
  Response&& cookie(const Cookie& cookie) && { return std::move(this->cookie(cookie)); }

  // What was set, for middleware.
  [[nodiscard]] Status status() const noexcept { return status_; }
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const noexcept;
  [[nodiscard]] std::string_view media_type() const noexcept { return media_type_; }

  using Headers = std::vector<std::pair<std::string, std::string>>;
  using Content = std::variant<std::string, std::string_view, FileContent, std::unique_ptr<StreamedContent>, std::unique_ptr<Upgrade>>;
  [[nodiscard]] const Headers& headers() const noexcept { return rare_ != nullptr ? rare_->headers : kNoHeaders; }  // Without Content-Type.
  [[nodiscard]] Content& content() noexcept { return content_; }
  [[nodiscard]] const Content& content() const noexcept { return content_; }
  [[nodiscard]] std::optional<std::string_view> text_content() const noexcept {  // Where it is at hand.
    if (const auto* text = std::get_if<std::string>(&content_)) return *text;
    if (const auto* text = std::get_if<std::string_view>(&content_)) return *text;
    return std::nullopt;
  }
  void keep_memory() noexcept {  // Of content that has been sent, for the next.
    if (auto* const text = std::get_if<std::string>(&content_)) keep_spare_text(*text);
  }
  [[nodiscard]] std::optional<std::uint64_t> announced_length() const noexcept { return rare_ != nullptr ? rare_->length : std::nullopt; }

 private:
  template <class F, class... Arguments>
  class StreamOf;

  struct Rare {  // What most answers have none of.
    std::string media_type;
    Headers headers;
    std::optional<std::uint64_t> length;
  };
  [[nodiscard]] Rare& rare() {
    if (rare_ == nullptr) rare_ = std::make_unique<Rare>();
    return *rare_;
  }
  static const Headers kNoHeaders;

  template <class Text>
  Response(Status status, std::string_view media_type, Text&& content) noexcept
      : status_(status), media_type_(media_type), content_(std::forward<Text>(content)) {}
  Response(std::string_view media_type, std::unique_ptr<StreamedContent> content);

  Status status_;
  std::string_view media_type_;  // One that lives for ever, or the rare one.
  Content content_;
  std::unique_ptr<Rare> rare_;
};

static_assert(!std::is_aggregate_v<Response>, "responses are passed in awaited calls");

template <class F, class... Arguments>
class Response::StreamOf final : public StreamedContent {
 public:
  template <class... Values>
  explicit StreamOf(F function, Values&&... values) : function_(std::move(function)), arguments_(std::forward<Values>(values)...) {}

  Task<> write_to(BodyWriter& out) override {
    return std::apply([this, &out](Arguments&... values) { return function_(out, std::move(values)...); }, arguments_);
  }

 private:
  F function_;
  std::tuple<Arguments...> arguments_;
};

template <class F, class... Arguments>
Response Response::stream(std::string_view media_type, F function, Arguments&&... arguments) {
  static_assert(detail::Captureless<F>, "a stream takes a function or a closure without captures; pass what it needs as arguments");
  return Response(media_type,
                  std::make_unique<StreamOf<F, std::decay_t<Arguments>...>>(std::move(function), std::forward<Arguments>(arguments)...));
}

}  // namespace saki
