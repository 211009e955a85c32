// SPDX-License-Identifier: Apache-2.0
//
// The flags that every service takes.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace saki {

struct CommandLine {
  std::vector<std::string> listen;
  std::vector<std::string> certificates;
  std::vector<std::string> keys;  // Of the certificates, in their order.
  std::optional<std::string> workers;
  std::optional<std::string> config;
  std::vector<std::string> settings;  // KEY=VALUE, in their order.
  std::optional<std::string> log_level;
  std::optional<std::string> pid_file;
  std::optional<std::string> db;  // What to do with the database's migrations, instead of serving.
  bool no_supervisor = false;
  bool check_config = false;
  bool help = false;
  bool version = false;
  bool json = false;

  std::string mistake;  // Why the arguments are wrong usage; empty when they are not.

  // Whether a service is to run, rather than something to be told.
  [[nodiscard]] bool serves() const noexcept { return mistake.empty() && !db && !check_config && !help && !version; }
};

// Reads the arguments behind the program's name. `--flag value` and `--flag=value` are the same. The first mistake ends it.
[[nodiscard]] CommandLine parse_command_line(std::span<const std::string> arguments);

// One line for each flag.
[[nodiscard]] std::string flags_help();

}  // namespace saki
