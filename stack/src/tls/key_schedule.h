// SPDX-License-Identifier: Apache-2.0
//
// KeySchedule: how TLS 1.3 makes one secret of another (RFC 8446 section 7.1), by HKDF (RFC 5869) with SHA-256 or SHA-384.
//
// A handshake takes twenty such steps. OpenSSL 3.0's own step looks the hash up by its name and makes and frees three contexts, which
// costs several times what the hashing does; these call the hash itself and allocate nothing.
#pragma once

#include <cstdint>

#include "saki/base/bytes.h"

namespace saki {

class KeySchedule {  // Affinity: any.
 public:
  enum class Hash : std::uint8_t { Sha256, Sha384 };

  struct Label {
    ByteView prefix;  // "tls13 ".
    ByteView name;
  };

  explicit KeySchedule(Hash hash) noexcept : hash_(hash) {}

  // HKDF-Expand-Label: fills `into`. False, and nothing done, where RFC 8446 has no room for so long a label, context or result, or
  // `secret` is longer than the hash's block.
  [[nodiscard]] bool expand(ByteView secret, const Label& label, ByteView context, MutableBytes into) const noexcept;

  // The next secret in the line: HKDF-Extract of `input` with what `label` makes of `previous`. Without `previous` the line begins;
  // without `input` it goes on with zeros. `into` is as long as the hash; false as above.
  [[nodiscard]] bool extract(ByteView previous, const Label& label, ByteView input, MutableBytes into) const noexcept;

 private:
  Hash hash_;
};

}  // namespace saki
