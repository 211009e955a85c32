// SPDX-License-Identifier: Apache-2.0
//
// A service that gets into trouble when it is asked to, for the tests of its supervisor.
#include <saki/service.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>

namespace {

// As the tests look for it in the stacks.
[[gnu::noinline]] void spin_for_ever() {
  for (volatile bool go_on = true; go_on;) continue;
}

[[gnu::noinline]] int overflow_the_stack(int depth) {
  volatile char room[4096];
  room[0] = static_cast<char>(depth);
  return depth < 0 ? 0 : overflow_the_stack(depth + 1) + room[0];
}

saki::Response spin(saki::Request&) {
  spin_for_ever();
  return saki::Response::text("never");
}

saki::Response overflow(saki::Request&) { return saki::Response::text(std::to_string(overflow_the_stack(0))); }

saki::Response fault(saki::Request&) {
  std::raise(SIGSEGV);
  return saki::Response::text("never");
}

// Hangs until its supervisor asks where it hangs, and then faults.
saki::Response fault_when_asked(saki::Request&) {
  sigset_t inquiry;
  sigemptyset(&inquiry);
  sigaddset(&inquiry, SIGQUIT);
  ::pthread_sigmask(SIG_BLOCK, &inquiry, nullptr);
  int asked = 0;
  ::sigwait(&inquiry, &asked);
  std::raise(SIGSEGV);
  return saki::Response::text("never");
}

saki::Response abort_now(saki::Request&) { std::abort(); }
saki::Response exit_with_3(saki::Request&) { ::_exit(3); }
saki::Response number(saki::Request&) { return saki::Response::text(std::to_string(::getpid())); }
saki::Response version(saki::Request&) { return saki::Response::text(TROUBLE_VERSION); }

}  // namespace

int main(int argc, char** argv) {
  saki::Service service("trouble", TROUBLE_VERSION);
  service.get("/spin", spin);
  service.get("/overflow", overflow);
  service.get("/fault", fault);
  service.get("/fault-when-asked", fault_when_asked);
  service.get("/abort", abort_now);
  service.get("/exit", exit_with_3);
  service.get("/pid", number);
  service.get("/version", version);
  return service.run(argc, argv);
}
