// SPDX-License-Identifier: Apache-2.0
#include "saki/sealed_cookies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "saki/measures.h"
#include "saki/service.h"
#include "saki/test_client.h"
#include "saki/test_start.h"
#include "support/test_folder.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr const char* kKeys = "cookies: {keys: 'k1 YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE='}";

Response set(Request& request) {
  const auto& cookies = request.use<SealedCookies>();
  return Response().cookie(cookies.sign(request, "__Host-user", "alice", 1h)).cookie(cookies.seal(request, "__Host-cart", "3 apples", 2h));
}

Response set_for_ever(Request& request) {
  return Response().cookie(request.use<SealedCookies>().sign(request, "__Host-user", "alice", std::chrono::days{401}));
}

Response tell(Request& request) {
  const auto& cookies = request.use<SealedCookies>();
  const auto user = cookies.verify(request, "__Host-user");
  const auto cart = cookies.open(request, "__Host-cart");
  const std::string who = user ? user->value : std::string(text_of(user.error()));
  return Response::text(who + " " + (cart ? cart->value : std::string(text_of(cart.error()))));
}

class SealedCookiesTest : public testing::Test {
 protected:
  SealedCookiesTest() {
    service_.get("/set", set);
    service_.get("/set-for-ever", set_for_ever);
    service_.get("/", tell);
  }

  [[nodiscard]] static std::string field_of(const TestResponse& response) {
    std::string field;
    for (const auto& [name, value] : response.headers())
      if (name == "Set-Cookie") field += (field.empty() ? "" : "; ") + value.substr(0, value.find(';'));
    return field;
  }

  [[nodiscard]] std::string refusal(const std::string& config) {
    return start_refusal(service_, {.config = config, .data_dir = folder_.path()});
  }

  TestFolder folder_;
  Service service_{"test"};
  SealedCookies& cookies_ = service_.add_package(std::make_unique<SealedCookies>());
};

TEST_F(SealedCookiesTest, ComeBackUntilTheyEnd) {
  TestClient client(service_, {.config = kKeys, .time = TestTime::Virtual});
  const TestResponse made = client.get("/set");
  EXPECT_THAT(made.header("Set-Cookie"), HasSubstr("; Path=/; Max-Age=3600; HttpOnly; Secure; SameSite=Lax"));
  const std::string field = field_of(made);
  EXPECT_EQ(client.get("/", {{"Cookie", field}}).body(), "alice 3 apples");
  client.advance(90min);
  EXPECT_EQ(client.get("/", {{"Cookie", field}}).body(), "expired 3 apples");
  client.advance(1h);
  EXPECT_EQ(client.get("/", {{"Cookie", field}}).body(), "expired expired");
  EXPECT_EQ(client.get("/").body(), "absent absent");
}

TEST_F(SealedCookiesTest, KeysAreMadeOnceForTheirOwnerAlone) {
  std::string field;
  for (int turn = 0; turn < 2; ++turn) {
    TestClient client(service_, {.data_dir = folder_.path()});
    if (turn == 0) field = field_of(client.get("/set"));
    EXPECT_EQ(client.get("/", {{"Cookie", field}}).body(), "alice 3 apples");
  }
  struct stat status{};
  ASSERT_EQ(::stat(folder_.file("cookies.keys").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1);
}

TEST_F(SealedCookiesTest, OneThatWouldOutliveBrowsersIsAnErrorOfItsRequestAlone) {
  TestClient client(service_, {.config = kKeys});
  EXPECT_EQ(client.get("/set-for-ever").status(), 500);
  EXPECT_EQ(client.get("/set").status(), 200);
}

TEST_F(SealedCookiesTest, KeysThatAreMissingOrBadAreTold) {
  EXPECT_THAT(refusal("cookies: {key_file: none.keys}"), HasSubstr("none.keys: No such file"));
  EXPECT_THAT(refusal("cookies: {keys: 'k1 short'}"), HasSubstr("line 1 is no key"));
  EXPECT_THAT(refusal(std::string("cookies: {key_file: a.keys, keys: 'k1 x'}")), HasSubstr("told twice"));
  std::ofstream(folder_.file("large.keys")) << std::string(70'000, '#');
  EXPECT_THAT(refusal("cookies: {key_file: large.keys}"), HasSubstr("large.keys"));
  EXPECT_FALSE(std::filesystem::exists(folder_.file("none.keys")));
}

TEST_F(SealedCookiesTest, ASecretIsNotShownWhereItIsWrong) {
  EXPECT_THAT(refusal("cookies: {keys: 'k1 c2VjcmV0'}"), testing::Not(HasSubstr("c2VjcmV0")));
}

TEST_F(SealedCookiesTest, RefusalsAreCountedByTheirReason) {
  TestClient client(service_, {.config = kKeys});
  const std::string field = field_of(client.get("/set"));
  static_cast<void>(client.get("/", {{"Cookie", field}}));
  static_cast<void>(client.get("/", {{"Cookie", "__Host-user=alice"}}));
  static_cast<void>(client.get("/"));
  Measures measures;
  cookies_.measure(measures);
  EXPECT_EQ(measures.find("cookies_opened_total"), 2);
  EXPECT_EQ(measures.find("cookies_refused_total{reason=\"malformed\"}"), 1);
  EXPECT_EQ(measures.find("cookies_refused_total{reason=\"forged\"}"), 0);
}

}  // namespace
}  // namespace saki
