// SPDX-License-Identifier: Apache-2.0
#include "tls/private_key.h"

#include <openssl/pem.h>

#include "tls/pem_file.h"
#include "tls/pem_kind.h"

namespace saki {
namespace {

// Called where the key is encrypted: a service that starts by itself has nobody to ask.
int note_encryption(char*, int, int, void* was_encrypted) {
  *static_cast<bool*>(was_encrypted) = true;
  return -1;
}

void tell_missing(const Secret& text, const IdentityFiles& files) {
  const std::string& path = files.key_path();
  if (files.identity.key.empty()) {
    files.wrong("tls-key", path + " holds a certificate without its private key",
                "name the file of the key: server.tls.key, or --tls-key FILE");
  } else if (holds_certificate(text)) {
    files.wrong("tls-key", path + " holds no private key, but a certificate", "the files of certificate and key seem swapped");
  } else {
    files.wrong("tls-key", path + " holds no private key", "a PEM file is wanted, with -----BEGIN PRIVATE KEY-----");
  }
}

}  // namespace

OpenSslOwner<EVP_PKEY> read_key(const Secret& text, const IdentityFiles& files) {
  const OpenSslOwner<BIO> bio = bio_of(text);
  bool was_encrypted = false;
  OpenSslOwner<EVP_PKEY> key(PEM_read_bio_PrivateKey(bio.get(), nullptr, &note_encryption, &was_encrypted));
  const std::string reason = key == nullptr ? take_openssl_error() : "";
  if (key != nullptr) return key;

  const std::string& path = files.key_path();
  if (was_encrypted) {
    files.wrong("tls-key", "the private key " + path + " is encrypted",
                "store it without a pass phrase, readable by the service's user alone: openssl pkey -in " + path + " -out plain.key");
  } else if (holds_private_key(text)) {
    files.wrong("tls-key", "the private key " + path + " cannot be read: " + reason);
  } else {
    tell_missing(text, files);
  }
  return nullptr;
}

}  // namespace saki
