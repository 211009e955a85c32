// SPDX-License-Identifier: Apache-2.0
#include "service/runner.h"

#include <unistd.h>

#include <cstdio>

#include "service/preparation.h"

namespace saki {
namespace {

void print(const std::string& text, std::FILE* to) {
  std::fputs(text.c_str(), to);
  std::fflush(to);
}

}  // namespace

int run_service(Composition& composition, int argc, char** argv) {
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  const Preparation preparation = prepare(composition, arguments, environ);
  print(preparation.output, stdout);
  print(preparation.error_output, stderr);
  if (preparation.exit_status) return *preparation.exit_status;
  return 1;
}

}  // namespace saki
