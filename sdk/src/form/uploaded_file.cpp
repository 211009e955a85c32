// SPDX-License-Identifier: Apache-2.0
#include "saki/uploaded_file.h"

#include "form/spill.h"
#include "form/storage_error.h"
#include "saki/task/blocking_pool.h"

namespace saki {

UploadedFile::UploadedFile(BlockingPool& pool, std::string file_name, std::string media_type, std::string content,
                           std::shared_ptr<const FileDescriptor> file, std::uint64_t size_bytes) noexcept
    : pool_(&pool),
      file_name_(std::move(file_name)),
      media_type_(std::move(media_type)),
      content_(std::move(content)),
      file_(std::move(file)),
      size_bytes_(size_bytes) {}

Task<std::string> UploadedFile::content() const {
  if (in_memory()) co_return content_;
  co_return stored(co_await pool_->run(read_whole_file, file_), "a file without a name");
}

Task<> UploadedFile::save(std::string path) const {
  if (in_memory()) {
    stored(co_await pool_->run(write_to_path, content_, path), path);
  } else {
    stored(co_await pool_->run(copy_to_path, file_, path), path);
  }
}

}  // namespace saki
