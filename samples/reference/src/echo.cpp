// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "pieces.h"

namespace {

saki::Task<> write_rest(saki::BodyWriter& out, saki::Request* request, std::string piece) {
  while (!piece.empty()) {
    co_await out.write(piece);
    co_await read_piece(*request, piece);
  }
}

}  // namespace

// The first piece is read before anything is answered, so that a body beyond the limit is still refused with its status.
saki::Task<saki::Response> handlers::echo(saki::Request& request) {
  std::string piece;
  co_await read_piece(request, piece);
  const auto media_type = request.header("Content-Type").value_or("application/octet-stream");
  auto response = saki::Response::stream(media_type, write_rest, &request, std::move(piece));
  if (const auto length = request.content_length()) response.length(*length);
  co_return response;
}
