// SPDX-License-Identifier: Apache-2.0
//
// What is served of a directory, and how.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace saki::http {

// Which symbolic links below a directory are followed. None of them leads out of it.
enum class Symlinks : std::uint8_t {
  None,
  SameOwner,  // Those that belong to whom the place they lead to belongs to.
  Within,
};

// A Cache-Control for the files that a pattern fits. `*` stands for any bytes, `?` for one. A pattern with a slash is held against the path
// below the directory, any other against the file's name alone.
struct CacheRule {
  std::string pattern;
  std::string cache_control;
};

struct StaticOptions {
  std::string index = "index.html";  // Answered for a directory; empty: none.
  bool listing = false;  // A directory without index is listed.
  bool hidden_files = false;  // Names that begin with a dot are served as well; `/.well-known/` always is.
  bool precompressed = true;  // `a.css.br` or `a.css.gz`, unless older, answers for `a.css` to who takes that coding.
  Symlinks symlinks = Symlinks::Within;
  std::string cache_control{};  // Of every file that no rule fits; empty: the field is not sent.
  std::vector<CacheRule> cache_rules{};  // The first that fits counts.
  std::size_t cached_files = 256;  // Kept open by each worker; 0: none.
  std::chrono::milliseconds reopen{
      1000};  // How long a file is kept before its path is followed anew. A change of the file itself shows at once.
};

}  // namespace saki::http
