// SPDX-License-Identifier: Apache-2.0
#include "tls/ocsp_answer.h"

#include <openssl/err.h>
#include <openssl/ocsp.h>

#include <algorithm>

#include "tls/server_extras.h"

namespace saki {
namespace {

using Response = std::unique_ptr<OCSP_RESPONSE, decltype([](OCSP_RESPONSE* response) { OCSP_RESPONSE_free(response); })>;
using Basic = std::unique_ptr<OCSP_BASICRESP, decltype([](OCSP_BASICRESP* basic) { OCSP_BASICRESP_free(basic); })>;

Basic parse(const std::string& der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  const Response response(d2i_OCSP_RESPONSE(nullptr, &bytes, static_cast<long>(der.size())));
  Basic basic;
  if (response != nullptr && OCSP_response_status(response.get()) == OCSP_RESPONSE_STATUS_SUCCESSFUL) {
    basic.reset(OCSP_response_get1_basic(response.get()));
  }
  ERR_clear_error();
  return basic;
}

// A serial number is enough to tell another certificate's answer from this one's.
OCSP_SINGLERESP* find(OCSP_BASICRESP& basic, const X509& certificate) {
  for (int index = 0; index < OCSP_resp_count(&basic); ++index) {
    OCSP_SINGLERESP* const single = OCSP_resp_get0(&basic, index);
    ASN1_INTEGER* serial = nullptr;
    OCSP_id_get0_info(nullptr, nullptr, nullptr, &serial, const_cast<OCSP_CERTID*>(OCSP_SINGLERESP_get0_id(single)));
    if (ASN1_INTEGER_cmp(serial, X509_get0_serialNumber(&certificate)) == 0) return single;
  }
  return nullptr;
}

int on_question(SSL* session, void*) {
  const X509* const shown = SSL_get_certificate(session);
  const auto& answers = ServerExtras::of(*SSL_get_SSL_CTX(session)).ocsp;
  const auto found = std::ranges::find(answers, shown, &OcspAnswer::certificate);
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());  // Nanoseconds end before some answers do.
  if (found == answers.end() || found->until <= now) return SSL_TLSEXT_ERR_NOACK;
  void* const copy = OPENSSL_memdup(found->der.data(), found->der.size());  // The session's to free.
  if (copy == nullptr) return SSL_TLSEXT_ERR_NOACK;
  SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_STATUS_REQ_OCSP_RESP, static_cast<long>(found->der.size()), copy);
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

std::optional<OcspAnswer> read_ocsp_answer(const std::string& der, const X509& certificate, const IdentityFiles& files) {
  const std::string& path = files.identity.ocsp;
  const auto refuse = [&](std::string text, std::string hint) {
    files.wrong("tls-ocsp", std::move(text), std::move(hint));
    return std::nullopt;
  };
  const Basic basic = parse(der);
  if (basic == nullptr)
    return refuse(path + " holds no OCSP answer", "fetch one: openssl ocsp -issuer CHAIN -cert FILE -url URL -respout " + path);
  OCSP_SINGLERESP* const single = find(*basic, certificate);
  if (single == nullptr)
    return refuse(path + " is the OCSP answer about another certificate", "fetch one for " + files.identity.certificate);
  ASN1_GENERALIZEDTIME* next = nullptr;
  const int status = OCSP_single_get0_status(single, nullptr, nullptr, nullptr, &next);
  if (status != V_OCSP_CERTSTATUS_GOOD) {
    return refuse(path + " says that the certificate is " + OCSP_cert_status_str(status), "get another certificate");
  }
  return OcspAnswer{&certificate, der, time_of(next).value_or(std::chrono::sys_seconds::max())};
}

void staple_answers(SSL_CTX& context) {
  SSL_CTX_callback_ctrl(&context, SSL_CTRL_SET_TLSEXT_STATUS_REQ_CB, reinterpret_cast<void (*)()>(&on_question));
}

}  // namespace saki
