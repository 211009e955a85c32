// SPDX-License-Identifier: Apache-2.0
//
// The client's side: how answers to a handshake are judged, and what a client sends.
#include "saki/http/web_socket_client.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>

#include "net/socket_io.h"
#include "net/transport.h"
#include "saki/task/task_scope.h"
#include "stack/http/socket_bench.h"

namespace saki::http {
namespace {

constexpr std::string_view kKey = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr Field kUpgrade{"Upgrade", "websocket"};
constexpr Field kConnection{"Connection", "Upgrade"};
constexpr Field kAccept{"Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="};

WebSocketOptions speaking(std::vector<std::string> protocols, bool deflates = true) {
  WebSocketOptions options;
  options.protocols = std::move(protocols);
  options.deflate.enabled = deflates;
  return options;
}

bool accepts(const WebSocketOptions& options, std::vector<Field> fields, Status status = Status::SwitchingProtocols) {
  const WebSocketRequest request(options, std::string(kKey));
  return request.judge(status, fields).has_value();
}

std::string value_of(const WebSocketRequest& request, std::string_view name) {
  for (const Field& field : request.fields()) {
    if (field.name == name) return std::string(field.value);
  }
  return "none";
}

TEST(WebSocketRequest, AsksForWhatTheOptionsSay) {
  WebSocketOptions options = speaking({"chat.v2", "chat.v1"});
  const WebSocketRequest request(options);
  EXPECT_EQ(value_of(request, "Upgrade"), "websocket");
  EXPECT_EQ(value_of(request, "Connection"), "Upgrade");
  EXPECT_EQ(value_of(request, "Sec-WebSocket-Version"), "13");
  EXPECT_EQ(value_of(request, "Sec-WebSocket-Key").size(), 24U);
  EXPECT_EQ(value_of(request, "Sec-WebSocket-Protocol"), "chat.v2, chat.v1");
  EXPECT_EQ(value_of(request, "Sec-WebSocket-Extensions"),
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover; client_max_window_bits");
  EXPECT_NE(value_of(request, "Sec-WebSocket-Key"), value_of(WebSocketRequest(options), "Sec-WebSocket-Key"));
}

// Its fields are views into itself.
static_assert(!std::is_copy_constructible_v<WebSocketRequest> && !std::is_move_constructible_v<WebSocketRequest>);

TEST(WebSocketRequest, TakesTheAnswerThatWasDue) {
  const WebSocketOptions options = speaking({}, false);
  EXPECT_TRUE(accepts(options, {kUpgrade, kConnection, kAccept}));
  EXPECT_TRUE(accepts(options, {kUpgrade, {"Connection", "keep-alive, Upgrade"}, kAccept}));  // As proxies write it.
  EXPECT_TRUE(accepts(options, {kUpgrade, {"Connection", "keep-alive"}, kConnection, kAccept}));
  EXPECT_TRUE(accepts(options, {{"upgrade", "WebSocket"}, {"connection", "upgrade"}, kAccept, {"Server", "x"}}));
}

TEST(WebSocketRequest, RefusesAnyOther) {
  const WebSocketOptions options = speaking({}, false);
  EXPECT_FALSE(accepts(options, {kUpgrade, kConnection, kAccept}, Status::Ok));
  EXPECT_FALSE(accepts(options, {kConnection, kAccept}));
  EXPECT_FALSE(accepts(options, {kUpgrade, kAccept}));
  EXPECT_FALSE(accepts(options, {kUpgrade, kConnection}));
  EXPECT_FALSE(accepts(options, {{"Upgrade", "h2c"}, kConnection, kAccept}));
  EXPECT_FALSE(accepts(options, {kUpgrade, {"Connection", "close"}, kAccept}));
  EXPECT_FALSE(accepts(options, {kUpgrade, kConnection, {"Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOO="}}));
  EXPECT_FALSE(accepts(options, {kUpgrade, kConnection, kAccept, kAccept}));
}

TEST(WebSocketRequest, ASubprotocolMustHaveBeenOffered) {
  const WebSocketOptions options = speaking({"chat.v1"}, false);
  EXPECT_TRUE(accepts(options, {kUpgrade, kConnection, kAccept, {"Sec-WebSocket-Protocol", "chat.v1"}}));
  EXPECT_TRUE(accepts(options, {kUpgrade, kConnection, kAccept}));
  EXPECT_FALSE(accepts(options, {kUpgrade, kConnection, kAccept, {"Sec-WebSocket-Protocol", "chat.v2"}}));
  EXPECT_FALSE(accepts(options, {kUpgrade, kConnection, kAccept, {"Sec-WebSocket-Protocol", "chat.v1, chat.v1"}}));
}

TEST(WebSocketRequest, AnExtensionMustAnswerItsOffer) {
  const WebSocketOptions plain = speaking({}, false);
  const WebSocketOptions deflating = speaking({});
  const auto with = [](std::string_view extensions) {
    return std::vector<Field>{kUpgrade, kConnection, kAccept, {"Sec-WebSocket-Extensions", extensions}};
  };
  EXPECT_TRUE(accepts(deflating, with("permessage-deflate; server_no_context_takeover")));
  EXPECT_TRUE(accepts(deflating, with("permessage-deflate; server_no_context_takeover; client_max_window_bits=10")));
  EXPECT_FALSE(accepts(deflating, with("permessage-deflate")));
  EXPECT_FALSE(accepts(deflating, with("permessage-deflate; server_no_context_takeover; client_max_window_bits")));
  EXPECT_FALSE(accepts(deflating, with("permessage-deflate; server_no_context_takeover; more")));
  EXPECT_FALSE(accepts(deflating, with("permessage-deflate; server_no_context_takeover, permessage-deflate")));
  EXPECT_FALSE(accepts(deflating, with("x-other")));
  EXPECT_FALSE(accepts(plain, with("permessage-deflate")));
}

// A client's socket on one end of a pair; the other end is the test's, who is the server.
class ClientSocketTest : public testing::Test {
 protected:
  class Counting final : public Transport {
   public:
    IoCount read(int socket, MutableBytes into) noexcept override { return read_socket(socket, into); }
    IoCount write(int socket, std::span<const iovec> pieces) noexcept override {
      ++writes;
      return write_socket(socket, pieces);
    }
    IoCount send_file(int, int, std::uint64_t&, std::size_t) noexcept override { return -1; }
    int writes = 0;
  };

  ClientSocketTest() { open({}); }
  ~ClientSocketTest() override {
    tasks_.drop();
    socket_.reset();
  }

  // A new socket, with what came behind the head of the answer.
  void open(std::string_view unread) {
    std::array<int, 2> ends;
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()), 0);
    peer_ = FileDescriptor(ends[1]);
    auto stream = std::make_unique<Stream>(loop(), FileDescriptor(ends[0]));
    stream->set_transport(&transport_);
    socket_ = open_web_socket({buffers_, limits_, timeouts_, options_}, WebSocketAgreement(), std::move(stream), as_bytes(unread));
  }

  Loop& loop() { return bench_.wire().loop(); }

  static Task<> echo(WebSocket* socket) {
    while (const auto message = co_await socket->next()) {
      const Result<> sent = co_await socket->send(message->kind, message->content);
      if (!sent) break;
    }
  }

  void serve(std::string_view bytes) {
    ASSERT_EQ(::send(peer_.get(), bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
    bench_.wire().settle();
  }
  std::string served() {
    std::string bytes(65536, '\0');
    const ssize_t count = ::recv(peer_.get(), bytes.data(), bytes.size(), 0);
    bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return bytes;
  }

  SocketBench bench_;  // For its loop.
  BufferPool buffers_;
  Limits limits_;
  Timeouts timeouts_;
  WebSocketOptions options_;
  Counting transport_;
  FileDescriptor peer_;
  std::unique_ptr<WebSocket> socket_;
  TaskScope tasks_{loop(), "clients"};
};

std::string unmasked(std::string_view frame) {
  std::string content;
  for (std::size_t i = 6; i < frame.size(); ++i) content += static_cast<char>(frame[i] ^ frame[2 + (i - 6) % 4]);
  return content;
}

TEST_F(ClientSocketTest, SendsMaskedFramesWithNewKeys) {
  tasks_.spawn(echo, socket_.get());
  serve(sent_frame("text", "hello"));
  const std::string first = served();
  serve(sent_frame("text", "hello"));
  const std::string second = served();
  EXPECT_EQ(first.substr(0, 2), "\x81\x85");
  EXPECT_EQ(unmasked(first), "hello");
  EXPECT_EQ(unmasked(second), "hello");
  EXPECT_NE(first.substr(2, 4), second.substr(2, 4));
}

TEST_F(ClientSocketTest, SeveralMessagesOfOneReadAreAnsweredInOneWrite) {
  tasks_.spawn(echo, socket_.get());
  serve(sent_frame("text", "one") + sent_frame("text", "two") + sent_frame("ping", "p") + sent_frame("text", "three"));
  EXPECT_EQ(transport_.writes, 1);
  EXPECT_EQ(served().size(), 4 * 6U + 3 + 3 + 1 + 5);
}

// As much as a block for heads holds, which is larger than those of WebSockets.
TEST_F(ClientSocketTest, WhatCameWithTheHandshakeMayBeMoreThanABlock) {
  std::string unread = sent_frame("text", std::string(3 * BufferPool::kDefaultBlockBytes, 'x'));
  for (int i = 0; i < 300; ++i) unread += sent_frame("text", "short") + sent_frame("ping", std::string(100, 'p'));
  const std::string rest = sent_frame("text", "last");
  open(unread + rest.substr(0, 3));
  tasks_.spawn(echo, socket_.get());
  bench_.wire().settle();
  while (!served().empty()) bench_.wire().settle();
  serve(rest.substr(3));
  EXPECT_EQ(unmasked(served()), "last");
}

TEST_F(ClientSocketTest, AMaskedFrameFromAServerIsRefused) {
  tasks_.spawn(echo, socket_.get());
  serve(frame("text", "hello"));
  EXPECT_EQ(unmasked(served()).substr(2), "a frame is masked");
  EXPECT_EQ(socket_->close_code(), CloseCode::ProtocolError);
  EXPECT_EQ(tasks_.running(), 0U);
}

TEST_F(ClientSocketTest, ALargeMessageLeavesInFragmentsThatAreOneMessage) {
  tasks_.spawn(echo, socket_.get());
  serve(sent_frame("binary", std::string(40'000, 'x')));
  const std::string bytes = served();
  EXPECT_EQ(bytes[0], '\x02');  // Not the last.
  EXPECT_GT(bytes.size(), 40'000U);
}

TEST_F(ClientSocketTest, ItsCloseIsAnsweredAndTheServerEndsTheConnection) {
  tasks_.spawn(echo, socket_.get());
  socket_->close(CloseCode{4000}, "bye");
  bench_.wire().settle();
  EXPECT_EQ(unmasked(served()),
            "\x0F\xA0"
            "bye");
  serve(sent_frame("close", "\x0F\xA0"));
  EXPECT_EQ(tasks_.running(), 0U);
  EXPECT_EQ(socket_->close_code(), CloseCode{4000});
  peer_.close();
  bench_.wire().settle();
  EXPECT_FALSE(socket_->is_open());
}

using ClientSocketDeathTest = ClientSocketTest;

TEST_F(ClientSocketDeathTest, HasOneReader) {
  tasks_.spawn(echo, socket_.get());
  bench_.wire().settle();
  const auto read_too = [this] {
    tasks_.spawn(echo, socket_.get());
    bench_.wire().settle();
  };
  EXPECT_DEATH(read_too(), "a WebSocket has one reader");
}

TEST_F(ClientSocketTest, MayBeDestroyedWhileItIsOpen) {
  socket_->ping();
  socket_.reset();
  EXPECT_FALSE(served().empty());
  EXPECT_TRUE(served().empty());
}

}  // namespace
}  // namespace saki::http
