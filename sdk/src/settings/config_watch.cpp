// SPDX-License-Identifier: Apache-2.0
#include "settings/config_watch.h"

#include <algorithm>

#include "saki/config/config_tree.h"
#include "saki/log/log_stream.h"
#include "settings/config_change.h"

namespace saki {
namespace {

std::string line_of(const Diagnostic& mistake) {
  Diagnostics one;
  one.add(mistake.place, mistake.code, mistake.text);
  std::string line = one.text();
  while (line.ends_with('\n')) line.pop_back();
  return line;
}

}  // namespace

ConfigWatch::ConfigWatch(ConfigReader reader, ConfigSchema schema, LogStream& log, Take take)
    : reader_(std::move(reader)), schema_(std::move(schema)), log_(log), take_(std::move(take)) {
  reader_.keep_environment();
  static_cast<void>(rests());
}

void ConfigWatch::start() {
  thread_.start("settings", kPause, [this] { look(); });
}

bool ConfigWatch::rests() {
  Traces now;
  for (std::string& path : reader_.paths()) {
    const FileTrace trace = trace_of(path);
    now.emplace_back(std::move(path), trace);
  }
  return std::exchange(seen_, now) == now;
}

std::shared_ptr<const Config> ConfigWatch::read(Diagnostics& mistakes) {
  ConfigTree tree;
  reader_.gather(tree, mistakes);
  std::shared_ptr<const Config> config = schema_.read(tree, mistakes);
  return mistakes.empty() ? config : nullptr;
}

void ConfigWatch::look() {
  const bool rested = rests();
  if (rested && !pending_) return;
  pending_ = true;
  if (!rested && ++restless_ < kPatience) return;
  Diagnostics mistakes;
  const std::shared_ptr<const Config> reading = read(mistakes);
  const bool whole = rests() && rested;
  if (!whole && restless_ < kPatience) {
    ++restless_;
    return;
  }
  restless_ = 0;
  pending_ = !whole;
  if (reading != nullptr) return take_(reading);
  if (whole) tell(mistakes);  // Otherwise it is read once more.
}

void ConfigWatch::tell(const Diagnostics& mistakes) const {
  const std::vector<Diagnostic>& list = mistakes.list();
  log_.error("the configuration cannot be used as it is now; the settings stay as they are", {{"mistakes", list.size()}});
  for (std::size_t i = 0; i < std::min(list.size(), kMostTold); ++i) {
    if (list[i].hint.empty())
      log_.error(line_of(list[i]));
    else
      log_.error(line_of(list[i]), {{"hint", list[i].hint}});
  }
}

}  // namespace saki
