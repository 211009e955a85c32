// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

namespace {

saki::Task<> write_chunks(saki::BodyWriter& out, std::uint32_t chunks, std::uint32_t size) {
  const std::string chunk(size, 'x');
  for (std::uint32_t i = 0; i < chunks; ++i) co_await out.write(chunk);
}

}  // namespace

saki::Response handlers::stream_chunks(saki::Request&, StreamChunksQuery query) {
  return saki::Response::stream("text/plain; charset=utf-8", write_chunks, query.chunks, query.size);
}
