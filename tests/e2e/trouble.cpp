// SPDX-License-Identifier: Apache-2.0
//
// A service that gets into trouble when it is asked to, for the tests of its supervisor and of what handlers may do wrong.
#include <saki/body_writer.h>
#include <saki/service.h>
#include <saki/task.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
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

saki::Response hello(saki::Request&) { return saki::Response::text("Hello, World!"); }

saki::Response throw_now(saki::Request&) { throw std::runtime_error("a handler"); }
saki::Task<saki::Response> throw_after_waiting(saki::Request&) {
  co_await saki::sleep(std::chrono::milliseconds(1));
  throw std::runtime_error("a handler that waited");
}
saki::Response throw_what_is_no_exception(saki::Request&) { throw 7; }

saki::Task<> write_and_throw(saki::BodyWriter& out) {
  co_await out.write(std::string(100'000, 'x'));
  throw std::runtime_error("a handler whose head is sent");
}
saki::Response throw_in_a_stream(saki::Request&) { return saki::Response::stream("text/plain", write_and_throw); }

saki::Task<saki::Response> throw_before(saki::Request&, saki::Next) { throw std::runtime_error("middleware"); }
saki::Task<saki::Response> throw_behind(saki::Request& request, saki::Next next) {
  const saki::Response dropped = co_await next(request);
  throw std::runtime_error("middleware that had an answer");
}
saki::RouteOptions with(saki::Middleware around) {
  saki::RouteOptions options;
  options.middleware.push_back(around);
  return options;
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
  service.get("/hello", hello);
  service.get("/throw", throw_now);
  service.get("/throw/later", throw_after_waiting);
  service.get("/throw/seven", throw_what_is_no_exception);
  service.get("/throw/in-stream", throw_in_a_stream);
  service.get("/throw/before", hello, with(throw_before));
  service.get("/throw/behind", hello, with(throw_behind));
  service.get("/throw/behind-stream", throw_in_a_stream, with(throw_behind));
  return service.run(argc, argv);
}
