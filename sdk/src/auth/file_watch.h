// SPDX-License-Identifier: Apache-2.0
//
// FileWatch: looks once a second, on a thread of its own, whether files have changed, and reads them anew.
//
// A look is one stat() for each file, so no loop waits for a disk, and it does not matter how the file came there: written, renamed or
// mounted. What is wrong in it is told once, and what was read before goes on to count.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "saki/base/diagnostics.h"
#include "watch/file_trace.h"
#include "watch/look_thread.h"

namespace saki {

class LogStream;

class FileWatch {  // Affinity: main.
 public:
  static constexpr std::chrono::seconds kPause{1};  // Between two looks.

  explicit FileWatch(LogStream& log) noexcept : log_(log) {}
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  // Takes what a file holds; false, with the reasons in `diagnostics`, where it is of no use.
  using Take = std::function<bool(std::string_view content, const std::string& path, Diagnostics& diagnostics)>;

  // Reads the file now, and again when it has changed. `place` is where it was configured.
  void add(std::string path, SourcePlace place, Take take, Diagnostics& diagnostics);

  void start();  // Once all are added; without any, no thread is started.
  void stop() noexcept { thread_.stop(); }

  void look();  // What the thread does each second.

 private:
  struct File {
    std::string path;
    Take take;
    FileTrace seen;
  };

  void read_anew(File& file) const;

  LogStream& log_;
  std::vector<File> files_;
  LookThread thread_;
};

}  // namespace saki
