// SPDX-License-Identifier: Apache-2.0
#include "access/access_rules.h"

#include <gtest/gtest.h>

#include <random>

#include "sdk/access/reference_access.h"

namespace saki {
namespace {

using reference::Asked;

std::string decide(std::string_view rules, const Asked& asked, bool allows_otherwise = true) {
  const auto read = reference::read_rules(rules);
  const std::string decided = reference::decide_with_the_real_one(read, allows_otherwise, asked);
  EXPECT_EQ(decided, reference::decide(read, allows_otherwise, asked)) << rules;
  return decided;
}

Asked from(std::string client, std::string path = "/", std::string method = "GET") {
  return {std::move(client), std::move(path), std::move(method)};
}

TEST(AccessRules, TheFirstThatFitsDecidesAndElseTheDefault) {
  constexpr std::string_view kRules = "allow from=10.1.0.0/16\ndeny from=10.0.0.0/8\nallow from=10.2.0.0/16";
  EXPECT_EQ(decide(kRules, from("10.1.2.3")), "allow 0");
  EXPECT_EQ(decide(kRules, from("10.2.2.3")), "deny 1");
  EXPECT_EQ(decide(kRules, from("192.0.2.1")), "allow default");
  EXPECT_EQ(decide(kRules, from("192.0.2.1"), false), "deny default");
  EXPECT_EQ(decide("", from("192.0.2.1"), false), "deny default");
}

TEST(AccessRules, AnIpv4AddressIsOneHoweverItIsWritten) {
  EXPECT_EQ(decide("deny from=10.0.0.0/8", from("::ffff:10.1.2.3")), "deny 0");
  EXPECT_EQ(decide("deny from=::ffff:10.0.0.0/104", from("10.1.2.3")), "deny 0");
  EXPECT_EQ(decide("deny from=::/0", from("10.1.2.3")), "allow default");
  EXPECT_EQ(decide("deny from=2001:db8::/32", from("2001:db8:1::1")), "deny 0");
}

TEST(AccessRules, APathIsMeantWithWhatLiesBelowAndNoOther) {
  for (const char* rule : {"deny path=/admin", "deny path=/admin/"}) {
    EXPECT_EQ(decide(rule, from("::1", "/admin")), "deny 0");
    EXPECT_EQ(decide(rule, from("::1", "/admin/")), "deny 0");
    EXPECT_EQ(decide(rule, from("::1", "/admin/users")), "deny 0");
    EXPECT_EQ(decide(rule, from("::1", "/administrator")), "allow default");
    EXPECT_EQ(decide(rule, from("::1", "/Admin")), "allow default");
    EXPECT_EQ(decide(rule, from("::1", "/")), "allow default");
  }
  EXPECT_EQ(decide("deny path=/", from("::1", "/anything")), "deny 0");
}

TEST(AccessRules, SlashesThatFollowOneAnotherAreOne) {
  for (const char* path : {"//admin/users", "/admin//users", "///admin///users//", "/admin/users/x"}) {
    EXPECT_EQ(decide("deny path=/admin/users", from("::1", path)), "deny 0") << path;
    EXPECT_EQ(decide("deny path=//admin//users/", from("::1", path)), "deny 0") << path;
  }
  EXPECT_EQ(decide("deny path=/admin/users", from("::1", "/adm/in/users")), "allow default");
}

TEST(AccessRules, GetStandsForHeadSoThatNothingIsLearntByIt) {
  EXPECT_EQ(decide("deny method=GET", from("::1", "/", "HEAD")), "deny 0");
  EXPECT_EQ(decide("deny method=HEAD", from("::1", "/", "GET")), "allow default");
  EXPECT_EQ(decide("deny method=POST method=PUT", from("::1", "/", "PUT")), "deny 0");
}

TEST(AccessRules, AllOfARuleMustFit) {
  constexpr std::string_view kRule = "deny from=10.0.0.0/8 path=/admin method=POST";
  EXPECT_EQ(decide(kRule, from("10.0.0.1", "/admin", "POST")), "deny 0");
  EXPECT_EQ(decide(kRule, from("10.0.0.1", "/admin", "GET")), "allow default");
  EXPECT_EQ(decide(kRule, from("11.0.0.1", "/admin", "POST")), "allow default");
}

TEST(AccessRules, WhoCallsIsAskedOnlyWhereItMatters) {
  const Identity ada("ada", {"editor"});
  const Identity nobody;
  constexpr std::string_view kRules =
      "deny from=10.0.0.0/8\nallow path=/admin role=admin\nallow path=/edit user=*\ndeny path=/admin\ndeny path=/edit";
  EXPECT_EQ(decide(kRules, from("10.0.0.1", "/admin")), "deny 0");
  EXPECT_EQ(decide(kRules, from("::1", "/admin")), "who 1");
  EXPECT_EQ(decide(kRules, from("::1", "/other")), "allow default");
  Asked asked = from("::1", "/admin");
  asked.caller = &ada;
  EXPECT_EQ(decide(kRules, asked), "deny 3");
  asked.path = "/edit";
  EXPECT_EQ(decide(kRules, asked), "allow 2");
  asked.caller = &nobody;
  EXPECT_EQ(decide(kRules, asked), "deny 4");
}

TEST(AccessRules, TellsWhereAProofMightHelp) {
  AccessRule allow{.action = AccessAction::Allow, .users = {"*"}};
  AccessRule deny{.action = AccessAction::Deny};
  const AccessRules rules({allow, deny}, AccessAction::Allow);
  const Identity nobody;
  const Identity ada("ada");
  const Address client = Address::from_host("::1", 0).value();
  EXPECT_TRUE(rules.decide({client, "/", Method::Get, &nobody}).proof_might_help);
  EXPECT_FALSE(rules.decide({client, "/", Method::Get, &ada}).proof_might_help);
  allow.users = {"bob"};
  EXPECT_FALSE(AccessRules({allow, deny}, AccessAction::Allow).decide({client, "/", Method::Get, &ada}).proof_might_help);
}

TEST(AccessRules, RandomRulesDecideAsTheReferenceDoes) {
  const std::vector<std::string> words{
      "from=10.0.0.0/8", "from=10.128.0.0/9", "from=::/0", "from=2001:db8::/33", "from=::ffff:10.0.0.0/105",
      "path=/a",         "path=/a/b/",        "path=/",    "path=/ab",           "method=GET",
      "method=HEAD",     "method=POST",       "user=*",    "user=ada",           "role=r",
      "role=s"};
  const std::vector<std::string> clients{"10.1.2.3", "10.200.0.1", "::1", "2001:db8::1", "2001:db8:8000::1", "::ffff:10.1.2.3"};
  const std::vector<std::string> paths{"/", "/a", "/a/", "/a/b", "/a/b/c", "/ab", "/b"};
  const std::vector<std::string> methods{"GET", "HEAD", "POST", "OPTIONS"};
  const Identity callers[] = {Identity(), Identity("ada"), Identity("bob", {"r"}), Identity("ada", {"s"})};
  std::mt19937 random(11);
  const auto pick = [&](const auto& list) { return list[random() % std::size(list)]; };
  for (int round = 0; round < 20000; ++round) {
    std::string rules;
    for (std::size_t count = random() % 5; count > 0; --count) {
      rules += random() % 2 == 0 ? "allow" : "deny";
      for (std::size_t words_left = random() % 4; words_left > 0; --words_left) rules += ' ' + pick(words);
      rules += '\n';
    }
    Asked asked = from(pick(clients), pick(paths), pick(methods));
    if (random() % 4 != 0) asked.caller = &callers[random() % std::size(callers)];
    static_cast<void>(decide(rules, asked, random() % 2 == 0));
  }
}

}  // namespace
}  // namespace saki
