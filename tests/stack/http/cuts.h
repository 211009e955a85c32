// SPDX-License-Identifier: Apache-2.0
//
// Ways to cut an input into pieces.
#pragma once

#include <cstddef>
#include <vector>

namespace saki::http {

using Cuts = std::vector<std::size_t>;

// Every way to cut `size` bytes once.
inline std::vector<Cuts> cut_once(std::size_t size) {
  std::vector<Cuts> all;
  for (std::size_t at = 0; at <= size; ++at) all.push_back({at});
  return all;
}

// One byte at a time.
inline Cuts cut_everywhere(std::size_t size) {
  Cuts cuts;
  for (std::size_t at = 1; at < size; ++at) cuts.push_back(at);
  return cuts;
}

}  // namespace saki::http
