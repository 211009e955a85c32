// SPDX-License-Identifier: Apache-2.0
//
// multipart/form-data read slowly and obviously: the whole content at hand, one search after the other. And MultipartParser run over the
// same content in pieces, so that the two can be compared.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saki/http/multipart_parser.h"

namespace saki::http::reference {

struct FormPart {
  std::string name;
  std::optional<std::string> file_name;
  std::string media_type;
  std::string content;
  friend bool operator==(const FormPart&, const FormPart&) = default;
};

struct Form {
  MultipartEvent outcome = MultipartEvent::Malformed;  // End or the reason why not.
  std::vector<FormPart> parts{};                       // The complete ones.
  friend bool operator==(const Form&, const Form&) = default;
};

[[nodiscard]] Form parse_form(std::string_view content, std::string_view boundary, const MultipartLimits& limits);

// `cuts` are ascending places in the content.
[[nodiscard]] Form parse_form_in_pieces(std::string_view content, std::string_view boundary, const MultipartLimits& limits,
                                        const std::vector<std::size_t>& cuts);

}  // namespace saki::http::reference
