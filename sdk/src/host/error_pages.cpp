// SPDX-License-Identifier: Apache-2.0
#include "host/error_pages.h"

#include <algorithm>

#include "problem/problem_document.h"
#include "text/ascii.h"
#include "web/acceptance.h"

namespace saki {
namespace {

// Made by nobody in particular: not what a handler wrote.
bool is_plain_error(const Response& response) noexcept {
  const auto* text = std::get_if<std::string>(&response.content());
  if (text == nullptr) return false;
  return response.media_type() == kProblemMediaType || (text->empty() && response.media_type().empty());
}

bool prefers_problem(std::string_view accept, std::string_view page_type) noexcept {
  const Acceptance problem = std::max(acceptance(accept, kProblemMediaType), acceptance(accept, "application/json"));
  return problem > acceptance(accept, page_type);
}

}  // namespace

unsigned ErrorPages::errors_of(std::string_view text) noexcept {
  if (text.size() != 3 || (text[0] != '4' && text[0] != '5')) return 0;
  const auto class_digit = static_cast<unsigned>(text[0] - '0');
  if (text.substr(1) == "xx") return class_digit;
  if (!text::is_ascii_digit(text[1]) || !text::is_ascii_digit(text[2])) return 0;
  return class_digit * 100 + static_cast<unsigned>(text[1] - '0') * 10 + static_cast<unsigned>(text[2] - '0');
}

const ErrorPage* ErrorPages::find(unsigned status) const noexcept {
  const ErrorPage* of_class = nullptr;
  for (const auto& [errors, page] : pages_) {
    if (errors == status) return &page;
    if (errors == status / 100) of_class = &page;
  }
  return of_class;
}

void ErrorPages::dress(std::string_view accept, Response& response) const {
  const unsigned status = http::status_code(response.status());
  if (status < 400 || pages_.empty() || !is_plain_error(response)) return;
  const ErrorPage* const page = find(status);
  if (page == nullptr) return;
  response.add_header("Vary", "Accept");
  if (prefers_problem(accept, page->media_type)) return;
  response.header("Content-Type", page->media_type);
  response.content() = page->content;
}

}  // namespace saki
