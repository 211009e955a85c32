// SPDX-License-Identifier: Apache-2.0
//
// MadeCertificate: certificates and keys that tests make for themselves, good ones and bad ones.
//
//   const MadeCertificate authority = MadeCertificate::make({.name = "Test CA", .authority = true});
//   const MadeCertificate server = MadeCertificate::make({.name = "localhost"}, &authority);
//   const TlsIdentity identity = server.write(folder, "server");
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "saki/tls/tls_options.h"

namespace saki {

struct CertificateWish {
  std::string name = "localhost";
  std::vector<std::string> names{};  // Subject alternative names, `DNS:a` or `IP:127.0.0.1`; by default `name` and 127.0.0.1.
  std::string key = "P-256";         // Or another curve, or "RSA-2048".
  std::string digest = "SHA256";
  int from_days = -1;
  int for_days = 30;  // From now.
  std::string end{};  // In place of that: what is written where the date stands.
  bool authority = false;
};

class MadeCertificate {
 public:
  [[nodiscard]] static MadeCertificate make(const CertificateWish& wish, const MadeCertificate* issuer = nullptr);

  [[nodiscard]] std::string certificate() const;  // PEM.
  [[nodiscard]] std::string key() const;
  [[nodiscard]] std::string encrypted_key(std::string_view pass_phrase) const;

  // As NAME.pem and NAME.key in the folder.
  TlsIdentity write(const std::filesystem::path& folder, const std::string& name) const;

  [[nodiscard]] X509* x509() const noexcept { return certificate_.get(); }
  [[nodiscard]] EVP_PKEY* pkey() const noexcept { return key_.get(); }

 private:
  std::shared_ptr<X509> certificate_;
  std::shared_ptr<EVP_PKEY> key_;
};

void write_text(const std::filesystem::path& path, std::string_view text);

}  // namespace saki
