// SPDX-License-Identifier: Apache-2.0
//
// The mistakes that people make with certificates, each told by its name.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>

#include "saki/tls/tls_context.h"
#include "support/made_certificate.h"
#include "support/test_folder.h"

namespace saki {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Identities : public testing::Test {
 protected:
  std::string told(const TlsIdentity& identity) {
    TlsOptions options;
    options.main.identities = {identity};
    Diagnostics diagnostics;
    const auto context = TlsContext::open(options, diagnostics);
    EXPECT_EQ(context == nullptr, !diagnostics.empty());
    return diagnostics.text();
  }
  std::string told_of(const CertificateWish& wish) { return told(MadeCertificate::make(wish).write(folder_.path(), "server")); }

  TestFolder folder_;
  const MadeCertificate good_ = MadeCertificate::make({});
  TlsIdentity server_ = good_.write(folder_.path(), "server");
};

TEST_F(Identities, OfEveryStrongKindAreTaken) {
  EXPECT_EQ(told(server_), "");
  EXPECT_EQ(told_of({.key = "P-384", .digest = "SHA384"}), "");
  EXPECT_EQ(told_of({.key = "RSA-2048"}), "");
}

TEST_F(Identities, MayShareOneFile) {
  write_text(folder_.file("both.pem"), good_.certificate() + good_.key());
  EXPECT_EQ(told({.certificate = folder_.file("both.pem")}), "");
}

TEST_F(Identities, ThatAreMissingAreToldWithTheirFile) {
  server_.certificate = folder_.file("none.pem");
  EXPECT_THAT(told(server_),
              AllOf(HasSubstr("test: error[tls-file]: cannot read the certificate " + server_.certificate + ": No such file"),
                    HasSubstr("saki cert dev")));
  server_ = good_.write(folder_.path(), "server");
  server_.key = folder_.file("none.key");
  EXPECT_THAT(told(server_), HasSubstr("error[tls-file]: cannot read the private key " + server_.key + ": No such file"));
}

TEST_F(Identities, ThatAreMissingAtARelativePathAreToldWithTheFolderItCountsFrom) {
  const std::string from = "a relative path counts from the working directory, " + std::filesystem::current_path().string();
  server_.certificate = "none/of/it.pem";
  EXPECT_THAT(told(server_), AllOf(HasSubstr("cannot read the certificate none/of/it.pem: No such file"), HasSubstr(from)));
  server_.certificate = folder_.file("none.pem");
  EXPECT_THAT(told(server_), Not(HasSubstr("working directory")));
}

TEST_F(Identities, ThatAreFoldersDevicesOrHugeAreNotRead) {
  server_.certificate = folder_.path();
  EXPECT_THAT(told(server_), HasSubstr("Is a directory"));
  server_.certificate = "/dev/zero";
  EXPECT_THAT(told(server_), HasSubstr("error[tls-file]"));
  server_.certificate = folder_.file("huge.pem");
  write_text(server_.certificate, std::string(std::size_t{2} << 20, 'x'));
  EXPECT_THAT(told(server_), HasSubstr("larger than 1048576 bytes"));
}

TEST_F(Identities, WithASwappedPairAreToldSo) {
  std::swap(server_.certificate, server_.key);
  EXPECT_THAT(told(server_),
              AllOf(HasSubstr("error[tls-certificate]: " + server_.certificate + " holds no certificate"),
                    HasSubstr("error[tls-key]: " + server_.key + " holds no private key, but a certificate"), HasSubstr("swapped")));
}

TEST_F(Identities, WithoutAKeyAreToldHowToNameOne) {
  server_.key.clear();
  EXPECT_THAT(told(server_), AllOf(HasSubstr("error[tls-key]: " + server_.certificate + " holds a certificate without its private key"),
                                   HasSubstr("--tls-key FILE")));
}

TEST_F(Identities, WithoutACertificateAreToldHowToNameOne) {
  server_.certificate.clear();
  EXPECT_THAT(told(server_), AllOf(HasSubstr("error[tls-certificate]: no certificate is named for the private key " + server_.key),
                                   HasSubstr("--tls-cert FILE")));
}

TEST_F(Identities, OfSomethingElseAreToldWhatIsWanted) {
  write_text(server_.certificate, "hello");
  EXPECT_THAT(told(server_), AllOf(HasSubstr("holds no certificate"), HasSubstr("-----BEGIN CERTIFICATE-----")));
  server_ = good_.write(folder_.path(), "server");
  write_text(server_.key, "");
  EXPECT_THAT(told(server_), AllOf(HasSubstr("holds no private key"), HasSubstr("-----BEGIN PRIVATE KEY-----")));
  write_text(server_.key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
  EXPECT_THAT(told(server_), HasSubstr("the private key " + server_.key + " cannot be read: "));
}

TEST_F(Identities, OfAnotherKeyAreAMismatch) {
  write_text(server_.key, MadeCertificate::make({}).key());
  EXPECT_THAT(told(server_), HasSubstr("error[tls-mismatch]: the private key " + server_.key + " does not belong to the certificate " +
                                       server_.certificate));
  write_text(server_.key, MadeCertificate::make({.key = "RSA-2048"}).key());
  EXPECT_THAT(told(server_), HasSubstr("error[tls-mismatch]"));
}

TEST_F(Identities, WithAnEncryptedKeyAreToldHowToStoreIt) {
  write_text(server_.key, good_.encrypted_key("secret"));
  EXPECT_THAT(told(server_),
              AllOf(HasSubstr("error[tls-key]: the private key " + server_.key + " is encrypted"), HasSubstr("openssl pkey -in ")));
}

TEST_F(Identities, AreOnlyTakenWhileTheyAreValid) {
  EXPECT_THAT(told_of({.from_days = -10, .for_days = -1}), AllOf(HasSubstr("error[tls-expired]"), HasSubstr("expired on ")));
  EXPECT_THAT(told_of({.from_days = 2}), AllOf(HasSubstr("error[tls-expired]"), HasSubstr("is not valid before "), HasSubstr("clock")));
  for (const char* const end : {"no date at all", "991332000000Z", "2712312359Z"})
    EXPECT_THAT(told_of({.end = end}), AllOf(HasSubstr("error[tls-expired]"), HasSubstr("does not say by dates"))) << end;
}

TEST_F(Identities, ThatAreWeakAreRefused) {
  EXPECT_THAT(told_of({.key = "RSA-1024"}), AllOf(HasSubstr("error[tls-weak]"), HasSubstr("a weak key of 1024 bits")));
  EXPECT_THAT(told_of({.key = "P-192"}), HasSubstr("error[tls-weak]"));
  const MadeCertificate authority = MadeCertificate::make({.name = "Authority", .authority = true});
  EXPECT_THAT(told(MadeCertificate::make({.digest = "SHA1"}, &authority).write(folder_.path(), "old")),
              AllOf(HasSubstr("error[tls-weak]"), HasSubstr("weak signature")));
}

TEST_F(Identities, BringTheirChainWhichMustBeStrongAsWell) {
  const MadeCertificate weak = MadeCertificate::make({.name = "Authority", .key = "RSA-1024", .authority = true});
  const MadeCertificate server = MadeCertificate::make({}, &weak);
  server_ = server.write(folder_.path(), "server");
  EXPECT_EQ(told(server_), "");
  write_text(server_.certificate, server.certificate() + weak.certificate());
  EXPECT_THAT(told(server_), AllOf(HasSubstr("error[tls-weak]"), HasSubstr("an authority's certificate in " + server_.certificate)));
}

TEST_F(Identities, NeverShowTheKeyInWhatIsTold) {
  write_text(server_.key, MadeCertificate::make({}).key().substr(0, 80));
  EXPECT_THAT(told(server_), testing::Not(HasSubstr("MIGH")));
}

}  // namespace
}  // namespace saki
