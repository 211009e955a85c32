// SPDX-License-Identifier: Apache-2.0
#include "saki/base/diagnostics.h"

#include <algorithm>
#include <numeric>

#include "base/json_text.h"

namespace saki {
namespace {

// Levenshtein distance with one row, after Wagner and Fischer.
std::size_t edit_distance(const std::string& left, const std::string& right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row.back();
}

}  // namespace

std::string text_of(const SourcePlace& place) {
  std::string text = shown_text(place.file);
  if (place.line > 0) text += ":" + std::to_string(place.line);
  if (place.column > 0) text += ":" + std::to_string(place.column);
  return text;
}

std::string Diagnostics::text() const {
  std::string text;
  for (const Diagnostic& item : list_) {
    text += text_of(item.place) + ": error[" + item.code + "]: " + shown_text(item.text) + "\n";
    if (!item.hint.empty()) text += "  hint: " + shown_text(item.hint) + "\n";
  }
  return text;
}

std::string shown_text(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (!point.valid) {
      shown += "\xEF\xBF\xBD";
    } else if (is_control(point.value)) {
      shown += json_escape(point.value).view();
    } else {
      shown += text.substr(0, point.length);
    }
    text.remove_prefix(point.length);
  }
  return shown;
}

std::string nearest_word(const std::string& word, const std::vector<std::string>& candidates) {
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::string best;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace saki
