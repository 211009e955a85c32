// SPDX-License-Identifier: Apache-2.0
//
// Files without a name: what is too large for memory goes there, and is gone when nobody holds it any more, however the process ends.
#pragma once

#include <memory>
#include <string>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"

namespace saki {

// Work that may still run on a thread of a pool when its task is gone shares the file.
using SharedFile = std::shared_ptr<const FileDescriptor>;

// The following block: for threads of a pool. Errors: System.

// Opens a file without a name in the file system of `directory`.
[[nodiscard]] Result<SharedFile> open_spill(const std::string& directory);

[[nodiscard]] Result<> append_to_file(const SharedFile& file, const std::string& content);

[[nodiscard]] Result<std::string> read_whole_file(const SharedFile& file);

// Copies a file's content to `path`, which is made or overwritten.
[[nodiscard]] Result<> copy_to_path(const SharedFile& file, const std::string& path);

// The same for content at hand.
[[nodiscard]] Result<> write_to_path(const std::string& content, const std::string& path);

}  // namespace saki
