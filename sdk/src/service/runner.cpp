// SPDX-License-Identifier: Apache-2.0
#include "service/runner.h"

#include <unistd.h>

#include <cstdio>

#include "saki/log/crash_log.h"
#include "saki/server/server.h"
#include "saki/server/server_settings.h"
#include "service/preparation.h"
#include "service/service_application.h"
#include "service/service_log.h"

namespace saki {
namespace {

constexpr int kNotStarted = 1;

void print(const std::string& text, std::FILE* to) {
  std::fputs(text.c_str(), to);
  std::fflush(to);
}

void tell_start_notes(const Composition& composition, LogStream& log) {
  for (const std::string& note : composition.start_notes) log.warn(note);
}

int serve(Composition& composition, const std::shared_ptr<const Config>& config) {
  Diagnostics diagnostics;
  Log log;
  configure_log(log, *config, diagnostics);
  const CrashLog crash_log(log);

  ServiceApplication application;
  const std::unique_ptr<Server> server = Server::open(read_server_options(*config), application, log, diagnostics);
  const std::unique_ptr<Runtime> runtime = Runtime::start(composition, config, log, diagnostics);
  if (server == nullptr || runtime == nullptr || !diagnostics.empty()) {
    print(diagnostics.text(), stderr);
    return kNotStarted;
  }
  application.attach(*runtime);
  if (const Result<> started = log.start(); !started) {
    print(composition.name + ": the log cannot be written: " + started.error().text() + "\n", stderr);
    return kNotStarted;
  }
  tell_start_notes(composition, *runtime->context().log);
  return server->run();
}

}  // namespace

int run_service(Composition& composition, int argc, char** argv) {
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  const Preparation preparation = prepare(composition, arguments, environ);
  print(preparation.output, stdout);
  print(preparation.error_output, stderr);
  return preparation.exit_status ? *preparation.exit_status : serve(composition, preparation.config);
}

}  // namespace saki
