// SPDX-License-Identifier: Apache-2.0
#include "service/common_settings.h"

#include "saki/log/log_level.h"

namespace saki {

void declare_common_settings(ConfigSchema& schema) {
  schema.add({.path = "data_dir",
              .initial = ".",
              .description = "Folder of the service's data: crash reports, access logs, databases and uploads lie below it."});
  schema.add({.path = "log.level",
              .type = SettingType::Word,
              .initial = "info",
              .words = {kLogLevelNames.begin(), kLogLevelNames.end()},
              .description = "What matters less than this is not logged."});
  schema.add({.path = "log.format",
              .type = SettingType::Word,
              .initial = "text",
              .words = {"text", "json"},
              .description = "How a line of the log looks: for people, or for programs."});
  schema.add({.path = "log.file", .description = "File that the log is appended to, instead of standard error."});
}

}  // namespace saki
