// SPDX-License-Identifier: Apache-2.0
//
// StaticAnswer: what a request for a file, or for a path below a directory of files, is answered with, before anything of it is sent.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "saki/http/file_parts.h"
#include "saki/http/response_head.h"

namespace saki::http {

class StaticAnswer {  // Affinity: loop. Lives no longer than the exchange it is for.
 public:
  explicit StaticAnswer(Status answer_status) noexcept : status(answer_status) {}

  // To the same place with a slash behind, so that the links of its index lead below it.
  [[nodiscard]] static StaticAnswer into_directory(Exchange& exchange);

  // 200, 206, 304, 412 or 416 to GET and HEAD, as the request's conditions and ranges ask for (RFC 9110 sections 13.2.2 and 14.2); nothing
  // for what is not a regular file. `media_type` lives as long as the exchange.
  [[nodiscard]] static std::optional<StaticAnswer> of_file(Exchange& exchange, FileDescriptor file, std::string_view media_type);

  // The value lives as long as this.
  void add(std::string_view name, std::string_view value) noexcept;
  [[nodiscard]] std::span<const Field> fields() const noexcept { return {fields_.data(), count_}; }

  [[nodiscard]] bool is_refusal() const noexcept { return status_code(status) >= 400; }  // Without content as yet.

  Status status;
  FileParts content;
  std::string text;  // The content where it is not a file's.

 private:
  std::array<Field, 10> fields_;
  std::size_t count_ = 0;
};

}  // namespace saki::http
