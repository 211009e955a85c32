// SPDX-License-Identifier: Apache-2.0
//
// CompressionSettings: `server.compression`: which answers get a content coding and how, and whether coded requests are taken.
//
// Answers are coded unless the configuration says otherwise. That content of a page and a secret beside it can be told apart by the size
// of the coded page (BREACH) needs another site's script that asks with the user's cookies; those requests choose_coding() knows.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/http/content_encoder.h"

namespace saki {

struct CompressionSettings {  // Affinity: frozen.
  static constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

  std::uint64_t least_bytes = kNever;            // Of content at hand; kNever where nothing is coded.
  std::uint64_t inline_bytes = 0;                // Larger content is coded by a thread of the blocking pool.
  std::vector<http::ContentCoding> codings{};    // Offered, the preferred first.
  http::EncoderOptions encoders{};
  std::uint64_t at_once = 0;                     // Answers of a worker that are being coded; others go out as they are.

  bool requests = false;                         // Coded requests are taken.
  std::uint64_t request_ratio = 0;               // How much larger than its coding their content may be.
  std::uint64_t body_bytes = 0;                  // server.limits.body_bytes: of decoded content too.

  [[nodiscard]] bool enabled() const noexcept { return least_bytes != kNever; }
};

void declare_compression_settings(ConfigSchema& schema);
[[nodiscard]] CompressionSettings read_compression_settings(const Config& config);

}  // namespace saki
