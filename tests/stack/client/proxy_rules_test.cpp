// SPDX-License-Identifier: Apache-2.0
#include "saki/client/proxy_rules.h"

#include <gmock/gmock.h>

#include <map>

#include "saki/client/client_fault.h"

namespace saki::client {
namespace {

using Variables = std::map<std::string, std::string>;

Result<ProxyRules> rules_of(const Variables& variables) {
  return ProxyRules::from_environment([&](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

// The proxy for a URL under some variables; "" for none.
std::string proxy_for(const Variables& variables, std::string_view url) {
  const Result<ProxyRules> rules = rules_of(variables);
  if (!rules) return rules.error().text();
  const Url* proxy = rules->proxy_for(Url::parse(url)->origin());
  return proxy == nullptr ? "" : proxy->origin().text();
}

TEST(ProxyRules, EachSchemeHasItsVariable) {
  const Variables variables{{"http_proxy", "http://p:3128"}, {"https_proxy", "q:3129"}};
  EXPECT_EQ(proxy_for(variables, "http://a/"), "http://p:3128");
  EXPECT_EQ(proxy_for(variables, "https://a/"), "http://q:3129");
  EXPECT_EQ(proxy_for({}, "http://a/"), "");
  EXPECT_EQ(proxy_for({{"all_proxy", "p"}}, "https://a/"), "http://p");
  EXPECT_EQ(proxy_for({{"HTTPS_PROXY", "p:1"}}, "https://a/"), "http://p:1");
  EXPECT_EQ(proxy_for({{"http_proxy", "p:1"}, {"HTTP_PROXY", "q:1"}}, "http://a/"), "http://p:1");
  EXPECT_EQ(proxy_for({{"http_proxy", ""}, {"HTTP_PROXY", "q:1"}}, "http://a/"), "http://q:1");
}

// A request's field `Proxy` becomes that variable there.
TEST(ProxyRules, ACgiProgramDoesNotBelieveTheCapitals) {
  EXPECT_EQ(proxy_for({{"HTTP_PROXY", "evil:1"}, {"REQUEST_METHOD", "GET"}}, "http://a/"), "");
  EXPECT_EQ(proxy_for({{"http_proxy", "p:1"}, {"REQUEST_METHOD", "GET"}}, "http://a/"), "http://p:1");
}

TEST(ProxyRules, ExceptionsAreNamesWithWhatIsBelowThemAddressesAndNetworks) {
  const Variables variables{{"http_proxy", "p:1"}, {"no_proxy", "example.org, .internal LOCAL,10.0.0.0/8,::1,[fd00::1]:81,ported:8080"}};
  for (const char* direct :
       {"http://example.org/", "http://a.b.example.org/", "http://Example.Org./", "http://internal/", "http://x.internal/", "http://local/",
        "http://10.2.3.4/", "http://[::1]/", "http://[fd00::1]:81/", "http://ported:8080/"}) {
    EXPECT_EQ(proxy_for(variables, direct), "") << direct;
  }
  for (const char* proxied : {"http://notexample.org/", "http://example.org.evil/", "http://11.0.0.1/", "http://[::2]/",
                              "http://[fd00::1]/", "http://ported/", "http://org/"}) {
    EXPECT_EQ(proxy_for(variables, proxied), "http://p:1") << proxied;
  }
}

TEST(ProxyRules, AStarIsEverybody) { EXPECT_EQ(proxy_for({{"http_proxy", "p:1"}, {"NO_PROXY", "*"}}, "http://a/"), ""); }

TEST(ProxyRules, AProxyThatIsNoHttpUrlIsAnError) {
  for (const char* text : {"socks5://p:1080", "https://p", "http://", "http://a b", "p:99999"}) {
    const Result<ProxyRules> rules = rules_of({{"http_proxy", text}});
    ASSERT_FALSE(rules) << text;
    EXPECT_EQ(rules.error(), ClientFault::MalformedProxy) << text;
  }
}

}  // namespace
}  // namespace saki::client
