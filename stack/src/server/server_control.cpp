// SPDX-License-Identifier: Apache-2.0
#include "server/server_control.h"

#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <string>

#include "saki/server/tls_listeners.h"
#include "server/available_cores.h"
#include "server/proxy_settings.h"

namespace saki {
namespace {

constexpr int kStoppedBySecondInterrupt = 130;
constexpr rlim_t kDescriptorsBesideConnections = 1024;

void print_line(std::string_view line) {
  std::string text(line);
  text += '\n';
  std::fwrite(text.data(), 1, text.size(), stderr);
}

// As many descriptors as the connections may need, if the system lets this process have them.
void raise_descriptor_limit(std::uint64_t connections) {
  rlimit limit;
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const auto wanted = static_cast<rlim_t>(std::min<std::uint64_t>(limit.rlim_max, connections + kDescriptorsBesideConnections));
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = wanted;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

ServerOptions completed(ServerOptions options) {
  if (options.workers == 0) options.workers = available_cores();
  if (options.workers == 1) options.accept.mode = AcceptMode::PerWorker;  // There is nobody to choose between.
  if (!options.announce) options.announce = print_line;
  return options;
}

}  // namespace

Server::Control::Control(Loop& loop, ServerOptions options, Application& application, Log& log)
    : SignalWatcher(loop, "server"),
      Timer(loop, "drain_timeout"),
      loop_(loop),
      options_(completed(std::move(options))),
      log_(log.stream("server")),
      connections_(options_.workers, {options_.limits.connections, options_.limits.connections_per_address, options_.accept.ip6_prefix}),
      surroundings_{application, *this, log, blocking_, options_, connections_, sockets_, access_log_, options_.workers},
      tls_(loop, options_.tls, log_, *this),
      tasks_(loop, "server") {}

Server::Control::~Control() { tasks_.drop(); }

bool Server::Control::prepare(Diagnostics& diagnostics) {
  const SourcePlace nowhere{.file = "server"};
  if (options_.listen.empty())
    diagnostics.add(nowhere, "no-address", "there is no address to listen on", "give one with --listen or server.listen");
  raise_descriptor_limit(options_.limits.connections);
  std::signal(SIGPIPE, SIG_IGN);  // sendfile(2) has no way to ask for none.
  if (options_.signals == ServerSignals::Handle) watch_signals(diagnostics);
  check_tls_listeners(options_, diagnostics);
  if (serves_tls(options_) && options_.tls.configured()) {
    if (options_.keeper != nullptr) tls_.share_tickets(options_.keeper->tickets());
    tls_.open(diagnostics);
  }
  check_proxy_options(options_, diagnostics);
  if (!options_.access_log.path.empty()) open_access_log(diagnostics);
  sockets_ = open_listening_sockets(options_, options_.workers, diagnostics);
  for (unsigned index = 0; index < options_.workers && diagnostics.empty(); ++index) {
    auto worker = WorkerThread::open(index, surroundings_);
    if (worker)
      workers_.push_back(std::move(*worker));
    else
      diagnostics.add(nowhere, "cannot-start", "cannot open a loop: " + worker.error().text());
  }
  return diagnostics.empty();
}

// A terminal that hangs up ends a service without TLS, as it ends other programs.
void Server::Control::watch_signals(Diagnostics& diagnostics) {
  const Result<> started =
      serves_tls(options_) ? SignalWatcher::start({SIGTERM, SIGINT, SIGUSR1, SIGHUP}) : SignalWatcher::start({SIGTERM, SIGINT, SIGUSR1});
  if (!started) diagnostics.add({.file = "server"}, "cannot-start", "cannot wait for signals: " + started.error().text());
}

void Server::Control::open_access_log(Diagnostics& diagnostics) {
  auto opened = http::AccessLog::open(surroundings_.log, "http.access", options_.access_log);
  if (opened) {
    access_log_ = std::move(*opened);
  } else {
    diagnostics.add(options_.access_log_place, "access-log",
                    "the access log cannot be written to " + options_.access_log.path + ": " + opened.error().text());
  }
}

int Server::Control::run() {
  pending_workers_ = options_.workers;
  for (const auto& worker : workers_) worker->start();
  loop_.run();
  for (const auto& worker : workers_) worker->join();
  acceptor_.reset();
  tasks_.drop();
  blocking_.stop();
  workers_.clear();
  for (const Address& address : sockets_.addresses) {
    if (address.is_unix() && options_.keeper == nullptr) std::remove(address.host().c_str());
  }
  return status_;
}

void Server::Control::stop() noexcept {
  loop_.post("stop", [this] { drain(); });
}

void Server::Control::on_worker_ready(unsigned, Result<> outcome) {
  loop_.post("worker ready", [this, outcome] { worker_ready(outcome); });
}

void Server::Control::on_worker_drained(unsigned) {
  loop_.post("worker drained", [this] {
    if (phase_ == Phase::Draining && --pending_workers_ == 0) finish(0);
  });
}

void Server::Control::worker_ready(Result<> outcome) {
  if (phase_ != Phase::Starting) return;
  if (!outcome) {
    log_.error("a worker did not start", {{"reason", outcome.error()}});
    return finish(1);
  }
  if (--pending_workers_ == 0) serve();
}

void Server::Control::serve() {
  phase_ = Phase::Serving;
  if (options_.accept.mode == AcceptMode::Shared) share_acceptor();
  if (serves_tls(options_)) tls_.begin();
  for (const Address& address : sockets_.addresses) options_.announce("listening on " + url_of(address, sockets_.preface_of(address)));
  for (const std::string& remark : sockets_.remarks) log_.warn("a listener is not quite as configured", {{"reason", remark}});
  if (options_.keeper != nullptr) options_.keeper->on_serving();
  accept();
}

void Server::Control::share_acceptor() {
  ConnectionTaker& taker = *this;  // Nobody else may make it one.
  acceptor_.emplace(loop_, options_, sockets_, connections_, log_, taker);
  acceptor_->reserve();
}

void Server::Control::accept() {
  for (unsigned index = 0; index < workers_.size(); ++index) {
    std::vector<FileDescriptor>& sockets = sockets_.of_worker[index];
    acceptor_ ? acceptor_->listen(std::move(sockets)) : workers_[index]->accept(std::move(sockets));
  }
}

void Server::Control::take(unsigned worker, Preface preface, FileDescriptor socket, Connections::Place place) {
  workers_[worker]->serve(preface, std::move(socket), std::move(place));
}

void Server::Control::use(const std::shared_ptr<const TlsContext>& context) {
  for (const auto& worker : workers_) worker->use(context);
}

void Server::Control::on_signal(int signal) {
  if (signal == SIGHUP) return tls_.renew();
  if (signal == SIGUSR1) return surroundings_.log.reopen();
  if (signal == SIGINT && phase_ == Phase::Draining) return finish(kStoppedBySecondInterrupt);
  drain();
}

void Server::Control::drain() {
  if (phase_ == Phase::Starting) return finish(0);
  if (phase_ != Phase::Serving) return;
  phase_ = Phase::Draining;
  log_.info("draining");
  pending_workers_ = options_.workers;
  Timer::start_after(options_.drain_timeout);
  tasks_.spawn(drain_workers, std::ref(*this));
}

// What the acceptor hands on last finds workers that are draining, and is there before they are asked whether they have.
Task<> Server::Control::drain_workers(std::reference_wrapper<Control> self) {
  Control& control = self;
  for (const auto& worker : control.workers_) worker->drain();
  if (control.acceptor_) {
    control.acceptor_->drain();
    co_await control.acceptor_->ended();
  }
  for (const auto& worker : control.workers_) worker->tell_when_drained();
}

void Server::Control::expire() {
  log_.warn("requests were cut off at the end of the time to drain");
  finish(0);
}

void Server::Control::finish(int status) {
  if (phase_ == Phase::Finishing) return;
  phase_ = Phase::Finishing;
  status_ = status;
  Timer::cancel();
  tls_.end();
  if (acceptor_) acceptor_->close();
  for (const auto& worker : workers_) worker->finish();
  loop_.stop();
}

}  // namespace saki
