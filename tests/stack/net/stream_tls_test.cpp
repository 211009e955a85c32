// SPDX-License-Identifier: Apache-2.0
//
// Streams that begin to encrypt, on both sides of one connection.
#include <fcntl.h>
#include <sys/socket.h>

#include "net/kernel_tls.h"
#include "net/tls_transport.h"
#include "net_fixture.h"
#include "support/test_tls.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

Task<> start_server(Stream& stream, const TestTls& tls, Result<>& outcome) { outcome = co_await stream.start_tls(tls.server); }
Task<> start_client(Stream& stream, const TestTls& tls, std::string host, Result<>& outcome) {
  outcome = co_await stream.start_tls(tls.client, std::move(host));
}
Task<> send_file_once(Stream& stream, int file, std::uint64_t offset, std::uint64_t count, Result<>& outcome) {
  outcome = co_await stream.send_file(file, offset, count);
}

class StreamTls : public NetFixture {
 protected:
  void start(const std::string& host = TestTls::kHost) {
    scope_.spawn(start_server, std::ref(server_), std::cref(tls_), std::ref(server_outcome_));
    scope_.spawn(start_client, std::ref(client_), std::cref(tls_), host, std::ref(client_outcome_));
    finish();
  }
  void start_well() {
    start();
    ASSERT_TRUE(server_outcome_ && client_outcome_);
  }

  const TestTls& tls_ = TestTls::usual();
  ConnectedPair pair_ = ConnectedPair::tcp();
  Stream server_{*loop_, std::move(pair_.near)};
  Stream client_ = [this] {
    ::fcntl(pair_.far.get(), F_SETFL, ::fcntl(pair_.far.get(), F_GETFL) | O_NONBLOCK);
    return Stream(*loop_, std::move(pair_.far));
  }();
  Result<> server_outcome_ = fail(Error::Invalid);
  Result<> client_outcome_ = fail(Error::Invalid);
};

TEST_F(StreamTls, BothSidesSettle) {
  EXPECT_EQ(server_.tls(), nullptr);
  start_well();
  EXPECT_EQ(server_.tls()->server_name, TestTls::kHost);
  EXPECT_EQ(client_.tls()->version, "TLSv1.3");
  EXPECT_EQ(client_.tls()->peer->subject, "CN=localhost");
}

TEST_F(StreamTls, ManyBytesGoBothWaysAtOnce) {
  start_well();
  const std::string text = pattern(3'000'000);
  Result<> sent_by_server;
  Result<> sent_by_client;
  std::string to_server;
  std::string to_client;
  Result<std::size_t> end_of_server{0};
  Result<std::size_t> end_of_client{0};
  scope_.spawn(receive_all, std::ref(server_), std::ref(pool_), std::ref(to_server), std::ref(end_of_server));
  scope_.spawn(receive_all, std::ref(client_), std::ref(pool_), std::ref(to_client), std::ref(end_of_client));
  scope_.spawn(send_once, std::ref(server_), text, std::ref(sent_by_server));
  scope_.spawn(send_once, std::ref(client_), text, std::ref(sent_by_client));
  while (to_server.size() < text.size() || to_client.size() < text.size()) loop_->run_once(100ms);
  server_.shutdown_send();
  client_.shutdown_send();
  finish();
  EXPECT_TRUE(sent_by_server && sent_by_client);
  EXPECT_EQ(to_server, text);
  EXPECT_EQ(to_client, text);
  EXPECT_TRUE(end_of_server && end_of_client) << "an orderly end";
}

TEST_F(StreamTls, FilesAreSentThroughIt) {
  start_well();
  const TestFolder folder;
  const std::string text = pattern(700'000);
  write_text(folder.file("a"), text);
  const FileDescriptor file(::open(folder.file("a").c_str(), O_RDONLY | O_CLOEXEC));
  Result<> sent = fail(Error::Invalid);
  Result<std::size_t> end{0};
  std::string received;
  scope_.spawn(receive_all, std::ref(client_), std::ref(pool_), std::ref(received), std::ref(end));
  scope_.spawn(send_file_once, std::ref(server_), file.get(), std::uint64_t{100}, std::uint64_t{699'900}, std::ref(sent));
  while (received.size() < 699'900) loop_->run_once(100ms);
  server_.shutdown_send();
  finish();
  EXPECT_TRUE(sent);
  EXPECT_EQ(received, text.substr(100));
}

TEST_F(StreamTls, AnEndThatNobodyAnnouncedIsAnError) {
  start_well();
  std::string received;
  Result<std::size_t> end{0};
  scope_.spawn(receive_all, std::ref(client_), std::ref(pool_), std::ref(received), std::ref(end));
  server_.close();
  finish();
  ASSERT_FALSE(end);
  EXPECT_TRUE(end.error() == TlsFault::CutOff) << end.error().text();
}

TEST_F(StreamTls, AServerThatIsNotTheOneAskedForIsNotBelieved) {
  start("example.org");
  ASSERT_FALSE(client_outcome_);
  EXPECT_TRUE(client_outcome_.error() == TlsFault::Untrusted) << client_outcome_.error().text();
  ASSERT_FALSE(server_outcome_);
  EXPECT_TRUE(server_outcome_.error() == TlsFault::Alert) << server_outcome_.error().text();
}

TEST_F(StreamTls, HandshakesEndAtTheDeadline) {
  server_.set_read_deadline(loop_->now() + 1s);
  scope_.spawn(start_server, std::ref(server_), std::cref(tls_), std::ref(server_outcome_));
  turn();
  pass(2s);
  ASSERT_FALSE(server_outcome_);
  EXPECT_TRUE(server_outcome_.error() == Error::Timeout);
}

TEST_F(StreamTls, AClientThatLeavesEndsTheHandshake) {
  scope_.spawn(start_server, std::ref(server_), std::cref(tls_), std::ref(server_outcome_));
  turn();
  client_.close();
  finish();
  ASSERT_FALSE(server_outcome_);
  EXPECT_TRUE(server_outcome_.error() == Error::Closed);
}

TEST_F(StreamTls, NoHostAndNoSecondBeginningAreTaken) {
  start_well();
  start();
  EXPECT_TRUE(server_outcome_.error() == Error::Invalid);
  EXPECT_TRUE(client_outcome_.error() == Error::Invalid);
}

// Where the kernel takes it over it is used; where it does not, as on most machines without the module, asking for it changes nothing.
TEST(KernelTls, IsNotNeededWhereItIsAskedFor) {
  const TestTls& tls = TestTls::usual();
  const ConnectedPair pair = ConnectedPair::tcp();
  ::fcntl(pair.far.get(), F_SETFL, ::fcntl(pair.far.get(), F_GETFL) | O_NONBLOCK);
  TlsTransport server(pair.near.get(), *tls.server);
  TlsTransport client(*tls.client, TestTls::kHost);
  if (!kernel_takes_tls()) server.session().let_kernel_send(pair.near.get());
  for (int turn = 0; turn < 8; ++turn) {
    static_cast<void>(client.shake_hands(pair.far.get()));
    static_cast<void>(server.shake_hands(pair.near.get()));
  }
  ASSERT_TRUE(server.established() && client.established());
  EXPECT_LE(server.session().sends_by_kernel(), kernel_takes_tls());

  const TestFolder folder;
  write_text(folder.file("a"), pattern(20'000));
  const FileDescriptor file(::open(folder.file("a").c_str(), O_RDONLY | O_CLOEXEC));
  std::uint64_t offset = 0;
  while (offset < 20'000) ASSERT_GT(server.send_file(pair.near.get(), file.get(), offset, 20'000 - offset), 0);
  std::string received(20'000, '\0');
  std::size_t count = 0;
  while (count < received.size()) {
    const IoCount some = client.read(pair.far.get(), {reinterpret_cast<std::byte*>(received.data()) + count, received.size() - count});
    ASSERT_TRUE(some > 0 || some == -EAGAIN);
    if (some > 0) count += static_cast<std::size_t>(some);
  }
  EXPECT_EQ(received, pattern(20'000));
}

}  // namespace
}  // namespace saki
