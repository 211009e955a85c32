// SPDX-License-Identifier: Apache-2.0
#include "coding/compression_settings.h"

namespace saki {
namespace {

void declare_answer_settings(ConfigSchema& schema) {
  schema.add({.path = "server.compression.enabled",
              .type = SettingType::Bool,
              .initial = "true",
              .description = "Whether answers are compressed for the clients that ask for it."});
  schema.add({.path = "server.compression.codings",
              .type = SettingType::Word,
              .shape = SettingShape::List,
              .initial = "[br, gzip]",
              .min_count = 1,
              .max_count = 2,
              .words = {"br", "gzip"},
              .description = "Codings on offer; the first is taken where a client likes several as much."});
  schema.add({.path = "server.compression.least",
              .type = SettingType::Size,
              .initial = "1KiB",
              .minimum = "1",
              .maximum = "1TiB",
              .description = "Smaller content goes out as it is."});
  schema.add({.path = "server.compression.gzip_level",
              .type = SettingType::Uint32,
              .initial = "6",
              .minimum = "1",
              .maximum = "9",
              .description = "From quick to small."});
  schema.add({.path = "server.compression.brotli_quality",
              .type = SettingType::Uint32,
              .initial = "4",
              .minimum = "0",
              .maximum = "11",
              .description = "From quick to small; from 10 on many times as slow."});
  schema.add({.path = "server.compression.inline",
              .type = SettingType::Size,
              .initial = "32KiB",
              .maximum = "1TiB",
              .description = "Larger content is compressed beside the workers, by a thread for work that blocks."});
  schema.add({.path = "server.compression.at_once",
              .type = SettingType::Uint32,
              .initial = "16",
              .minimum = "1",
              .maximum = "65536",
              .unit = "answers",
              .description = "Answers of one worker that are being compressed; further ones go out as they are."});
}

void declare_request_settings(ConfigSchema& schema) {
  schema.add({.path = "server.compression.requests",
              .type = SettingType::Bool,
              .initial = "false",
              .description = "Whether compressed content of requests is taken; otherwise it is answered 415."});
  schema.add({.path = "server.compression.request_ratio",
              .type = SettingType::Uint32,
              .initial = "20",
              .minimum = "1",
              .maximum = "1100",
              .description = "How many times its compressed size the content of a request may have; more is answered 413."});
}

}  // namespace

void declare_compression_settings(ConfigSchema& schema) {
  declare_answer_settings(schema);
  declare_request_settings(schema);
}

CompressionSettings read_compression_settings(const Config& config) {
  CompressionSettings settings;
  if (config.get<bool>("server.compression.enabled")) settings.least_bytes = config.get<std::uint64_t>("server.compression.least");
  settings.inline_bytes = config.get<std::uint64_t>("server.compression.inline");
  for (const std::string& name : config.get<std::vector<std::string>>("server.compression.codings")) {
    settings.codings.push_back(*http::content_coding_of(name));
  }
  settings.encoders.gzip_level = static_cast<int>(config.get<std::uint32_t>("server.compression.gzip_level"));
  settings.encoders.brotli_quality = static_cast<int>(config.get<std::uint32_t>("server.compression.brotli_quality"));
  settings.at_once = config.get<std::uint32_t>("server.compression.at_once");
  settings.requests = config.get<bool>("server.compression.requests");
  settings.request_ratio = config.get<std::uint32_t>("server.compression.request_ratio");
  settings.body_bytes = config.get<std::uint64_t>("server.limits.body_bytes");
  return settings;
}

}  // namespace saki
