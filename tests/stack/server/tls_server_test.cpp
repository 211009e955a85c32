// SPDX-License-Identifier: Apache-2.0
//
// Servers that take TLS connections, in both ways to accept.
#include <gmock/gmock.h>
#include <poll.h>

#include <array>
#include <cerrno>

#include <stdexcept>

#include "net/tls_transport.h"
#include "stack/server/blocking_client.h"
#include "stack/server/running_server.h"
#include "support/test_tls.h"

namespace saki {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::StartsWith;

// Waits, as the client that it encrypts for.
class SecureClient {
 public:
  SecureClient(BlockingClient client, const TlsClientContext& context) : client_(std::move(client)), tls_(context, TestTls::kHost) {
    while (tls_.shake_hands(client_.descriptor()) == -EAGAIN) wait();
    if (!tls_.established()) throw std::runtime_error("no handshake");
  }

  [[nodiscard]] std::string ask(std::string_view path) {
    const std::string request = "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    static_cast<void>(write_by(tls_, client_.descriptor(), as_bytes(request)));
    std::string answer;
    for (;;) {
      std::array<std::byte, 4096> piece;
      const IoCount count = tls_.read(client_.descriptor(), piece);
      if (count == -EAGAIN) wait();
      if (count > 0) answer += as_text(ByteView(piece).first(static_cast<std::size_t>(count)));
      if (count == 0) return answer;
      if (count < 0 && count != -EAGAIN) throw std::runtime_error(tls_.error_of(static_cast<int>(-count)).text());
    }
  }

 private:
  void wait() {
    pollfd asked{.fd = client_.descriptor(), .events = POLLIN, .revents = 0};
    if (::poll(&asked, 1, 20'000) != 1) throw std::runtime_error("the server says nothing");
  }

  BlockingClient client_;
  TlsTransport tls_;
};

class TlsServer : public testing::TestWithParam<AcceptMode> {
 protected:
  [[nodiscard]] ServerOptions options() const {
    ServerOptions options{.listen = {at("127.0.0.1:0"), at("127.0.0.1:0")}, .workers = 2, .accept = {.mode = GetParam()}};
    options.listen[1].tls = true;
    options.tls = files_.server;
    return options;
  }
  [[nodiscard]] SecureClient connect(const RunningServer& server) { return SecureClient(BlockingClient(server.address(1)), *context_); }

  const TestTlsFiles files_;
  Diagnostics diagnostics_;
  const std::shared_ptr<const TlsClientContext> context_ = TlsClientContext::open(files_.client, diagnostics_);
};

INSTANTIATE_TEST_SUITE_P(Modes, TlsServer, testing::Values(AcceptMode::PerWorker, AcceptMode::Shared),
                         [](const auto& mode) { return mode.param == AcceptMode::Shared ? "Shared" : "PerWorker"; });

TEST_P(TlsServer, AnswersWithAndWithoutTlsEachAtItsAddress) {
  RunningServer server(options());
  EXPECT_THAT(server.lines(), testing::ElementsAre(StartsWith("listening on http://"), StartsWith("listening on https://")));
  for (int count = 0; count < 4; ++count) {
    EXPECT_THAT(connect(server).ask("/hello"), AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), EndsWith("hello")));
    EXPECT_THAT(BlockingClient::ask(server.address(0), "/hello"), EndsWith("hello"));
  }
  EXPECT_THAT(BlockingClient::ask(server.address(1), "/hello"), StartsWith("HTTP/1.1 400 "));
}

TEST_P(TlsServer, TellsWhomItHasNoPlaceForByAnAlert) {
  ServerOptions few = options();
  few.limits.connections = 1;
  RunningServer server(std::move(few));
  BlockingClient holds(server.address(0));
  holds.get("/hello");
  EXPECT_THAT(holds.receive_until("hello"), EndsWith("hello"));
  BlockingClient refused(server.address(1));
  EXPECT_EQ(refused.receive_all(), std::string("\x15\x03\x03\x00\x02\x02\x50", 7));
}

TEST_P(TlsServer, FindsTheHandshakeBehindAProxysHeader) {
  ServerOptions proxied = options();
  proxied.proxy.trusted.networks = {*Network::parse("127.0.0.1")};
  proxied.proxy.header_everywhere = true;
  RunningServer server(std::move(proxied));
  BlockingClient client(server.address(1));
  client.send("PROXY TCP4 192.0.2.7 192.0.2.1 5000 443\r\n");
  EXPECT_THAT(SecureClient(std::move(client), *context_).ask("/hello"), EndsWith("hello"));
}

TEST_P(TlsServer, AnswersWhatIsUnderWayWhenItDrains) {
  RunningServer server(options());
  SecureClient client = connect(server);
  std::string answer;
  std::thread asks([&] { answer = client.ask("/slow"); });
  while (server.application().requests == 0) std::this_thread::yield();
  EXPECT_EQ(server.end(), 0);
  asks.join();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
}

}  // namespace
}  // namespace saki
