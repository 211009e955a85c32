// SPDX-License-Identifier: Apache-2.0
//
// How an exchange ends, as what ends with it is told; and what a handler learns of a client that left.
#include <gmock/gmock.h>

#include "http/http1_session.h"
#include "saki/task/sleep.h"
#include "stack/http/wire_bench.h"
#include "stack/http/wire_service.h"

namespace saki::http {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

// Tells how an exchange ended, as a hook of a request does.
class Witness final : public ArenaObject {
 public:
  Witness(const Exchange& exchange, std::vector<std::string>& told) noexcept : exchange_(exchange), told_(told) {}
  ~Witness() override {
    const Outcome outcome = exchange_.outcome();
    told_.push_back(std::string(exchange_.head().path) + " " + std::to_string(status_code(outcome.status)) + " " +
                    (outcome.complete ? std::to_string(outcome.bytes) + " whole" : "broken"));
  }

 private:
  const Exchange& exchange_;
  std::vector<std::string>& told_;
};

// The transcripts' service, with a witness of each exchange. `/hang` waits for an hour, `/endless` streams without end.
class WitnessedService final : public Handler {
 public:
  Task<> handle(Exchange& exchange) override {
    exchange.arena().adopt(*new (exchange.arena().allocate(sizeof(Witness))) Witness(exchange, outcomes));
    if (exchange.head().path == "/hang") return hang(exchange, this);
    if (exchange.head().path == "/endless") return endless(exchange);
    return others_.handle(exchange);
  }

  std::vector<std::string> outcomes;
  std::vector<bool> gone;  // Of each that was cancelled: whether no client was left.

 private:
  static Task<> hang(Exchange& exchange, WitnessedService* self) {
    try {
      co_await sleep(1h);
    } catch (const Cancelled&) {
      self->gone.push_back(exchange.client_gone());
      throw;
    }
  }
  static Task<> endless(Exchange& exchange) {
    const std::vector<std::byte> content(10'000, std::byte{'x'});
    const ResponseHead head;
    Result<> sent = co_await exchange.start(head, std::nullopt);
    while (sent) sent = co_await exchange.write(content);
  }

  WireService others_;
};

class ExchangeEndTest : public testing::Test {
 protected:
  static std::string get(std::string_view path) { return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n"; }

  WitnessedService service_;
  Timeouts timeouts_ = [] {
    Timeouts timeouts;
    timeouts.request = 10min;
    return timeouts;
  }();
  WireBench bench_{service_, {}, timeouts_};
  WireBench::Client client_ = bench_.connect();
};

TEST_F(ExchangeEndTest, AnAnswerThatWasGivenIsWhole) {
  client_.send(get("/hello") + get("/hello"));
  EXPECT_THAT(service_.outcomes, ElementsAre("/hello 200 13 whole", "/hello 200 13 whole"));
}

TEST_F(ExchangeEndTest, AClientThatIsGoneIsToldOfAndNothingWasGiven) {
  client_.send(get("/hang"));
  EXPECT_TRUE(service_.outcomes.empty());
  client_.close();
  EXPECT_THAT(service_.outcomes, ElementsAre("/hang 499 broken"));
  EXPECT_THAT(service_.gone, ElementsAre(true));
}

TEST_F(ExchangeEndTest, SoIsOneThatClosedItsSideOnceItsGraceIsOver) {
  client_.send(get("/hang"));
  client_.shut_send();
  bench_.advance(1s);
  EXPECT_THAT(service_.gone, ElementsAre(true));
}

TEST_F(ExchangeEndTest, WhoIsCancelledForItsTimeStillHasAClient) {
  client_.send(get("/hang"));
  bench_.advance(10min);
  EXPECT_THAT(service_.gone, ElementsAre(false));
  ASSERT_EQ(service_.outcomes.size(), 1U);
  EXPECT_TRUE(service_.outcomes[0].starts_with("/hang 503 ") && service_.outcomes[0].ends_with(" whole")) << service_.outcomes[0];
}

TEST_F(ExchangeEndTest, AnAnswerThatCouldNotBeSentIsBrokenThoughItsHandlerEndedWell) {
  client_.send(get("/endless"));
  client_.close();
  EXPECT_THAT(service_.outcomes, ElementsAre("/endless 200 broken"));
}

}  // namespace
}  // namespace saki::http
