// SPDX-License-Identifier: Apache-2.0
#include "saki/glue.h"

namespace saki {

void refuse_document(const JsonReader& reader) { throw BadRequest("malformed JSON: " + reader.fault_text()); }

Response bytes_answer(std::uint16_t status, const Bytes& bytes) {
  return Response::of("application/octet-stream", std::string(bytes.text())).status(Status{status});
}

Response stream_answer(std::uint16_t status, Response response) {
  if (response.status() == Status::Ok) response.status(Status{status});
  return response;
}

}  // namespace saki
