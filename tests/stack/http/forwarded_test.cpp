// SPDX-License-Identifier: Apache-2.0
#include "saki/http/forwarded.h"

#include <gtest/gtest.h>

#include <random>

#include "stack/http/reference_forwarded.h"

namespace saki::http {
namespace {

using reference::FieldLines;
using reference::Told;

constexpr std::size_t kHops = 8;

// Proxies are 10.0.0.0/8, 2001:db8:10::/48 and Unix sockets.
TrustedProxies proxies(ForwardedFields fields) {
  TrustedProxies proxies;
  for (const char* text : {"10.0.0.0/8", "2001:db8:10::/48", "unix:"}) proxies.networks.push_back(Network::parse(text).value());
  proxies.fields = fields;
  return proxies;
}

Address host(std::string_view text) { return Address::from_host(text, 4000).value(); }

Told read(const FieldLines& lines, ForwardedFields fields, const Address& peer = host("10.0.0.1")) {
  const Told told = reference::read_forwarded_with_the_real_one(lines, peer, proxies(fields), kHops);
  EXPECT_EQ(told, reference::read_forwarded(lines, peer, proxies(fields), kHops));
  return told;
}
Told forwarded(const std::string& value) { return read({{"Forwarded", value}}, ForwardedFields::Forwarded); }
Told x_forwarded_for(const std::string& value) { return read({{"X-Forwarded-For", value}}, ForwardedFields::XForwarded); }

TEST(Forwarded, TheClientIsTheLastHopThatIsNoTrustedProxy) {
  EXPECT_EQ(forwarded("for=203.0.113.7").client, "203.0.113.7:0");
  EXPECT_EQ(forwarded("for=203.0.113.7, for=10.0.0.2").client, "203.0.113.7:0");
  EXPECT_EQ(forwarded("for=198.51.100.1, for=203.0.113.7, for=10.0.0.2, for=10.0.0.3").client, "203.0.113.7:0");
  EXPECT_EQ(forwarded("for=10.0.0.9, for=10.0.0.2").client, "10.0.0.9:0");  // All are trusted: the first.
}

TEST(Forwarded, WhatAClientPutsBeforeItIsNeverRead) {
  for (const std::string lie :
       {"for=1.2.3.4, ", "\", ", "for=\"a, ", "garbage;;=, ", "for=\"\\\", ", ",,,,", "for=\"10.0.0.2\"x, ", "\t, "}) {
    const Told told = forwarded(lie + "for=203.0.113.7;proto=https");
    EXPECT_EQ(told.client, "203.0.113.7:0") << lie;
    EXPECT_EQ(told.scheme, "https") << lie;
  }
}

TEST(Forwarded, NobodyButATrustedProxyIsListenedTo) {
  const FieldLines lines{{"Forwarded", "for=1.2.3.4;host=evil.example"}, {"X-Forwarded-For", "1.2.3.4"}};
  for (const auto fields : {ForwardedFields::Forwarded, ForwardedFields::XForwarded}) {
    EXPECT_EQ(read(lines, fields, host("203.0.113.7")).outcome, ForwardedOutcome::None);
    EXPECT_EQ(read(lines, fields, host("::ffff:203.0.113.7")).outcome, ForwardedOutcome::None);
    EXPECT_EQ(read(lines, fields, host("::ffff:10.0.0.1")).outcome, ForwardedOutcome::Told);
    EXPECT_EQ(read(lines, fields, Address::parse("unix:/a").value()).outcome, ForwardedOutcome::Told);
  }
}

TEST(Forwarded, OneFamilyOfFieldsIsLookedAtAndTheOtherNever) {
  const FieldLines both{{"Forwarded", "for=203.0.113.7;proto=https"}, {"X-Forwarded-For", "198.51.100.1"}, {"X-Forwarded-Proto", "http"}};
  EXPECT_EQ(read(both, ForwardedFields::Forwarded).client, "203.0.113.7:0");
  EXPECT_EQ(read(both, ForwardedFields::Forwarded).scheme, "https");
  EXPECT_EQ(read(both, ForwardedFields::XForwarded).client, "198.51.100.1:0");
  EXPECT_EQ(read(both, ForwardedFields::XForwarded).scheme, "http");
  EXPECT_EQ(read(both, ForwardedFields::Off).outcome, ForwardedOutcome::None);
  EXPECT_EQ(read({{"X-Forwarded-For", "1.2.3.4"}}, ForwardedFields::Forwarded).outcome, ForwardedOutcome::None);
}

TEST(Forwarded, SchemeAndHostAreThoseOfTheClientsElement) {
  const Told told = forwarded(
      "for=1.1.1.1;proto=ftp;host=evil, for=203.0.113.7;proto=HTTPS;host=\"example.org:8443\", for=10.0.0.2;proto=http;host=inner");
  EXPECT_EQ(told.scheme, "https");
  EXPECT_EQ(told.host, "example.org:8443");
  EXPECT_EQ(forwarded("for=203.0.113.7;proto=wss").scheme, "");
  EXPECT_EQ(forwarded("for=203.0.113.7, for=10.0.0.2;proto=https;host=inner").host, "");
}

TEST(Forwarded, TheGrammarIsThatOfTheStandard) {
  EXPECT_EQ(forwarded("For=\"[2001:db8:cafe::17]:4711\"").client, "[2001:db8:cafe::17]:4711");
  EXPECT_EQ(forwarded("for=\"[2001:db8:cafe::17]\"").client, "[2001:db8:cafe::17]:0");
  EXPECT_EQ(forwarded("for=\"203.0.113.7:47011\"").client, "203.0.113.7:47011");
  EXPECT_EQ(forwarded("for=\"203.0.113.7:_port\"").client, "203.0.113.7:0");
  EXPECT_EQ(forwarded("for=\"20\\3.0.113.7\"").client, "203.0.113.7:0");
  EXPECT_EQ(forwarded("for=203.0.113.7;by=10.0.0.1;;secret=\"a, \\\"b\\\";for=x\";proto=http;").client, "203.0.113.7:0");
  EXPECT_EQ(forwarded(";for=203.0.113.7").client, "203.0.113.7:0");
  EXPECT_EQ(forwarded(" \t, for=203.0.113.7 \t,").client, "203.0.113.7:0");
}

TEST(Forwarded, WhatIsMalformedWithinReachIsIgnoredAltogether) {
  for (const std::string value : {"for",
                                  "for=",
                                  "for=\"\"",
                                  "=x",
                                  "for=203.0.113.7 ;proto=http",
                                  "for=203.0.113.7; proto=http",
                                  "for =203.0.113.7",
                                  "for=203.0.113.7;for=1.2.3.4",
                                  "for=203.0.113.7;FOR=1.2.3.4",
                                  "for=203.0.113.7;proto=http;proto=https",
                                  "for=[::1]",
                                  "for=::1",
                                  "for=\"::1\"",
                                  "for=203.0.113.7:80",
                                  "for=\"203.0.113.7:65536\"",
                                  "for=\"203.0.113.7:123456\"",
                                  "for=\"203.0.113.7:\"",
                                  "for=\"203.0.113.7:-1\"",
                                  "for=203.0.113.07",
                                  "for=example.org",
                                  "for=_",
                                  "for=\"_a:b\"",
                                  "for=\"_a b\"",
                                  "for=\"[203.0.113.7]\"",
                                  "for=\"[::1]x\"",
                                  "for=\"[::1\"",
                                  "for=\"a\"b",
                                  "for=\"a",
                                  "for=203.0.113.7;host=\"a b\"",
                                  "for=203.0.113.7;host=\"\"",
                                  "for=203.0.113.7;proto=1http",
                                  "for=203.0.113.7;proto=\"ht tp\"",
                                  "for=203.0.113.7;proto",
                                  "for=1.2.3.4, for=x, for=10.0.0.2"}) {
    const Told told = forwarded(value);
    EXPECT_EQ(told.outcome, ForwardedOutcome::Ignored) << value;
    EXPECT_EQ(told.client, "") << value;
  }
}

TEST(Forwarded, AHopThatHidesEndsTheWalkAtTheProxyThatSaidSo) {
  for (const char* hidden : {"for=unknown", "for=Unknown", "for=_hidden", "for=\"_a.b-c:_d\"", "for=\"unknown:80\"", "by=10.0.0.1", ";"}) {
    const Told told = forwarded("for=1.2.3.4, " + std::string(hidden) + ";proto=https, for=10.0.0.2;proto=http");
    EXPECT_EQ(told.client, "10.0.0.2:0") << hidden;
    EXPECT_EQ(told.scheme, "https") << hidden;
  }
}

TEST(Forwarded, LinesAreOneListInTheirOrder) {
  const FieldLines lines{
      {"Forwarded", "for=198.51.100.1"}, {"Host", "a"}, {"forwarded", "for=203.0.113.7"}, {"FORWARDED", "for=10.0.0.2,for=10.0.0.3"}};
  EXPECT_EQ(read(lines, ForwardedFields::Forwarded).client, "203.0.113.7:0");
  EXPECT_EQ(read({{"Forwarded", "for=\"203.0.113.7"}, {"Forwarded", "x\""}}, ForwardedFields::Forwarded).outcome,
            ForwardedOutcome::Ignored);
}

TEST(Forwarded, TheWalkIsBounded) {
  std::string hops = "for=203.0.113.7";
  for (std::size_t count = 1; count < kHops; ++count) hops += ", for=10.0.0.2";
  EXPECT_EQ(forwarded(hops).client, "203.0.113.7:0");
  EXPECT_EQ(forwarded(hops + ", for=10.0.0.2").outcome, ForwardedOutcome::Ignored);
  EXPECT_EQ(forwarded("for=203.0.113.7" + std::string(10, ',')).outcome, ForwardedOutcome::Ignored);
}

TEST(XForwarded, TheClientIsTheLastHopThatIsNoTrustedProxy) {
  EXPECT_EQ(x_forwarded_for("203.0.113.7").client, "203.0.113.7:0");
  EXPECT_EQ(x_forwarded_for("1.2.3.4,203.0.113.7 , 10.0.0.2").client, "203.0.113.7:0");
  EXPECT_EQ(x_forwarded_for("\"garbage, 203.0.113.7").client, "203.0.113.7:0");
  EXPECT_EQ(x_forwarded_for("1.2.3.4, unknown, 10.0.0.2").client, "10.0.0.2:0");
  EXPECT_EQ(x_forwarded_for("2001:db8::7, 2001:db8:10::2").client, "[2001:db8::7]:0");
  EXPECT_EQ(x_forwarded_for("[2001:db8::7]:443").client, "[2001:db8::7]:443");
  EXPECT_EQ(x_forwarded_for("[2001:db8::7]").client, "[2001:db8::7]:0");
  EXPECT_EQ(x_forwarded_for("203.0.113.7:51234").client, "203.0.113.7:51234");
}

TEST(XForwarded, WhatIsMalformedWithinReachIsIgnoredAltogether) {
  for (const std::string value :
       {"x", "for=1.2.3.4", "1.2.3", "1.2.3.4:", "1.2.3.4:65536", "1.2.3.4:_a", "_a", "2001:db8::7:x", "[2001:db8::7", "2001:db8::7]",
        "[1.2.3.4]", "\"1.2.3.4\"", "1.2.3.4 5", "10.0.0.x, 10.0.0.2", ":80", "::1%lo"}) {
    EXPECT_EQ(x_forwarded_for(value).outcome, ForwardedOutcome::Ignored) << value;
  }
}

TEST(XForwarded, ProtoAndHostAreInStepFromTheEnd) {
  const auto told = [](const std::string& addresses, const std::string& protos, const std::string& hosts) {
    return read({{"X-Forwarded-For", addresses}, {"X-Forwarded-Proto", protos}, {"X-Forwarded-Host", hosts}}, ForwardedFields::XForwarded);
  };
  const Told in_step = told("1.1.1.1, 203.0.113.7, 10.0.0.2", "http, https, http", "evil, example.org:80, inner");
  EXPECT_EQ(in_step.scheme, "https");
  EXPECT_EQ(in_step.host, "example.org:80");
  EXPECT_EQ(told("203.0.113.7, 10.0.0.2", "https", "example.org").scheme, "https");  // Replaced rather than added to.
  EXPECT_EQ(told("203.0.113.7", "http, https", "").scheme, "https");
  EXPECT_EQ(told("203.0.113.7", "https", "a b").outcome, ForwardedOutcome::Ignored);
  EXPECT_EQ(told("203.0.113.7", "\"https\"", "").outcome, ForwardedOutcome::Ignored);
  EXPECT_EQ(told("203.0.113.7", "gopher", "").scheme, "");
}

TEST(XForwarded, AProxyMayTellTheSchemeAlone) {
  const Told told = read({{"X-Forwarded-Proto", "http, https"}}, ForwardedFields::XForwarded);
  EXPECT_EQ(told.client, "10.0.0.1:4000");
  EXPECT_EQ(told.scheme, "https");
}

TEST(Forwarded, RandomFieldsAreReadAsTheReferenceDoes) {
  const std::vector<std::string> pieces{"for=",
                                        "10.0.0.2",
                                        "203.0.113.7",
                                        "\"",
                                        "\\",
                                        ",",
                                        ", ",
                                        ";",
                                        "proto=",
                                        "https",
                                        "host=",
                                        "example.org",
                                        "\"[2001:db8:10::1]:80\"",
                                        "unknown",
                                        "_hid",
                                        ":80",
                                        "[::1]",
                                        "x",
                                        "=",
                                        " ",
                                        "\t",
                                        "by=",
                                        "for=10.0.0.2",
                                        "for=203.0.113.7",
                                        "10.0.0.3, "};
  std::mt19937 random(20261121);
  const auto below = [&](std::size_t bound) { return random() % bound; };
  for (int round = 0; round < 60'000; ++round) {
    const bool standard = below(2) == 0;
    FieldLines lines;
    for (std::size_t count = 1 + below(3); count > 0; --count) {
      std::string value;
      for (std::size_t size = below(9); size > 0; --size) value += pieces[below(pieces.size())];
      const char* const name =
          standard ? "Forwarded" : std::array{"X-Forwarded-For", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"}[below(4)];
      lines.emplace_back(name, value);
    }
    const auto fields = standard ? ForwardedFields::Forwarded : ForwardedFields::XForwarded;
    const Told real = reference::read_forwarded_with_the_real_one(lines, host("10.0.0.1"), proxies(fields), 4);
    ASSERT_EQ(real, reference::read_forwarded(lines, host("10.0.0.1"), proxies(fields), 4)) << testing::PrintToString(lines);
  }
}

}  // namespace
}  // namespace saki::http
