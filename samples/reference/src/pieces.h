// SPDX-License-Identifier: Apache-2.0
//
// Reading a request's content piece by piece, in memory that is kept from one piece to the next.
#pragma once

#include <span>
#include <string>

#include "saki/request.h"

inline constexpr std::size_t kPieceBytes = 16 * 1024;

// Reads the next bytes into `piece`; it is empty at the end.
inline saki::Task<> read_piece(saki::Request& request, std::string& piece) {
  piece.resize(kPieceBytes);
  const std::size_t count = co_await request.read(std::as_writable_bytes(std::span(piece)));
  piece.resize(count);
}
