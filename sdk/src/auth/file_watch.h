// SPDX-License-Identifier: Apache-2.0
//
// FileWatch: looks once a second, on a thread of its own, whether files have changed, and reads them anew.
//
// A look is one stat() for each file, so no loop waits for a disk, and it does not matter how the file came there: written, renamed or
// mounted. What is wrong in it is told once, and what was read before goes on to count.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "auth/snapshot.h"
#include "saki/base/diagnostics.h"

namespace saki {

class LogStream;

class FileWatch {  // Affinity: main.
 public:
  explicit FileWatch(LogStream& log) noexcept : log_(log) {}
  ~FileWatch() { stop(); }
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  // Takes what a file holds; false, with the reasons in `diagnostics`, where it is of no use.
  using Take = std::function<bool(std::string_view content, const std::string& path, Diagnostics& diagnostics)>;

  // Reads the file now, and again when it has changed. `place` is where it was configured.
  void add(std::string path, SourcePlace place, Take take, Diagnostics& diagnostics);

  void start();  // Once all are added; without any, no thread is started.
  void stop() noexcept;

  void look();  // What the thread does each second.

 private:
  struct Trace {  // What tells one content from another without reading it.
    std::int64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = -1;
    std::int64_t changed_seconds = 0;
    std::int64_t changed_nanoseconds = 0;
    friend bool operator==(const Trace&, const Trace&) = default;
  };
  struct File {
    std::string path;
    Take take;
    Trace seen;
  };

  [[nodiscard]] static Trace trace_of(const std::string& path) noexcept;
  void read_anew(File& file) const;
  void run();

  LogStream& log_;
  std::vector<File> files_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace saki
