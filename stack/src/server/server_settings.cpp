// SPDX-License-Identifier: Apache-2.0
#include "saki/server/server_settings.h"

#include <string>

#include "saki/config/units.h"

namespace saki {
namespace {

using http::SettingUnit;

std::string limit_path(std::string_view name) { return "server.limits." + std::string(name); }
std::string timeout_path(std::string_view name) { return "server.timeouts." + std::string(name); }

std::string check_address(std::string_view text) {
  if (Address::parse(text)) return {};
  return "\"" + std::string(text) +
         "\" is no address; HOST:PORT with a literal host and a port up to 65535, [V6]:PORT, *:PORT or unix:/PATH";
}

Setting listen_setting() {
  Setting setting;
  setting.path = "server.listen";
  setting.type = SettingType::String;
  setting.shape = SettingShape::List;
  setting.initial = "[\"127.0.0.1:8080\"]";
  setting.min_count = 1;
  setting.max_count = 64;
  setting.check = check_address;
  setting.description = "Where connections are accepted: HOST:PORT, [V6]:PORT, *:PORT or unix:/PATH; port 0 lets the kernel choose.";
  return setting;
}

Setting workers_setting() {
  Setting setting;
  setting.path = "server.workers";
  setting.type = SettingType::Uint32;
  setting.initial = "0";
  setting.maximum = "1024";
  setting.aliases = {{"auto", "0"}};
  setting.unit = "threads";
  setting.description = "Threads that serve connections; 0 or auto is one for each core that the process may use.";
  return setting;
}

Setting time_setting(std::string path, std::chrono::milliseconds initial, std::chrono::milliseconds least, std::chrono::milliseconds most,
                     std::string_view sentence) {
  Setting setting;
  setting.path = std::move(path);
  setting.type = SettingType::TimeSpan;
  setting.initial = format_duration(initial);
  setting.minimum = format_duration(least);
  setting.maximum = format_duration(most);
  setting.description = sentence;
  return setting;
}

Setting limit_setting(const http::LimitSetting& limit) {
  const bool is_size = limit.unit != SettingUnit::Count;
  const auto written = [&](std::uint64_t value) { return is_size ? format_size(value) : std::to_string(value); };
  Setting setting;
  setting.path = limit_path(limit.name);
  setting.type = is_size ? SettingType::Size : SettingType::Uint64;
  setting.initial = written(http::Limits{}.*limit.member);
  setting.minimum = written(limit.least);
  setting.maximum = written(limit.most);
  setting.description = limit.sentence;
  return setting;
}

}  // namespace

void declare_server_settings(ConfigSchema& schema) {
  const ServerOptions defaults;
  schema.add(listen_setting());
  schema.add(workers_setting());
  schema.add(time_setting("server.drain_timeout", defaults.drain_timeout, std::chrono::milliseconds(0), std::chrono::hours(24),
                          "How long requests under way may go on once the server was told to stop; then they are cancelled."));
  for (const http::LimitSetting& limit : http::limit_settings()) schema.add(limit_setting(limit));
  for (const http::TimeoutSetting& timeout : http::timeout_settings()) {
    schema.add(time_setting(timeout_path(timeout.name), http::Timeouts{}.*timeout.member, timeout.least, timeout.most, timeout.sentence));
  }
}

ServerOptions read_server_options(const Config& config) {
  ServerOptions options;
  const auto listen = config.get<std::vector<std::string>>("server.listen");
  for (std::size_t index = 0; index < listen.size(); ++index) {
    options.listen.push_back({*Address::parse(listen[index]), config.place("server.listen", index)});
  }
  options.workers = config.get<std::uint32_t>("server.workers");
  options.drain_timeout = config.get<std::chrono::milliseconds>("server.drain_timeout");
  for (const http::LimitSetting& limit : http::limit_settings()) {
    options.limits.*limit.member = config.get<std::uint64_t>(limit_path(limit.name));
  }
  for (const http::TimeoutSetting& timeout : http::timeout_settings()) {
    options.timeouts.*timeout.member = config.get<std::chrono::milliseconds>(timeout_path(timeout.name));
  }
  return options;
}

}  // namespace saki
