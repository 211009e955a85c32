// SPDX-License-Identifier: Apache-2.0
#include "saki/call.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "saki/invalid_field.h"

namespace saki {
namespace {

TEST(Call, PutsPathAndQueryTogetherEncoded) {
  Call call(Method::Get);
  call.literal("/notes/");
  call.segment(std::string("a/b c"));
  call.literal("/parts");
  call.query().add("word", std::string("x&y=1"));
  call.query().add("tag", std::vector<std::string>{"one", "two"});
  call.query().add("left_out", std::optional<std::string>());

  EXPECT_EQ(call.target(), "/notes/a%2Fb%20c/parts?word=x%26y%3D1&tag=one&tag=two");
}

TEST(Call, TheRestOfAPathKeepsItsSlashes) {
  Call call(Method::Get);
  call.literal("/files/");
  call.rest("a b/c/");

  EXPECT_EQ(call.target(), "/files/a%20b/c/");
}

TEST(Call, AValueOfDotsIsNoStepToAnotherPath) {
  Call call(Method::Delete);
  for (const char* dots : {".", ".."}) EXPECT_THROW(call.segment(std::string(dots)), InvalidField);
  EXPECT_THROW(Call(Method::Get).rest("x/../y"), InvalidField);
  call.segment(std::string("..."));

  EXPECT_EQ(call.target(), "...");
}

TEST(Call, AValueThatIsEmptyLeadsNowhere) {
  Call call(Method::Delete);
  call.literal("/notes/");
  EXPECT_THROW(call.segment(std::string()), InvalidField);
  call.rest("");

  EXPECT_EQ(call.target(), "/notes/") << "the rest of a path may be nothing";
}

TEST(Call, SaysWhatItsContentIs) {
  Call call(Method::Post);
  call.headers().add("X_Id", 7);
  call.cookies().add("a", std::string("1"));
  call.cookies().add("b", std::string("2"));
  call.text("hello");

  const CallParameters::List expected{{"X-Id", "7"}, {"Cookie", "a=1; b=2"}, {"Content-Type", "text/plain; charset=utf-8"}};
  EXPECT_EQ(call.header_fields(), expected);
  EXPECT_EQ(call.content(), "hello");
}

TEST(Call, ACookieIsOneAndNoMore) {
  const auto fields_with = [](const std::string& value) {
    Call call(Method::Get);
    call.cookies().add("session", value);
    return call.header_fields();
  };
  for (const char* value : {"x; role=admin", "x;role=admin", "a,b", "a b", "\"a\"", "a\\b", "a\r\nX: b", "\xC3\xA4"}) {
    EXPECT_THROW(fields_with(value), InvalidField) << value;
  }
  for (const char* value : {"", "a=b", "YWJj+/==", "%3B"}) {
    const CallParameters::List expected{{"Cookie", "session=" + std::string(value)}};
    EXPECT_EQ(fields_with(value), expected);
  }
}

}  // namespace
}  // namespace saki
