// SPDX-License-Identifier: Apache-2.0
#include "saki/body_writer.h"

#include <stdexcept>

#include "saki/http/exchange.h"

namespace saki {

Task<> BodyWriter::write(std::string_view content) { return write(as_bytes(content)); }

Task<> BodyWriter::write(ByteView content) {
  const Result<> written = co_await exchange_.write(content);
  if (written) co_return;
  if (written.error() == Error::Invalid) throw std::length_error("more content than the length announced");
  throw Cancelled();
}

}  // namespace saki
