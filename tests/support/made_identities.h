// SPDX-License-Identifier: Apache-2.0
//
// MadeIdentities: two authorities, and what a server on this machine and its client may show of themselves, as PEM files of one folder.
#pragma once

#include <string>

#include "support/made_certificate.h"
#include "support/test_folder.h"

namespace saki {

class MadeIdentities {
 public:
  // Made once for each process.
  [[nodiscard]] static const MadeIdentities& shared() {
    static const MadeIdentities one;
    return one;
  }

  [[nodiscard]] std::string file(const std::string& name) const { return folder_.file(name); }

 private:
  MadeIdentities() {
    const auto authority = MadeCertificate::make({.name = "Test CA", .authority = true});
    const auto stranger = MadeCertificate::make({.name = "Another CA", .authority = true});
    write_text(folder_.path() / "ca.pem", authority.certificate());
    write_text(folder_.path() / "stranger.pem", stranger.certificate());
    write("server", {.name = "localhost"}, authority);  // And 127.0.0.1.
    write("elsewhere", {.name = "db.example.org", .names = {"DNS:db.example.org"}}, authority);
    write("client", {.name = "notes", .names = {"DNS:notes"}}, authority);
  }
  void write(const std::string& name, const CertificateWish& wish, const MadeCertificate& authority) const {
    MadeCertificate::make(wish, &authority).write(folder_.path(), name);
  }

  TestFolder folder_;
};

}  // namespace saki
