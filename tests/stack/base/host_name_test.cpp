// SPDX-License-Identifier: Apache-2.0
#include "saki/base/host_name.h"

#include <gmock/gmock.h>

namespace saki {
namespace {

using testing::HasSubstr;

std::string plain(std::string_view host) { return std::string(HostName(host).text()); }

TEST(HostName, IsLowerCaseWithoutPortAndWithoutTheRootsDot) {
  EXPECT_EQ(plain("example.org"), "example.org");
  EXPECT_EQ(plain("WWW.Example.ORG"), "www.example.org");
  EXPECT_EQ(plain("example.org:8080"), "example.org");
  EXPECT_EQ(plain("example.org:"), "example.org");
  EXPECT_EQ(plain("example.org."), "example.org");
  EXPECT_EQ(plain("Example.org.:443"), "example.org");
  EXPECT_EQ(plain("127.0.0.1:80"), "127.0.0.1");
  EXPECT_EQ(plain("[::1]:80"), "[::1]");
  EXPECT_EQ(plain("[2001:DB8::1]"), "[2001:db8::1]");
}

TEST(HostName, OfWhatIsNoNameIsNothingThatAnyHostCanHave) {
  EXPECT_EQ(plain(""), "");
  EXPECT_EQ(plain(":80"), "");
  EXPECT_EQ(plain("."), "");
  EXPECT_EQ(plain("["), "");
  EXPECT_EQ(plain("example.org.."), "example.org.");
  EXPECT_EQ(plain(std::string(HostName::kMostBytes, 'a')).size(), HostName::kMostBytes);
  EXPECT_EQ(plain(std::string(HostName::kMostBytes + 1, 'a')), "");
  EXPECT_EQ(plain(std::string(60'000, 'a')), "");
  EXPECT_EQ(plain("ex%61mple.org"), "ex%61mple.org");
  EXPECT_EQ(plain("\xC3\x84.org"), "\xC3\x84.org");
}

TEST(HostName, ConfiguredIsANameAWildcardOrAnAddress) {
  for (const char* name : {"localhost", "example.org", "EXAMPLE.org", "example.org.", "xn--bcher-kva.example", "*.example.org",
                           "my_service", "a-b.c1", "192.0.2.1", "[::1]", "[2001:db8::1]"}) {
    EXPECT_EQ(check_host_name(name), "") << name;
  }
  EXPECT_EQ(check_host_name(std::string(63, 'a') + ".org"), "");
}

TEST(HostName, ConfiguredWronglyIsToldInItsOwnWords) {
  EXPECT_THAT(check_host_name("b\xC3\xBC"
                              "cher.example"),
              HasSubstr("A-labels (xn--...)"));
  EXPECT_THAT(check_host_name("example.org:80"), HasSubstr("has a port"));
  EXPECT_THAT(check_host_name("https://example.org"), HasSubstr("is a URL; a host is named alone"));
  EXPECT_THAT(check_host_name("*"), HasSubstr("whole first label"));
  EXPECT_THAT(check_host_name("a*.example.org"), HasSubstr("whole first label"));
  EXPECT_THAT(check_host_name("*.*.example.org"), HasSubstr("whole first label"));
  for (const char* name :
       {"",   ".",   "..",  "a..b", ".example.org", "-a.org",     "a-.org", "a b", "a/b",        "http://a",    "*.",         "[::1",
        "[]", "::1", "[a]", "a\\b", "127.1",        "2130706433", "0x7f.1", "a.1", "127.0.0.1.", "*.127.0.0.1", "[127.0.0.1]"})
    EXPECT_NE(check_host_name(name), "") << name;
  EXPECT_NE(check_host_name(std::string(64, 'a')), "");
  std::string long_name;
  for (int i = 0; i < 127; ++i) long_name += "a.";
  EXPECT_NE(check_host_name(long_name + "a"), "");
}

}  // namespace
}  // namespace saki
