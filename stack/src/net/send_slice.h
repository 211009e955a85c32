// SPDX-License-Identifier: Apache-2.0
//
// SendSlice: one sendfile(2) as an operation of a stream. Gives how many bytes left, 0 at the end of the file.
#pragma once

#include "saki/net/stream.h"

namespace saki {

class Stream::SendSlice final : public Operation {
 public:
  SendSlice(Stream& stream, int file, std::uint64_t& offset, std::size_t count_bytes) noexcept
      : Operation(stream, stream.writing_), file_(file), offset_(offset), count_bytes_(count_bytes) {}
  [[nodiscard]] Result<std::size_t> await_resume() const noexcept { return outcome(); }

 private:
  bool attempt() noexcept override;
  int file_;
  std::uint64_t& offset_;  // Advances with what was sent.
  std::size_t count_bytes_;
};

}  // namespace saki
