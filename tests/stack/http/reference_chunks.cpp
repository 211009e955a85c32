// SPDX-License-Identifier: Apache-2.0
#include "stack/http/reference_chunks.h"

#include <algorithm>

#include "stack/http/reference_reader.h"

namespace saki::http::reference {
namespace {

void read_quoted(Reader& reader) {
  while (reader.peek() != '"') {
    if (reader.peek() == '\\') reader.take();
    if (!is_value_char(reader.take())) throw Refusal::MalformedChunk;
  }
  reader.take();
}

// [ "=" BWS value ]; what follows a name. Returns whether white space was read that something must follow.
bool read_value(Reader& reader) {
  const bool blanks = !reader.run_of(is_blank).empty();
  if (reader.peek() != '=') return blanks;
  reader.take();
  reader.run_of(is_blank);
  if (reader.peek() == '"') {
    reader.take();
    read_quoted(reader);
  } else if (reader.run_of(is_tchar).empty()) {
    throw Refusal::MalformedChunk;
  }
  return !reader.run_of(is_blank).empty();
}

void read_extensions(Reader& reader) {
  bool dangling = !reader.run_of(is_blank).empty();
  while (reader.peek() == ';') {
    reader.take();
    reader.run_of(is_blank);
    if (reader.run_of(is_tchar).empty()) throw Refusal::MalformedChunk;
    dangling = read_value(reader);
  }
  if (dangling) throw Refusal::MalformedChunk;
}

std::uint64_t read_line(Reader& reader) {
  constexpr std::uint64_t kMost = INT64_MAX;
  std::uint64_t size = 0;
  if (!is_hex(reader.peek())) throw Refusal::MalformedChunk;
  while (is_hex(reader.peek())) {
    const auto digit = static_cast<unsigned>(std::stoi(std::string(1, reader.take()), nullptr, 16));
    if (size > (kMost - digit) / 16) throw Refusal::MalformedChunk;
    size = size * 16 + digit;
  }
  read_extensions(reader);
  reader.line_end(Refusal::MalformedChunk);
  return size;
}

// Reads one line with the bound on framing.
std::uint64_t read_bounded_line(Reader& reader, const Limits& limits, std::uint64_t& excess) {
  const std::size_t start = reader.at();
  reader.set_limit(start + 16 + limits.chunk_overhead_bytes - excess, Refusal::ChunkOverheadTooLarge);
  const std::uint64_t size = read_line(reader);
  const std::uint64_t spent = reader.at() - start;
  const std::uint64_t free = 16 + 2 * std::min<std::uint64_t>(size, 1'000'000);
  excess += spent > free ? spent - free : 0;
  reader.set_limit(UINT64_MAX, Refusal::None);
  return size;
}

void read_trailers(Reader& reader, const Limits& limits) {
  std::uint64_t bytes = 0;
  std::uint64_t count = 0;
  const auto bounded_take = [&] {
    static_cast<void>(reader.peek());
    if (++bytes > limits.trailer_bytes) throw Refusal::TrailersTooLarge;
    return reader.take();
  };
  while (reader.peek() != '\r') {
    char c = bounded_take();
    if (!is_tchar(c)) throw Refusal::MalformedTrailer;
    if (++count > limits.field_count) throw Refusal::TrailersTooLarge;
    while (is_tchar(c)) c = bounded_take();
    if (c != ':') throw Refusal::MalformedTrailer;
    do c = bounded_take();
    while (is_value_char(c));
    if (c != '\r' || bounded_take() != '\n') throw Refusal::MalformedTrailer;
  }
  reader.line_end(Refusal::MalformedTrailer);
}

void read_body(Reader& reader, Body& body, const Limits& limits, std::uint64_t body_limit_bytes) {
  std::uint64_t excess = 0;
  for (;;) {
    const std::uint64_t size = read_bounded_line(reader, limits, excess);
    if (size > body_limit_bytes - body.data.size()) throw Refusal::BodyTooLarge;
    if (excess > limits.chunk_overhead_bytes) throw Refusal::ChunkOverheadTooLarge;
    if (size == 0) return read_trailers(reader, limits);
    for (std::uint64_t i = 0; i < size; ++i) body.data += reader.take();
    reader.line_end(Refusal::MalformedChunk);
  }
}

}  // namespace

Body decode_chunks(std::string_view input, const Limits& limits, std::uint64_t body_limit_bytes) {
  Body body;
  Reader reader(input);
  try {
    read_body(reader, body, limits, body_limit_bytes);
    body.done = true;
    body.consumed_bytes = reader.at();
  } catch (const Incomplete&) {
  } catch (Refusal refusal) {
    body.refusal = refusal;
  }
  return body;
}

Body decode_chunks_in_pieces(std::string_view input, const Limits& limits, std::uint64_t body_limit_bytes,
                             const std::vector<std::size_t>& cuts) {
  Body body;
  ChunkedDecoder decoder(limits, body_limit_bytes);
  std::size_t at = 0;
  const auto feed_to = [&](std::size_t end) {
    while (at < end && !decoder.done() && decoder.refusal() == Refusal::None) {
      // A copy of exactly the piece's size, so that a sanitizer sees a read past its end.
      const std::vector<char> piece(input.begin() + static_cast<std::ptrdiff_t>(at), input.begin() + static_cast<std::ptrdiff_t>(end));
      const ChunkedDecoder::Piece found = decoder.decode({piece.data(), piece.size()});
      body.data += found.data;
      at += found.consumed_bytes;
    }
  };
  for (const std::size_t cut : cuts) feed_to(std::min(cut, input.size()));
  feed_to(input.size());
  body.done = decoder.done();
  body.refusal = decoder.refusal();
  if (body.done) body.consumed_bytes = at;
  return body;
}

}  // namespace saki::http::reference
