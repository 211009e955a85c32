// SPDX-License-Identifier: Apache-2.0
#include "saki/remote.h"

#include "client_fixture.h"

namespace saki {
namespace {

class RemoteTest : public ClientTest {
 protected:
  RemoteTest() { server_.script({reply(200)}); }

  // The request as it came.
  std::string asked(Call call) {
    client_.wait(remote_.nothing(std::move(call)));
    return server_.asked().back();
  }

  Remote remote_{client_.http(), server_.url()};
};

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST_F(RemoteTest, ACallsOwnFieldGoesInsteadOfWhatGoesWithEveryCall) {
  remote_.header("Authorization", "Bearer every").header("X-Trace", "7");
  Call call(Method::Get);
  call.literal("/");
  call.headers().add("authorization", std::string("Bearer own"));
  const std::string request = asked(std::move(call));
  EXPECT_EQ(request.find("every"), std::string::npos) << request;
  EXPECT_NE(request.find("authorization: Bearer own\r\n"), std::string::npos) << request;
  EXPECT_NE(request.find("X-Trace: 7\r\n"), std::string::npos) << request;
}

TEST_F(RemoteTest, CookiesOfBothStandInOneField) {
  remote_.header("Cookie", "every=1");
  Call call(Method::Get);
  call.literal("/");
  call.cookies().add("own", std::string("2"));
  const std::string request = asked(std::move(call));
  EXPECT_NE(request.find("Cookie: every=1; own=2\r\n"), std::string::npos) << request;
  EXPECT_EQ(count_of(request, "Cookie:"), 1U) << request;
}

TEST_F(RemoteTest, AListGoesWithOneFieldForEachOfItsValues) {
  remote_.header("X-Tag", "every");
  Call call(Method::Get);
  call.literal("/");
  call.headers().add("X-Tag", std::vector<std::string>{"one", "two"});
  const std::string request = asked(std::move(call));
  EXPECT_NE(request.find("X-Tag: one\r\nX-Tag: two\r\n"), std::string::npos) << request;
  EXPECT_EQ(request.find("every"), std::string::npos) << request;
}

}  // namespace
}  // namespace saki
