// SPDX-License-Identifier: Apache-2.0
//
// Dispatcher: from an exchange to its route's handler and back: the one place where exceptions become answers.
#pragma once

#include "context/worker_context.h"
#include "saki/http/exchange.h"

namespace saki {

class Dispatcher final : public http::Handler {  // Affinity: loop.
 public:
  explicit Dispatcher(WorkerContext& context) noexcept : context_(context) {}

  // A plain handler's small answer is given before this returns, without a frame.
  [[nodiscard]] Task<> handle(http::Exchange& exchange) override;

 private:
  WorkerContext& context_;
};

}  // namespace saki
