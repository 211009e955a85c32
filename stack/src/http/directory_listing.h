// SPDX-License-Identifier: Apache-2.0
//
// The page that lists a directory without index.
//
// Shown is what could be fetched: regular files and directories, reached as the mount's links are, with names that a path may have. The
// query orders them: `?sort=name|size|date&order=asc|desc`; directories come first in any order.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/static_path.h"
#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"
#include "saki/http/static_options.h"

namespace saki::http {

inline constexpr std::size_t kMostListed = 10'000;  // Entries of one directory; the page says when there are more.

struct ListedEntry {
  std::string name;
  std::uint64_t size_bytes = 0;
  std::int64_t modified_seconds = 0;
  bool is_directory = false;
};

struct DirectoryEntries {
  std::vector<ListedEntry> entries;
  bool cut_off = false;  // There are more.
};

// What is asked of the listing of a directory; `below` is its path, empty or with a slash behind.
struct ListingOrder {
  enum class By : std::uint8_t { Name, Size, Date };
  By by = By::Name;
  bool descending = false;

  // Whatever else the query holds is passed over.
  [[nodiscard]] static ListingOrder of(std::string_view query) noexcept;
};

// Reads the directory. Blocks. Errors: System: as open_beneath.
[[nodiscard]] Result<DirectoryEntries> read_directory(std::shared_ptr<const FileDescriptor> root, std::string below, Symlinks links,
                                                      HiddenFiles hidden);

// The page. `path` is what was asked for, decoded; `has_parent` tells whether a link leads up. Everything that a name holds is escaped.
[[nodiscard]] std::string listing_page(DirectoryEntries directory, std::string_view path, bool has_parent, ListingOrder order);

}  // namespace saki::http
