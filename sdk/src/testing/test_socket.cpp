// SPDX-License-Identifier: Apache-2.0
#include "saki/test_socket.h"

#include <sys/socket.h>

#include <array>
#include <stdexcept>
#include <utility>

#include "saki/http/web_socket_client.h"
#include "saki/net/buffer.h"
#include "socket/socket_taker.h"
#include "testing/test_worker.h"

namespace saki {
namespace {

constexpr Duration kPatience = std::chrono::seconds{10};
constexpr Duration kTurn = std::chrono::milliseconds{20};

http::Limits generous_limits() noexcept {
  http::Limits limits;
  limits.web_socket_message_bytes = limits.web_socket_frame_bytes = 64 * 1024 * 1024;
  return limits;
}

std::array<std::unique_ptr<Stream>, 2> connected(Loop& loop) {
  std::array<int, 2> sockets{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, sockets.data()) != 0)
    throw std::runtime_error("no pair of sockets");
  return {std::make_unique<Stream>(loop, FileDescriptor(sockets[0]), "test service"),
          std::make_unique<Stream>(loop, FileDescriptor(sockets[1]), "test client")};
}

// As a connection has its socket served.
Task<> serve(http::WebSocket& socket, http::WebSocketHandler& handler) {
  http::CloseCode code = http::CloseCode::Normal;
  try {
    co_await handler.serve(socket);
  } catch (const Cancelled&) {
    code = http::CloseCode::GoingAway;
  } catch (...) {
    handler.failed(socket);
    code = http::CloseCode::InternalError;
  }
  socket.close(code);
}

}  // namespace

// Both ends of a pair of sockets, on the worker's loop.
class TestSocketBase::Connection final : private SocketTaker {  // Affinity: one thread.
 public:
  Connection(TestClient& client, std::string_view target, TestResponse::Headers headers) : worker_(*client.worker_) {
    const http::WebSocketRequest handshake(options_);
    for (const Field& field : handshake.fields()) headers.emplace_back(field.name, field.value);
    worker_.context->sockets = this;
    answer = client.request(Method::Get, target, std::move(headers));
    worker_.context->sockets = nullptr;
    if (handler_ != nullptr) begin();
  }
  ~Connection() {
    const LoopBinding binding(*worker_.loop);
    scope_.drop();
    client_.reset();
    server_.reset();
  }

  void send(MessageKind kind, ByteView content) {
    run([](http::WebSocket& socket, Connection* self, MessageKind sent,
           ByteView bytes) -> Task<> { self->outcome_ = co_await socket.send(sent, bytes); },
        kind, content);
  }

  std::optional<Message> receive() {
    received_.reset();
    run([](http::WebSocket& socket, Connection* self) -> Task<> {
      const Result<Message> message = co_await socket.next();
      if (message) self->received_ = *message;
    });
    return received_;
  }

  void close(http::CloseCode code, std::string_view reason) {
    client().close(code, reason);
    while (receive()) {
    }
  }

  [[nodiscard]] http::WebSocket& client() const {
    if (client_ == nullptr) throw std::runtime_error("the socket was refused: " + std::to_string(answer.status()) + " " + answer.body());
    return *client_;
  }

  TestResponse answer;

 private:
  void take(const http::WebSocketAgreement& agreement, const http::WebSocketOptions& options,
            std::unique_ptr<http::WebSocketHandler> handler) override {
    agreement_ = agreement;
    served_ = &options;
    handler_ = std::move(handler);
  }

  void begin() {
    const LoopBinding binding(*worker_.loop);
    auto ends = connected(*worker_.loop);
    server_ =
        http::open_web_socket({buffers_, limits_, timeouts_, *served_}, agreement_, std::move(ends[0]), {}, http::WebSocketRole::Server);
    client_ = http::open_web_socket({buffers_, generous_, timeouts_, options_}, agreement_, std::move(ends[1]), {});
    scope_.spawn(serve, std::ref(*server_), std::ref(*handler_));
  }

  // Turns the loop until what the test waits for has ended.
  template <class F, class... Arguments>
  void run(F function, Arguments... arguments) {
    TaskScope waiting(*worker_.loop, "test socket");
    const LoopBinding binding(*worker_.loop);
    waiting.spawn(function, std::ref(client()), this, arguments...);
    const MonotonicTime last = worker_.loop->clock().monotonic() + kPatience;
    while (waiting.running() > 0) {
      if (worker_.loop->clock().monotonic() > last) {
        waiting.drop();
        throw std::runtime_error("nothing has come for ten seconds");
      }
      worker_.turn(kTurn);
    }
  }

  TestWorker& worker_;
  const http::WebSocketOptions options_;
  const http::Limits limits_;
  const http::Limits generous_ = generous_limits();
  const http::Timeouts timeouts_;
  BufferPool buffers_;
  http::WebSocketAgreement agreement_;
  const http::WebSocketOptions* served_ = nullptr;
  std::unique_ptr<http::WebSocketHandler> handler_;
  std::unique_ptr<http::WebSocket> server_;
  std::unique_ptr<http::WebSocket> client_;
  TaskScope scope_{*worker_.loop, "test web socket"};
  std::optional<Message> received_;
  Result<> outcome_;
};

TestSocketBase::TestSocketBase(TestClient& client, std::string_view target, TestResponse::Headers headers)
    : connection_(std::make_unique<Connection>(client, target, std::move(headers))) {}
TestSocketBase::TestSocketBase(TestSocketBase&&) noexcept = default;
TestSocketBase& TestSocketBase::operator=(TestSocketBase&&) noexcept = default;
TestSocketBase::~TestSocketBase() = default;

const TestResponse& TestSocketBase::answer() const noexcept { return connection_->answer; }
void TestSocketBase::close(http::CloseCode code, std::string_view reason) { connection_->close(code, reason); }
http::CloseCode TestSocketBase::close_code() const { return connection_->client().close_code(); }
std::string_view TestSocketBase::close_reason() const { return connection_->client().close_reason(); }
void TestSocketBase::send_message(MessageKind kind, ByteView content) { connection_->send(kind, content); }
std::optional<Message> TestSocketBase::receive_message() { return connection_->receive(); }
void TestSocketBase::refuse(const Message& message) {
  throw std::runtime_error("a message of another kind: " + std::string(message.text()));
}

}  // namespace saki
