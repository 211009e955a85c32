// SPDX-License-Identifier: Apache-2.0
#include "saki/server/access_log_settings.h"

namespace saki {
namespace {

Setting path_setting(const std::string& within, SettingNeed need) {
  Setting setting;
  setting.path = within + "path";
  setting.need = need;
  if (need == SettingNeed::Required) setting.minimum = "1";
  setting.description = "A file below data_dir, `-` or `stdout`, `stderr`.";
  return setting;
}

Setting format_setting(const std::string& within) {
  Setting setting;
  setting.path = within + "format";
  setting.type = SettingType::Word;
  setting.initial = http::kAccessFormatNames[static_cast<std::size_t>(http::AccessLogOptions{}.format)];
  setting.words = {http::kAccessFormatNames.begin(), http::kAccessFormatNames.end()};
  setting.description = "What its lines look like.";
  return setting;
}

}  // namespace

void declare_access_log(ConfigSchema& schema, const std::string& within, SettingNeed path_need) {
  schema.add(path_setting(within, path_need));
  schema.add(format_setting(within));
}

http::AccessLogOptions read_access_log(const Config& config, const std::string& within) {
  return {config.find<std::string>(within + "path").value_or(""), *http::parse_access_format(config.get<std::string>(within + "format"))};
}

}  // namespace saki
