// SPDX-License-Identifier: Apache-2.0
//
// LineBuilder: appends to one line and keeps it within its bound, with room left for the mark that says it was cut.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace saki {

class LineBuilder {
 public:
  static constexpr std::size_t kTailBytes = 32;  // The closing mark and line feed of either format.

  LineBuilder(std::string& out, std::size_t limit_bytes) noexcept : out_(out), end_(out.size() + limit_bytes - kTailBytes) {}

  // Each appends whole pieces while they fit; the first that does not ends the line: nothing is appended after it.
  void put(std::string_view piece);
  void put_escaped(std::string_view text);  // As in a JSON string, cut between two code points.
  void put_quoted(std::string_view text);   // The same within quotes, which are always both there.

  // True when the whole of `bytes` would fit; else ends the line.
  [[nodiscard]] bool fits(std::size_t bytes) noexcept;
  [[nodiscard]] bool cut() const noexcept { return cut_; }

  void finish(std::string_view tail) { out_ += tail; }  // Beyond the bound, within kTailBytes.

 private:
  std::string& out_;
  std::size_t end_;
  bool cut_ = false;
};

}  // namespace saki
