// SPDX-License-Identifier: Apache-2.0
#include "config/drop_ins.h"

#include <dirent.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace saki {
namespace {

bool is_drop_in(std::string_view name) { return name.size() > 5 && name.front() != '.' && name.ends_with(".yaml"); }

}  // namespace

Result<std::vector<std::string>> drop_ins(const std::string& path) {
  const std::unique_ptr<DIR, decltype([](DIR* folder) { ::closedir(folder); })> folder(::opendir(path.c_str()));
  if (!folder) return fail(Error::last_system());
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(folder.get())) {
    if (is_drop_in(entry->d_name)) names.emplace_back(entry->d_name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace saki
