// SPDX-License-Identifier: Apache-2.0
#include "saki/cookie_ring.h"

#include <gtest/gtest.h>

#include <string>

#include "saki/cookie.h"
#include "saki/encoding.h"
#include "saki/invalid_field.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

const Timestamp kNow = Timestamp::parse("2026-01-01T00:00:00Z").value();
const Timestamp kUntil = kNow + 1h;

std::string line(const std::string& id, char fill) { return id + " " + to_base64(std::string(32, fill)) + "\n"; }

CookieRing ring(const std::string& lines) { return CookieRing::parse(lines).value(); }

const CookieRing kRing = ring(line("k1", 'a'));

CookieFault verify_fault(const CookieRing& ring, std::string_view name, std::string_view text, Timestamp now = kNow) {
  const auto opened = ring.verify(name, text, now);
  return opened ? CookieFault::Absent : opened.error();
}
CookieFault open_fault(const CookieRing& ring, std::string_view name, std::string_view text, Timestamp now = kNow) {
  const auto opened = ring.open(name, text, now);
  return opened ? CookieFault::Absent : opened.error();
}

// Another base64url digit in place of the one at `at`.
std::string changed(std::string text, std::size_t at) {
  text[at] = text[at] == 'A' ? 'B' : 'A';
  return text;
}

TEST(CookieRing, WhatWasSignedComesBack) {
  for (const std::string& value : {""s, "alice"s, "a;b, \"c\"\r\n\0d\xff"s, std::string(2000, 'x')}) {
    const std::string text = kRing.sign("user", value, kUntil);
    EXPECT_NO_THROW(Cookie("user", text));
    const auto opened = kRing.verify("user", text, kNow);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->value, value);
    EXPECT_EQ(opened->until, kUntil);
    EXPECT_FALSE(opened->old_key);
  }
}

TEST(CookieRing, ASignedTextIsThatOfItsForm) {
  EXPECT_EQ(kRing.sign("user", "alice", kUntil), "s1.k1.1767229200.YWxpY2U.PDmVB1TvwEtNJ3VzWTWl0zZ3s1l3BBplRiikBml6GPY");
}

TEST(CookieRing, WhatWasSealedComesBackAndLooksDifferentEachTime) {
  for (const std::string& value : {""s, "alice"s, "1.2.3"s, std::string(2000, 'x')}) {
    const std::string text = kRing.seal("cart", value, kUntil);
    EXPECT_NO_THROW(Cookie("cart", text));
    EXPECT_NE(text, kRing.seal("cart", value, kUntil));
    const auto opened = kRing.open("cart", text, kNow);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->value, value);
    EXPECT_EQ(opened->until, kUntil);
  }
  const std::string text = kRing.seal("cart", "a secret", kUntil);
  EXPECT_EQ(from_base64url(text.substr(6)).value().find("secret"), std::string::npos);
}

TEST(CookieRing, NoByteOfATextCanBeChanged) {
  const std::string text = kRing.sign("user", "alice", kUntil);
  const std::string box = kRing.seal("user", "alice", kUntil);
  for (std::size_t at = 0; at < text.size(); ++at) EXPECT_FALSE(kRing.verify("user", changed(text, at), kNow)) << at;
  for (std::size_t at = 0; at < box.size(); ++at) EXPECT_FALSE(kRing.open("user", changed(box, at), kNow)) << at;
  for (std::size_t size = 0; size < text.size(); ++size) EXPECT_FALSE(kRing.verify("user", text.substr(0, size), kNow)) << size;
  for (std::size_t size = 0; size < box.size(); ++size) EXPECT_FALSE(kRing.open("user", box.substr(0, size), kNow)) << size;
  for (const char* tail : {"=", ".", "A", " ", "\n"}) {
    EXPECT_FALSE(kRing.verify("user", text + tail, kNow)) << tail;
    EXPECT_FALSE(kRing.open("user", box + tail, kNow)) << tail;
  }
}

TEST(CookieRing, FaultsAreToldApart) {
  const std::string text = kRing.sign("user", "alice", kUntil);
  EXPECT_EQ(verify_fault(kRing, "user", ""), CookieFault::Malformed);
  EXPECT_EQ(verify_fault(kRing, "user", "alice"), CookieFault::Malformed);
  EXPECT_EQ(verify_fault(kRing, "user", "s1.k2" + text.substr(5)), CookieFault::UnknownKey);
  EXPECT_EQ(verify_fault(kRing, "user", changed(text, text.size() - 2)), CookieFault::Forged);
  EXPECT_EQ(verify_fault(kRing, "user", text, kUntil - 1us), CookieFault::Absent);
  EXPECT_EQ(verify_fault(kRing, "user", text, kUntil), CookieFault::Expired);
  const std::string box = kRing.seal("user", "alice", kUntil);
  EXPECT_EQ(open_fault(kRing, "user", "e1.k2" + box.substr(5)), CookieFault::UnknownKey);
  EXPECT_EQ(open_fault(kRing, "user", box, kUntil - 1us), CookieFault::Absent);
  EXPECT_EQ(open_fault(kRing, "user", box, kUntil), CookieFault::Expired);
}

TEST(CookieThreats, ACookieIsGoodForItsOwnNameAlone) {
  const std::string text = kRing.sign("theme", "admin", kUntil);
  const std::string box = kRing.seal("theme", "admin", kUntil);
  for (const char* name : {"role", "Theme", "them", "themes", ""}) {
    EXPECT_EQ(verify_fault(kRing, name, text), CookieFault::Forged) << name;
    EXPECT_EQ(open_fault(kRing, name, box), CookieFault::Forged) << name;
  }
}

TEST(CookieThreats, ASignedOneIsNoEncryptedOneNorTheOtherWay) {
  const std::string text = kRing.sign("user", "alice", kUntil);
  const std::string box = kRing.seal("user", "alice", kUntil);
  EXPECT_FALSE(kRing.open("user", text, kNow));
  EXPECT_FALSE(kRing.verify("user", box, kNow));
  EXPECT_FALSE(kRing.open("user", "e1" + text.substr(2), kNow));
  EXPECT_FALSE(kRing.verify("user", "s1" + box.substr(2), kNow));
}

TEST(CookieThreats, AnEndCannotBePutOff) {
  const std::string text = kRing.sign("user", "alice", kUntil);
  const std::size_t at = text.find("1767229200");
  for (const char* later : {"1767229201", "9767229200", "99999999999999999999", "-1", "01767229200", "1767229200 ", ""}) {
    EXPECT_FALSE(kRing.verify("user", text.substr(0, at) + later + text.substr(at + 10), kNow)) << later;
  }
}

TEST(CookieThreats, WhatIsLargerThanBrowsersKeepIsNeitherMadeNorRead) {
  EXPECT_THROW(static_cast<void>(kRing.sign("user", std::string(4000, 'x'), kUntil)), InvalidField);
  EXPECT_THROW(static_cast<void>(kRing.seal("user", std::string(4000, 'x'), kUntil)), InvalidField);
  EXPECT_EQ(verify_fault(kRing, "user", "s1.k1.1767229200." + std::string(1'000'000, 'A') + ".AA"), CookieFault::Malformed);
  EXPECT_EQ(open_fault(kRing, "user", "e1.k1." + std::string(1'000'000, 'A')), CookieFault::Malformed);
}

TEST(CookieRotation, TheFirstKeyMakesAndAllOfThemRead) {
  const CookieRing before = ring(line("old", 'o'));
  const CookieRing during = ring(line("new", 'n') + line("old", 'o'));
  const CookieRing after = ring(line("new", 'n'));
  const std::string old_text = before.sign("user", "alice", kUntil);
  const std::string old_box = before.seal("user", "alice", kUntil);

  EXPECT_TRUE(during.verify("user", old_text, kNow).value().old_key);
  EXPECT_TRUE(during.open("user", old_box, kNow).value().old_key);
  const std::string new_text = during.sign("user", "alice", kUntil);
  EXPECT_FALSE(during.verify("user", new_text, kNow).value().old_key);
  EXPECT_TRUE(after.verify("user", new_text, kNow));
  EXPECT_EQ(verify_fault(after, "user", old_text), CookieFault::UnknownKey);
  EXPECT_EQ(open_fault(after, "user", old_box), CookieFault::UnknownKey);
}

TEST(CookieRotation, AnIdWithAnotherKeyOpensNothing) {
  const CookieRing other = ring(line("k1", 'b'));
  EXPECT_EQ(verify_fault(other, "user", kRing.sign("user", "alice", kUntil)), CookieFault::Forged);
  EXPECT_EQ(open_fault(other, "user", kRing.seal("user", "alice", kUntil)), CookieFault::Forged);
}

TEST(CookieKeyLines, AreReadOneByOne) {
  EXPECT_TRUE(CookieRing::parse("\n# of January\n  " + line("k1", 'a') + "\t\n" + line("k2", 'b')));
  EXPECT_TRUE(CookieRing::parse(CookieRing::new_line(kNow)));
  EXPECT_NE(CookieRing::new_line(kNow), CookieRing::new_line(kNow));
  EXPECT_EQ(CookieRing::new_line(kNow).substr(0, 12), "k2026-01-01-");
}

TEST(CookieKeyLines, WhatIsWrongIsToldWithoutTheKey) {
  const std::string good = to_base64(std::string(32, 'a'));
  const auto fault = [](const std::string& lines) {
    const auto parsed = CookieRing::parse(lines);
    return parsed ? std::string() : parsed.error();
  };
  EXPECT_EQ(fault(""), "there is no key in it");
  EXPECT_EQ(fault("# nothing\n"), "there is no key in it");
  EXPECT_EQ(fault("\nk1\n"), "line 2 is no key: it has no id before its key");
  EXPECT_EQ(fault("k.1 " + good), "line 1 is no key: its id is not of up to 32 letters, digits, '-' and '_'");
  EXPECT_EQ(fault(std::string(33, 'k') + " " + good), "line 1 is no key: its id is not of up to 32 letters, digits, '-' and '_'");
  EXPECT_EQ(fault("k1 secret!"), "line 1 is no key: its key is no base64");
  EXPECT_EQ(fault("k1 " + to_base64(std::string(31, 'a'))), "line 1 is no key: its key is shorter than 32 bytes");
  EXPECT_EQ(fault(line("k1", 'a') + line("k1", 'b')), "line 2 is no key: its id names another key already");
  std::string many;
  for (int i = 0; i < 65; ++i) many += line("k" + std::to_string(i), 'a');
  EXPECT_EQ(fault(many), "line 65 is no key: it is the key after the last of 64");
}

}  // namespace
}  // namespace saki
