// SPDX-License-Identifier: Apache-2.0
//
// ClientStream: an answer of another server whose content is read as it comes.
//
//   ClientStream video = co_await http.open({Method::Get, url});
//   while (std::size_t count = co_await video.read(block)) …
//
// It has a connection to itself until its content has ended; dropping it before closes that.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "saki/base/bytes.h"
#include "saki/client_response.h"
#include "saki/task/task.h"

namespace saki {

class ClientCourse;

class ClientStream {  // Affinity: loop. The client outlives it. Moved, not copied.
 public:
  ClientStream(ClientStream&&) noexcept;
  ClientStream& operator=(ClientStream&&) noexcept;
  ~ClientStream();

  [[nodiscard]] Status status() const noexcept { return head().status(); }
  [[nodiscard]] bool ok() const noexcept { return head().ok(); }
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const noexcept { return head().header(name); }
  [[nodiscard]] const ClientResponse& head() const noexcept;  // The answer without its content.
  [[nodiscard]] std::optional<std::uint64_t> length() const noexcept;  // Of the content, where it is known.

  // Reads the next bytes into `into`, which is not empty; returns how many were placed, 0 once at the end. Throws ClientError, Cancelled.
  [[nodiscard]] Task<std::size_t> read(MutableBytes into);

  // For content without end, whose reader bounds its parts: it may be past `client.limits.content_bytes`.
  void lift_content_limit() noexcept;

  // All that is left. Throws as read(), and ClientError(Malformed) past `limit_bytes`.
  [[nodiscard]] Task<std::string> read_all(std::uint64_t limit_bytes = UINT64_MAX);

  // The same, as the whole answer.
  [[nodiscard]] Task<ClientResponse> whole();

  explicit ClientStream(std::unique_ptr<ClientCourse> course) noexcept;  // For the SDK itself.

 private:
  std::unique_ptr<ClientCourse> course_;
};

}  // namespace saki
