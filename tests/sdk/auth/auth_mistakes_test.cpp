// SPDX-License-Identifier: Apache-2.0
#include "sdk/auth/auth_fixture.h"

namespace saki {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class AuthMistakes : public AuthFixture {};

TEST_F(AuthMistakes, AKeyThatMeansNothingForTheKindIsTold) {
  write("users", user("ada", "x"));
  EXPECT_THAT(refusal("auth: {staff: {kind: basic, file: users, issuer: me, cookie: c}}"),
              AllOf(HasSubstr("`issuer` means nothing for auth.staff, which is of kind basic"), HasSubstr("`cookie` means nothing")));
}

TEST_F(AuthMistakes, WhatAKindCannotDoWithoutIsTold) {
  EXPECT_THAT(refusal("auth: {staff: {kind: basic}}"), HasSubstr("auth.staff has no file"));
  EXPECT_THAT(refusal("auth: {tokens: {kind: bearer}}"), HasSubstr("auth.tokens has no key"));
  EXPECT_THAT(refusal("auth: {staff: {}}"), HasSubstr("`kind` must be configured"));
  EXPECT_THAT(refusal("auth: {staff: {kind: basik}}"), HasSubstr("basik"));
}

TEST_F(AuthMistakes, TwoThatShareACookieAreTold) {
  EXPECT_THAT(refusal("auth: {staff: {kind: cookie}, users: {kind: cookie}}"),
              HasSubstr("auth.users and auth.staff have one cookie, __Host-identity"));
  EXPECT_THAT(refusal("auth: {staff: {kind: cookie}, users: {kind: cookie, cookie: __Host-user}}"), Not(HasSubstr("have one cookie")));
}

TEST_F(AuthMistakes, AFileThatCannotBeReadOrIsWrongIsTold) {
  EXPECT_THAT(refusal("auth: {staff: {kind: basic, file: gone}}"), HasSubstr("gone cannot be read: "));
  write("users", "ada:secret\n");
  EXPECT_THAT(refusal("auth: {staff: {kind: basic, file: users}}"), HasSubstr("users:1:1: error[credentials]"));
}

TEST_F(AuthMistakes, AKeyThatIsWrongIsToldWhereItStands) {
  EXPECT_THAT(refusal("auth: {t: {kind: bearer, secret: short}}"), HasSubstr(":1:34: error[auth-key]"));
  EXPECT_THAT(refusal("auth: {t: {kind: bearer, keys: [gone]}}"), HasSubstr(":1:32: error[auth-file]"));
}

TEST_F(AuthMistakes, ASchemeThatNobodyConfiguredIsToldOnce) {
  guard("/a", {.schemes = {"stuff"}});
  guard("/b", {.schemes = {"stuff"}});
  write("users", user("ada", "x"));
  const std::string told = refusal("auth: {staff: {kind: basic, file: users}}");
  EXPECT_THAT(told, AllOf(HasSubstr("a route asks for auth.stuff, which is not configured"), HasSubstr("did you mean `staff`?")));
  EXPECT_EQ(told.find("auth.stuff"), told.rfind("auth.stuff"));
}

TEST_F(AuthMistakes, ARealmCannotBreakOutOfTheChallenge) {
  write("users", user("ada", "x"));
  for (const char* realm : {"'a\"b'", "'a\\b'", "\"a\\nb\"", "ä"}) {
    EXPECT_THAT(refusal(std::string("auth: {staff: {kind: basic, file: users, realm: ") + realm + "}}"), HasSubstr("realm")) << realm;
  }
}

}  // namespace
}  // namespace saki
