// SPDX-License-Identifier: Apache-2.0
#include "log/line_builder.h"

#include "base/json_text.h"

namespace saki {

bool LineBuilder::fits(std::size_t bytes) noexcept {
  if (cut_ || out_.size() + bytes > end_) cut_ = true;
  return !cut_;
}

void LineBuilder::put(std::string_view piece) {
  if (fits(piece.size())) out_ += piece;
}

void LineBuilder::put_escaped(std::string_view text) {
  while (!text.empty() && !cut_) {
    const CodePoint point = first_code_point(text);
    const bool escaped = is_control(point.value) || point.value == U'"' || point.value == U'\\';
    if (!point.valid) {
      put("\xEF\xBF\xBD");
    } else if (escaped) {
      put(json_escape(point.value).view());
    } else {
      put(text.substr(0, point.length));
    }
    text.remove_prefix(point.length);
  }
}

void LineBuilder::put_quoted(std::string_view text) {
  if (!fits(2)) return;
  out_ += '"';
  --end_;  // For the closing quote.
  put_escaped(text);
  ++end_;
  out_ += '"';
}

}  // namespace saki
