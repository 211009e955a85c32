// SPDX-License-Identifier: Apache-2.0
//
// The client's side of a WebSocket: what it sends to open one, how it judges the answer, and the socket itself.
//
//   WebSocketRequest request(options);  → GET with request.fields()  → agreement = request.judge(status, fields)  → open_web_socket(…)
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "saki/base/result.h"
#include "saki/http/field.h"
#include "saki/http/limits.h"
#include "saki/http/status.h"
#include "saki/http/web_socket.h"
#include "saki/http/web_socket_agreement.h"
#include "saki/http/web_socket_options.h"
#include "saki/http/web_socket_role.h"
#include "saki/net/stream.h"

namespace saki::http {

class WebSocketRequest {  // Affinity: loop.
 public:
  // Offers the protocols of `options`, in their order, and what its deflate says. The key is drawn from the kernel. `options` outlives
  // this: the answer is judged by it.
  explicit WebSocketRequest(const WebSocketOptions& options);
  WebSocketRequest(const WebSocketOptions& options, std::string key);  // With the key given: 24 characters of Base64.
  WebSocketRequest(const WebSocketRequest&) = delete;
  WebSocketRequest& operator=(const WebSocketRequest&) = delete;

  [[nodiscard]] std::span<const Field> fields() const noexcept { return fields_; }  // Of the request, but Host. Connection is among them.

  // What the answer's head comes to (RFC 6455 section 4.1). Invalid for any other than the one that was due.
  [[nodiscard]] Result<WebSocketAgreement> judge(Status status, std::span<const Field> fields) const;

 private:
  const WebSocketOptions& options_;
  std::string key_;
  std::string protocols_;
  std::string extensions_;
  std::vector<Field> fields_;  // Views into the others.
};

// What a client's sockets need. All of it outlives them.
struct WebSocketSurroundings {
  BufferPool& buffers;
  const Limits& limits;
  const Timeouts& timeouts;
  const WebSocketOptions& options;
};

// The socket over `stream`, which nobody waits for, once the answer was judged; `unread` is what came behind its head. Destroying it ends
// the connection: close() it and wait for next() to end where that shall be in order. Tests have the service's end of one as well.
[[nodiscard]] std::unique_ptr<WebSocket> open_web_socket(const WebSocketSurroundings& surroundings, const WebSocketAgreement& agreement,
                                                         std::unique_ptr<Stream> stream, ByteView unread,
                                                         WebSocketRole role = WebSocketRole::Client);

}  // namespace saki::http
