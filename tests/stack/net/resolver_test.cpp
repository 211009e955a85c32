// SPDX-License-Identifier: Apache-2.0
//
// The resolver: what it answers at once, asks once, keeps and forgets. The system's name service is stood in for by a function.
#include "saki/net/resolver.h"

#include <atomic>
#include <latch>

#include "net_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using Resolved = Result<HostAddresses>;

std::atomic<int> questions = 0;
std::atomic<bool> held = false;

Resolved ask_for_test(const std::string& name) {
  ++questions;
  held.wait(true);
  if (name.starts_with("missing")) return fail(ResolverFault::NotFound);
  if (name == "many") return HostAddresses(40, Address::from_host("192.0.2.1", 0).value());
  return HostAddresses{Address::from_host("192.0.2.7", 0).value(), Address::from_host("2001:db8::7", 0).value()};
}

Task<> resolve_one(Resolver& resolver, std::string host, Resolved& into) { into = co_await resolver.resolve(std::move(host), 80); }

class ResolverTest : public NetFixture {
 protected:
  ResolverTest() {
    questions = 0;
    held = false;
    options_.ask = &ask_for_test;
  }
  void TearDown() override {
    release();
    NetFixture::TearDown();
    resolver_.reset();
  }
  Resolver& resolver() {
    if (!resolver_) resolver_.emplace(*loop_, blocking_, options_);
    return *resolver_;
  }
  Resolved resolve(std::string host) {
    Resolved resolved = fail(Error::Closed);
    scope_.spawn(resolve_one, std::ref(resolver()), std::move(host), std::ref(resolved));
    finish();
    return resolved;
  }
  static void release() {
    held = false;
    held.notify_all();
  }

  ResolverOptions options_;
  BlockingPool blocking_{{.threads = 1, .queue_limit = 2}};

 private:
  std::optional<Resolver> resolver_;
};

TEST_F(ResolverTest, AddressesAndLocalNamesAreAnsweredWithoutAsking) {
  EXPECT_EQ(resolve("192.0.2.1")->at(0).text(), "192.0.2.1:80");
  EXPECT_EQ(resolve("::1")->at(0).text(), "[::1]:80");
  EXPECT_EQ(resolve("LOCALHOST")->at(0).text(), "127.0.0.1:80");
  EXPECT_EQ(resolve("a.localhost.")->at(1).text(), "[::1]:80");
  EXPECT_EQ(questions, 0);
}

TEST_F(ResolverTest, WhatIsNoNameIsInvalidAndNobodyIsAsked) {
  for (const char* host : {"", ".", "a..b", "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "a.1", "a b", "a/b", "[::1]", "a%2eb",
                           "127.0.0.1.", "-a.example", "a-.example"}) {
    EXPECT_EQ(resolve(host).error(), Error::Invalid) << host;
  }
  EXPECT_EQ(resolve(std::string(254, 'a')).error(), Error::Invalid);
  EXPECT_EQ(resolve(std::string(64, 'a') + ".example").error(), Error::Invalid);
  EXPECT_EQ(resolve(std::string("a\0b", 3)).error(), Error::Invalid);
  EXPECT_EQ(questions, 0);
}

TEST_F(ResolverTest, AnAnswerIsKeptForItsTimeWhateverTheLettersCase) {
  EXPECT_EQ(resolve("a.example")->at(0).text(), "192.0.2.7:80");
  EXPECT_EQ(resolve("A.Example")->at(1).text(), "[2001:db8::7]:80");
  EXPECT_EQ(questions, 1);
  clock_.advance(30s - 1ns);
  turn();
  (void)resolve("a.example");
  EXPECT_EQ(questions, 1);
  clock_.advance(1ns);
  turn();
  (void)resolve("a.example");
  EXPECT_EQ(questions, 2);
  resolver().forget();
  (void)resolve("a.example");
  EXPECT_EQ(questions, 3);
}

TEST_F(ResolverTest, AFailureIsKeptForLess) {
  EXPECT_EQ(resolve("missing.example").error(), ResolverFault::NotFound);
  EXPECT_EQ(resolve("missing.example").error(), ResolverFault::NotFound);
  EXPECT_EQ(questions, 1);
  clock_.advance(5s);
  turn();
  (void)resolve("missing.example");
  EXPECT_EQ(questions, 2);
}

TEST_F(ResolverTest, TheOldestMakesRoom) {
  options_.kept_count = 2;
  for (const char* name : {"a", "b", "c"}) (void)resolve(name);
  EXPECT_EQ(resolver().kept(), 2U);
  (void)resolve("c");
  (void)resolve("b");
  EXPECT_EQ(questions, 3);
  (void)resolve("a");
  EXPECT_EQ(questions, 4);
}

TEST_F(ResolverTest, MoreAddressesThanTheBoundAreLeftOut) { EXPECT_EQ(resolve("many")->size(), 16U); }

TEST_F(ResolverTest, SeveralWhoAskAtOnceShareAQuestionAndOneWhoLeavesTakesNothingWithHim) {
  held = true;
  Resolved first = fail(Error::Closed);
  Resolved second = fail(Error::Closed);
  TaskScope leaving(*loop_, "leaving");
  leaving.spawn(resolve_one, std::ref(resolver()), "a", std::ref(first));
  scope_.spawn(resolve_one, std::ref(resolver()), "a", std::ref(second));
  EXPECT_EQ(resolver().asking(), 1U);
  leaving.cancel();
  EXPECT_EQ(first.error(), Error::Cancelled);
  release();
  finish();
  EXPECT_TRUE(second);
  EXPECT_EQ(questions, 1);
}

TEST_F(ResolverTest, QuestionsAreBoundedHereAndInThePool) {
  held = true;
  options_.question_count = 4;
  std::vector<Resolved> resolved(6, fail(Error::Closed));
  const auto begin = [&](std::size_t index) {
    scope_.spawn(resolve_one, std::ref(resolver()), "name" + std::string(index + 1, 'x'), std::ref(resolved[index]));
  };
  begin(0);
  while (questions == 0) std::this_thread::yield();  // One runs, two wait in the pool's queue, and that is full.
  for (std::size_t index = 1; index < 6; ++index) begin(index);
  EXPECT_EQ(resolved[3].error(), Error::Exhausted);
  EXPECT_EQ(resolver().asking(), 3U);
  release();
  finish();
  EXPECT_TRUE(resolved[0] && resolved[1] && resolved[2]);
  EXPECT_EQ(resolver().asking(), 0U);
}

TEST_F(ResolverTest, ItMayEndWhileAQuestionIsOut) {
  held = true;
  Resolved resolved = fail(Error::Closed);
  scope_.spawn(resolve_one, std::ref(resolver()), "a", std::ref(resolved));
  scope_.cancel();
  EXPECT_EQ(resolved.error(), Error::Cancelled);
}

TEST_F(ResolverTest, TheSystemKnowsItsOwnName) {
  options_.ask = nullptr;
  EXPECT_EQ(resolve("localhost")->at(0).text(), "127.0.0.1:80");
  EXPECT_FALSE(resolve("nobody.invalid"));
}

}  // namespace
}  // namespace saki
