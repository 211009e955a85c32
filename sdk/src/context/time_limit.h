// SPDX-License-Identifier: Apache-2.0
//
// TimeLimit: how long what it stands around may take to answer; past it that is cancelled, and the answer is 503.
#pragma once

#include "saki/guard.h"
#include "saki/http_error.h"
#include "saki/middleware.h"
#include "saki/request.h"
#include "saki/task/with_timeout.h"

namespace saki {

class TimeLimit final : public Guard {  // Affinity: frozen.
 public:
  explicit TimeLimit(Duration most) noexcept : most_(most) {}

  [[nodiscard]] Task<Response> answer(Request& request, Next next) const override {
    Result<Response> response = co_await with_timeout(most_, next(request));
    if (!response) throw ServiceUnavailable("The request took too long");
    co_return std::move(*response);
  }

 private:
  const Duration most_;
};

}  // namespace saki
