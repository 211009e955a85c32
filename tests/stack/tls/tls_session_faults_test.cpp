// SPDX-License-Identifier: Apache-2.0
//
// How encrypted connections fail, each way told apart from the others.
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

#include "saki/base/file_descriptor.h"
#include "stack/tls/session_pair.h"

namespace saki {
namespace {

class TlsFaults : public testing::Test {
 protected:
  void SetUp() override {
    pair_.shake_hands();
    ASSERT_TRUE(pair_.server.established());
    EXPECT_EQ(pair_.client_reads(), "!EAGAIN");  // The ticket.
  }
  void expect_server_fault(TlsFault fault) {
    EXPECT_EQ(pair_.server_reads(), "!EPROTO");
    ASSERT_TRUE(pair_.server.fault());
    EXPECT_TRUE(*pair_.server.fault() == fault) << pair_.server.fault()->text();
    EXPECT_EQ(pair_.server_reads(), "!EPROTO") << "told again";
  }

  SessionPair pair_;
};

TEST_F(TlsFaults, AnEndThatNobodyAnnounced) {
  pair_.to_server.ended = true;
  expect_server_fault(TlsFault::CutOff);
}

TEST_F(TlsFaults, AnEndOfBothDirectionsThatNobodyAnnounced) {
  pair_.to_server.ended = pair_.to_client.broken = true;
  expect_server_fault(TlsFault::CutOff);
}

TEST_F(TlsFaults, AnEndWithinARecordsHeader) {
  ASSERT_EQ(pair_.client_sends("text"), 4);
  pair_.to_server.bytes.resize(3);
  pair_.to_server.ended = true;
  EXPECT_EQ(pair_.server_reads(), "!EAGAIN");
  expect_server_fault(TlsFault::CutRecord);
}

TEST_F(TlsFaults, AnEndWithinARecord) {
  ASSERT_EQ(pair_.client_sends("text"), 4);
  pair_.to_server.bytes.pop_back();
  pair_.to_server.ended = true;
  EXPECT_EQ(pair_.server_reads(), "!EAGAIN");
  expect_server_fault(TlsFault::CutRecord);
}

// A driver of a data base, say, that shares the thread.
TEST_F(TlsFaults, OfSomebodyElseAreNotTheConnections) {
  pair_.client.say_end(pair_.of_client);
  ERR_raise(ERR_LIB_USER, ERR_R_INTERNAL_ERROR);
  EXPECT_EQ(pair_.server_reads(), "");
  EXPECT_FALSE(pair_.server.fault());
}

TEST_F(TlsFaults, ARecordThatWasTamperedWith) {
  ASSERT_EQ(pair_.client_sends("text"), 4);
  pair_.to_server.bytes[7] ^= 1;
  expect_server_fault(TlsFault::BadRecord);
  EXPECT_EQ(pair_.client_reads(), "!EPROTO");
  ASSERT_TRUE(pair_.client.fault());
  EXPECT_TRUE(*pair_.client.fault() == TlsFault::Alert);
  EXPECT_EQ(pair_.client.fault()->detail(), SSL_AD_BAD_RECORD_MAC);
}

TEST_F(TlsFaults, ARecordThatComesTwice) {
  ASSERT_EQ(pair_.client_sends("text"), 4);
  pair_.to_server.bytes += pair_.to_server.bytes;
  EXPECT_EQ(pair_.server_reads(), "text");
  EXPECT_TRUE(pair_.server.holds_unread()) << "the fault is still to be told";
  expect_server_fault(TlsFault::BadRecord);
}

TEST_F(TlsFaults, AFloodOfKeyChanges) {
  std::string outcome;
  for (int count = 0; count < 5000 && outcome != "!EPROTO"; ++count) {
    ASSERT_EQ(SSL_key_update(pair_.client.library(), SSL_KEY_UPDATE_NOT_REQUESTED), 1);
    static_cast<void>(pair_.client_reads());  // Which has the library send it.
    outcome = pair_.server_reads();
  }
  ASSERT_TRUE(pair_.server.fault());
  EXPECT_TRUE(*pair_.server.fault() == TlsFault::TooMuchControl) << pair_.server.fault()->text();
}

// What the library writes to a socket of its own, as it does where the kernel encrypts, goes past the carrier.
class TlsOwnSocket : public testing::Test {
 protected:
  TlsOwnSocket() {
    std::array<int, 2> ends;
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()), 0);
    near_ = FileDescriptor(ends[0]);
    far_ = FileDescriptor(ends[1]);
    pair_.server.let_kernel_send(near_.get());
  }
  ~TlsOwnSocket() override { std::signal(SIGPIPE, former_); }

  void deliver() {
    std::array<char, 16384> piece;
    for (ssize_t count; (count = ::read(far_.get(), piece.data(), piece.size())) > 0;) {
      pair_.to_client.bytes.append(piece.data(), static_cast<std::size_t>(count));
    }
  }
  void shake_hands() {
    for (int turn = 0; turn < 4; ++turn) {
      pair_.shake_hands();
      deliver();
    }
  }

  void (*const former_)(int) = std::signal(SIGPIPE, SIG_IGN);
  FileDescriptor near_;
  FileDescriptor far_;
  SessionPair pair_;
};

TEST_F(TlsOwnSocket, ThatNobodyReadsAnyMoreIsToldAsItIs) {
  shake_hands();
  ASSERT_TRUE(pair_.server.established());
  far_.close();
  EXPECT_EQ(pair_.server_sends("an answer"), -EPIPE);
  EXPECT_FALSE(pair_.server.fault()) << "nobody spoke TLS wrongly";
  ASSERT_EQ(pair_.client_sends("the rest of an upload"), 21);
  EXPECT_EQ(pair_.server_reads(), "the rest of an upload");
}

TEST_F(TlsOwnSocket, ThatIsGoneAmidTheHandshakeIsToldAsItIs) {
  far_.close();
  static_cast<void>(pair_.client.shake_hands(pair_.of_client));
  EXPECT_EQ(pair_.server_reads(), "!EPIPE");
  EXPECT_EQ(pair_.server_reads(), "!EPIPE") << "told again";
  EXPECT_FALSE(pair_.server.fault());
}

TEST_F(TlsOwnSocket, ThatIsFullIsWaitedFor) {
  shake_hands();
  const std::string much(1 << 20, 'x');
  const std::ptrdiff_t sent = pair_.server_sends(much);
  ASSERT_GT(sent, 0);
  ASSERT_LT(sent, static_cast<std::ptrdiff_t>(much.size()));
  EXPECT_EQ(pair_.server_sends(much), -EAGAIN);
  EXPECT_FALSE(pair_.server.fault());
}

TEST(TlsFaultyHandshakes, ThatNeverBeganAreNoFault) {
  SessionPair pair;
  pair.to_server.ended = true;
  EXPECT_EQ(pair.server_reads(), "");
  EXPECT_FALSE(pair.server.fault());
}

TEST(TlsFaultyHandshakes, ThatAreBrokenOff) {
  SessionPair pair;
  static_cast<void>(pair.client.shake_hands(pair.of_client));
  pair.to_server.bytes.pop_back();
  pair.to_server.ended = true;
  EXPECT_EQ(pair.server_reads(), "!EAGAIN");
  EXPECT_EQ(pair.server_reads(), "!EPROTO");
  EXPECT_TRUE(*pair.server.fault() == TlsFault::CutHandshake);
}

TEST(TlsFaultyHandshakes, OfSomebodyWhoSpeaksPlainHttp) {
  SessionPair pair;
  pair.to_server.bytes = "GET / HTTP/1.1\r\n";
  EXPECT_EQ(pair.server_reads(), "!EPROTO");
  EXPECT_TRUE(*pair.server.fault() == TlsFault::PlainHttp);
  std::array<std::byte, 100> into;
  EXPECT_EQ(pair.server.take_plain_text(into), 16U);
  EXPECT_EQ(as_text(ByteView(into).first(16)), "GET / HTTP/1.1\r\n");
  EXPECT_EQ(pair.to_client.bytes, "") << "no alert that a plain client could not read";
}

TEST(TlsFaultyHandshakes, OfSomebodyWhoLeavesHaveNoPlainText) {
  SessionPair pair;
  pair.to_server.ended = true;
  EXPECT_EQ(pair.server_reads(), "");
  std::array<std::byte, 100> into;
  EXPECT_EQ(pair.server.take_plain_text(into), 0U);
}

TEST(TlsFaultyHandshakes, OfSomebodyWhoSpeaksSomethingElse) {
  SessionPair pair;
  pair.to_server.bytes = std::string("\x01\x02\x03\x04\x05\x06\x07\x08", 8);
  EXPECT_EQ(pair.server_reads(), "!EPROTO");
  EXPECT_TRUE(*pair.server.fault() == TlsFault::Handshake) << pair.server.fault()->text();
}

TEST(TlsFaultyHandshakes, WithACertificateThatNobodyVouchesFor) {
  TestTls mixed = TestTls::usual();
  mixed.client = TestTls::make().client;
  SessionPair pair(mixed);
  pair.shake_hands();
  ASSERT_TRUE(pair.client.fault());
  EXPECT_TRUE(*pair.client.fault() == TlsFault::Untrusted) << pair.client.fault()->text();
  EXPECT_TRUE(*pair.server.fault() == TlsFault::Alert);
}

TEST(TlsFaultyHandshakes, WithTheCertificateOfAnotherHost) {
  SessionPair pair(TestTls::usual(), "example.org");
  pair.shake_hands();
  ASSERT_TRUE(pair.client.fault());
  EXPECT_TRUE(*pair.client.fault() == TlsFault::Untrusted);
  EXPECT_EQ(pair.client.fault()->detail(), X509_V_ERR_HOSTNAME_MISMATCH);
}

TEST(TlsFaultyHandshakes, OfVersionsBelow12AreRefused) {
  SessionPair pair;
  SSL* const client = pair.client.library();
  SSL_set_security_level(client, 0);
  ASSERT_TRUE(SSL_set_min_proto_version(client, TLS1_VERSION) == 1 && SSL_set_max_proto_version(client, TLS1_1_VERSION) == 1);
  ASSERT_EQ(SSL_set_cipher_list(client, "ALL:@SECLEVEL=0"), 1);
  pair.shake_hands();
  ASSERT_TRUE(pair.server.fault());
  EXPECT_TRUE(*pair.server.fault() == TlsFault::Handshake) << pair.server.fault()->text();
  EXPECT_EQ(pair.server.fault()->detail(), SSL_R_UNSUPPORTED_PROTOCOL);
}

// What comes before the handshake is done could be sent a second time by anybody.
TEST_F(TlsFaults, TicketsAllowNoEarlyData) { EXPECT_EQ(SSL_SESSION_get_max_early_data(SSL_get0_session(pair_.client.library())), 0U); }

// CVE-2021-3449 and 2011-1473: neither may a second handshake go on, nor does asking for one end what is under way.
TEST(TlsRenegotiation, IsRefused) {
  SessionPair pair;
  ASSERT_EQ(SSL_set_max_proto_version(pair.client.library(), TLS1_2_VERSION), 1);
  pair.shake_hands();
  ASSERT_EQ(pair.server.info().version, "TLSv1.2");
  SSL_clear_options(pair.client.library(), SSL_OP_NO_RENEGOTIATION);
  ASSERT_EQ(SSL_renegotiate(pair.client.library()), 1);
  static_cast<void>(pair.client_reads());
  ASSERT_GT(pair.to_server.bytes.size(), 100U) << "a second hello";
  const std::string seen = pair.server_reads();
  EXPECT_TRUE(seen == "!EAGAIN" || seen == "!EPROTO") << seen;
  EXPECT_LE(pair.to_client.bytes.size(), 64U) << "an alert at most, no flight of a handshake";
}

}  // namespace
}  // namespace saki
