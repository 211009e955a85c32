// SPDX-License-Identifier: Apache-2.0
//
// Tape: the requests of a measurement, composed once and laid end to end, so that sending any number of them is one call.
//
// A set of one request fills the tape with copies of it. A set of several is laid down in random order, the same one for the same
// seed, a multiple of a thousand times, so that no server can live on what the last request was.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace load {

class Tape {  // Affinity: frozen once made.
 public:
  // `most_at_once`: how many requests next() is asked for at most. `requests` is not empty.
  Tape(std::span<const std::string> requests, unsigned most_at_once, std::uint64_t seed);

  // `count` requests from `place` on, which moves behind them. A place is any number; each connection begins at its own.
  [[nodiscard]] std::string_view next(std::size_t& place, unsigned count) const noexcept;

 private:
  std::string text_;
  std::vector<std::size_t> starts_;  // Of each request, and the end of the last.
  std::size_t last_start_ = 0;       // From here on too few follow: place wraps.
};

// The requests in `text`, one behind the other as they would go over the wire; none when the text does not end with a request's end.
// The only framing known here is Content-Length.
[[nodiscard]] std::optional<std::vector<std::string>> split_requests(std::string_view text);

}  // namespace load
