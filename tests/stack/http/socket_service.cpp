// SPDX-License-Identifier: Apache-2.0
#include "stack/http/socket_service.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "http/web_socket_session.h"
#include "saki/task/give_way.h"
#include "saki/task/sleep.h"

namespace saki::http {
namespace {

WebSocket* last = nullptr;
std::size_t taken_count = 0;

Task<> echo(WebSocket& socket) {
  while (const auto message = co_await socket.next()) {
    const Result<> sent = co_await socket.send(message->kind, message->content);
    if (!sent) break;
  }
}

// Each message back after other events have had their turn.
Task<> echo_later(WebSocket& socket) {
  while (const auto message = co_await socket.next()) {
    co_await give_way();
    const Result<> sent = co_await socket.send(message->kind, message->content);
    if (!sent) break;
  }
}

// The length of each message: for those too long to stand in a transcript.
Task<> count(WebSocket& socket) {
  while (const auto message = co_await socket.next()) {
    const std::string text = std::to_string(message->content.size());
    const Result<> sent = co_await socket.send(text);
    if (!sent) break;
  }
}

// As many x as the message says.
Task<> repeat(WebSocket& socket) {
  while (const auto message = co_await socket.next()) {
    const std::string text(std::stoul(std::string(message->text())), 'x');
    const Result<> sent = co_await socket.send(text);
    if (!sent) break;
  }
}

// Greets, then leaves the talking to the client.
Task<> greet(WebSocket& socket) {
  const Result<> sent = co_await socket.send("hello");
  const Result<WebSocketMessage> answer = co_await socket.next();
  if (sent && answer) socket.close(CloseCode{4000}, answer->text());
  while (const auto message = co_await socket.next()) static_cast<void>(message);
}

Task<> leave(WebSocket& /*socket*/) { return {}; }

Task<> end_after_one(WebSocket& socket) {
  const Result<WebSocketMessage> message = co_await socket.next();
  static_cast<void>(message);
}

Task<> fail(WebSocket& socket) {
  const Result<WebSocketMessage> message = co_await socket.next();
  static_cast<void>(message);
  throw std::runtime_error("on purpose");
}

// A number: closes with it. Anything else is sent back.
Task<> close_as_told(WebSocket& socket) {
  while (const auto message = co_await socket.next()) {
    const std::string text(message->text());
    const std::size_t space = std::min(text.find(' '), text.size());
    socket.close(CloseCode{static_cast<std::uint16_t>(std::stoul(text))}, std::string_view(text).substr(std::min(space + 1, text.size())));
  }
}

// Sends a ping before each message goes back.
Task<> ping(WebSocket& socket) {
  while (const auto message = co_await socket.next()) {
    socket.ping(message->content);
    const Result<> sent = co_await socket.send(message->kind, message->content);
    if (!sent) break;
  }
}

// As many messages of 60,000 bytes into the queue as the message says.
Task<> enqueue(WebSocket& socket) {
  const SharedFrame frame(MessageKind::Text, as_bytes(std::string(60'000, 'x')));
  while (const auto message = co_await socket.next()) {
    taken_count = 0;
    for (std::size_t left = std::stoul(std::string(message->text())); left > 0; --left)
      if (socket.try_enqueue(frame) == WebSocket::Enqueued::Taken) ++taken_count;
  }
}

Task<> sleep_long(WebSocket& socket) {
  Loop& loop = socket.loop();
  static_cast<void>(loop);
  co_await sleep(std::chrono::hours(1));
}

Task<> wait_a_second() { co_await sleep(std::chrono::seconds(1)); }

class Served final : public WebSocketHandler {
 public:
  explicit Served(Task<> (*function)(WebSocket&)) noexcept : serve_(function) {}
  Task<> serve(WebSocket& socket) override {
    last = &socket;
    return serve_(socket);
  }

 private:
  Task<> (*serve_)(WebSocket&);
};

WebSocketOptions plain() {
  WebSocketOptions options;
  options.deflate.enabled = false;
  return options;
}

WebSocketOptions deflating(bool keeps_context, std::uint8_t window_bits = 15) {
  WebSocketOptions options;
  options.deflate.keeps_context = keeps_context;
  options.deflate.window_bits = window_bits;
  options.deflate.level = 9;
  options.deflate.least_bytes = 1;
  return options;
}

WebSocketOptions speaking(bool needs_protocol) {
  WebSocketOptions options = plain();
  options.protocols = {"chat.v2", "chat.v1"};
  options.needs_protocol = needs_protocol;
  return options;
}

WebSocketOptions from_pages_of(OriginPolicy::Kind kind) {
  WebSocketOptions options = plain();
  options.origins = {kind, {"https://friend.example", "http://localhost:3000"}};
  return options;
}

WebSocketOptions of_at_most(std::uint64_t message_bytes) {
  WebSocketOptions options = plain();
  options.message_bytes = message_bytes;
  return options;
}

}  // namespace

SocketService::SocketService() {
  places_ = {{"/echo", plain(), echo},
             {"/echo-later", plain(), echo_later},
             {"/count", of_at_most(300'000), count},
             {"/repeat", plain(), repeat},
             {"/greet", plain(), greet},
             {"/leave", plain(), leave},
             {"/one", plain(), end_after_one},
             {"/fail", plain(), fail},
             {"/close", plain(), close_as_told},
             {"/ping", plain(), ping},
             {"/enqueue", plain(), enqueue},
             {"/sleep", plain(), sleep_long},
             {"/late", plain(), echo},
             {"/small", of_at_most(8), echo},
             {"/deflate", deflating(false), echo},
             {"/deflate-context", deflating(true), echo},
             {"/deflate-window", deflating(true, 10), echo},
             {"/protocols", speaking(false), echo},
             {"/needs-protocol", speaking(true), echo},
             {"/listed", from_pages_of(OriginPolicy::Kind::Listed), echo},
             {"/same", from_pages_of(OriginPolicy::Kind::Same), echo},
             {"/any", from_pages_of(OriginPolicy::Kind::Any), echo}};
}

std::size_t SocketService::held_bytes() { return static_cast<const WebSocketSession*>(last)->held_bytes(); }
std::size_t SocketService::queued_bytes() { return last->queued_bytes(); }
std::size_t SocketService::taken() { return taken_count; }

Task<> SocketService::handle(Exchange& exchange) {
  const auto place = std::ranges::find(places_, exchange.head().path, &Place::path);
  if (place == places_.end()) {
    static_cast<void>(exchange.try_respond(ResponseHead{Status::NotFound, {}}, {}));
    return {};
  }
  const WebSocketVerdict verdict = judge_web_socket(exchange, place->options);
  if (!verdict) {
    const ResponseHead head{verdict.status, refused_web_socket_fields(verdict)};
    static_cast<void>(exchange.try_respond(head, as_bytes(verdict.reason)));
  } else if (!upgrade_to_web_socket(exchange, verdict.agreement, place->options, std::make_unique<Served>(place->serve))) {
    static_cast<void>(exchange.try_respond(ResponseHead{Status::ServiceUnavailable, {}}, {}));
  } else if (place->path == "/late") {
    return wait_a_second();
  }
  return {};
}

}  // namespace saki::http
