// SPDX-License-Identifier: Apache-2.0
#include "process/service_process.h"

#include <cstdio>

#include "process/address_names.h"
#include "process/service_end.h"
#include "saki/config/units.h"

namespace saki {
namespace {

constexpr Duration kGrace = std::chrono::seconds(5);    // Beyond what a service allows itself.
constexpr Duration kInquiry = std::chrono::seconds(1);  // For all threads to tell where they are.

}  // namespace

Result<std::unique_ptr<ServiceProcess>> ServiceProcess::start(Loop& loop, Owner& owner, const Start& start) {
  auto heartbeats = HeartbeatTable::create();
  if (!heartbeats) return fail(heartbeats.error());
  auto channel = ControlChannel::open_pair();
  if (!channel) return fail(channel.error());
  const Result<pid_t> pid = launch({.program = start.program,
                                    .arguments = start.arguments,
                                    .mask = start.mask,
                                    .channel = channel->second.descriptor(),
                                    .heartbeats = heartbeats->descriptor(),
                                    .sockets = start.sockets});
  if (!pid) return fail(pid.error());
  return std::unique_ptr<ServiceProcess>(new ServiceProcess(loop, owner, *pid, std::move(channel->first), std::move(*heartbeats)));
}

ServiceProcess::ServiceProcess(Loop& loop, Owner& owner, pid_t pid, ControlChannel channel, HeartbeatTable heartbeats)
    : DescriptorWatcher(loop, "service"),
      owner_(owner),
      pid_(pid),
      channel_(std::move(channel)),
      heartbeats_(std::move(heartbeats)),
      started_(loop.now()),
      limit_(loop, "service") {
  DescriptorWatcher::start(channel_.descriptor(), Readiness::Read);
}

ServiceProcess::~ServiceProcess() { stop(); }

void ServiceProcess::signal(int signal) noexcept { ::kill(pid_, signal); }

void ServiceProcess::expect_serving_within(Duration limit) {
  if (limit <= Duration::zero()) return;
  limit_.start(limit, [this, limit] { kill("did not start within " + format_duration(limit)); });
}

void ServiceProcess::proceed() noexcept { static_cast<void>(channel_.send(ControlKind::Proceed)); }

void ServiceProcess::leave(int how) { leave(how, settings_.drain_timeout + kGrace); }

void ServiceProcess::leave(int how, Duration limit) {
  state_ = State::Leaving;
  signal(how);
  if (inquiry_ == nullptr) limit_.start(limit, [this, limit] { kill("did not end within " + format_duration(limit)); });
}

void ServiceProcess::kill(std::string reason) {
  reason_ = std::move(reason);
  signal(SIGKILL);
}

void ServiceProcess::check_hearts() {
  if (!serving() || !reason_.empty()) return;
  const std::optional<unsigned> hung = hearts_.look(heartbeats_);
  if (hung) condemn("worker " + std::to_string(*hung) + " hung: its loop stood still for " + format_duration(settings_.heartbeat), 0);
}

void ServiceProcess::on_ready(Readiness) { read_messages(); }

void ServiceProcess::read_messages() {
  while (watching()) {
    Result<ControlMessage> message = channel_.receive();
    if (message)
      on_message(std::move(*message));
    else if (message.error() == Error::Closed)
      stop();
    else
      return;
  }
}

void ServiceProcess::on_message(ControlMessage message) {
  switch (message.kind) {
    case ControlKind::Settings: settings_ = supervisor_settings_from(message.text); return owner_.on_configured(*this);
    case ControlKind::Socket: sockets_.push_back({std::move(message.text), std::move(message.descriptor)}); return;
    case ControlKind::Announce: announced_.push_back(std::move(message.text)); return;
    case ControlKind::Crash: return on_fault(message.text);
    case ControlKind::Stack:
      if (inquiry_ == nullptr) return;
      inquiry_->add(thread_stack_from(message.text));
      if (inquiry_->complete()) execute_sentence();
      return;
    case ControlKind::Serving:
      if (state_ != State::Starting) return;
      state_ = State::Serving;
      has_served_ = true;
      limit_.cancel();
      return owner_.on_serving(*this);
    case ControlKind::Proceed:
    case ControlKind::GoOn: return;
  }
}

// One that is condemned already dies for the reason that was found first.
void ServiceProcess::on_fault(std::string_view text) {
  int signal = 0;
  int thread = 0;
  if (!reason_.empty() || std::sscanf(std::string(text).c_str(), "%d %d", &signal, &thread) != 2) return;
  faulted_ = true;
  condemn("crashed by " + signal_text(signal), thread);
}

void ServiceProcess::condemn(std::string reason, pid_t faulty_thread) {
  reason_ = std::move(reason);
  inquiry_ = std::make_unique<StackInquiry>();
  limit_.start(kInquiry, [this] { execute_sentence(); });
  inquiry_->ask(pid_, faulty_thread);
}

// While the process is there: only it knows what lies at its addresses.
void ServiceProcess::execute_sentence() {
  limit_.cancel();
  const std::unique_ptr<StackInquiry> inquiry = std::move(inquiry_);
  AddressNames names(pid_);
  for (const ThreadStack& stack : inquiry->stacks()) stacks_.push_back(describe(stack, names));
  if (faulted_)
    static_cast<void>(channel_.send(ControlKind::GoOn));
  else
    signal(SIGKILL);
}

}  // namespace saki
