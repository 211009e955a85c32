// SPDX-License-Identifier: Apache-2.0
//
// WireService: the small service that the wire transcripts talk to. tests/wire/README.md says what it answers.
#pragma once

#include "saki/http/exchange.h"

namespace saki::http {

class WireService final : public Handler {
 public:
  [[nodiscard]] Task<> handle(Exchange& exchange) override;
};

}  // namespace saki::http
