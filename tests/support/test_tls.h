// SPDX-License-Identifier: Apache-2.0
//
// TestTls: a server and a client that trust each other's authority, made once for a test program.
#pragma once

#include <memory>

#include "saki/tls/tls_client_context.h"
#include "saki/tls/tls_context.h"
#include "support/made_certificate.h"
#include "support/test_folder.h"

namespace saki {

// The files of both, as long as they are needed.
struct TestTlsFiles {
  explicit TestTlsFiles(TlsOptions changes = {});

  TestFolder folder;
  TlsOptions server;
  TlsClientOptions client;
};

struct TestTls {
  static constexpr const char* kHost = "localhost";

  std::shared_ptr<const TlsContext> server;
  std::shared_ptr<const TlsClientContext> client;

  // `changes` may want more of the server than the defaults. Throws std::runtime_error with what is wrong.
  [[nodiscard]] static TestTls make(TlsOptions changes = {});
  [[nodiscard]] static const TestTls& usual();
};

}  // namespace saki
