// SPDX-License-Identifier: Apache-2.0
#include "saki/http/file_cache.h"

#include <unordered_map>

#include "http/served_file.h"
#include "saki/base/intrusive_list.h"
#include "saki/loop/loop.h"
#include "saki/loop/timer.h"

namespace saki::http {

struct FileCache::Impl {
  struct Entry : ListLink<> {
    const std::string* path;  // The map's own.
    File file;
    MonotonicTime reopen_at;
  };

  class Sweep final : public Timer {
   public:
    Sweep(Impl& cache, Loop& loop) noexcept : Timer(loop, "file cache"), cache_(cache) {}

   private:
    void expire() override { cache_.give_up_old(*this); }
    Impl& cache_;
  };

  Impl(std::size_t most, Duration reopen_after) : most_files(most), reopen(reopen_after) {}

  const std::size_t most_files;
  const Duration reopen;
  std::unordered_map<std::string, Entry> entries{};
  IntrusiveList<Entry> by_use{};  // The least lately used in front.

  std::optional<Sweep> sweep{};  // Armed while there are entries.

  void give_up(const Entry& entry) { entries.erase(entries.find(*entry.path)); }
  void give_up_old(Timer& timer) {
    const MonotonicTime now = timer.loop().now();
    std::erase_if(entries, [&](const auto& each) { return now >= each.second.reopen_at; });
    if (!entries.empty()) timer.start_after(reopen);
  }
  void see_to_sweeping(Loop& loop) {
    if (!sweep) sweep.emplace(*this, loop);
    if (!sweep->armed()) sweep->start_after(reopen);
  }
};

FileCache::FileCache(std::size_t most_files, Duration reopen) : impl_(std::make_unique<Impl>(most_files, reopen)) {}
FileCache::~FileCache() = default;

std::size_t FileCache::size() const noexcept { return impl_->entries.size(); }

std::optional<FileCache::File> FileCache::find(const std::string& path, MonotonicTime now) {
  const auto found = impl_->entries.find(path);
  if (found == impl_->entries.end()) return std::nullopt;
  Impl::Entry& entry = found->second;
  const bool is_old = now >= entry.reopen_at;
  const bool has_changed = !is_old && entry.file && !entry.file->is_unchanged();
  if (has_changed) ++counters_.changed;
  if (is_old || has_changed) {
    impl_->give_up(entry);
    return std::nullopt;
  }
  ++counters_.hits;
  entry.unlink();
  impl_->by_use.push_back(entry);
  return entry.file;
}

void FileCache::put(const std::string& path, File file, Loop& loop) {
  if (impl_->most_files == 0 || impl_->reopen <= Duration::zero()) return;
  impl_->see_to_sweeping(loop);
  const auto [place, is_new] = impl_->entries.try_emplace(path);
  Impl::Entry& entry = place->second;
  entry.path = &place->first;
  entry.file = std::move(file);
  entry.reopen_at = loop.now() + impl_->reopen;
  entry.unlink();
  impl_->by_use.push_back(entry);
  if (impl_->entries.size() <= impl_->most_files) return;
  impl_->give_up(impl_->by_use.front());
  ++counters_.evicted;
}

}  // namespace saki::http
