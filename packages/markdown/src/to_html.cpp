// SPDX-License-Identifier: Apache-2.0
#include "to_html.h"

#include <cmark.h>

#include <cstdlib>
#include <memory>

namespace saki {

std::string markdown_to_html(const std::string& text, bool raw_html) {
  const int options = CMARK_OPT_VALIDATE_UTF8 | (raw_html ? CMARK_OPT_UNSAFE : CMARK_OPT_DEFAULT);
  const std::unique_ptr<char, decltype(&std::free)> html(cmark_markdown_to_html(text.data(), text.size(), options), &std::free);
  return html.get();
}

}  // namespace saki
