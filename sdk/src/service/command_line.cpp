// SPDX-License-Identifier: Apache-2.0
#include "service/command_line.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "saki/base/diagnostics.h"

namespace saki {
namespace {

// A flag: what it is called, the word for its value (empty: it takes none), what it does to a CommandLine.
struct Flag {
  std::string_view name;
  std::string_view value;
  std::string_view sentence;
  void (*apply)(CommandLine& line, std::string value);
};

constexpr std::array<Flag, 14> kFlags{{
    {"--listen", "ADDRESS", "listen on HOST:PORT, [V6]:PORT or unix:/PATH, for TLS with tls:// in front; again for more",
     [](CommandLine& line, std::string value) { line.listen.push_back(std::move(value)); }},
    {"--tls-cert", "FILE", "the certificate for tls://, with its chain; again for another kind of key",
     [](CommandLine& line, std::string value) { line.certificates.push_back(std::move(value)); }},
    {"--tls-key", "FILE", "the certificate's private key; again for each certificate",
     [](CommandLine& line, std::string value) { line.keys.push_back(std::move(value)); }},
    {"--workers", "N", "worker threads; 0 or auto is one for each core",
     [](CommandLine& line, std::string value) { line.workers = std::move(value); }},
    {"--config", "FILE", "read this configuration file", [](CommandLine& line, std::string value) { line.config = std::move(value); }},
    {"--set", "KEY=VALUE", "set one setting; again for more",
     [](CommandLine& line, std::string value) { line.settings.push_back(std::move(value)); }},
    {"--log-level", "LEVEL", "trace, debug, info, warn, error or off",
     [](CommandLine& line, std::string value) { line.log_level = std::move(value); }},
    {"--pid-file", "FILE", "write the number of the process that takes signals",
     [](CommandLine& line, std::string value) { line.pid_file = std::move(value); }},
    {"--no-supervisor", "", "run alone: nobody starts the service again",
     [](CommandLine& line, std::string) { line.no_supervisor = true; }},
    {"--db", "COMMAND", "look after the database's migrations and end: status, up, up:N, down, down:N or check",
     [](CommandLine& line, std::string value) { line.db = std::move(value); }},
    {"--check-config", "", "check the configuration and end", [](CommandLine& line, std::string) { line.check_config = true; }},
    {"--version", "", "tell the version and end", [](CommandLine& line, std::string) { line.version = true; }},
    {"--json", "", "with --version or --db: as JSON", [](CommandLine& line, std::string) { line.json = true; }},
    {"--help", "", "tell this and end", [](CommandLine& line, std::string) { line.help = true; }},
}};

const Flag* find_flag(std::string_view name) noexcept {
  if (name == "-h") name = "--help";
  const auto* found = std::find_if(kFlags.begin(), kFlags.end(), [name](const Flag& flag) { return flag.name == name; });
  return found != kFlags.end() ? found : nullptr;
}

std::string unknown(const std::string& argument, const std::string& name) {
  if (!argument.starts_with('-')) return "unexpected argument \"" + argument + "\"";
  std::vector<std::string> names;
  for (const Flag& flag : kFlags) names.emplace_back(flag.name);
  const std::string meant = nearest_word(name, names);
  return "unknown flag \"" + name + "\"" + (meant.empty() ? "" : " (did you mean \"" + meant + "\"?)");
}

}  // namespace

CommandLine parse_command_line(std::span<const std::string> arguments) {
  CommandLine line;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    const std::string& argument = arguments[at];
    const std::size_t equals = argument.starts_with("--") ? argument.find('=') : std::string::npos;
    const std::string name = argument.substr(0, equals);
    const Flag* flag = find_flag(name);
    const bool attached = equals != std::string::npos;
    if (flag == nullptr) {
      line.mistake = unknown(argument, name);
    } else if (flag->value.empty() && attached) {
      line.mistake = name + " takes no value";
    } else if (!flag->value.empty() && !attached && at + 1 == arguments.size()) {
      line.mistake = name + " needs a value: " + name + " " + std::string(flag->value);
    } else if (flag->value.empty()) {
      flag->apply(line, {});
    } else {
      flag->apply(line, attached ? argument.substr(equals + 1) : arguments[++at]);
    }
    if (!line.mistake.empty()) return line;
  }
  if (line.json && !line.version && !line.db) line.mistake = "--json goes with --version or --db";
  return line;
}

std::string flags_help() {
  constexpr std::size_t kColumn = 22;
  std::string text;
  for (const Flag& flag : kFlags) {
    std::string left = "  " + std::string(flag.name) + (flag.value.empty() ? "" : " ") + std::string(flag.value);
    left.resize(std::max(left.size() + 2, kColumn), ' ');
    text += left + std::string(flag.sentence) + "\n";
  }
  return text;
}

}  // namespace saki
