// SPDX-License-Identifier: Apache-2.0
//
// Http1Sender: sends what a session has to say. Answers to one batch of requests gather in the output and leave in one write.
#pragma once

#include "http/http1_output.h"
#include "net/socket_io.h"
#include "net/transport.h"
#include "saki/base/result.h"
#include "saki/net/stream.h"
#include "saki/task/task.h"

namespace saki::http {

class Http1Session;

class Http1Sender {  // Affinity: loop.
 public:
  explicit Http1Sender(Http1Session& session) noexcept : session_(session) {}  // Outlives the sender.

  [[nodiscard]] Http1Output& output() noexcept { return output_; }
  [[nodiscard]] bool pending() const noexcept { return output_.pending(); }

  // Whether all of the output left without waiting; its room stays then.
  [[nodiscard]] bool send_at_once(int socket, Transport* transport) noexcept;

  // Wait as long as the client takes some bytes within Timeouts::write_idle. An error gives the session up.
  [[nodiscard]] Task<Result<>> flush();                                                        // The output.
  [[nodiscard]] Task<Result<>> flush_with(ByteView head, ByteView content, ByteView tail);  // And then these.

 private:
  [[nodiscard]] Task<Result<>> send_paced(std::span<const ByteView> pieces, std::size_t& left_bytes);
  void sent(const Result<>& outcome) noexcept;

  Http1Session& session_;
  Http1Output output_;
};

inline bool Http1Sender::send_at_once(int socket, Transport* transport) noexcept {
  const ByteView bytes = output_.bytes();
  const IoCount count = SocketIo{socket, transport}.write(bytes);
  if (count != static_cast<IoCount>(bytes.size())) [[unlikely]] {
    if (count > 0) output_.discard_front(static_cast<std::size_t>(count));
    return false;  // An error as well: whoever sends next is told.
  }
  output_.clear();
  return true;
}

}  // namespace saki::http
