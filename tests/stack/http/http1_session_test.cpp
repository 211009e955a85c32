// SPDX-License-Identifier: Apache-2.0
//
// What a transcript cannot say: time, clients that leave, bounds on what a connection holds.
#include "http/http1_session.h"

#include <gmock/gmock.h>
#include <sys/socket.h>

#include "saki/task/sleep.h"
#include "stack/http/wire_bench.h"
#include "stack/http/wire_service.h"

namespace saki::http {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view kHello = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
constexpr std::string_view kHang = "GET /hang HTTP/1.1\r\nHost: a\r\n\r\n";
constexpr std::size_t kLargeBytes = 4'000'000;

// Adds to the transcripts' service what takes its time: `/hang` waits for an hour, `/large` answers four million bytes at once,
// `/endless` streams without end. `/take` answers the content that is at hand.
class PatientService final : public Handler {
 public:
  Task<> handle(Exchange& exchange) override {
    const std::string_view path = exchange.head().path;
    if (path == "/hang") return hang(exchange, this);
    if (path == "/large") return large(exchange, this);
    if (path == "/endless") return endless(exchange, this);
    if (path == "/take") return take(exchange);
    return others_.handle(exchange);
  }

  int cancelled = 0;
  int ended = 0;
  std::size_t written_bytes = 0;
  Error last_error = Error::Closed;

 private:
  static Task<> hang(Exchange& exchange, PatientService* self) {
    try {
      co_await sleep(1h);
    } catch (const Cancelled&) {
      ++self->cancelled;
      throw;
    }
    static_cast<void>(exchange.try_respond(ResponseHead{}, {}));
  }
  static Task<> large(Exchange& exchange, PatientService* self) {
    const std::vector<std::byte> content(kLargeBytes, std::byte{'x'});
    const ResponseHead head;
    const Result<> sent = co_await exchange.respond(head, content);
    if (!sent) self->last_error = sent.error();
    ++self->ended;
  }
  static Task<> endless(Exchange& exchange, PatientService* self) {
    const std::vector<std::byte> content(10'000, std::byte{'x'});
    const ResponseHead head;
    Result<> sent = co_await exchange.start(head, std::nullopt);
    while (sent) {
      sent = co_await exchange.write(content);
      self->written_bytes += content.size();
    }
    self->last_error = sent.error();
    ++self->ended;
  }

  static Task<> take(Exchange& exchange) {
    const std::optional<ByteView> content = exchange.take_content_at_hand();
    static_cast<void>(exchange.try_respond(ResponseHead{}, content.value_or(as_bytes("not at hand"))));
    return {};
  }

  WireService others_;
};

class Http1SessionTest : public testing::Test {
 protected:
  PatientService service_;
  Timeouts timeouts_ = [] {
    Timeouts timeouts;
    timeouts.request = 10min;
    return timeouts;
  }();
  WireBench bench_{service_, {}, timeouts_};
  WireBench::Client client_ = bench_.connect();

  [[nodiscard]] const HttpCounters& counters() { return bench_.worker().counters; }
};

TEST_F(Http1SessionTest, AHeadThatDoesNotArriveInTimeIsAnswered408) {
  client_.send("GET /hello HT");
  bench_.advance(9s);
  client_.send("TP/1.1\r\nHost: a\r\n");  // Bytes do not push the deadline back.
  EXPECT_FALSE(client_.ended());
  bench_.advance(1s);
  EXPECT_THAT(client_.receive(), StartsWith("HTTP/1.1 408 Request Timeout\r\n"));
  EXPECT_TRUE(client_.ended());
  EXPECT_EQ(counters().refused(Refusal::HeadTimeout), 1U);
}

TEST_F(Http1SessionTest, AConnectionWithoutAFirstByteIsClosedInSilence) {
  bench_.advance(10s);
  EXPECT_EQ(client_.receive(), "");
  EXPECT_TRUE(client_.ended());
  EXPECT_EQ(counters().idle_timeouts, 1U);
}

TEST_F(Http1SessionTest, AnIdleConnectionIsClosedInSilenceAndHoldsNothingUntilThen) {
  client_.send(kHello);
  ASSERT_THAT(client_.receive(), EndsWith("Hello, World!"));
  EXPECT_EQ(bench_.held_blocks(), 0U);
  bench_.advance(59s);
  EXPECT_THAT(client_.receive(), EndsWith("Hello, World!"));
  EXPECT_FALSE(client_.ended());
  bench_.advance(1s);
  client_.receive();
  EXPECT_TRUE(client_.ended());
  EXPECT_EQ(bench_.connections(), 0U);
}

TEST_F(Http1SessionTest, ContentThatStopsArrivingIsARefusalToTheHandler) {
  client_.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n");
  bench_.advance(29s);
  EXPECT_EQ(client_.receive(), "");
  bench_.advance(1s);
  EXPECT_THAT(client_.receive(), AllOf(HasSubstr("X-Error: broken\r\n"), HasSubstr("Connection: close\r\n")));
  EXPECT_TRUE(client_.ended());
  EXPECT_EQ(counters().refused(Refusal::BodyTimeout), 1U);
}

TEST(Http1Session, WithoutALeastRateEachByteOfContentPushesItsDeadlineBack) {
  WireService service;
  Limits limits;
  limits.body_rate_bytes = 0;
  WireBench bench(service, limits);
  WireBench::Client client = bench.connect();
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
  for (const char* byte : {"h", "e", "l", "l", "o"}) {
    bench.advance(29s);
    client.send(byte);
  }
  EXPECT_THAT(client.receive(), EndsWith("\r\n\r\nhello"));
}

TEST_F(Http1SessionTest, ContentThatArrivesTooSlowlyIsRefusedThoughEachByteIsInTime) {
  client_.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
  bench_.advance(29s);
  client_.send("h");
  bench_.advance(1s);
  EXPECT_FALSE(client_.ended());
  bench_.advance(5ms);  // The byte earned 4 ms.
  EXPECT_EQ(counters().refused(Refusal::BodyTimeout), 1U);
}

TEST_F(Http1SessionTest, ContentAtTheLeastRateGoesOnForEver) {
  client_.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 25600\r\n\r\n");
  for (int i = 0; i < 10; ++i) {
    bench_.advance(10s);
    client_.send(std::string(2560, 'x'));
    client_.receive();
  }
  EXPECT_EQ(counters().refused(Refusal::BodyTimeout), 0U);
  EXPECT_THAT(client_.receive(), EndsWith("xxxxx"));
}

TEST_F(Http1SessionTest, ContentThatNobodyReadsHasOneDeadlineAsAWhole) {
  client_.send("POST /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n");
  EXPECT_THAT(client_.receive(), EndsWith("Hello, World!"));
  for (int i = 0; i < 4; ++i) {
    client_.send("x");
    bench_.advance(7s);
  }
  EXPECT_FALSE(client_.ended());
  client_.send("x");
  bench_.advance(2s);  // 30 s since the answer,
  bench_.advance(3s);  // and a while for what is on its way.
  client_.receive();
  EXPECT_TRUE(client_.ended());
}

TEST_F(Http1SessionTest, TheContentAfterOneThatNobodyReadHasItsOwnTime) {
  client_.send("POST /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
  bench_.advance(20s);
  client_.send("helloPOST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
  bench_.advance(20s);
  client_.send("hello");
  EXPECT_THAT(client_.receive(), EndsWith("\r\n\r\nhello"));
}

TEST_F(Http1SessionTest, ContentThatHasComeWholeIsTakenAtOnceAndTheNextRequestFollows) {
  client_.send("POST /take HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello" + std::string(kHello));
  EXPECT_THAT(client_.receive(),
              AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("\r\n\r\nhelloHTTP/1.1 200 OK\r\n"), EndsWith("World!")));
  client_.send("POST /take HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(client_.receive(), EndsWith("Content-Length: 0\r\n\r\n"));
  EXPECT_FALSE(client_.ended());
}

TEST_F(Http1SessionTest, ContentThatHasNotComeWholeOrIsChunkedOrTooLargeIsNotTaken) {
  client_.send("POST /take HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell");
  EXPECT_THAT(client_.receive(), EndsWith("not at hand"));
  client_.send("oPOST /take HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
  EXPECT_THAT(client_.receive(), EndsWith("not at hand"));
  EXPECT_FALSE(client_.ended());
  client_.send("POST /take HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\nhello");
  EXPECT_THAT(client_.receive(), EndsWith("not at hand"));
  EXPECT_TRUE(client_.ended());
}

TEST_F(Http1SessionTest, ContinueIsSentOnceContentIsAskedFor) {
  client_.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-Continue\r\n\r\n");
  EXPECT_EQ(client_.receive(), "HTTP/1.1 100 Continue\r\n\r\n");
  client_.send("hello");
  EXPECT_THAT(client_.receive(), AllOf(StartsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"), EndsWith("hello")));
  EXPECT_FALSE(client_.ended());
}

TEST_F(Http1SessionTest, ContinueIsNotSentWhereTheContentIsHereAlreadyOrTheClientIsTooOld) {
  client_.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello");
  EXPECT_THAT(client_.receive(), StartsWith("HTTP/1.1 200 OK\r\n"));
  WireBench::Client old = bench_.connect();
  old.send("POST /echo HTTP/1.0\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(old.receive(), "");
  old.send("hello");
  EXPECT_THAT(old.receive(), AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), EndsWith("hello")));
}

TEST_F(Http1SessionTest, ContentThatNobodyAskedForEndsTheConnection) {
  client_.send("POST /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_THAT(client_.receive(), AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("Connection: close\r\n")));
  EXPECT_TRUE(client_.ended());
}

TEST_F(Http1SessionTest, AnAnswerGivenDoesNotWaitForTheNextOne) {
  client_.send(std::string(kHello) + std::string(kHang));
  EXPECT_THAT(client_.receive(), EndsWith("Hello, World!"));
}

TEST_F(Http1SessionTest, AClientThatIsGoneCancelsItsHandlerAtOnce) {
  client_.send(kHang);
  client_.close();
  EXPECT_EQ(service_.cancelled, 1);
  EXPECT_EQ(counters().clients_gone, 1U);
  EXPECT_EQ(bench_.connections(), 0U);
}

TEST_F(Http1SessionTest, AClientThatFinishedSendingIsGivenAGrace) {
  client_.send(kHang);
  client_.shut_send();
  bench_.advance(999ms);
  EXPECT_EQ(service_.cancelled, 0);
  bench_.advance(1ms);
  EXPECT_EQ(service_.cancelled, 1);
}

TEST_F(Http1SessionTest, AClientThatFinishedSendingIsStillAnswered) {
  client_.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
  client_.shut_send();
  EXPECT_THAT(client_.receive(), EndsWith("later"));
  EXPECT_TRUE(client_.ended());
}

TEST_F(Http1SessionTest, ARequestThatTakesTooLongIsAnswered503) {
  client_.send(kHang);
  bench_.advance(10min);
  EXPECT_EQ(service_.cancelled, 1);
  EXPECT_THAT(client_.receive(), StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
  EXPECT_EQ(counters().request_timeouts, 1U);
  client_.send(kHello);
  EXPECT_THAT(client_.receive(), EndsWith("Hello, World!"));
}

TEST_F(Http1SessionTest, ALargeAnswerArrivesWhole) {
  client_.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
  for (int patience = 0; patience < 1000 && service_.ended == 0; ++patience) client_.receive();
  const std::string_view received = client_.receive();
  EXPECT_EQ(received.size() - received.find("\r\n\r\n") - 4, kLargeBytes);
}

TEST_F(Http1SessionTest, AClientThatDoesNotReadHoldsTheProducerAndIsCutOff) {
  client_.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::size_t held_bytes = service_.written_bytes;
  bench_.advance(29s);
  EXPECT_EQ(service_.written_bytes, held_bytes);
  EXPECT_LT(held_bytes, 1'000'000U);
  EXPECT_LE(bench_.held_blocks(), 2U);
  bench_.advance(1s);
  EXPECT_EQ(service_.ended, 1);
  EXPECT_EQ(service_.last_error, Error::Timeout);
  EXPECT_EQ(bench_.connections(), 0U);
}

TEST_F(Http1SessionTest, AClientThatReadsTooSlowlyIsCutOffThoughItNeverStops) {
  client_.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
  int rounds = 0;
  for (; rounds < 20 && service_.ended == 0; ++rounds) {
    bench_.advance(20s);
    client_.receive_some(2000);  // 100 bytes a second.
  }
  EXPECT_EQ(service_.last_error, Error::Timeout);
  EXPECT_EQ(counters().slow_readers, 1U);
  EXPECT_GT(rounds, 1);
  EXPECT_EQ(bench_.connections(), 0U);
}

TEST_F(Http1SessionTest, AClientThatReadsAtTheLeastRateIsServedForEver) {
  client_.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
  for (int round = 0; round < 20; ++round) {
    bench_.advance(20s);
    client_.receive_some(40'000);
  }
  EXPECT_EQ(counters().slow_readers, 0U);
  EXPECT_EQ(bench_.connections(), 1U);
}

TEST_F(Http1SessionTest, AnAnswerThatBreaksOffIsNeverTakenForWhole) {
  client_.send("GET /fail-late?started HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(client_.receive(), Not(HasSubstr("\r\n0\r\n")));
  EXPECT_TRUE(client_.ended() || client_.was_reset());
  EXPECT_EQ(counters().broken_answers, 1U);
  EXPECT_EQ(counters().handler_failures, 1U);
}

TEST_F(Http1SessionTest, DrainingClosesIdleConnectionsAndEndsTheOthersWithTheirAnswer) {
  WireBench::Client idle = bench_.connect();
  idle.send(kHello);
  client_.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel");
  bench_.worker().drain();
  bench_.settle();
  EXPECT_THAT(idle.receive(), EndsWith("Hello, World!"));
  EXPECT_TRUE(idle.ended());
  client_.send("lo");
  EXPECT_THAT(client_.receive(), EndsWith("hello"));
  client_.close();
  EXPECT_EQ(bench_.connections(), 0U);
}

TEST_F(Http1SessionTest, DrainingLetsANewConnectionAskWhichWasAboutTo) {
  WireBench::Client fresh = bench_.connect();
  WireBench::Client silent = bench_.connect();
  bench_.settle();
  bench_.worker().drain();
  bench_.settle();
  EXPECT_FALSE(fresh.ended());
  fresh.send(kHello);
  EXPECT_THAT(fresh.receive(), AllOf(HasSubstr("Connection: close\r\n"), EndsWith("Hello, World!")));
  EXPECT_TRUE(fresh.ended());
  bench_.advance(bench_.worker().timeouts.linger);
  EXPECT_EQ(silent.receive(), "");
  EXPECT_TRUE(silent.ended());
}

TEST_F(Http1SessionTest, CancellingEveryTaskLeavesNothingBehind) {
  WireBench::Client reading = bench_.connect();
  WireBench::Client stuck = bench_.connect();
  client_.send(kHang);
  reading.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel");
  stuck.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");
  bench_.cancel_all();
  bench_.settle();
  EXPECT_EQ(bench_.connections(), 0U);
  EXPECT_EQ(bench_.held_blocks(), 0U);
}

TEST_F(Http1SessionTest, TheContentOfAChunkedRequestComesBackHoweverItIsCut) {
  std::string request = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  std::string content;
  for (int i = 1; i < 60; ++i) {
    const std::string piece(static_cast<std::size_t>(i), static_cast<char>('a' + i % 26));
    char size[8];
    std::snprintf(size, sizeof size, "%zx", piece.size());
    request += std::string(size) + "\r\n" + piece + "\r\n";
    content += piece;
  }
  request += "0\r\n\r\n";
  for (const std::size_t step : {1UL, 7UL, 100UL, request.size()}) {
    WireBench::Client client = bench_.connect();
    for (std::size_t from = 0; from < request.size(); from += step) {
      client.send(std::string_view(request).substr(from, step));
      client.receive();  // Else the echo fills the socket and holds everything up, as it should.
    }
    const std::string_view received = client.receive();
    ASSERT_THAT(received, EndsWith("\r\n0\r\n\r\n"));
    std::string echoed;
    for (std::size_t at = received.find("\r\n\r\n") + 4; received[at] != '0';) {
      const std::size_t size = std::stoul(std::string(received.substr(at, 8)), nullptr, 16);
      const std::size_t start = received.find('\n', at) + 1;
      echoed += received.substr(start, size);
      at = start + size + 2;
    }
    EXPECT_EQ(echoed, content) << "in steps of " << step;
  }
}

TEST(Http1Session, AfterSoManyRequestsAConnectionEndsInOrder) {
  WireService service;
  Limits limits;
  limits.requests_per_connection = 2;
  WireBench bench(service, limits);
  WireBench::Client client = bench.connect();
  client.send(std::string(kHello) + std::string(kHello) + std::string(kHello));
  const std::string_view received = client.receive();
  EXPECT_EQ(received.find("Connection: close"),
            received.rfind("HTTP/1.1 200 OK") + std::string_view("HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n").size());
  EXPECT_TRUE(client.ended());
}

TEST(Http1Session, MorePipelinedRequestsThanGatherAreAnsweredAllTheSame) {
  WireService service;
  Limits limits;
  limits.pipelined_requests = 3;
  WireBench bench(service, limits);
  WireBench::Client client = bench.connect();
  std::string requests;
  for (int i = 0; i < 500; ++i) requests += kHello;
  client.send(requests);
  std::size_t answers = 0;
  const std::string_view received = client.receive();
  for (std::size_t at = 0; (at = received.find("Hello, World!", at)) != received.npos; ++at) ++answers;
  EXPECT_EQ(answers, 500U);
}

}  // namespace
}  // namespace saki::http
