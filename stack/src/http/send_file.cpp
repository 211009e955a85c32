// SPDX-License-Identifier: Apache-2.0
#include "http/send_file.h"

#include <fcntl.h>

#include <algorithm>

#include "http/file_residency.h"
#include "saki/task/blocking_pool.h"
#include "saki/task/give_way.h"

namespace saki::http {
namespace {

constexpr std::uint64_t kSliceBytes = 256 * 1024;

// The pool owns a descriptor of its own: this task may be gone before the work is done.
Task<Result<>> read_in(BlockingPool& pool, int file, std::uint64_t offset, std::size_t count_bytes) {
  FileDescriptor own(::fcntl(file, F_DUPFD_CLOEXEC, 0));
  if (!own) co_return fail(Error::last_system());
  co_return co_await pool.run(make_resident, std::move(own), offset, count_bytes);
}

}  // namespace

Task<Result<>> send_file(Stream& stream, HttpWorker& worker, int file, std::uint64_t offset, std::uint64_t count_bytes) {
  while (count_bytes > 0) {
    const auto slice_bytes = static_cast<std::size_t>(std::min(count_bytes, kSliceBytes));
    if (!is_resident(file, offset, slice_bytes)) SAKI_CO_TRY(co_await read_in(worker.blocking, file, offset, slice_bytes));
    stream.set_write_deadline(deadline_after(worker.loop, worker.timeouts.write_idle));
    SAKI_CO_TRY(co_await stream.send_file(file, offset, slice_bytes));
    offset += slice_bytes;
    count_bytes -= slice_bytes;
    if (count_bytes > 0) co_await give_way();
  }
  co_return {};
}

}  // namespace saki::http
