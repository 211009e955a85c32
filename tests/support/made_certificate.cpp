// SPDX-License-Identifier: Apache-2.0
#include "support/made_certificate.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <fstream>
#include <stdexcept>

namespace saki {
namespace {

using Bio = std::unique_ptr<BIO, decltype([](BIO* bio) { BIO_free(bio); })>;

void expect(bool good) {
  if (!good) throw std::runtime_error("a certificate cannot be made");
}

std::shared_ptr<EVP_PKEY> make_key(const std::string& kind) {
  EVP_PKEY* key =
      kind.starts_with("RSA-") ? EVP_RSA_gen(std::stoul(kind.substr(4))) : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", kind.c_str());
  expect(key != nullptr);
  return {key, EVP_PKEY_free};
}

void add_extension(X509& certificate, int number, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, number, value.c_str());
  expect(extension != nullptr && X509_add_ext(&certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

void set_name(X509_NAME& name, const std::string& text) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.c_str());
  expect(X509_NAME_add_entry_by_txt(&name, "CN", MBSTRING_UTF8, bytes, -1, -1, 0) == 1);
}

std::string names_of(const CertificateWish& wish) {
  if (wish.names.empty()) return "DNS:" + wish.name + ",IP:127.0.0.1,IP:::1";
  std::string all;
  for (const std::string& name : wish.names) all += (all.empty() ? "" : ",") + name;
  return all;
}

template <class Write>
std::string text_of(Write write) {
  const Bio bio(BIO_new(BIO_s_mem()));
  expect(write(bio.get()) == 1);
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace

MadeCertificate MadeCertificate::make(const CertificateWish& wish, const MadeCertificate* issuer) {
  static std::atomic<long> serial = 1;
  MadeCertificate made;
  made.key_ = make_key(wish.key);
  made.certificate_ = {X509_new(), X509_free};
  X509* const certificate = made.certificate_.get();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial++);
  X509_time_adj_ex(X509_getm_notBefore(certificate), wish.from_days, 0, nullptr);
  X509_time_adj_ex(X509_getm_notAfter(certificate), wish.for_days, 0, nullptr);
  if (!wish.end.empty()) ASN1_STRING_set(X509_getm_notAfter(certificate), wish.end.data(), static_cast<int>(wish.end.size()));
  set_name(*X509_get_subject_name(certificate), wish.name);
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer != nullptr ? issuer->x509() : certificate));
  X509_set_pubkey(certificate, made.pkey());
  add_extension(*certificate, NID_basic_constraints, wish.authority ? "critical,CA:TRUE" : "CA:FALSE");
  if (wish.authority) add_extension(*certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
  if (!wish.authority) add_extension(*certificate, NID_subject_alt_name, names_of(wish));
  EVP_PKEY* const signer = issuer != nullptr ? issuer->pkey() : made.pkey();
  expect(X509_sign(certificate, signer, EVP_get_digestbyname(wish.digest.c_str())) > 0);
  return made;
}

std::string MadeCertificate::certificate() const {
  return text_of([this](BIO* bio) { return PEM_write_bio_X509(bio, x509()); });
}

std::string MadeCertificate::key() const {
  return text_of([this](BIO* bio) { return PEM_write_bio_PrivateKey(bio, pkey(), nullptr, nullptr, 0, nullptr, nullptr); });
}

std::string MadeCertificate::encrypted_key(std::string_view pass_phrase) const {
  const auto* phrase = reinterpret_cast<const unsigned char*>(pass_phrase.data());
  const int size = static_cast<int>(pass_phrase.size());
  return text_of([&](BIO* bio) { return PEM_write_bio_PrivateKey(bio, pkey(), EVP_aes_128_cbc(), phrase, size, nullptr, nullptr); });
}

TlsIdentity MadeCertificate::write(const std::filesystem::path& folder, const std::string& name) const {
  TlsIdentity identity{.certificate = folder / (name + ".pem"), .key = folder / (name + ".key"), .place = {.file = "test"}};
  write_text(identity.certificate, certificate());
  write_text(identity.key, key());
  return identity;
}

void write_text(const std::filesystem::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  expect(file.flush().good());
}

}  // namespace saki
