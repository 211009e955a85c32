// SPDX-License-Identifier: Apache-2.0
#include "store/page_merge.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace saki {
namespace {

// Up to where all is known; none: to the end.
std::optional<std::string> known_up_to(const std::vector<StorePage>& parts) {
  std::optional<std::string> least;
  for (const StorePage& part : parts) {
    if (!part.next.empty() && (!least || part.next < *least)) least = part.next;
  }
  return least;
}

// How many of the entries make a page.
std::size_t page_length(const std::vector<StoreEntry>& entries, std::size_t limit, std::size_t bytes) {
  std::size_t length = 0;
  std::size_t taken = 0;
  while (length < std::min(entries.size(), limit) && taken < bytes) {
    taken += entries[length].key.size() + entries[length].value.size();
    ++length;
  }
  return length;
}

}  // namespace

StorePage merge_pages(std::vector<StorePage> parts, std::size_t limit, std::size_t bytes) {
  const std::optional<std::string> known = known_up_to(parts);
  StorePage page;
  for (StorePage& part : parts) {
    for (StoreEntry& entry : part.entries) {
      if (!known || entry.key <= *known) page.entries.push_back(std::move(entry));
    }
  }
  std::ranges::sort(page.entries, {}, &StoreEntry::key);
  const std::size_t length = page_length(page.entries, limit, bytes);
  const bool cut = length < page.entries.size();
  page.entries.erase(page.entries.begin() + static_cast<std::ptrdiff_t>(length), page.entries.end());
  if (cut || known) page.next = page.entries.back().key;
  return page;
}

}  // namespace saki
