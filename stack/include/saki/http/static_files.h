// SPDX-License-Identifier: Apache-2.0
//
// StaticFiles: the files of one directory, answered to GET and HEAD.
//
// No path leads out of the directory: the kernel resolves it beneath its root (openat2(2), RESOLVE_BENEATH), symbolic links included.
// A file is opened on the loop's thread when everything needed is in memory, else by a pool's thread; it is sent without waiting for a
// disk.
#pragma once

#include <string>
#include <string_view>

#include "saki/base/file_descriptor.h"
#include "saki/http/exchange.h"
#include "saki/task/blocking_pool.h"

namespace saki::http {

struct StaticOptions {
  std::string index = "index.html";  // Answered for a directory; empty: none.
};

enum class StaticOutcome : std::uint8_t {
  Answered,
  NotFound,     // Nothing there, or nothing that is a file.
  Forbidden,    // There, but not to be read, or reached by a way out of the directory.
  WrongMethod,  // Only GET and HEAD.
};

// What a look-up found: an open file, or why there is none to send.
class StaticFile {  // Affinity: loop.
 public:
  enum class Kind : std::uint8_t {
    File,
    Directory,  // With an index perhaps, but asked for without a slash behind.
    Absent,     // Nothing there, or nothing that is a file.
    Forbidden,  // There, but not to be read, or reached by a way out of the directory.
  };

  explicit StaticFile(Kind what) noexcept : kind(what) {}
  StaticFile(FileDescriptor opened, std::uint64_t bytes, std::string_view type) noexcept
      : kind(Kind::File), file(std::move(opened)), size_bytes(bytes), media_type(type) {}

  Kind kind;
  FileDescriptor file;
  std::uint64_t size_bytes = 0;
  std::string_view media_type;  // Lives for ever.
};

class StaticFiles {  // Affinity: frozen.
 public:
  // `blocking` outlives the files. Errors: System: the directory cannot be opened.
  [[nodiscard]] static Result<StaticFiles> open(const std::string& directory, BlockingPool& blocking, StaticOptions options = {});

  // Looks for the file at `path`, as serve() does, and leaves the answer to the caller.
  //
  // Errors: System when no file can be opened at all; Exhausted when the pool is full. Cancelled.
  [[nodiscard]] Task<Result<StaticFile>> find(std::string_view path) const;

  // Answers with the file at `path`, which is normal (see normalize_path) and relative to the directory; a slash in front is ignored. A
  // directory asked for without a slash behind is redirected to. Unless the outcome is Answered the caller answers.
  //
  // Errors: those of Exchange::start and write_file; System when no file can be opened at all; Exhausted when the pool is full. Cancelled.
  [[nodiscard]] Task<Result<StaticOutcome>> serve(Exchange& exchange, std::string_view path) const;

 private:
  StaticFiles(FileDescriptor root, BlockingPool& blocking, StaticOptions options) noexcept
      : root_(std::move(root)), blocking_(&blocking), options_(std::move(options)) {}

  [[nodiscard]] Task<Result<FileDescriptor>> open_file(std::string path) const;

  FileDescriptor root_;
  BlockingPool* blocking_;
  StaticOptions options_;
};

}  // namespace saki::http
