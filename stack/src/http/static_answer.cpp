// SPDX-License-Identifier: Apache-2.0
#include "saki/http/static_answer.h"

#include "http/file_answer.h"
#include "saki/base/check.h"
#include "saki/http/exchange.h"

namespace saki::http {

void StaticAnswer::add(std::string_view name, std::string_view value) noexcept {
  SAKI_CHECK(count_ < fields_.size(), "a static answer has few fields");
  fields_[count_++] = {name, value};
}

StaticAnswer StaticAnswer::into_directory(Exchange& exchange) {
  const RequestHead& head = exchange.head();
  if (head.raw_path.starts_with("//")) return StaticAnswer(Status::NotFound);  // It would name another host (RFC 3986 section 4.2).
  std::string place(head.raw_path);
  place += '/';
  if (!head.query.empty()) place.append("?").append(head.query);
  StaticAnswer answer(Status::PermanentRedirect);
  answer.add("Location", exchange.arena().copy(place));
  return answer;
}

std::optional<StaticAnswer> StaticAnswer::of_file(Exchange& exchange, FileDescriptor file, std::string_view media_type) {
  FileChoice choice;
  choice.file = std::make_shared<ServedFile>(std::move(file));
  choice.media_type = media_type;
  if (choice.file->kind() != ServedFile::Kind::File) return std::nullopt;
  return answer_file(exchange, choice);
}

}  // namespace saki::http
