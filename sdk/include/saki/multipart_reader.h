// SPDX-License-Identifier: Apache-2.0
//
// MultipartReader: a form of the type multipart/form-data, part after part, as it comes. For uploads that are to go elsewhere at once; see
// read_form() for the whole of a form.
//
//   MultipartReader reader(request);
//   for (bool more = co_await reader.next(); more; more = co_await reader.next()) {
//     for (auto piece = co_await reader.read(); !piece.empty(); piece = co_await reader.read()) digest.update(piece);
//   }
#pragma once

#include <string_view>
#include <vector>

#include "saki/http/multipart_parser.h"
#include "saki/task/task.h"

namespace saki {

class Request;

using http::MultipartLimits;
using http::PartHead;

class MultipartReader {  // Affinity: loop. Lives no longer than the request.
 public:
  // Throws UnsupportedMediaType for content of another type, BadRequest for a boundary outside RFC 2046.
  explicit MultipartReader(Request& request, const MultipartLimits& limits = {});
  MultipartReader(const MultipartReader&) = delete;
  MultipartReader& operator=(const MultipartReader&) = delete;

  // Goes to the next part, past what is left of the one before; false when there is none. Throws BadRequest for what is outside the
  // grammar, ContentTooLarge past a limit, and what Request::read throws.
  [[nodiscard]] Task<bool> next();

  [[nodiscard]] const PartHead& part() const noexcept { return parser_.part(); }

  // The next piece of the part's content, good until the next call; empty at its end. Throws as next().
  [[nodiscard]] Task<std::string_view> read();

 private:
  [[nodiscard]] Task<http::MultipartEvent> advance();
  [[nodiscard]] Task<> fill();

  Request& request_;
  http::MultipartParser parser_;
  std::vector<std::byte> buffer_;
  std::size_t begin_ = 0;  // Of what came and was not consumed.
  std::size_t end_ = 0;
  std::string_view content_;
  bool whole_ = false;
  bool in_part_ = false;
};

}  // namespace saki
