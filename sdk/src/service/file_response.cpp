// SPDX-License-Identifier: Apache-2.0
#include "service/file_response.h"

#include <sys/stat.h>

#include "saki/http/exchange.h"
#include "saki/http_error.h"
#include "saki/request.h"
#include "service/refusal.h"

namespace saki {
namespace {

HttpError error_of(const http::StaticAnswer& refusal) {
  HttpError error(refusal.status);
  for (const Field& field : refusal.fields()) error.header(std::string(field.name), std::string(field.value));
  return error;
}

bool speaks_for_itself(const Request& request, const Response& response) {
  const bool is_reading = request.method() == Method::Get || request.method() == Method::Head;
  return !is_reading || response.status() != Status::Ok || response.header("ETag") || response.header("Last-Modified");
}

Response with_whole_file(Request& request, Response response, FileDescriptor file) {
  struct stat status{};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return in_place_of(response, NotFound(), request);
  const std::span<http::FilePart> whole = request.arena().allocate_array<http::FilePart>(1);
  whole[0].count_bytes = static_cast<std::uint64_t>(status.st_size);
  response.content() = FileContent(http::FileParts(std::make_shared<FileDescriptor>(std::move(file)), whole, {}));
  return response;
}

// Fields of `answer` that `response` has not set, and then those.
Response merged(http::StaticAnswer answer, const Response& response) {
  Response both(answer.status);
  if (answer.content) both.content() = FileContent(std::move(answer.content));
  for (const Field& field : answer.fields()) {
    if (http::same_field_name(field.name, "Content-Type") || !response.header(field.name)) both.add_header(field.name, field.value);
  }
  for (const auto& [name, value] : response.headers()) both.add_header(name, value);
  return both;
}

}  // namespace

Response response_of(http::StaticAnswer answer) {
  if (answer.is_refusal()) throw error_of(answer);
  Response response(answer.status);
  if (answer.content) {
    response.content() = FileContent(std::move(answer.content));
  } else {
    response.content() = std::move(answer.text);
  }
  for (const Field& field : answer.fields()) response.add_header(field.name, field.value);
  return response;
}

Response answer_with_file(Request& request, Response response, FileDescriptor file) {
  if (speaks_for_itself(request, response)) return with_whole_file(request, std::move(response), std::move(file));
  const std::string_view media_type = request.arena().copy(response.media_type());
  std::optional<http::StaticAnswer> answer = http::StaticAnswer::of_file(request.exchange(), std::move(file), media_type);
  if (!answer) return in_place_of(response, NotFound(), request);
  if (answer->is_refusal()) return in_place_of(response, error_of(*answer), request);
  return merged(std::move(*answer), response);
}

}  // namespace saki
