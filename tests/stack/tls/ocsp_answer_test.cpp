// SPDX-License-Identifier: Apache-2.0
#include "tls/ocsp_answer.h"

#include <gmock/gmock.h>
#include <openssl/ocsp.h>

#include "saki/tls/tls_context.h"
#include "stack/tls/memory_handshake.h"
#include "support/made_certificate.h"
#include "support/test_folder.h"
#include "tls/tls_context_parts.h"

namespace saki {
namespace {

using testing::HasSubstr;

// What the authority says about `certificate`, until `hours` from now; 0 for ever.
std::string answer_about(const MadeCertificate& certificate, const MadeCertificate& authority, int status, int hours) {
  using Time = std::unique_ptr<ASN1_TIME, decltype([](ASN1_TIME* time) { ASN1_TIME_free(time); })>;
  const Time from(X509_gmtime_adj(nullptr, -3600 * 48));
  const Time until(X509_time_adj_ex(nullptr, hours / 24, 3600L * (hours % 24), nullptr));
  OCSP_BASICRESP* const basic = OCSP_BASICRESP_new();
  OCSP_CERTID* const id = OCSP_cert_to_id(nullptr, certificate.x509(), authority.x509());
  OCSP_basic_add1_status(basic, id, status, OCSP_REVOKED_STATUS_NOSTATUS, from.get(), from.get(), hours != 0 ? until.get() : nullptr);
  OCSP_CERTID_free(id);
  OCSP_basic_sign(basic, authority.x509(), authority.pkey(), EVP_sha256(), nullptr, 0);
  OCSP_RESPONSE* const response = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
  unsigned char* bytes = nullptr;
  const int size = i2d_OCSP_RESPONSE(response, &bytes);
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  OCSP_RESPONSE_free(response);
  OCSP_BASICRESP_free(basic);
  return der;
}

class OcspAnswers : public testing::Test {
 protected:
  OcspAnswers() {
    options_.main.identities = {server_.write(folder_.path(), "server")};
    options_.main.identities.front().ocsp = folder_.file("server.ocsp");
  }

  std::string open(const std::string& der) {
    write_text(options_.main.identities.front().ocsp, der);
    Diagnostics diagnostics;
    context_ = TlsContext::open(options_, diagnostics);
    return diagnostics.text();
  }

  std::string stapled() {
    MemoryHandshake handshake(TlsContextParts::server(*context_), client_.get());
    SSL_ctrl(&handshake.client(), SSL_CTRL_SET_TLSEXT_STATUS_REQ_TYPE, TLSEXT_STATUSTYPE_ocsp, nullptr);
    EXPECT_TRUE(handshake.run());
    const char* answer = nullptr;
    const long size = SSL_ctrl(&handshake.client(), SSL_CTRL_GET_TLSEXT_STATUS_REQ_OCSP_RESP, 0, &answer);
    return size > 0 ? std::string(answer, static_cast<std::size_t>(size)) : "";
  }

  TestFolder folder_;
  const MadeCertificate authority_ = MadeCertificate::make({.name = "Authority", .authority = true});
  const MadeCertificate server_ = MadeCertificate::make({}, &authority_);
  const OpenSslOwner<SSL_CTX> client_ = make_careless_client();
  TlsOptions options_;
  std::shared_ptr<const TlsContext> context_;
};

TEST_F(OcspAnswers, AreShownToClientsThatAsk) {
  const std::string der = answer_about(server_, authority_, V_OCSP_CERTSTATUS_GOOD, 24);
  ASSERT_EQ(open(der), "");
  EXPECT_EQ(stapled(), der);
  SSL_CTX_set_max_proto_version(client_.get(), TLS1_2_VERSION);
  EXPECT_EQ(stapled(), der);
  MemoryHandshake silent(TlsContextParts::server(*context_), client_.get());
  EXPECT_TRUE(silent.run());
}

TEST_F(OcspAnswers, BelongToTheCertificateThatIsShown) {
  options_.main.identities.push_back(MadeCertificate::make({.key = "RSA-2048"}).write(folder_.path(), "rsa"));
  ASSERT_EQ(open(answer_about(server_, authority_, V_OCSP_CERTSTATUS_GOOD, 24)), "");
  EXPECT_NE(stapled(), "");
  know_signatures(*client_, "rsa_pss_rsae_sha256");
  EXPECT_EQ(stapled(), "");
}

TEST_F(OcspAnswers, WithoutAnEndOrWithAFarOneAreShown) {
  for (const int hours : {0, 24 * 365 * 500}) {
    ASSERT_EQ(open(answer_about(server_, authority_, V_OCSP_CERTSTATUS_GOOD, hours)), "");
    EXPECT_NE(stapled(), "") << hours;
  }
}

TEST_F(OcspAnswers, OutOfDateAreNotShown) {
  ASSERT_EQ(open(answer_about(server_, authority_, V_OCSP_CERTSTATUS_GOOD, -1)), "");
  EXPECT_EQ(stapled(), "");
}

TEST_F(OcspAnswers, OfNoUseAreToldAtStart) {
  const std::string& path = options_.main.identities.front().ocsp;
  EXPECT_THAT(open("hello"), HasSubstr("test: error[tls-ocsp]: " + path + " holds no OCSP answer"));
  const MadeCertificate other = MadeCertificate::make({}, &authority_);
  EXPECT_THAT(open(answer_about(other, authority_, V_OCSP_CERTSTATUS_GOOD, 24)), HasSubstr("about another certificate"));
  EXPECT_THAT(open(answer_about(server_, authority_, V_OCSP_CERTSTATUS_REVOKED, 24)), HasSubstr("says that the certificate is revoked"));
  std::filesystem::remove(path);
  Diagnostics diagnostics;
  EXPECT_EQ(TlsContext::open(options_, diagnostics), nullptr);
  EXPECT_THAT(diagnostics.text(), HasSubstr("error[tls-file]: cannot read the OCSP answer " + path));
}

}  // namespace
}  // namespace saki
