// SPDX-License-Identifier: Apache-2.0
//
// Preparation: from the command line to a checked configuration, or to the reason why nothing will run. Touches no socket and no
// package, prints nothing.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "saki/config/config.h"
#include "service/composition.h"
#include "service/config_reader.h"

namespace saki {

struct Preparation {
  std::optional<int> exit_status;        // Set when the run ends here.
  std::string output;                    // For standard output.
  std::string error_output;              // For standard error.
  std::shared_ptr<const Config> config;  // Set when the run goes on, and so is the next.
  std::optional<ConfigReader> reader;    // By which it was read.
};

// `environment` ends with a null pointer, as environ(7); null for none.
[[nodiscard]] Preparation prepare(const Composition& composition, std::span<const std::string> arguments, const char* const* environment);

}  // namespace saki
