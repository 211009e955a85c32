// SPDX-License-Identifier: Apache-2.0
//
// WireService: the small service that the wire transcripts talk to. tests/wire/README.md says what it answers.
#pragma once

#include <memory>

#include "saki/http/exchange.h"
#include "stack/http/wire_files.h"

namespace saki::http {

class WireService final : public Handler {
 public:
  [[nodiscard]] Task<> handle(Exchange& exchange) override;

 private:
  [[nodiscard]] Task<> serve_file(Exchange& exchange);

  std::unique_ptr<WireFiles> files_;  // Made for the first request that asks for one.
};

}  // namespace saki::http
