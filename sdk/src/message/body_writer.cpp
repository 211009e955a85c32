// SPDX-License-Identifier: Apache-2.0
#include "saki/body_writer.h"

#include <stdexcept>
#include <string>

#include "coding/coded_content.h"
#include "saki/http/exchange.h"
#include "saki/invalid_field.h"

namespace saki {

Task<> BodyWriter::write(std::string_view content) { return write(as_bytes(content)); }

Task<> BodyWriter::write(ByteView content) {
  if (content.empty()) co_return;  // The answer has not begun by that, and may still fail.
  Task<Result<>> writing = coded_ != nullptr ? coded_->write(content) : exchange_.write(content);
  const Result<> written = co_await std::move(writing);
  if (written) co_return;
  if (written.error() == Error::Invalid) throw std::length_error("more content than the length announced");
  throw Cancelled();
}

void BodyWriter::trailer(std::string_view name, std::string_view value) {
  Arena& arena = exchange_.arena();
  const Field field{arena.copy(name), arena.copy(value)};
  if (!http::is_trailer(field)) throw InvalidField("no trailer: " + std::string(name));
  trailers_.push_back(field);
}

}  // namespace saki
