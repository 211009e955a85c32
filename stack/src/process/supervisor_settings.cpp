// SPDX-License-Identifier: Apache-2.0
#include "saki/process/supervisor_settings.h"

#include <array>
#include <charconv>

#include "saki/config/units.h"

namespace saki {
namespace {

struct TimeField {
  std::string_view name;
  Duration SupervisorSettings::* member;
  std::string_view least;
  std::string_view sentence;
};

struct CountField {
  std::string_view name;
  std::uint64_t SupervisorSettings::* member;
  std::string_view most;
  std::string_view unit;
  std::string_view sentence;
};

constexpr std::array<TimeField, 5> kTimes{{
    {"heartbeat", &SupervisorSettings::heartbeat, "0s",
     "A worker whose loop stood still for so long hangs: the service is killed and started again; 0s turns this off."},
    {"start_timeout", &SupervisorSettings::start_timeout, "0s",
     "How long a service that is to take the place of another may need to start; 0s is for ever."},
    {"restart_window", &SupervisorSettings::restart_window, "1s", "The time within which restarts count towards restart_limit."},
    {"backoff", &SupervisorSettings::backoff, "1ms",
     "Pause before the second restart within the window; it doubles with each further one, the first comes at once."},
    {"backoff_limit", &SupervisorSettings::backoff_limit, "1ms", "The longest pause before a restart."},
}};

constexpr std::array<CountField, 2> kCounts{{
    {"restart_limit", &SupervisorSettings::restart_limit, "1000000", "restarts",
     "Restarts within restart_window; when one more is needed the supervisor gives up and exits with 1."},
    {"crash_reports", &SupervisorSettings::crash_reports, "10000", "files",
     "Reports kept in crash/ below data_dir, the newest ones; 0 writes none."},
}};

std::string path_of(std::string_view name) { return "server.supervisor." + std::string(name); }

Setting time_setting(const TimeField& field) {
  Setting setting;
  setting.path = path_of(field.name);
  setting.type = SettingType::TimeSpan;
  setting.initial = format_duration(SupervisorSettings{}.*field.member);
  setting.minimum = field.least;
  setting.maximum = "24h";
  setting.description = field.sentence;
  return setting;
}

Setting count_setting(const CountField& field) {
  Setting setting;
  setting.path = path_of(field.name);
  setting.type = SettingType::Uint64;
  setting.initial = std::to_string(SupervisorSettings{}.*field.member);
  setting.maximum = field.most;
  setting.unit = field.unit;
  setting.description = field.sentence;
  return setting;
}

template <class Number>
Number number_from(std::string_view text) noexcept {
  Number number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void set(SupervisorSettings& settings, std::string_view name, std::string_view value) {
  for (const TimeField& field : kTimes) {
    if (field.name == name) settings.*field.member = Duration(number_from<Duration::rep>(value));
  }
  for (const CountField& field : kCounts) {
    if (field.name == name) settings.*field.member = number_from<std::uint64_t>(value);
  }
  if (name == "drain_timeout") settings.drain_timeout = Duration(number_from<Duration::rep>(value));
  if (name == "crash_dir") settings.crash_dir = value;
  if (name == "log_file") settings.log_file = value;
  if (name == "reading") settings.reading = value;
  if (name == "log_format") settings.log_format = value == "json" ? LogFormat::Json : LogFormat::Text;
}

}  // namespace

void declare_supervisor_settings(ConfigSchema& schema) {
  for (const TimeField& field : kTimes) schema.add(time_setting(field));
  for (const CountField& field : kCounts) schema.add(count_setting(field));
}

SupervisorSettings read_supervisor_settings(const Config& config) {
  SupervisorSettings settings;
  for (const TimeField& field : kTimes) settings.*field.member = config.get<Duration>(path_of(field.name));
  for (const CountField& field : kCounts) settings.*field.member = config.get<std::uint64_t>(path_of(field.name));
  return settings;
}

std::string to_text(const SupervisorSettings& settings) {
  std::string text;
  const auto line = [&text](std::string_view name, std::string_view value) { text.append(name).append("=").append(value) += '\n'; };
  for (const TimeField& field : kTimes) line(field.name, std::to_string((settings.*field.member).count()));
  for (const CountField& field : kCounts) line(field.name, std::to_string(settings.*field.member));
  line("drain_timeout", std::to_string(settings.drain_timeout.count()));
  line("crash_dir", settings.crash_dir);
  line("log_file", settings.log_file);
  line("reading", settings.reading);
  line("log_format", settings.log_format == LogFormat::Json ? "json" : "text");
  return text;
}

SupervisorSettings supervisor_settings_from(std::string_view text) {
  SupervisorSettings settings;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (const std::size_t equals = line.find('='); equals != line.npos) set(settings, line.substr(0, equals), line.substr(equals + 1));
  }
  return settings;
}

}  // namespace saki
