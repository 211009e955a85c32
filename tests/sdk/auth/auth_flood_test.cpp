// SPDX-License-Identifier: Apache-2.0
//
// More callers with passwords than can be compared at once.
#include "sdk/auth/auth_fixture.h"
#include "sdk/limit/crowd.h"

namespace saki {
namespace {

class AuthFlood : public AuthFixture {
 protected:
  std::string config() const {
    return "auth: {staff: {kind: basic, file: " + folder_.file("users") + ", hashing_threads: 1, hashing_queue: 2}}";
  }
};

TEST_F(AuthFlood, EndsIn503AndDelaysNobodyWhoWasLetInBefore) {
  guard("/", {.schemes = {"staff"}});
  write("users", "ada:" + PasswordHash::of("secret", {13, 8, 1}).text() + "\n");  // Slow enough that others come meanwhile.
  Crowd crowd(service_, config());
  ASSERT_EQ(crowd.get("/", "192.0.2.1", basic("ada:secret")).status(), 200);

  std::vector<std::size_t> guesses;
  for (int guess = 0; guess < 40; ++guess) guesses.push_back(crowd.ask("/", "192.0.2.2", basic("ada:guess" + std::to_string(guess))));
  const std::size_t known = crowd.ask("/", "192.0.2.1", basic("ada:secret"));
  EXPECT_EQ(crowd.answer(known).status(), 200) << "answered at once, though the queue is full";
  crowd.finish();

  int refused = 0;
  int busy = 0;
  for (const std::size_t guess : guesses) {
    const TestResponse answer = crowd.answer(guess);
    refused += answer.status() == 401 ? 1 : 0;
    busy += answer.status() == 503 && answer.header("Retry-After") == "1" ? 1 : 0;
  }
  EXPECT_EQ(refused + busy, 40);
  EXPECT_GE(refused, 2);
  EXPECT_GE(busy, 30);
}

TEST_F(AuthFlood, WhoLeavesWhileComparingIsForgotten) {
  guard("/", {.schemes = {"staff"}});
  write("users", "ada:" + PasswordHash::of("secret", {13, 8, 1}).text() + "\n");
  Crowd crowd(service_, config());
  for (int caller = 0; caller < 3; ++caller) static_cast<void>(crowd.ask("/", "192.0.2.1", basic("ada:secret")));
  crowd.leave_all();
  int status = 503;
  while (status == 503) status = crowd.get("/", "192.0.2.1", basic("ada:secret")).status();
  EXPECT_EQ(status, 200);
}

}  // namespace
}  // namespace saki
