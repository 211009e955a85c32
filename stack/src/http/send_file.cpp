// SPDX-License-Identifier: Apache-2.0
#include "http/send_file.h"

#include <fcntl.h>

#include <algorithm>

#include "http/file_residency.h"
#include "http/send_watch.h"
#include "net/send_slice.h"
#include "saki/task/blocking_pool.h"
#include "saki/task/give_way.h"

namespace saki::http {
namespace {

constexpr std::uint64_t kSliceBytes = 1024 * 1024;

// The pool owns a descriptor of its own: this task may be gone before the work is done.
Task<Result<>> read_in(BlockingPool& pool, int file, std::uint64_t offset, std::size_t count_bytes) {
  FileDescriptor own(::fcntl(file, F_DUPFD_CLOEXEC, 0));
  if (!own) co_return fail(Error::last_system());
  co_return co_await pool.run(make_resident, std::move(own), offset, count_bytes);
}

}  // namespace

Task<Result<>> send_file(Stream& stream, HttpWorker& worker, Http1Exchange& exchange, int file, std::uint64_t offset,
                         std::uint64_t count_bytes) {
  SendWatch watch(stream, exchange.answer_pace(), worker.timeouts.write_idle);
  const std::uint64_t end = offset + count_bytes;
  std::uint64_t slice_end = offset;
  while (offset < end) {
    if (offset == slice_end) {
      slice_end = std::min(end, offset + kSliceBytes);
      const auto slice_bytes = static_cast<std::size_t>(slice_end - offset);
      if (!is_resident(file, offset, slice_bytes)) SAKI_CO_TRY(co_await read_in(worker.blocking, file, offset, slice_bytes));
    }
    watch.begin(end - offset);
    const std::uint64_t slice_begin = offset;
    const Result<std::size_t> sent = co_await Stream::SendSlice(stream, file, offset, static_cast<std::size_t>(slice_end - offset));
    const bool in_time = watch.end(end - offset);
    exchange.answer().note_sent(offset - slice_begin);
    if (!sent && (sent.error() != Error::Timeout || !in_time)) co_return fail(sent.error());
    if (sent && *sent == 0) co_return fail(Error::Closed);
    if (offset == slice_end && offset < end) co_await give_way();
  }
  co_return {};
}

}  // namespace saki::http
