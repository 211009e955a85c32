// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "pieces.h"
#include "saki/hash.h"

saki::Task<Uploaded> handlers::upload(saki::Request& request) {
  saki::Sha256 hash;
  Uploaded uploaded;
  std::string piece;
  co_await read_piece(request, piece);
  while (!piece.empty()) {
    hash.update(piece);
    uploaded.bytes += piece.size();
    co_await read_piece(request, piece);
  }
  uploaded.sha256 = hash.hex();
  co_return uploaded;
}
