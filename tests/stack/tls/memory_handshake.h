// SPDX-License-Identifier: Apache-2.0
//
// MemoryHandshake: both ends of a connection in one thread, joined by memory.
#pragma once

#include <string>

#include "tls/openssl.h"

namespace saki {

// A client that trusts everybody, for tests of servers.
[[nodiscard]] OpenSslOwner<SSL_CTX> make_careless_client();

// Makes a client know the signatures of the list alone.
void know_signatures(SSL_CTX& client, const char* list);

class MemoryHandshake {
 public:
  MemoryHandshake(SSL_CTX* server, SSL_CTX* client);
  MemoryHandshake(MemoryHandshake&&) = default;
  ~MemoryHandshake();

  // To be called before run() as the test likes.
  [[nodiscard]] SSL& server() noexcept { return *server_; }
  [[nodiscard]] SSL& client() noexcept { return *client_; }
  void ask_for(const std::string& name);

  // Until both are done, or one of them gives up. True when both are done; then tickets have come too.
  bool run();

  // The name in the certificate that the server showed; empty for none.
  [[nodiscard]] std::string shown_name() const;
  [[nodiscard]] std::string failure() const { return failure_; }  // Of the end that gave up first.

 private:
  bool step(SSL& end);

  OpenSslOwner<SSL> server_;
  OpenSslOwner<SSL> client_;
  std::string failure_;
};

}  // namespace saki
