// SPDX-License-Identifier: Apache-2.0
//
// From a file that was found to the answer: its fields, the conditions and the ranges of the request.
#pragma once

#include <string_view>

#include "http/served_file.h"
#include "saki/http/exchange.h"
#include "saki/http/static_answer.h"

namespace saki::http {

// A file, and what its name and place say of it. The views live as long as the exchange.
struct FileChoice {
  SharedFile file;
  std::string_view media_type;
  std::string_view coding;         // Of the bytes in the file; empty: none.
  std::string_view cache_control;  // Empty: not told.
  bool varies = false;             // Another client may get another coding.
};

// 200, 206, 304, 412 or 416 to GET and HEAD (RFC 9110 sections 13.2.2 and 14.2).
[[nodiscard]] StaticAnswer answer_file(Exchange& exchange, const FileChoice& choice);

}  // namespace saki::http
