// SPDX-License-Identifier: Apache-2.0
//
// TlsContext: everything that connections to a server need for TLS, read from files once and never changed. Whoever wants other
// certificates opens another context; connections keep the one they began with.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "saki/tls/tls_options.h"

namespace saki {

class TlsTicketKeys;

class TlsContext {  // Affinity: frozen.
 public:
  // Reads and checks every file of `options`. Null where something is wrong, all of it in `diagnostics`. Contexts that are given the same
  // tickets resume one another's sessions; without any, every handshake is a whole one.
  [[nodiscard]] static std::shared_ptr<const TlsContext> open(const TlsOptions& options, Diagnostics& diagnostics,
                                                              const std::shared_ptr<TlsTicketKeys>& tickets = nullptr);
  ~TlsContext();

  // The first of its certificates to expire: its file, and when.
  struct Expiry {
    std::string certificate{};
    std::chrono::sys_seconds time{};
  };
  [[nodiscard]] const Expiry& first_expiry() const noexcept;

  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

 private:
  friend struct TlsContextParts;
  struct State;
  explicit TlsContext(std::unique_ptr<State> state) noexcept;

  std::unique_ptr<State> state_;
};

}  // namespace saki
