// SPDX-License-Identifier: Apache-2.0
#include "saki/glue.h"

#include "saki/media_type.h"
#include "text/ascii.h"

namespace saki {

Task<std::string> json_body(Request& request) {
  request.require_media_type("application/json");
  return request.content();
}

Task<std::string> text_body(Request& request) {
  const std::optional<MediaType> media_type = MediaType::parse(request.header("Content-Type").value_or(""));
  if (!media_type || !text::equal_ignoring_case(media_type->type(), "text")) throw UnsupportedMediaType("the content must be text");
  return request.text();
}

Task<Bytes> bytes_body(Request& request) {
  const std::string content = co_await request.content();
  co_return Bytes(content);
}

void refuse_document(const JsonReader& reader) { throw BadRequest("malformed JSON: " + reader.fault_text()); }

Response bytes_answer(std::uint16_t status, const Bytes& bytes) {
  return Response::of("application/octet-stream", std::string(bytes.text())).status(Status{status});
}

Response stream_answer(std::uint16_t status, Response response) {
  if (response.status() == Status::Ok) response.status(Status{status});
  return response;
}

}  // namespace saki
