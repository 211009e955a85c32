// SPDX-License-Identifier: Apache-2.0
#include "service/runner.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <optional>

#include "context/data_path.h"
#include "context/following.h"
#include "host/tls_hosts.h"
#include "saki/log/crash_log.h"
#include "saki/offers.h"
#include "saki/process/pid_file.h"
#include "saki/process/supervised_application.h"
#include "saki/process/supervisor.h"
#include "saki/server/server.h"
#include "saki/server/server_settings.h"
#include "service/command_line.h"
#include "service/preparation.h"
#include "service/service_application.h"
#include "service/service_log.h"
#include "service/supervision.h"

namespace saki {
namespace {

constexpr int kNotStarted = 1;
constexpr int kUsage = 2;

void print(const std::string& text, std::FILE* to) {
  std::fputs(text.c_str(), to);
  std::fflush(to);
}

bool hosts_have_logs(const Config& config) {
  const auto has_log = [](const ConfigSection& host) { return host->find<ConfigSection>("access_log").has_value(); };
  const auto hosts = config.find<std::vector<ConfigSection>>("server.hosts").value_or(std::vector<ConfigSection>{});
  return std::ranges::any_of(hosts, has_log);
}

// An access log has a line for each request: what a worker answers while the writer is kept waiting must find room.
LogOptions log_options(const Config& config) {
  LogOptions options;
  if (config.find<std::string>("server.access_log.path") || hosts_have_logs(config)) options.ring_bytes = 512 * 1024;
  return options;
}

ServerOptions server_options(const Config& config, Supervised* supervised) {
  ServerOptions options = read_server_options(config);
  add_tls_hosts(config, options.tls);
  http::AccessLogOptions& access = options.access_log;
  if (access.names_file()) access.path = data_path(config.get<std::string>("data_dir"), access.path);
  options.names_clients = hosts_have_logs(config);
  if (supervised == nullptr) return options;
  options.keeper = supervised;
  options.announce = [supervised](std::string_view line) { supervised->announce(line); };
  return options;
}

int serve(Composition& composition, Preparation& prepared, Supervised* supervised) {
  const std::shared_ptr<const Config>& config = prepared.config;
  Diagnostics diagnostics;
  Log log(log_options(*config));
  configure_log(log, *config, diagnostics);
  const CrashLog crash_log(log);

  ServiceApplication application;
  ServerOptions options = server_options(*config, supervised);
  std::optional<SupervisedApplication> watched;
  if (supervised != nullptr) {
    supervised->configure(supervision_of(*config, options));
    watched.emplace(application, *supervised);
  }
  Application& served = watched ? static_cast<Application&>(*watched) : application;
  const std::unique_ptr<Server> server = Server::open(std::move(options), served, log, diagnostics);
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
  if (composition.context.following != nullptr) composition.context.following->watch(*std::move(prepared.reader));
  return server->run();
}

// Does what `--db` says, without any worker.
int look_after_database(Composition& composition, const CommandLine& line, const Config& config) {
  if (composition.migrating == nullptr) {
    print(composition.name + ": this service has no migrations\n", stderr);
    return kUsage;
  }
  Log log;
  Offers offers;
  const PackageContext context(composition.name, config, config.get<std::string>("data_dir"), log.stream(composition.name), offers);
  const Migrating::Report report = composition.migrating->run(composition, context, *line.db, line.json);
  print(report.output, stdout);
  print(report.error_output, stderr);
  return report.exit_status;
}

int supervise_self(const CommandLine& line, int argc, char** argv) {
  std::vector<char*> arguments(argv, argv + argc);
  arguments.push_back(nullptr);
  return supervise({.arguments = arguments.data(), .pid_file = line.pid_file.value_or("")});
}

}  // namespace

int run_service(Composition& composition, int argc, char** argv) {
  const Result<std::unique_ptr<Supervised>> supervised = Supervised::adopt();
  if (!supervised) {
    print(composition.name + ": its supervisor cannot be joined (" + supervised.error().text() + "): start that anew\n", stderr);
    return kNotStarted;
  }
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  const CommandLine line = parse_command_line(arguments);
  const bool alone = line.no_supervisor || !line.serves();
  if (*supervised == nullptr && !alone) return supervise_self(line, argc, argv);

  Preparation preparation = prepare(composition, arguments, environ);
  print(preparation.output, stdout);
  print(preparation.error_output, stderr);
  if (preparation.exit_status) return *preparation.exit_status;
  if (line.db) return look_after_database(composition, line, *preparation.config);
  std::optional<PidFile> pid_file;
  if (*supervised == nullptr && line.pid_file) {
    Result<PidFile> written = PidFile::write(*line.pid_file);
    if (!written) {
      print(composition.name + ": " + *line.pid_file + " cannot be written: " + written.error().text() + "\n", stderr);
      return kNotStarted;
    }
    pid_file.emplace(std::move(*written));
  }
  return serve(composition, preparation, supervised->get());
}

}  // namespace saki
