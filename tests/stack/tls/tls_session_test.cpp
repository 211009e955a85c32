// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <openssl/ssl.h>
#include <unistd.h>

#include "saki/base/file_descriptor.h"
#include "stack/tls/session_pair.h"

namespace saki {
namespace {

// Bytes that differ from their neighbours, so that a lost or doubled one is seen.
std::string pattern(std::size_t size_bytes) {
  std::string text(size_bytes, '\0');
  for (std::size_t index = 0; index < size_bytes; ++index) text[index] = static_cast<char>((index * 2654435761U) >> 13);
  return text;
}

class TlsSessions : public testing::Test {
 protected:
  void SetUp() override {
    pair_.shake_hands();
    ASSERT_TRUE(pair_.server.established() && pair_.client.established());
    pair_.of_server.receives = pair_.of_server.sends = 0;
  }

  SessionPair pair_;
};

TEST_F(TlsSessions, TellWhatWasSettled) {
  EXPECT_EQ(pair_.server.info().version, "TLSv1.3");
  EXPECT_EQ(pair_.server.info().cipher, pair_.client.info().cipher);
  EXPECT_EQ(pair_.server.info().server_name, "localhost");
  EXPECT_EQ(pair_.server.info().protocol, "http/1.1");
  EXPECT_FALSE(pair_.server.info().resumed);
  EXPECT_FALSE(pair_.server.info().peer);
  ASSERT_TRUE(pair_.client.info().peer);
  EXPECT_EQ(pair_.client.info().peer->subject, "CN=localhost");
  EXPECT_EQ(pair_.client.info().peer->fingerprint.size(), 64U);
}

TEST_F(TlsSessions, ReceiveARequestInOneGoAndSendItsAnswerInOne) {
  ASSERT_EQ(pair_.client_sends("request"), 7);
  EXPECT_EQ(pair_.server_reads(), "request");
  EXPECT_EQ(pair_.of_server.receives, 1);
  EXPECT_FALSE(pair_.server.holds_unread());
  ASSERT_EQ(pair_.server_sends("answer"), 6);
  EXPECT_EQ(pair_.of_server.sends, 1);
  EXPECT_EQ(pair_.client_reads(), "answer");
}

TEST_F(TlsSessions, FindNothingWhereNothingCame) { EXPECT_EQ(pair_.server_reads(), "!EAGAIN"); }

TEST_F(TlsSessions, ReadManyRecordsAtOnce) {
  for (const char* text : {"one ", "two ", "three"}) ASSERT_GT(pair_.client_sends(text), 0);
  EXPECT_EQ(pair_.server_reads(), "one two three");
  EXPECT_EQ(pair_.of_server.receives, 1);
}

TEST_F(TlsSessions, HoldWhatDoesNotFitAndSaySo) {
  for (const char* text : {"one ", "two ", "three"}) ASSERT_GT(pair_.client_sends(text), 0);
  EXPECT_EQ(pair_.server_reads(6), "one tw");
  EXPECT_TRUE(pair_.server.holds_unread());
  EXPECT_EQ(pair_.server_reads(2), "o ");
  EXPECT_TRUE(pair_.server.holds_unread());
  EXPECT_EQ(pair_.server_reads(), "three");
  EXPECT_FALSE(pair_.server.holds_unread());
  EXPECT_EQ(pair_.of_server.receives, 2) << "the second finds that there is no more";
}

TEST_F(TlsSessions, ReadHoweverTheRecordsAreCut) {
  const std::string text = pattern(40'000);
  for (const std::size_t most : {1U, 7U, 4096U, 5000U, 20'000U}) {
    ASSERT_EQ(pair_.client_sends(text), 40'000);
    pair_.to_server.most_at_once = most;
    std::string received;
    while (received.size() < text.size()) {
      const std::string part = pair_.server_reads(3000);
      if (part != "!EAGAIN") received += part;
    }
    EXPECT_EQ(received, text) << "received by " << most;
  }
}

// So that a peer that never pauses does not hold the loop: who waits for readiness is told at once that there is more.
TEST_F(TlsSessions, DoNotReceiveForEverInOneGo) {
  ASSERT_EQ(pair_.client_sends(pattern(16'000)), 16'000);
  pair_.to_server.most_at_once = 100;
  EXPECT_EQ(pair_.server_reads(), "!EAGAIN");
  EXPECT_LE(pair_.of_server.receives, 4);
}

TEST_F(TlsSessions, JoinSmallPiecesInOneRecord) {
  std::string text = "one two three";
  const std::array<iovec, 4> pieces{{{text.data(), 4}, {text.data(), 0}, {text.data() + 4, 4}, {text.data() + 8, 5}}};
  EXPECT_EQ(pair_.server.write(pair_.of_server, pieces), 13);
  EXPECT_EQ(pair_.of_server.sends, 1);
  EXPECT_EQ(pair_.client_reads(), text);
}

TEST_F(TlsSessions, CutLongTextsIntoRecords) {
  std::string text = pattern(100'000);
  const std::array<iovec, 3> pieces{{{text.data(), 10}, {text.data() + 10, 70'000}, {text.data() + 70'010, 29'990}}};
  EXPECT_EQ(pair_.server.write(pair_.of_server, pieces), 100'000);
  EXPECT_EQ(pair_.of_server.sends, 7);
  std::string received;
  while (received.size() < text.size()) received += pair_.client_reads(60'000);
  EXPECT_EQ(received, text);
}

TEST_F(TlsSessions, GoOnWritingWhereTheyStoppedHoweverLittleRoomThereIs) {
  const std::string text = pattern(50'000);
  pair_.to_client.room = 1000;
  std::size_t sent = 0;
  std::string received;
  for (int turn = 0; turn < 1000 && received.size() < text.size(); ++turn) {
    const std::ptrdiff_t count = pair_.server_sends(std::string_view(text).substr(sent));
    if (count > 0) sent += static_cast<std::size_t>(count);
    if (const std::string part = pair_.client_reads(); part != "!EAGAIN") received += part;
  }
  EXPECT_EQ(received, text);
  EXPECT_EQ(sent, text.size());
}

// Queues drop what was not begun, and answer a ping before a message: none of that may be in a record that waits for room.
TEST_F(TlsSessions, TakeOtherBytesBehindThoseThatFoundNoRoom) {
  pair_.to_client.room = 100;
  const std::string message = pattern(20'000);
  ASSERT_EQ(pair_.server_sends(message), 16'384) << "a record";
  EXPECT_EQ(pair_.server_sends("other"), -EAGAIN);
  pair_.to_client.room = SIZE_MAX;
  EXPECT_EQ(pair_.server_sends("what else there is"), 18);
  std::string received;
  while (received.size() < 16'402) received += pair_.client_reads();
  EXPECT_EQ(received, message.substr(0, 16'384) + "what else there is");
}

TEST_F(TlsSessions, AskForOneByteAgainSoThatSomebodyWaitsForRoom) {
  pair_.to_client.room = 10;
  EXPECT_EQ(pair_.server_sends("message"), 6);
  pair_.to_client.room = SIZE_MAX;
  EXPECT_EQ(pair_.server_sends("e, and more"), 11);
  EXPECT_EQ(pair_.client_reads(), "message, and more");
}

TEST_F(TlsSessions, AnswerAChangeOfKeysWhileARecordWaitsForRoom) {
  pair_.to_client.room = 10;
  EXPECT_EQ(pair_.server_sends("message"), 6);
  ASSERT_EQ(SSL_key_update(pair_.client.library(), SSL_KEY_UPDATE_REQUESTED), 1);
  ASSERT_EQ(pair_.client_sends("ping"), 4);
  EXPECT_EQ(pair_.server_reads(), "ping");
  pair_.to_client.room = SIZE_MAX;
  EXPECT_EQ(pair_.server_sends("e"), 1);
  ASSERT_EQ(pair_.server_sends("pong"), 4);
  EXPECT_EQ(pair_.client_reads(), "messagepong");
}

TEST_F(TlsSessions, SendFilesHoweverLittleRoomThereIs) {
  const TestFolder folder;
  const std::string text = pattern(50'000);
  write_text(folder.file("a"), text);
  const FileDescriptor file(::open(folder.file("a").c_str(), O_RDONLY | O_CLOEXEC));
  pair_.to_client.room = 1000;
  std::uint64_t offset = 0;
  std::string received;
  for (int turn = 0; turn < 1000 && (received.size() < text.size() || offset < text.size()); ++turn) {
    static_cast<void>(pair_.server.send_file(pair_.of_server, file.get(), offset, text.size() - offset));
    if (const std::string part = pair_.client_reads(); part != "!EAGAIN") received += part;
  }
  EXPECT_EQ(received, text);
  EXPECT_EQ(offset, text.size());
}

TEST_F(TlsSessions, SendFiles) {
  const TestFolder folder;
  const std::string text = pattern(40'000);
  write_text(folder.file("a"), text);
  const FileDescriptor file(::open(folder.file("a").c_str(), O_RDONLY | O_CLOEXEC));
  std::uint64_t offset = 5;
  EXPECT_EQ(pair_.server.send_file(pair_.of_server, file.get(), offset, 100'000), 39'995);
  EXPECT_EQ(offset, 40'000U);
  EXPECT_EQ(pair_.server.send_file(pair_.of_server, file.get(), offset, 1), 0);
  std::string received;
  while (received.size() < 39'995) received += pair_.client_reads();
  EXPECT_EQ(received, text.substr(5));
}

TEST_F(TlsSessions, AnswerAChangeOfKeysThoughTheCarrierIsFull) {
  ASSERT_EQ(SSL_key_update(pair_.client.library(), SSL_KEY_UPDATE_REQUESTED), 1);
  ASSERT_EQ(pair_.client_sends("first"), 5);
  pair_.to_client.room = pair_.to_client.bytes.size() + 3;
  EXPECT_EQ(pair_.server_reads(), "first");
  EXPECT_EQ(pair_.server_sends("answer"), 5);
  pair_.to_client.room = SIZE_MAX;
  EXPECT_EQ(pair_.server_sends("r"), 1);
  EXPECT_EQ(pair_.client_reads(), "answer");
  ASSERT_EQ(pair_.client_sends("second"), 6);
  EXPECT_EQ(pair_.server_reads(), "second");
}

TEST_F(TlsSessions, SayThatTheyAreDoneAndHearIt) {
  pair_.client.say_end(pair_.of_client);
  EXPECT_EQ(pair_.server_reads(), "");
  EXPECT_FALSE(pair_.server.fault());
  EXPECT_EQ(pair_.server_sends("an answer all the same"), 22);
  EXPECT_EQ(pair_.client_reads(), "an answer all the same");
}

TEST_F(TlsSessions, GoOnWithASessionOfBefore) {
  EXPECT_EQ(pair_.client_reads(), "!EAGAIN");  // The ticket.
  SSL_SESSION* const session = SSL_get1_session(pair_.client.library());
  ASSERT_EQ(SSL_SESSION_is_resumable(session), 1);
  SessionPair again;
  ASSERT_EQ(SSL_set_session(again.client.library(), session), 1);
  SSL_SESSION_free(session);
  again.shake_hands();
  EXPECT_TRUE(again.server.resumed());
  EXPECT_TRUE(again.server.info().resumed);
}

TEST(TlsHandshakes, AreDoneHoweverTheirRecordsAreCut) {
  SessionPair pair;
  pair.to_server.most_at_once = pair.to_client.most_at_once = 1;
  for (int turn = 0; turn < 5000 && !(pair.server.established() && pair.client.established()); ++turn) {
    static_cast<void>(pair.client.shake_hands(pair.of_client));
    static_cast<void>(pair.server.shake_hands(pair.of_server));
  }
  EXPECT_TRUE(pair.server.established() && pair.client.established());
}

TEST(TlsHandshakes, BringARequestAlongWithTheirEnd) {
  SessionPair pair;
  static_cast<void>(pair.client.shake_hands(pair.of_client));
  static_cast<void>(pair.server.shake_hands(pair.of_server));
  ASSERT_EQ(pair.client.shake_hands(pair.of_client), 0);
  ASSERT_EQ(pair.client_sends("request"), 7);
  EXPECT_EQ(pair.server_reads(), "request");
  EXPECT_TRUE(pair.server.established());
}

TEST(TlsHandshakes, WaitForRoomWhereTheirFlightFindsNone) {
  SessionPair pair;
  pair.to_client.room = 100;
  static_cast<void>(pair.client.shake_hands(pair.of_client));
  EXPECT_EQ(pair.server_reads(), "!EAGAIN");
  EXPECT_TRUE(pair.server.wants_to_send());
  pair.to_client.room = SIZE_MAX;
  EXPECT_EQ(pair.server_reads(), "!EAGAIN");
  EXPECT_FALSE(pair.server.wants_to_send());
  pair.shake_hands();
  EXPECT_TRUE(pair.server.established());
}

TEST(TlsHandshakes, ShowClientsCertificatesThatWereFoundGood) {
  TlsOptions options;
  options.main.client_certificates = TlsClientCertificates::Required;
  SessionPair pair(TestTls::make(options));
  pair.shake_hands();
  ASSERT_TRUE(pair.server.established());
  ASSERT_TRUE(pair.server.info().peer);
  EXPECT_EQ(pair.server.info().peer->subject, "CN=ada");
  EXPECT_EQ(pair.server.info().peer->fingerprint.find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST(TlsHandshakes, OfHostsThatAreNoneDoNotBegin) { EXPECT_THROW(TlsSession(*TestTls::usual().client, ""), std::invalid_argument); }

}  // namespace
}  // namespace saki
