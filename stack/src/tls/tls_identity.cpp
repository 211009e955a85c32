// SPDX-License-Identifier: Apache-2.0
#include "tls/tls_identity.h"

#include <openssl/err.h>

#include <cerrno>
#include <filesystem>
#include <optional>

#include "tls/certificate_chain.h"
#include "tls/identity_files.h"
#include "tls/pem_file.h"
#include "tls/private_key.h"

namespace saki {
namespace {

constexpr const char* kNameHint = "name its file as well: server.tls.certificate, or --tls-cert FILE";

std::string lone_file(const TlsIdentity& identity) {
  return identity.key.empty() ? "the OCSP answer " + identity.ocsp : "the private key " + identity.key;
}

// Where a missing file was looked for, which a relative path does not say.
std::string missing_hint(const std::string& path) {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::current_path(error);
  const std::string looked =
      error || path.starts_with('/') ? "" : "a relative path counts from the working directory, " + folder.string() + "; ";
  return looked + "for development make both with: saki cert dev";
}

std::string unreadable_hint(const Error& error, const std::string& path) {
  if (error == Error::Exhausted) return "it is larger than " + std::to_string(kMostPemBytes) + " bytes";
  switch (error.detail()) {
    case ENOENT: return missing_hint(path);
    case EACCES: return "let the service's user read it, and enter the folders above it";
    case EISDIR: return "a folder is in the file's place";
    default: return {};
  }
}

std::optional<Secret> read(const char* what, const std::string& path, const IdentityFiles& files) {
  auto text = read_pem_file(path);
  if (text) return std::move(*text);
  files.wrong("tls-file", "cannot read the " + std::string(what) + " " + path + ": " + text.error().text(),
              unreadable_hint(text.error(), path));
  return std::nullopt;
}

bool use(SSL_CTX& context, const CertificateChain& chain, EVP_PKEY& key, const IdentityFiles& files) {
  STACK_OF(X509)* above = sk_X509_new_null();
  for (const auto& certificate : chain.above) sk_X509_push(above, certificate.get());
  const int done = SSL_CTX_use_cert_and_key(&context, chain.leaf.get(), &key, above, 0);
  sk_X509_free(above);
  if (done == 1) return true;
  const bool same_kind = ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_NOT_REPLACING_CERTIFICATE;
  const std::string reason = take_openssl_error();
  if (same_kind)
    return files.wrong("tls-certificate", files.identity.certificate + " has a key of the same kind as another certificate of this name",
                       "one for each kind of key: ECDSA, RSA");
  return files.wrong("tls-certificate", "the certificate " + files.identity.certificate + " is of no use for TLS: " + reason);
}

}  // namespace

bool use_identity(SSL_CTX& context, const TlsIdentity& identity, std::time_t now, Diagnostics& diagnostics) {
  const IdentityFiles files{identity, diagnostics};
  if (identity.certificate.empty()) return files.wrong("tls-certificate", "no certificate is named for " + lone_file(identity), kNameHint);
  const auto certificate_text = read("certificate", identity.certificate, files);
  const auto key_text = identity.key.empty() ? certificate_text : read("private key", identity.key, files);
  if (!certificate_text || !key_text) return false;

  const auto chain = read_chain(*certificate_text, now, files);
  const auto key = read_key(*key_text, files);
  if (!chain || key == nullptr) return false;
  if (X509_check_private_key(chain->leaf.get(), key.get()) != 1) {
    static_cast<void>(take_openssl_error());
    return files.wrong("tls-mismatch",
                       "the private key " + files.key_path() + " does not belong to the certificate " + identity.certificate,
                       "a certificate that was renewed with a new key needs that key; the first one in the file must be the server's own");
  }
  return use(context, *chain, *key, files);
}

}  // namespace saki
