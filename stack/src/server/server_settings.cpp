// SPDX-License-Identifier: Apache-2.0
#include "saki/server/server_settings.h"

#include <string>

#include "saki/config/units.h"
#include "saki/server/access_log_settings.h"
#include "saki/server/tls_settings.h"
#include "server/proxy_settings.h"

namespace saki {
namespace {

using http::SettingUnit;

std::string limit_path(std::string_view name) { return "server.limits." + std::string(name); }
std::string timeout_path(std::string_view name) { return "server.timeouts." + std::string(name); }

// The address that a port alone, a name or the URL of a page stands for; empty where none does.
std::string meant_address(std::string_view text) {
  const std::size_t scheme_end = text.find("://");
  const std::string_view scheme = scheme_end != text.npos ? text.substr(0, scheme_end) : std::string_view();
  std::string_view rest = scheme_end != text.npos ? text.substr(scheme_end + 3) : text;
  if (rest.ends_with('/')) rest.remove_suffix(1);
  const std::size_t colon = rest.rfind(':');
  const std::string_view host = colon != rest.npos ? rest.substr(0, colon) : std::string_view();
  const std::string_view port = colon != rest.npos ? rest.substr(colon + 1) : rest;
  const bool secure = scheme == "tls" || scheme == "https" || scheme == "wss" || scheme == "ssl";
  const std::string_view literal = host.empty() || host == "localhost" ? "127.0.0.1" : host;
  std::string meant = (secure ? "tls://" : "") + std::string(literal) + ":" + std::string(port);
  return ListenPlace::parse(meant) ? meant : std::string();
}

std::string check_address(std::string_view text) {
  if (ListenPlace::parse(text)) return {};
  const std::string meant = meant_address(text);
  return "\"" + std::string(text) + "\" is no address" + (meant.empty() ? "" : " (did you mean " + meant + "?)") +
         "; HOST:PORT with a literal host and a port up to 65535, [V6]:PORT, *:PORT or unix:/PATH, with tls:// in front "
         "for TLS";
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
  setting.description =
      "Where connections are accepted: HOST:PORT, [V6]:PORT, *:PORT or unix:/PATH, with tls:// in front for TLS; port 0 lets the kernel "
      "choose.";
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

Setting number_setting(std::string path, std::uint32_t initial, std::uint32_t least, std::uint32_t most, std::string_view sentence) {
  Setting setting;
  setting.path = std::move(path);
  setting.type = SettingType::Uint32;
  setting.initial = std::to_string(initial);
  setting.minimum = std::to_string(least);
  setting.maximum = std::to_string(most);
  setting.description = sentence;
  return setting;
}

Setting flag_setting(std::string path, bool initial, std::string_view sentence) {
  Setting setting;
  setting.path = std::move(path);
  setting.type = SettingType::Bool;
  setting.initial = initial ? "true" : "false";
  setting.description = sentence;
  return setting;
}

// The first word is the default.
Setting word_setting(std::string path, std::vector<std::string> words, std::string_view sentence) {
  Setting setting;
  setting.path = std::move(path);
  setting.type = SettingType::Word;
  setting.initial = words.front();
  setting.words = std::move(words);
  setting.description = sentence;
  return setting;
}

void declare_accept_settings(ConfigSchema& schema) {
  const AcceptOptions defaults;
  schema.add(word_setting("server.accept", {"per_worker", "shared"},
                          "per_worker: the kernel spreads connections; shared: each goes to the worker that holds the fewest."));
  schema.add(word_setting("server.over_capacity", {"answer", "refuse", "wait"},
                          "What becomes of connections beyond a limit: answer them 503, reset them, or leave them waiting."));
  schema.add(time_setting("server.retry_after", defaults.retry_after, std::chrono::seconds(1), std::chrono::hours(24),
                          "What Retry-After says in the answer to a connection beyond a limit; whole seconds."));
  schema.add(number_setting("server.ip6_prefix", defaults.ip6_prefix, 1, 128,
                            "Bits of an IPv6 address that limits.connections_per_address takes for one client."));
  schema.add(flag_setting("server.ipv6_only", defaults.ipv6_only, "Whether [::] and * take IPv6 alone, not IPv4 as well."));
  schema.add(number_setting("server.backlog", static_cast<std::uint32_t>(defaults.tuning.backlog), 1, 1'000'000,
                            "Connections that wait in the kernel to be accepted, for each listening socket."));
  schema.add(flag_setting("server.no_delay", defaults.tuning.no_delay, "TCP_NODELAY: small writes leave at once."));
  schema.add(number_setting("server.fast_open", 0, 0, 1'000'000,
                            "TCP_FASTOPEN: connections that may wait with data ahead of their handshake; 0 is off."));
  schema.add(time_setting("server.defer_accept", defaults.tuning.defer_accept, std::chrono::seconds(0), std::chrono::hours(1),
                          "TCP_DEFER_ACCEPT: how long the kernel keeps a connection that says nothing; whole seconds; 0 is off."));
}

AcceptOptions read_accept_options(const Config& config) {
  const auto seconds = [&config](const char* path) {
    return std::chrono::ceil<std::chrono::seconds>(config.get<std::chrono::milliseconds>(path));
  };
  const auto number = [&config](const char* path) { return static_cast<int>(config.get<std::uint32_t>(path)); };
  const auto policy = config.get<std::string>("server.over_capacity");
  AcceptOptions options;
  if (config.get<std::string>("server.accept") == "shared") options.mode = AcceptMode::Shared;
  if (policy == "refuse") options.over_capacity = OverCapacity::Refuse;
  if (policy == "wait") options.over_capacity = OverCapacity::Wait;
  options.retry_after = seconds("server.retry_after");
  options.ip6_prefix = config.get<std::uint32_t>("server.ip6_prefix");
  options.ipv6_only = config.get<bool>("server.ipv6_only");
  options.tuning = {.backlog = number("server.backlog"),
                    .no_delay = config.get<bool>("server.no_delay"),
                    .fast_open = number("server.fast_open"),
                    .defer_accept = seconds("server.defer_accept")};
  return options;
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
  declare_tls_settings(schema);
  schema.add(workers_setting());
  declare_proxy_settings(schema);
  schema.add(time_setting("server.drain_timeout", defaults.drain_timeout, std::chrono::milliseconds(0), std::chrono::hours(24),
                          "How long requests under way may go on once the server was told to stop; then they are cancelled."));
  declare_accept_settings(schema);
  declare_access_log(schema, "server.access_log.", SettingNeed::Optional);
  for (const http::LimitSetting& limit : http::limit_settings()) schema.add(limit_setting(limit));
  for (const http::TimeoutSetting& timeout : http::timeout_settings()) {
    schema.add(time_setting(timeout_path(timeout.name), http::Timeouts{}.*timeout.member, timeout.least, timeout.most, timeout.sentence));
  }
}

ServerOptions read_server_options(const Config& config) {
  ServerOptions options;
  options.access_log = read_access_log(config, "server.access_log.");
  options.access_log_place = config.place("server.access_log.path");
  const auto listen = config.get<std::vector<std::string>>("server.listen");
  for (std::size_t index = 0; index < listen.size(); ++index) {
    options.listen.push_back(*ListenPlace::parse(listen[index], config.place("server.listen", index)));
  }
  options.tls = read_tls_options(config);
  options.proxy = read_proxy_options(config);
  options.workers = config.get<std::uint32_t>("server.workers");
  options.drain_timeout = config.get<std::chrono::milliseconds>("server.drain_timeout");
  options.accept = read_accept_options(config);
  for (const http::LimitSetting& limit : http::limit_settings()) {
    options.limits.*limit.member = config.get<std::uint64_t>(limit_path(limit.name));
  }
  for (const http::TimeoutSetting& timeout : http::timeout_settings()) {
    options.timeouts.*timeout.member = config.get<std::chrono::milliseconds>(timeout_path(timeout.name));
  }
  return options;
}

}  // namespace saki
