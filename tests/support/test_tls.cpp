// SPDX-License-Identifier: Apache-2.0
#include "support/test_tls.h"

#include <stdexcept>
#include <utility>

#include "tls/tls_ticket_keys.h"

namespace saki {

TestTls TestTls::make(TlsOptions options) {
  const TestFolder folder;
  const MadeCertificate authority = MadeCertificate::make({.name = "Test authority", .authority = true});
  const TlsIdentity root = authority.write(folder.path(), "authority");
  options.main.identities = {MadeCertificate::make({.name = kHost}, &authority).write(folder.path(), "server")};
  if (options.main.client_certificates != TlsClientCertificates::Off) options.main.client_ca = root.certificate;

  TlsClientOptions client;
  client.authorities = root.certificate;
  client.identities = {MadeCertificate::make({.name = "ada"}, &authority).write(folder.path(), "client")};
  Diagnostics diagnostics;
  const auto tickets = std::make_shared<TlsTicketKeys>(std::chrono::hours(1));
  TestTls made{TlsContext::open(options, diagnostics, tickets), TlsClientContext::open(client, diagnostics)};
  if (!diagnostics.empty()) throw std::runtime_error(diagnostics.text());
  return made;
}

const TestTls& TestTls::usual() {
  static const TestTls usual = make();
  return usual;
}

}  // namespace saki
