// SPDX-License-Identifier: Apache-2.0
//
// StoreScan and StorePage: the keys below a prefix, in the order of their bytes, a page at a time.
//
//   StoreScan scan("cart:");
//   do {
//     StorePage page = co_await store.scan(scan);
//     for (const StoreEntry& entry : page.entries) …
//     scan.after = page.next;
//   } while (!scan.after.empty());
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace saki {

class StoreScan {  // Affinity: one thread at a time.
 public:
  static constexpr std::size_t kMost = 0;  // StoreOptions::page_count.

  explicit StoreScan(std::string below, std::string behind = {}, std::size_t most = kMost)
      : prefix(std::move(below)), after(std::move(behind)), limit(most) {}

  std::string prefix;  // "" for all.
  std::string after;   // Only keys behind this one; "" from the beginning.
  std::size_t limit;   // Entries of a page; no more than StoreOptions::page_count.
};

class StoreEntry {
 public:
  StoreEntry() = default;
  StoreEntry(std::string of, std::string with) : key(std::move(of)), value(std::move(with)) {}
  friend bool operator==(const StoreEntry&, const StoreEntry&) = default;

  std::string key;
  std::string value;
};

// A key that is there all the while that its pages are read is in exactly one of them; one that comes or goes meanwhile may be in one.
class StorePage {
 public:
  StorePage() noexcept {}

  std::vector<StoreEntry> entries;  // In the order of their keys' bytes. A page ends early at StoreOptions::page_bytes; it may be empty.
  std::string next;                 // `after` for the next page; "" behind the last.
};

}  // namespace saki
