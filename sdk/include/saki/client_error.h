// SPDX-License-Identifier: Apache-2.0
//
// ClientError: why another server gave no answer that could be used, in a form that a handler can decide by.
//
// Left alone it ends the request that needed the answer with 504 where time ran out, else with 502; the text goes to the log, not to
// whoever asked.
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <string>

namespace saki {

enum class ClientErrorKind : std::uint8_t {
  Invalid,      // The request itself: its URL, a field. Nobody was asked.
  Exhausted,    // Too many requests wait for a connection already.
  Unreachable,  // No connection came about: no such name, refused, no trust. The server has not seen the request.
  Timeout,      // A phase took longer than it may, or all of them together.
  Broken,       // The connection ended before the answer did. The server may have done what was asked.
  Malformed,    // What came is outside the grammar of HTTP, or beyond a limit.
  Redirect,     // A redirect that leads nowhere, or where it must not.
  Content,      // The answer's content is not what it should be.
  Status,       // The answer says that it went wrong: RemoteError.
};

// "unreachable": for logs and metrics. Affinity: any.
[[nodiscard]] const char* to_string(ClientErrorKind kind) noexcept;

class ClientError : public std::exception {  // Affinity: any. Copying shares the texts.
 public:
  // `text` says what was being done, with whom, and what happened; `request` is its method and URL, of which the query is left out: it may
  // hold keys and tokens, and errors go to logs.
  ClientError(ClientErrorKind kind, std::string request, std::string text);

  [[nodiscard]] ClientErrorKind kind() const noexcept { return kind_; }
  [[nodiscard]] const char* what() const noexcept override;  // "GET https://a.example/notes: connecting to …: Connection refused"
  [[nodiscard]] const std::string& request() const noexcept;
  [[nodiscard]] const std::string& text() const noexcept;

 private:
  struct Texts;
  std::shared_ptr<const Texts> texts_;
  ClientErrorKind kind_;
};

}  // namespace saki
