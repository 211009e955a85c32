// SPDX-License-Identifier: Apache-2.0
#include "saki/server/server_settings.h"

#include <gmock/gmock.h>

namespace saki {
namespace {

using testing::HasSubstr;

std::shared_ptr<const Config> read(std::string_view yaml, Diagnostics& diagnostics) {
  ConfigSchema schema;
  declare_server_settings(schema);
  ConfigTree tree;
  tree.load_text(std::string(yaml), "config.yaml", diagnostics);
  return schema.read(tree, diagnostics);
}

TEST(ServerSettings, WithoutConfigurationEverythingHasItsDefault) {
  Diagnostics diagnostics;
  const auto config = read("", diagnostics);
  ASSERT_NE(config, nullptr) << diagnostics.text();
  const ServerOptions options = read_server_options(*config);
  const ServerOptions defaults;
  EXPECT_EQ(options.listen.front().address.text(), "127.0.0.1:8080");
  EXPECT_EQ(options.workers, 0U);
  EXPECT_EQ(options.accept.mode, AcceptMode::PerWorker);
  EXPECT_EQ(options.accept.over_capacity, OverCapacity::Answer);
  EXPECT_EQ(options.accept.tuning.backlog, defaults.accept.tuning.backlog);
  EXPECT_EQ(options.drain_timeout, defaults.drain_timeout);
  for (const http::LimitSetting& limit : http::limit_settings())
    EXPECT_EQ(options.limits.*limit.member, defaults.limits.*limit.member) << limit.name;
  for (const http::TimeoutSetting& timeout : http::timeout_settings()) {
    EXPECT_EQ(options.timeouts.*timeout.member, defaults.timeouts.*timeout.member) << timeout.name;
  }
}

TEST(ServerSettings, WhatIsConfiguredArrivesWithItsPlace) {
  Diagnostics diagnostics;
  const auto config = read(
      "server:\n  listen:\n    - \"[::1]:80\"\n    - unix:/run/a.sock\n  workers: auto\n  drain_timeout: 5s\n  limits: {head_bytes: 32KiB, "
      "field_count: 7}\n"
      "  timeouts: {keep_alive_idle: 1m30s}\n",
      diagnostics);
  ASSERT_NE(config, nullptr) << diagnostics.text();
  const ServerOptions options = read_server_options(*config);
  ASSERT_EQ(options.listen.size(), 2U);
  EXPECT_EQ(options.listen[1].address.text(), "unix:/run/a.sock");
  EXPECT_EQ(options.listen[1].place.line, 4U);
  EXPECT_EQ(options.workers, 0U);
  EXPECT_EQ(options.drain_timeout, std::chrono::seconds(5));
  EXPECT_EQ(options.limits.head_bytes, 32U * 1024);
  EXPECT_EQ(options.limits.field_count, 7U);
  EXPECT_EQ(options.timeouts.keep_alive_idle, std::chrono::seconds(90));
}

TEST(ServerSettings, HowItAcceptsArrives) {
  Diagnostics diagnostics;
  const auto config = read(
      "server: {accept: shared, over_capacity: refuse, retry_after: 90s, ip6_prefix: 56, ipv6_only: true, backlog: 64, no_delay: false, "
      "fast_open: 32, defer_accept: 5s, limits: {connections_per_address: 20}}",
      diagnostics);
  ASSERT_NE(config, nullptr) << diagnostics.text();
  const ServerOptions options = read_server_options(*config);
  EXPECT_EQ(options.accept.mode, AcceptMode::Shared);
  EXPECT_EQ(options.accept.over_capacity, OverCapacity::Refuse);
  EXPECT_EQ(options.accept.retry_after, std::chrono::seconds(90));
  EXPECT_EQ(options.accept.ip6_prefix, 56U);
  EXPECT_TRUE(options.accept.ipv6_only);
  EXPECT_EQ(options.accept.tuning.backlog, 64);
  EXPECT_FALSE(options.accept.tuning.no_delay);
  EXPECT_EQ(options.accept.tuning.fast_open, 32);
  EXPECT_EQ(options.accept.tuning.defer_accept, std::chrono::seconds(5));
  EXPECT_EQ(options.limits.connections_per_address, 20U);
}

TEST(ServerSettings, AnAccessLogIsOffUntilItHasAPath) {
  Diagnostics diagnostics;
  EXPECT_EQ(read_server_options(*read("", diagnostics)).access_log.path, "");
  const ServerOptions options = read_server_options(*read("server:\n  access_log: {path: a.log, format: json}\n", diagnostics));
  EXPECT_EQ(options.access_log.path, "a.log");
  EXPECT_EQ(options.access_log.format, http::AccessFormat::Json);
  EXPECT_EQ(options.access_log_place.line, 2U);
  EXPECT_EQ(read("server: {access_log: {path: a.log, format: combine}}", diagnostics), nullptr);
  EXPECT_THAT(diagnostics.text(), HasSubstr("combined"));
}

TEST(ServerSettings, AServerThatListensNowhereIsNone) {
  for (const char* yaml : {"server: {listen: []}", "server: {listen: [[]]}"}) {
    Diagnostics diagnostics;
    EXPECT_EQ(read(yaml, diagnostics), nullptr) << yaml;
    EXPECT_THAT(diagnostics.text(), HasSubstr("config.yaml:1:")) << yaml;
  }
}

TEST(ServerSettings, WithoutConfigurationNoProxyIsTrusted) {
  Diagnostics diagnostics;
  const auto config = read("", diagnostics);
  ASSERT_NE(config, nullptr) << diagnostics.text();
  const ProxyOptions proxy = read_server_options(*config).proxy;
  EXPECT_TRUE(proxy.trusted.networks.empty());
  EXPECT_EQ(proxy.trusted.fields, http::ForwardedFields::Off);
  EXPECT_FALSE(proxy.wants_header(Address::parse("127.0.0.1:8080").value()));
}

TEST(ServerSettings, ProxiesAreReadAsTheyAreWritten) {
  const auto proxy_of = [](const std::string& yaml) {
    Diagnostics diagnostics;
    const auto config = read("server: {" + yaml + "}", diagnostics);
    EXPECT_NE(config, nullptr) << diagnostics.text();
    return config != nullptr ? read_server_options(*config).proxy : ProxyOptions();
  };
  const Address one = Address::parse("127.0.0.1:1").value();
  const Address other = Address::parse("127.0.0.1:2").value();

  const ProxyOptions some = proxy_of("trusted_proxies: [10.0.0.0/8, \"unix:\"], forwarded: x-forwarded, proxy_protocol: \"127.0.0.1:1\"");
  EXPECT_EQ(some.trusted.networks.size(), 2U);
  EXPECT_EQ(some.trusted.fields, http::ForwardedFields::XForwarded);
  EXPECT_TRUE(some.wants_header(one));
  EXPECT_FALSE(some.wants_header(other));

  const ProxyOptions all = proxy_of("trusted_proxies: \"::1\", forwarded: forwarded, proxy_protocol: required");
  EXPECT_EQ(all.trusted.fields, http::ForwardedFields::Forwarded);
  EXPECT_TRUE(all.wants_header(one) && all.wants_header(other));
  EXPECT_FALSE(proxy_of("forwarded: off, proxy_protocol: off").wants_header(one));
}

TEST(ServerSettings, AListenerWantsTlsByItsFirstWord) {
  Diagnostics diagnostics;
  const auto config = read(
      "server: {listen: [\"tls://127.0.0.1:443\", \"tls://[::1]:443\", \"tls://*:0\", \"tls://unix:/run/a.sock\", \"*:80\"]}", diagnostics);
  ASSERT_NE(config, nullptr) << diagnostics.text();
  const ServerOptions options = read_server_options(*config);
  std::vector<std::string> secure;
  for (const ListenPlace& listen : options.listen) {
    if (listen.tls) secure.push_back(listen.address.text());
  }
  EXPECT_THAT(secure, testing::ElementsAre("127.0.0.1:443", "[::1]:443", "[::]:0", "unix:/run/a.sock"));
  for (const char* text : {"https://127.0.0.1:443", "tls:127.0.0.1:443", "tls://localhost:443", "tls://", "tls://tls://[::1]:1"}) {
    EXPECT_FALSE(ListenPlace::parse(text)) << text;
  }
}

TEST(ServerSettings, CertificatesComeWithTheirKeysAndPlaces) {
  Diagnostics diagnostics;
  const auto config = read(
      "server:\n  tls:\n    certificate: [a.pem, b.pem]\n    key: [a.key]\n    ocsp: [a.ocsp, b.ocsp, c.ocsp]\n    profile: modern\n"
      "    client_certificates: optional\n    client_ca: clients.pem\n    session_lifetime: 1h\n    watch: 0s\n",
      diagnostics);
  ASSERT_NE(config, nullptr) << diagnostics.text();
  const TlsOptions options = read_server_options(*config).tls;
  EXPECT_TRUE(options.configured());
  EXPECT_EQ(options.profile, TlsProfile::Modern);
  EXPECT_EQ(options.session_lifetime, std::chrono::hours(1));
  EXPECT_EQ(options.watch, std::chrono::milliseconds(0));
  EXPECT_EQ(options.main.client_certificates, TlsClientCertificates::Optional);
  EXPECT_EQ(options.main.client_ca, "clients.pem");
  EXPECT_EQ(options.main.client_ca_place.line, 8u);
  ASSERT_EQ(options.main.identities.size(), 3u);
  EXPECT_EQ(options.main.identities[0].key, "a.key");
  EXPECT_EQ(options.main.identities[1].certificate, "b.pem");
  EXPECT_EQ(options.main.identities[1].key, "");
  EXPECT_EQ(options.main.identities[1].place.line, 3u);
  EXPECT_EQ(options.main.identities[2].certificate, "");
  EXPECT_EQ(options.main.identities[2].place.line, 5u);
}

TEST(ServerSettings, WithoutACertificateThereIsNoTls) {
  Diagnostics diagnostics;
  const ServerOptions options = read_server_options(*read("", diagnostics));
  EXPECT_FALSE(options.tls.configured());
  EXPECT_EQ(options.tls.profile, TlsProfile::Intermediate);
  EXPECT_EQ(options.tls.main.client_certificates, TlsClientCertificates::Off);
}

TEST(ServerSettings, WhatStandsForAnAddressIsToldAsOne) {
  const auto told = [](const std::string& written) {
    Diagnostics diagnostics;
    EXPECT_EQ(read("server: {listen: '" + written + "'}", diagnostics), nullptr) << written;
    return diagnostics.text();
  };
  for (const char* written : {"9443", ":9443", "localhost:9443", "http://127.0.0.1:9443", "http://localhost:9443/"})
    EXPECT_THAT(told(written), HasSubstr("is no address (did you mean 127.0.0.1:9443?); HOST:PORT")) << written;
  for (const char* written : {"https://127.0.0.1:9443", "tls://:9443", "wss://localhost:9443/"})
    EXPECT_THAT(told(written), HasSubstr("(did you mean tls://127.0.0.1:9443?)")) << written;
  for (const char* written : {"example.org:80", "127.0.0.1", "tls://127.0.0.1", "127.0.0.1:99999", "http://", "://", ""})
    EXPECT_THAT(told(written), testing::Not(HasSubstr("did you mean"))) << written;
}

TEST(ServerSettings, MistakesAboutProxiesAreExplained) {
  Diagnostics diagnostics;
  EXPECT_EQ(read("server:\n  trusted_proxies: [10.1.2.3/8, proxy.example]\n  forwarded: both\n  proxy_protocol: sometimes\n", diagnostics),
            nullptr);
  EXPECT_EQ(diagnostics.list().size(), 4U) << diagnostics.text();
  EXPECT_THAT(diagnostics.text(), HasSubstr("10.0.0.0/8 is the network around it"));
  EXPECT_THAT(diagnostics.text(), HasSubstr("neither off, required, nor an address"));
}

TEST(ServerSettings, EveryMistakeIsTold) {
  Diagnostics diagnostics;
  EXPECT_EQ(read("server:\n  listen: localhost\n  workers: 5000\n  limits: {head_byte: 1}\n  timeouts: {head: soon}\n", diagnostics),
            nullptr);
  EXPECT_EQ(diagnostics.list().size(), 4U) << diagnostics.text();
  EXPECT_THAT(diagnostics.text(), HasSubstr("head_bytes"));
}

}  // namespace
}  // namespace saki
