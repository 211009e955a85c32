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
  void close() noexcept { files_.reset(); }  // Before the loop ends on which files were asked for.

 private:
  [[nodiscard]] Task<> serve_file(Exchange& exchange);

  std::unique_ptr<WireFiles> files_;  // Made for the first request that asks for one.
};

}  // namespace saki::http
