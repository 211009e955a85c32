// SPDX-License-Identifier: Apache-2.0
#include "host/tls_hosts.h"

#include <gtest/gtest.h>

#include <string>

#include "server_section.h"

namespace saki {
namespace {

// The options of `server: {…}`.
TlsOptions read(const std::string& server) {
  const auto config = read_server_section(server);
  TlsOptions options = read_server_options(*config).tls;
  add_tls_hosts(*config, options);
  return options;
}

std::string certificate_of(const TlsHostOptions& host) { return host.identities.empty() ? "none" : host.identities.front().certificate; }

void expect_demand(const TlsHostOptions& host, TlsClientCertificates demand, const std::string& authority) {
  EXPECT_EQ(host.client_certificates, demand);
  EXPECT_EQ(host.client_ca, authority);
}

constexpr auto kOff = TlsClientCertificates::Off;
constexpr auto kOptional = TlsClientCertificates::Optional;
constexpr auto kRequired = TlsClientCertificates::Required;

TEST(TlsHosts, WhatTheServerAsksOfClientsStaysWhereItsDefaultHostHasTheCertificate) {
  const TlsOptions options = read(
      "tls: {client_certificates: required, client_ca: all.pem}, hosts: [{name: a.example, default: true, tls: {certificate: a.pem}}]");
  EXPECT_EQ(certificate_of(options.main), "a.pem");
  expect_demand(options.main, kRequired, "all.pem");
  ASSERT_EQ(options.hosts.size(), 1u);
  expect_demand(options.hosts[0], kRequired, "all.pem");
}

TEST(TlsHosts, AHostAsksWhatTheServerAsksUnlessItSaysOtherwise) {
  const TlsOptions options = read(
      "tls: {certificate: main.pem, client_certificates: required, client_ca: all.pem}, hosts: ["
      "{name: a.example, tls: {certificate: a.pem}},"
      "{name: b.example, tls: {client_certificates: off}},"
      "{name: c.example, tls: {client_certificates: optional, client_ca: c.pem}},"
      "{name: d.example, tls: {client_ca: d.pem}},"
      "{name: e.example, tls: {client_certificates: optional}}]");
  ASSERT_EQ(options.hosts.size(), 5u);
  expect_demand(options.hosts[0], kRequired, "all.pem");
  expect_demand(options.hosts[1], kOff, "");
  expect_demand(options.hosts[2], kOptional, "c.pem");
  expect_demand(options.hosts[3], kRequired, "d.pem");
  expect_demand(options.hosts[4], kOptional, "all.pem");
  EXPECT_EQ(options.hosts[4].client_ca_place.line, 1u);
}

TEST(TlsHosts, TheDefaultHostSpeaksForAServerThatSaysNothing) {
  const std::string asking =
      "{name: a.example, default: true, tls: {certificate: a.pem, client_certificates: required, client_ca: a-ca.pem}}";
  const TlsOptions silent = read("hosts: [" + asking + ", {name: b.example, tls: {certificate: b.pem}}]");
  expect_demand(silent.main, kRequired, "a-ca.pem");
  EXPECT_TRUE(silent.main.names.empty());
  expect_demand(silent.hosts[1], kOff, "");

  const TlsOptions told = read("tls: {client_certificates: off}, hosts: [" + asking + "]");
  EXPECT_EQ(certificate_of(told.main), "a.pem");
  expect_demand(told.main, kOff, "");
}

TEST(TlsHosts, HostsThatSayNothingAreTheServersByName) {
  const TlsOptions options = read(
      "tls: {certificate: main.pem}, hosts: [{name: a.example, aliases: [b.example]}, {name: '*.example', tls: {certificate: any.pem}}]");
  EXPECT_EQ(options.main.names, (std::vector<std::string>{"a.example", "b.example"}));
  ASSERT_EQ(options.hosts.size(), 1u);
}

TEST(TlsHosts, AHostWithoutCertificateHasTheDefaultHostsInAnyOrder) {
  const std::string bare = "{name: b.example, tls: {client_certificates: off}}";
  const std::string own = "{name: a.example, default: true, tls: {certificate: a.pem}}";
  for (const std::string& hosts : {bare + ", " + own, own + ", " + bare}) {
    const TlsOptions options = read("hosts: [" + hosts + "]");
    for (const TlsHostOptions& host : options.hosts) EXPECT_EQ(certificate_of(host), "a.pem") << hosts;
  }
}

TEST(TlsHosts, OnlyTheDefaultHostLendsItsCertificate) {
  const TlsOptions options =
      read("hosts: [{name: a.example, tls: {certificate: a.pem}}, {name: b.example, tls: {client_certificates: off}}]");
  EXPECT_FALSE(options.configured());
}

}  // namespace
}  // namespace saki
