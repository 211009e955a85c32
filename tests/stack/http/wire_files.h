// SPDX-License-Identifier: Apache-2.0
//
// WireFiles: the folder behind `/files/` of the transcripts' service: `a.txt`, ten bytes, changed at the beginning of 2025.
#pragma once

#include <string>

#include "saki/http/static_files.h"

namespace saki::http {

class WireFiles {
 public:
  WireFiles();
  ~WireFiles();
  WireFiles(const WireFiles&) = delete;
  WireFiles& operator=(const WireFiles&) = delete;

  [[nodiscard]] StaticFiles& files() { return files_; }

 private:
  std::string folder_;
  BlockingPool blocking_;
  StaticFiles files_;
};

}  // namespace saki::http
