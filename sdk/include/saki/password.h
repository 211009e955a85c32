// SPDX-License-Identifier: Apache-2.0
//
// PasswordHash: what is kept of a password: its scrypt hash (RFC 7914) with salt and cost, as one line of text in the PHC form:
//
//   $scrypt$ln=14,r=8,p=5$SALT$HASH       both base64 without padding
//
// Making and comparing take a tenth of a second and 16 MiB on purpose: never on a loop's thread, but in a BlockingPool.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "saki/base/result.h"

namespace saki {

// What a guess costs: time 2^ln * r * p, memory 128 * r * 2^ln bytes.
struct ScryptCost {
  std::uint32_t log_n = 14;
  std::uint32_t r = 8;
  std::uint32_t p = 5;

  friend bool operator==(const ScryptCost&, const ScryptCost&) = default;
};

class PasswordHash {  // Affinity: any; a value.
 public:
  static constexpr std::uint64_t kMostMemoryBytes = std::uint64_t{256} * 1024 * 1024;

  // Hashes a password with a new salt. Throws std::invalid_argument for a cost that parse() would refuse, std::bad_alloc.
  [[nodiscard]] static PasswordHash of(std::string_view password, const ScryptCost& cost = {});

  // Reads the text form. Error: Invalid, also where comparing would take more than kMostMemoryBytes or a time beyond reason.
  [[nodiscard]] static Result<PasswordHash> parse(std::string_view text);

  // One that no password matches, found out at the same cost: who asks for a user that is not there shall not notice.
  [[nodiscard]] static PasswordHash of_nobody(const ScryptCost& cost = {});

  [[nodiscard]] bool matches(std::string_view password) const;  // Throws std::bad_alloc.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] const ScryptCost& cost() const noexcept { return cost_; }

 private:
  PasswordHash(const ScryptCost& cost, std::string salt, std::string hash) noexcept
      : cost_(cost), salt_(std::move(salt)), hash_(std::move(hash)) {}

  ScryptCost cost_;
  std::string salt_;
  std::string hash_;
};

}  // namespace saki
