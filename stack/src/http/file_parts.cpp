// SPDX-License-Identifier: Apache-2.0
#include "saki/http/file_parts.h"

#include "saki/http/exchange.h"

namespace saki::http {

std::uint64_t FileParts::length_bytes() const noexcept {
  std::uint64_t length = end_.size();
  for (const FilePart& part : parts_) length += part.lead.size() + part.count_bytes;
  return length;
}

Task<Result<>> FileParts::respond(Exchange& exchange, const ResponseHead& head) const {
  SAKI_CO_TRY(co_await exchange.start(head, length_bytes()));
  for (const FilePart& part : parts_) {
    SAKI_CO_TRY(co_await exchange.write(as_bytes(part.lead)));
    SAKI_CO_TRY(co_await exchange.write_file(file_->get(), part.offset, part.count_bytes));
  }
  SAKI_CO_TRY(co_await exchange.write(as_bytes(end_)));
  co_return co_await exchange.finish();
}

}  // namespace saki::http
