// SPDX-License-Identifier: Apache-2.0
#include "support/test_tls.h"

#include <stdexcept>
#include <utility>

#include "tls/tls_ticket_keys.h"

namespace saki {

TestTlsFiles::TestTlsFiles(TlsOptions changes) : server(std::move(changes)) {
  const MadeCertificate authority = MadeCertificate::make({.name = "Test authority", .authority = true});
  const TlsIdentity root = authority.write(folder.path(), "authority");
  server.main.identities = {MadeCertificate::make({.name = TestTls::kHost}, &authority).write(folder.path(), "server")};
  if (server.main.client_certificates != TlsClientCertificates::Off) server.main.client_ca = root.certificate;
  client.authorities = root.certificate;
  client.identities = {MadeCertificate::make({.name = "ada"}, &authority).write(folder.path(), "client")};
}

TestTls TestTls::make(TlsOptions changes) {
  const TestTlsFiles files(std::move(changes));
  const auto tickets = std::make_shared<TlsTicketKeys>(std::chrono::hours(1));
  Diagnostics diagnostics;
  TestTls made{TlsContext::open(files.server, diagnostics, tickets), TlsClientContext::open(files.client, diagnostics)};
  if (!diagnostics.empty()) throw std::runtime_error(diagnostics.text());
  return made;
}

const TestTls& TestTls::usual() {
  static const TestTls usual = make();
  return usual;
}

}  // namespace saki
