// SPDX-License-Identifier: Apache-2.0
#include "service/service_log.h"

#include "saki/log/file_sink.h"
#include "saki/log/standard_sink.h"

namespace saki {

void configure_log(Log& log, const Config& config, Diagnostics& diagnostics) {
  log.set_level("", parse_level(config.get<std::string>("log.level")));
  LineSinkOptions options;
  options.format = config.get<std::string>("log.format") == "json" ? LogFormat::Json : LogFormat::Text;

  const std::optional<std::string> path = config.find<std::string>("log.file");
  if (!path) {
    log.add_sink(std::make_unique<StandardSink>(StandardStream::Error, options));
    return;
  }
  Result<std::unique_ptr<FileSink>> file = FileSink::open(*path, options);
  if (file) {
    log.add_sink(std::move(*file));
  } else {
    diagnostics.add(config.place("log.file"), "log-file", "the log cannot be written to " + *path + ": " + file.error().text());
  }
}

}  // namespace saki
