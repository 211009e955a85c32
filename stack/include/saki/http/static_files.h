// SPDX-License-Identifier: Apache-2.0
//
// StaticFiles: the files of one directory, answered to GET and HEAD.
//
// No path leads out of the directory: the kernel resolves it beneath its root (openat2(2), RESOLVE_BENEATH), symbolic links included.
// A file is opened on the loop's thread when everything needed is in memory, else by a pool's thread; it is sent without waiting for a
// disk. Files stay open in a cache for the requests that follow.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "saki/base/file_descriptor.h"
#include "saki/http/exchange.h"
#include "saki/http/file_cache.h"
#include "saki/http/static_answer.h"
#include "saki/http/static_options.h"
#include "saki/task/blocking_pool.h"

namespace saki::http {

class ServedFile;
struct FileChoice;

class StaticFiles {  // Affinity: loop.
 public:
  // `blocking` outlives the files. Errors: System: the directory cannot be opened.
  [[nodiscard]] static Result<StaticFiles> open(const std::string& directory, BlockingPool& blocking, StaticOptions options = {});

  // What the file at `path` is answered with; the path is normal (see normalize_path) and relative to the directory, a slash in front is
  // ignored. Conditions and ranges of the request are obeyed. Without content, but with the fields they need:
  //
  //   404  nothing there, nothing that is a file, or hidden      403  there, but not to be read, or behind a link that is not followed
  //   405  of another method than GET, HEAD and OPTIONS           412, 416  as the request's conditions and ranges ask for
  //
  // A directory asked for without a slash behind is redirected to. Errors: System when no file can be opened at all; Exhausted when the
  // pool is full. Cancelled.
  [[nodiscard]] Task<Result<StaticAnswer>> answer(Exchange& exchange, std::string_view path);

  // Answers with just that. Errors: also those of Exchange::respond and write_file.
  [[nodiscard]] Task<Result<>> serve(Exchange& exchange, std::string_view path);

  [[nodiscard]] const FileCache& cache() const noexcept { return *cache_; }

 private:
  using File = std::shared_ptr<const ServedFile>;

  StaticFiles(FileDescriptor root, BlockingPool& blocking, StaticOptions options);

  // Whoever asks for what is not there fills no cache, unless it stands beside what is.
  enum class Absence : bool { Forget, Remember };

  // The file at `path`, open; null where there is none. Errors: also System for what the client is told.
  [[nodiscard]] Task<Result<File>> find(Exchange& exchange, std::string path, Absence absence);
  [[nodiscard]] Task<Result<FileDescriptor>> open_file(std::string path);
  // Puts a coded sibling of the file at `path` in its place, where there is one that the client takes.
  [[nodiscard]] Task<Result<>> take_sibling(Exchange& exchange, std::string path, FileChoice& choice);
  [[nodiscard]] Task<Result<StaticAnswer>> answer_found(Exchange& exchange, std::string path, File file);
  [[nodiscard]] Task<Result<StaticAnswer>> answer_listing(Exchange& exchange, std::string below);

  std::shared_ptr<const FileDescriptor> root_;  // Shared with the pool's threads.
  BlockingPool* blocking_;
  StaticOptions options_;
  std::unique_ptr<FileCache> cache_;
};

}  // namespace saki::http
