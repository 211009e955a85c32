// SPDX-License-Identifier: Apache-2.0
#include "saki/body_writer.h"

#include <stdexcept>

#include "coding/coded_content.h"
#include "saki/http/exchange.h"

namespace saki {

Task<> BodyWriter::write(std::string_view content) { return write(as_bytes(content)); }

Task<> BodyWriter::write(ByteView content) {
  Task<Result<>> writing = coded_ != nullptr ? coded_->write(content) : exchange_.write(content);
  const Result<> written = co_await std::move(writing);
  if (written) co_return;
  if (written.error() == Error::Invalid) throw std::length_error("more content than the length announced");
  throw Cancelled();
}

}  // namespace saki
