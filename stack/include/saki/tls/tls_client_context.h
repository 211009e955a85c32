// SPDX-License-Identifier: Apache-2.0
//
// TlsClientContext: everything that connections to servers need for TLS, read from files once and never changed.
#pragma once

#include <memory>

#include "saki/tls/tls_client_options.h"

namespace saki {

class TlsClientContext {  // Affinity: frozen.
 public:
  // Reads and checks every file of `options`. Null where something is wrong, all of it in `diagnostics`.
  [[nodiscard]] static std::shared_ptr<const TlsClientContext> open(const TlsClientOptions& options, Diagnostics& diagnostics);
  ~TlsClientContext();
  TlsClientContext(const TlsClientContext&) = delete;
  TlsClientContext& operator=(const TlsClientContext&) = delete;

 private:
  friend struct TlsContextParts;
  struct State;
  explicit TlsClientContext(std::unique_ptr<State> state) noexcept;

  std::unique_ptr<State> state_;
};

}  // namespace saki
