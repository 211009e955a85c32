// SPDX-License-Identifier: Apache-2.0
#include "process/supervisor.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "process/crash_telling.h"
#include "saki/config/units.h"
#include "saki/net/address.h"

namespace saki {
namespace {

constexpr int kCannotSupervise = 1;
constexpr int kStoppedBySecondInterrupt = 130;
constexpr Duration kHurry = std::chrono::seconds(1);

// That of this thread. SIGUSR1 pends until the service listens, and again once it has stopped to: it would end it otherwise.
sigset_t mask_of_services() noexcept {
  sigset_t mask;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  sigaddset(&mask, SIGUSR1);
  return mask;
}

void forget_path(const KeptSocket& kept) {
  const auto address = Address::parse(kept.configured);
  if (address && address->is_unix()) std::remove(address->host().c_str());
}

bool holds(const std::vector<KeptSocket>& sockets, const KeptSocket& wanted) {
  return std::any_of(sockets.begin(), sockets.end(), [&](const KeptSocket& kept) { return kept.configured == wanted.configured; });
}

}  // namespace

Supervisor::Supervisor(Loop& loop, const SupervisorOptions& options, Program program)
    : SignalWatcher(loop, "supervisor"),
      loop_(loop),
      options_(options),
      mask_(mask_of_services()),
      program_(std::move(program)),
      pause_(loop, "restart"),
      hearts_(loop, "heartbeat") {}

Supervisor::~Supervisor() = default;

int Supervisor::run() {
  for (const int signal : {SIGHUP, SIGUSR1, SIGUSR2, SIGCHLD}) std::signal(signal, SIG_DFL);  // One that is ignored is not delivered.
  std::signal(SIGPIPE, SIG_IGN);  // Nobody needs to read what it says.
  if (const Result<> started = SignalWatcher::start({SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2, SIGCHLD}); !started) {
    log_.error("cannot wait for signals", {{"reason", started.error()}});
    return kCannotSupervise;
  }
  start_current();
  loop_.run();
  return status_;
}

void Supervisor::on_signal(int signal) {
  switch (signal) {
    case SIGCHLD: return reap();
    case SIGHUP:
    case SIGUSR2: return reload(signal);
    case SIGUSR1: log_.reopen(); return for_each([](ServiceProcess& process) { process.signal(SIGUSR1); });
    default: return stop(signal);
  }
}

template <class Function>
void Supervisor::for_each(Function function) {
  if (current_ != nullptr) function(*current_);
  if (next_ != nullptr) function(*next_);
  for (const Process& process : leaving_) function(*process);
}

// --- starting and replacing

Supervisor::Process Supervisor::start(const Program& program) {
  auto started = ServiceProcess::start(loop_, *this, {program, options_.arguments, mask_, sockets_});
  if (started) return std::move(*started);
  log_.error("a service process cannot be started", {{"reason", started.error()}});
  return nullptr;
}

void Supervisor::start_current() {
  current_ = start(program_);
  if (current_ == nullptr) return has_served_ ? restart() : give_up(kCannotSupervise);
  if (has_served_) current_->expect_serving_within(settings_.start_timeout);
}

void Supervisor::restart() {
  const std::optional<Duration> pause = restarts_.next_pause(loop_.now(), settings_);
  if (!pause) {
    log_.error("the service ended too often",
               {{"restart_limit", settings_.restart_limit}, {"restart_window", format_duration(settings_.restart_window)}});
    return give_up(kCannotSupervise);
  }
  pause_.start(*pause, [this] { start_current(); });
}

void Supervisor::reload(int signal) {
  if (stopping_) return;
  if (next_ != nullptr || (current_ != nullptr && !current_->serving())) {
    postponed_ = signal;  // What starts now may have read already what was changed.
    return;
  }
  if (signal == SIGUSR2) {
    Result<Program> program = program_.reopened();
    if (!program)
      return log_.error("the new program cannot be opened, the old one goes on", {{"path", program_.path()}, {"reason", program.error()}});
    next_program_ = std::move(*program);
  }
  pause_.cancel();
  next_ = start(next_program_ ? *next_program_ : program_);
  if (next_ == nullptr) return on_next_end();
  next_->expect_serving_within(settings_.start_timeout);
}

void Supervisor::on_configured(ServiceProcess& process) {
  if (&process == next_.get() && reads_what_serves(process)) return renew();
  process.proceed();
  if (&process != current_.get()) return;
  settings_ = process.settings();
  log_.configure(settings_);
}

void Supervisor::on_serving(ServiceProcess& process) {
  if (&process == next_.get()) take_over();
  settings_ = process.settings();
  log_.configure(settings_);
  keep_sockets_of(process);
  tell_addresses(process);
  watch_hearts();
  write_pid_file();
  has_served_ = true;
  if (postponed_) on_signal(*std::exchange(postponed_, std::nullopt));
}

void Supervisor::take_over() {
  if (next_program_) program_ = *std::exchange(next_program_, std::nullopt);
  if (current_ != nullptr) {
    current_->leave(SIGTERM);
    leaving_.push_back(std::move(current_));
  }
  current_ = std::move(next_);
  log_.info("another service process has taken over", {{"pid", current_->pid()}, {"program", program_.path()}});
}

bool Supervisor::reads_what_serves(const ServiceProcess& process) const noexcept {
  const std::string& reading = process.settings().reading;
  return !reading.empty() && !next_program_ && current_ != nullptr && current_->serving() && current_->settings().reading == reading;
}

// Nothing but files that a service can read anew has changed: no connection needs to end for them.
void Supervisor::renew() {
  log_.info("the configuration is the same: the service reads its certificates anew", {{"pid", current_->pid()}});
  current_->signal(SIGHUP);
  next_->leave(SIGTERM);
  leaving_.push_back(std::move(next_));
  if (postponed_) on_signal(*std::exchange(postponed_, std::nullopt));
}

void Supervisor::keep_sockets_of(ServiceProcess& process) {
  const std::vector<KeptSocket> former = std::exchange(sockets_, process.take_sockets());
  for (const KeptSocket& kept : former) {
    if (!holds(sockets_, kept)) forget_path(kept);
  }
}

void Supervisor::tell_addresses(const ServiceProcess& process) {
  for (const std::string& line : process.announced()) {
    if (told_.insert(line).second) std::fprintf(stderr, "%s\n", line.c_str());
  }
}

void Supervisor::write_pid_file() {
  if (options_.pid_file.empty() || pid_file_) return;
  Result<PidFile> written = PidFile::write(options_.pid_file);
  if (!written) return log_.error("the pid file cannot be written", {{"path", options_.pid_file}, {"reason", written.error()}});
  pid_file_.emplace(std::move(*written));
}

void Supervisor::watch_hearts() {
  const Duration period = HeartbeatCheck::period(settings_.heartbeat);
  if (period <= Duration::zero()) return hearts_.cancel();
  hearts_.start(period, [this] {
    if (current_ != nullptr) current_->check_hearts();
    watch_hearts();
  });
}

// --- ending

void Supervisor::stop(int signal) {
  const bool again = stopping_ && signal == SIGINT;
  if (again) status_ = kStoppedBySecondInterrupt;
  if (stopping_ && !again) return;
  stopping_ = true;
  pause_.cancel();
  close_sockets();
  for_each([&](ServiceProcess& process) { again ? process.leave(signal, kHurry) : process.leave(signal); });
  end_when_alone();
}

// Whoever connects from now on is refused, rather than kept waiting for nobody.
void Supervisor::close_sockets() {
  for (const KeptSocket& kept : sockets_) forget_path(kept);
  sockets_.clear();
}

void Supervisor::give_up(int status) {
  status_ = status;
  stopping_ = true;
  close_sockets();
  for_each([](ServiceProcess& process) { process.leave(SIGTERM); });
  end_when_alone();
}

void Supervisor::end_when_alone() {
  if (stopping_ && current_ == nullptr && next_ == nullptr && leaving_.empty()) loop_.stop();
}

// All children, also those that were left to process 1 of a container.
void Supervisor::reap() {
  for (;;) {
    siginfo_t info{};
    if (::waitid(P_ALL, 0, &info, WEXITED | WNOHANG) != 0 || info.si_pid == 0) return;
    on_end(info.si_pid, ServiceEnd(info));
  }
}

void Supervisor::on_end(pid_t pid, const ServiceEnd& end) {
  for_each([pid](ServiceProcess& process) {
    if (process.pid() == pid) process.read_messages();
  });
  const bool was_current = current_ != nullptr && current_->pid() == pid;
  const bool was_next = next_ != nullptr && next_->pid() == pid;
  const Process process = remove(pid);
  if (process == nullptr) return;
  const bool told = as_told(*process, end);
  if (!told) tell_end(*process, end);
  if (stopping_) {
    if (status_ == 0 && !told) status_ = end.status();
    return end_when_alone();
  }
  if (was_current) return on_current_end(end);
  if (was_next) return on_next_end();
}

// Before a service listens to signals they end it, and that is well too.
bool Supervisor::as_told(const ServiceProcess& process, const ServiceEnd& end) const noexcept {
  const bool by_our_signal = end.by_signal() && (end.code() == SIGTERM || end.code() == SIGINT);
  return end.in_order() || (process.leaving() && by_our_signal) || status_ == kStoppedBySecondInterrupt;
}

void Supervisor::on_current_end(const ServiceEnd& end) {
  if (end.in_order() || !has_served_) return give_up(end.status());
  if (next_ == nullptr) restart();
}

void Supervisor::on_next_end() {
  next_program_.reset();
  log_.error(current_ != nullptr ? "the new service process did not start, the old one goes on" : "the new service process did not start");
  if (current_ == nullptr) return restart();
  if (postponed_) on_signal(*std::exchange(postponed_, std::nullopt));
}

Supervisor::Process Supervisor::remove(pid_t pid) {
  for (Process* place : {&current_, &next_}) {
    if (*place != nullptr && (*place)->pid() == pid) return std::move(*place);
  }
  const auto found = std::find_if(leaving_.begin(), leaving_.end(), [pid](const Process& process) { return process->pid() == pid; });
  if (found == leaving_.end()) return nullptr;
  Process process = std::move(*found);
  leaving_.erase(found);
  return process;
}

// One that ended by itself before it served has told why.
void Supervisor::tell_end(const ServiceProcess& process, const ServiceEnd& end) {
  if (!process.has_served() && !end.by_signal()) return;
  tell_crash(log_, process, end);
}

int supervise(const SupervisorOptions& options) {
  auto loop = Loop::open({.name = "supervisor"});
  Result<Program> program = Program::running(options.arguments[0]);
  if (!loop || !program) {
    std::fprintf(stderr, "cannot supervise: %s\n", (loop ? program.error() : loop.error()).text().c_str());
    return kCannotSupervise;
  }
  return Supervisor(**loop, options, std::move(*program)).run();
}

}  // namespace saki
