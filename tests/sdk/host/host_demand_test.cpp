// SPDX-License-Identifier: Apache-2.0
//
// Who may ask a host that demands certificates, by whichever way the request found it.
#include <gtest/gtest.h>

#include "host/host_reader.h"
#include "server_section.h"

namespace saki {
namespace {

class HostDemands : public testing::Test {
 protected:
  void read(const std::string& server) {
    config_ = read_server_section(server);
    Diagnostics diagnostics;
    hosts_ = read_virtual_hosts(*config_, diagnostics);
    ASSERT_NE(hosts_, nullptr) << diagnostics.text();
  }

  // A request for `host` over a handshake that asked for `name`.
  bool lets_in(const std::string& host, const std::string& name) {
    const TlsInfo tls{.server_name = name};
    return hosts_->lets_in(*hosts_->find(host), &tls);
  }
  bool lets_in_without_tls(const std::string& host) { return hosts_->lets_in(*hosts_->find(host), nullptr); }

  std::shared_ptr<const Config> config_;
  std::unique_ptr<VirtualHosts> hosts_;
};

constexpr const char* kMembersByDefault =
    "tls: {certificate: main.pem}, hosts: ["
    "{name: open.example},"
    "{name: own.example, tls: {certificate: own.pem}},"
    "{name: members.example, default: true, tls: {client_certificates: required, client_ca: members.pem}}]";

TEST_F(HostDemands, AreMetByAHandshakeWithTheHost) {
  read(kMembersByDefault);
  EXPECT_TRUE(lets_in("members.example", "members.example"));
  EXPECT_TRUE(lets_in("members.example:8443", "MEMBERS.example."));
  EXPECT_TRUE(lets_in("open.example", "members.example"));
}

TEST_F(HostDemands, AreNotGoneRoundByTheDefaultHost) {
  read(kMembersByDefault);
  for (const char* const host : {"unknown.example", "", "127.0.0.1", "members.example"}) {
    for (const char* const name : {"", "unknown.example", "open.example", "own.example", "127.0.0.1"})
      EXPECT_FALSE(lets_in(host, name)) << host << " by " << name;
    EXPECT_FALSE(lets_in_without_tls(host)) << host;
  }
  EXPECT_TRUE(lets_in("open.example", "unknown.example"));
  EXPECT_TRUE(lets_in_without_tls("own.example"));
}

TEST_F(HostDemands, OfTheServerAreMetByItsHandshakes) {
  read(
      "tls: {certificate: main.pem, client_certificates: required, client_ca: all.pem}, hosts: ["
      "{name: like.example, tls: {certificate: like.pem}},"
      "{name: off.example, tls: {client_certificates: off}},"
      "{name: other.example, tls: {client_ca: other.pem}}]");
  EXPECT_TRUE(lets_in("unknown.example", ""));
  EXPECT_TRUE(lets_in("unknown.example", "like.example")) << "the same was asked";
  EXPECT_FALSE(lets_in("unknown.example", "off.example"));
  EXPECT_FALSE(lets_in("unknown.example", "other.example"));
  EXPECT_FALSE(lets_in("other.example", ""));
  EXPECT_TRUE(lets_in_without_tls("unknown.example")) << "what the server asks is for those who come by TLS";
  EXPECT_FALSE(lets_in_without_tls("like.example"));
}

TEST_F(HostDemands, ThatAreOptionalLetInWhoeverShowsNothingOrTheRightOne) {
  read(
      "tls: {certificate: main.pem, client_certificates: optional, client_ca: all.pem}, hosts: ["
      "{name: members.example, default: true, tls: {client_certificates: optional, client_ca: members.pem}}]");
  EXPECT_TRUE(lets_in_without_tls("members.example"));
  EXPECT_FALSE(lets_in("unknown.example", "")) << "another authority's word";
  EXPECT_TRUE(lets_in("unknown.example", "members.example"));
}

TEST_F(HostDemands, OfTheDefaultHostAreTheServersThatHasNoCertificate) {
  read("hosts: [{name: members.example, default: true, tls: {certificate: a.pem, client_certificates: required, client_ca: a-ca.pem}}]");
  EXPECT_TRUE(lets_in("127.0.0.1", ""));
  EXPECT_TRUE(lets_in("members.example", "members.example"));
}

}  // namespace
}  // namespace saki
