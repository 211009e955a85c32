// SPDX-License-Identifier: Apache-2.0
//
// ErrorPages: what people see in place of a problem document.
//
// A page stands in for an error's content where that is a problem document or nothing at all; what a handler wrote itself is left alone,
// and so are the status and all other fields. A client that would rather have JSON keeps the problem document: by the weights of Accept,
// and where both weigh the same, by which of them is named more exactly. Pages are read when the service starts and kept in memory, so that
// none can be missing, and none asks for another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/http_words.h"
#include "saki/response.h"

namespace saki {

struct ErrorPage {
  std::string content;
  std::string_view media_type;
};

class ErrorPages {  // Affinity: frozen once in use; one thread before.
 public:
  static constexpr std::uint64_t kMostBytes = 1024 * 1024;  // Of one page.

  // Which errors a page is for: `404`, or `5xx` for all of that class that have none of their own. 0 where `text` says neither; the class
  // is its first digit.
  [[nodiscard]] static unsigned errors_of(std::string_view text) noexcept;

  void add(unsigned errors, ErrorPage page) { pages_.emplace_back(errors, std::move(page)); }
  [[nodiscard]] bool empty() const noexcept { return pages_.empty(); }

  // Puts a page into the answer to a request with that Accept field, where one is due.
  void dress(std::string_view accept, Response& response) const;

 private:
  [[nodiscard]] const ErrorPage* find(unsigned status) const noexcept;

  std::vector<std::pair<unsigned, ErrorPage>> pages_;
};

}  // namespace saki
