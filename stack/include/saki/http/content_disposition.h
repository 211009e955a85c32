// SPDX-License-Identifier: Apache-2.0
//
// The Content-Disposition of a form's part (RFC 7578 section 4.2), and names of files that came from somewhere else.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace saki::http {

struct FormDisposition {
  std::string name;
  std::optional<std::string> file_name;  // As the client calls it: not fit for a path.
};

// Reads `form-data; name="notes"; filename="a.txt"`. Inside quotes `\"` and `%22` are a quote, as browsers of different ages send it; any
// other backslash is one. `filename*` is passed over, as RFC 7578 section 4.2 forbids it. Nothing outside the grammar, without a name, with
// one of the two twice, and for what is not UTF-8.
[[nodiscard]] std::optional<FormDisposition> parse_form_disposition(std::string_view value);

// A name that a file may be given in any directory: what stands behind the last slash or backslash, without control characters and what
// file systems and shells take for something else (each becomes `_`), without blanks and full stops at its ends, at most 255 bytes. Empty
// when nothing of the name is left.
[[nodiscard]] std::string safe_file_name(std::string_view name);

}  // namespace saki::http
