// SPDX-License-Identifier: Apache-2.0
//
// Diagnostics: what is wrong with a human's input, all of it, each with its place and the way out.
//
// Printed like a compiler's: `config.yaml:3:12: error[unknown-key]: unknown key "wokers" (did you mean "workers"?)`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saki {

struct SourcePlace {
  std::string file;          // As the user named it; "environment" or "command line" where there is no file.
  std::uint32_t line = 0;    // From 1; 0 where lines mean nothing.
  std::uint32_t column = 0;  // From 1, in code points; 0 where columns mean nothing.
};

// "config.yaml:3:12"; without what means nothing.
[[nodiscard]] std::string text_of(const SourcePlace& place);

struct Diagnostic {
  SourcePlace place;
  std::string code;  // Stable and greppable: "unknown-key".
  std::string text;  // What is wrong, one sentence without a full stop.
  std::string hint;  // What would be right; may be empty.
};

class Diagnostics {  // Affinity: one thread.
 public:
  void add(SourcePlace place, std::string code, std::string text, std::string hint = {}) {
    list_.push_back({std::move(place), std::move(code), std::move(text), std::move(hint)});
  }
  void append(const Diagnostics& other) { list_.insert(list_.end(), other.list_.begin(), other.list_.end()); }

  [[nodiscard]] bool empty() const noexcept { return list_.empty(); }
  [[nodiscard]] const std::vector<Diagnostic>& list() const noexcept { return list_; }

  // One line per diagnostic, with the hint on a line of its own below it. What they quote cannot steer a terminal.
  [[nodiscard]] std::string text() const;

 private:
  std::vector<Diagnostic> list_;
};

// `text` with control characters as `\u001b`, and bytes that are no UTF-8 as U+FFFD: on one line, and harmless to a terminal.
[[nodiscard]] std::string shown_text(std::string_view text);

// The member of `candidates` nearest to `word` by edit distance, or "" when none is near enough to be meant.
[[nodiscard]] std::string nearest_word(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace saki
