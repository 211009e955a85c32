// SPDX-License-Identifier: Apache-2.0
//
// Conditions and ranges, decided slowly and plainly, step by step as RFC 9110 tells them; the fast decisions must agree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace saki::http::reference {

struct Lines {  // Fields in the order they came.
  std::vector<std::pair<std::string, std::string>> all;

  [[nodiscard]] std::vector<std::string> of(const std::string& name) const;  // In any letter case.
};

// The status that the preconditions alone lead to: 200, 304 or 412. `tag` as it stands in ETag; `modified` in seconds.
[[nodiscard]] int status_of(bool reads, const Lines& fields, const std::string& tag, std::int64_t modified, std::int64_t now);

[[nodiscard]] bool range_counts(const Lines& fields, const std::string& tag, std::int64_t modified, std::int64_t now);

// Which bytes are asked for of so many; nothing where the field is ignored. All false: 416.
[[nodiscard]] std::optional<std::vector<bool>> asked_bytes(const std::string& range, std::size_t size_bytes);

}  // namespace saki::http::reference
