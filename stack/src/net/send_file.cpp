// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>

#include "net/send_slice.h"
#include "net/socket_io.h"
#include "saki/task/give_way.h"

namespace saki {
namespace {

constexpr std::uint64_t kSliceBytes = 256 * 1024;

}  // namespace

bool Stream::SendSlice::attempt() noexcept {
  if (stream_.error_ != 0) return end_failed(stream_.error_);
  const SocketIo io{stream_.descriptor(), stream_.transport()};
  const IoCount count = io.send_file(file_, offset_, count_bytes_);
  if (count == -EAGAIN) return not_ready();
  if (count < 0) return end_failed(static_cast<int>(-count));
  outcome_ = static_cast<std::size_t>(count);
  return true;
}

Task<Result<>> Stream::send_file(int file, std::uint64_t offset, std::uint64_t count_bytes) {
  while (count_bytes > 0) {
    const auto slice_bytes = static_cast<std::size_t>(std::min(count_bytes, kSliceBytes));
    const Result<std::size_t> sent = co_await SendSlice(*this, file, offset, slice_bytes);
    if (!sent) co_return fail(sent.error());
    if (*sent == 0) co_return fail(Error::Closed);
    count_bytes -= *sent;
    if (*sent == slice_bytes && count_bytes > 0) co_await give_way();
  }
  co_return {};
}

}  // namespace saki
