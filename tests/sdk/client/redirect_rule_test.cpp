// SPDX-License-Identifier: Apache-2.0
#include "client/redirect_rule.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

TEST(RedirectRule, APostThatMovedIsAskedWithGet) {
  for (const Status status : {Status::MovedPermanently, Status::Found, Status::SeeOther}) {
    const auto next = redirected(status, Method::Post);
    ASSERT_TRUE(next);
    EXPECT_EQ(next->method, Method::Get);
    EXPECT_FALSE(next->keeps_content);
  }
}

TEST(RedirectRule, OtherMethodsStayWhatTheyAre) {
  for (const Method method : {Method::Get, Method::Head, Method::Put, Method::Patch, Method::Delete, Method::Options}) {
    for (const Status status : {Status::MovedPermanently, Status::Found}) {
      const auto next = redirected(status, method);
      ASSERT_TRUE(next);
      EXPECT_EQ(next->method, method);
      EXPECT_TRUE(next->keeps_content);
    }
  }
}

TEST(RedirectRule, SeeOtherIsAskedWithGetOrHead) {
  EXPECT_EQ(redirected(Status::SeeOther, Method::Head)->method, Method::Head);
  EXPECT_EQ(redirected(Status::SeeOther, Method::Put)->method, Method::Get);
  EXPECT_EQ(redirected(Status::SeeOther, Method::Delete)->method, Method::Get);
  EXPECT_FALSE(redirected(Status::SeeOther, Method::Put)->keeps_content);
}

TEST(RedirectRule, TemporaryAndPermanentRedirectsRepeatTheRequest) {
  for (const Status status : {Status::TemporaryRedirect, Status::PermanentRedirect}) {
    EXPECT_EQ(redirected(status, Method::Post)->method, Method::Post);
    EXPECT_TRUE(redirected(status, Method::Post)->keeps_content);
  }
}

TEST(RedirectRule, OtherStatusesLeadNowhere) {
  for (const int code : {200, 201, 300, 304, 305, 306, 399, 404, 503})
    EXPECT_FALSE(redirected(static_cast<Status>(code), Method::Get)) << code;
}

TEST(RedirectRule, WhatProvesWhoAsksStaysAtItsOrigin) {
  for (const char* name : {"authorization", "Cookie", "PROXY-AUTHORIZATION", "Host", "Origin"}) EXPECT_TRUE(is_credential(name)) << name;
  for (const char* name : {"Accept", "User-Agent", "Cookies", ""}) EXPECT_FALSE(is_credential(name)) << name;
}

TEST(RedirectRule, FieldsOfTheContentGoWithIt) {
  for (const char* name : {"content-type", "Content-Encoding", "Content-Language"}) EXPECT_TRUE(describes_content(name)) << name;
  EXPECT_FALSE(describes_content("Accept"));
}

}  // namespace
}  // namespace saki
