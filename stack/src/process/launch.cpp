// SPDX-License-Identifier: Apache-2.0
#include "process/launch.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "process/supervised_environment.h"

namespace saki {
namespace {

bool is_ours(std::string_view entry) {
  const std::string_view name = entry.substr(0, entry.find('='));
  return name == kSupervisorVariable || name == kListeningVariable;
}

std::vector<char*> environment_with(std::vector<std::string>& own) {
  std::vector<char*> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (!is_ours(*entry)) entries.push_back(*entry);
  }
  for (std::string& entry : own) entries.push_back(entry.data());
  entries.push_back(nullptr);
  return entries;
}

void pass_on(int descriptor) noexcept { ::fcntl(descriptor, F_SETFD, 0); }

[[noreturn]] void become_service(const Launch& launch, char* const* environment) noexcept {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // Some programs lose it when they are executed: the service asks again.
  ::pthread_sigmask(SIG_SETMASK, &launch.mask, nullptr);
  pass_on(launch.channel);
  pass_on(launch.heartbeats);
  for (const KeptSocket& kept : launch.sockets) pass_on(kept.socket.get());
  const Error error = launch.program.execute(launch.arguments, environment);
  std::fprintf(stderr, "cannot execute %s: %s\n", launch.program.path().c_str(), error.text().c_str());
  ::_exit(1);
}

}  // namespace

Result<pid_t> launch(const Launch& launch) {
  const std::string origin = std::to_string(kControlVersion) + " " + std::to_string(::getpid()) + " " + std::to_string(launch.channel) +
                             " " + std::to_string(launch.heartbeats);
  std::vector<std::string> own{std::string(kSupervisorVariable) + "=" + origin,
                               std::string(kListeningVariable) + "=" + to_text(launch.sockets)};
  const std::vector<char*> environment = environment_with(own);
  const pid_t child = ::fork();
  if (child < 0) return fail(Error::last_system());
  if (child == 0) become_service(launch, environment.data());
  return child;
}

}  // namespace saki
