// SPDX-License-Identifier: Apache-2.0
//
// ContentSender: sends the content of a request, as fast as the server takes it: a text in slices, a source's bytes as they are read,
// counted or in chunks.
#pragma once

#include <span>

#include "client/client_parts.h"
#include "client/deadlines.h"

namespace saki::client {

class ContentSender {  // Affinity: loop. Borrows all that it is given.
 public:
  static constexpr std::size_t kSliceBytes = 64 * 1024;

  ContentSender(ClientParts& parts, const Request& request, const Deadlines& deadlines) noexcept
      : parts_(parts), request_(request), deadlines_(deadlines) {}

  // Errors: those of the source; WrongContentLength; those of Stream::send.
  [[nodiscard]] Task<Result<>> send(Stream& stream);

  // Sends `pieces` together, within ClientTimeouts::send_idle.
  [[nodiscard]] Task<Result<>> send_pieces(Stream& stream, std::span<const ByteView> pieces);

  [[nodiscard]] bool source_failed() const noexcept { return source_failed_; }  // It was no fault of the server's.

 private:
  [[nodiscard]] Task<Result<>> send_text(Stream& stream);
  [[nodiscard]] Task<Result<>> send_source(Stream& stream);
  [[nodiscard]] Task<Result<>> send_chunk(Stream& stream, ByteView data);
  [[nodiscard]] std::unexpected<Error> fail_source(Error error) noexcept;

  ClientParts& parts_;
  const Request& request_;
  const Deadlines& deadlines_;
  bool source_failed_ = false;
};

}  // namespace saki::client
