// SPDX-License-Identifier: Apache-2.0
#include "saki/process/supervised.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "net/socket_address.h"
#include "process/control_channel.h"
#include "process/fault_handlers.h"
#include "process/heartbeat_check.h"
#include "process/heartbeat_table.h"
#include "process/kept_socket.h"
#include "process/supervised_environment.h"

namespace saki {
namespace {

std::string take_variable(const char* name) {
  const char* const value = std::getenv(name);
  std::string text = value != nullptr ? value : "";
  ::unsetenv(name);
  return text;
}

struct Origin {
  int version = 0;
  int supervisor = 0;
  int channel = -1;
  int heartbeats = -1;
};

// Nothing when no supervisor started this process: a variable that an ancestor left names another.
std::optional<Origin> read_origin() {
  Origin origin;
  const std::string text = take_variable(kSupervisorVariable);
  const int read = std::sscanf(text.c_str(), "%d %d %d %d", &origin.version, &origin.supervisor, &origin.channel, &origin.heartbeats);
  if (read < 2 || origin.supervisor != ::getppid()) return std::nullopt;
  return origin;
}

// Asked for before it is looked whether the supervisor still lives: between the two nothing is missed.
bool die_with(int supervisor) noexcept { return ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::getppid() == supervisor; }

FileDescriptor adopted(int descriptor) noexcept { return FileDescriptor(::fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 ? descriptor : -1); }

}  // namespace

class Supervised::Link {
 public:
  Link(ControlChannel control_channel, HeartbeatTable table, std::vector<KeptSocket> sockets)
      : channel(std::move(control_channel)), heartbeats(std::move(table)), kept(std::move(sockets)), faults(channel.descriptor()) {}

  ControlChannel channel;
  HeartbeatTable heartbeats;
  std::vector<KeptSocket> kept;
  FaultHandlers faults;
  Duration heartbeat_period{};
};

Result<std::unique_ptr<Supervised>> Supervised::adopt() {
  std::vector<KeptSocket> sockets = adopt_sockets(take_variable(kListeningVariable));
  const std::optional<Origin> origin = read_origin();
  if (!origin) return nullptr;
  if (origin->version != kControlVersion) return fail(Error::Invalid);
  if (!die_with(origin->supervisor)) return fail(Error::Closed);
  ControlChannel channel(adopted(origin->channel));
  auto heartbeats = HeartbeatTable::open(adopted(origin->heartbeats));
  if (!heartbeats) return fail(heartbeats.error());
  ::prctl(PR_SET_NAME, program_invocation_short_name);  // It was executed by a descriptor, whose number is no name.
  // The first two are the supervisor's, when somebody sends them to all processes of a name; the last would stop what writes to a terminal.
  for (const int signal : {SIGHUP, SIGUSR2, SIGTTOU}) std::signal(signal, SIG_IGN);
  return std::unique_ptr<Supervised>(
      new Supervised(std::make_unique<Link>(std::move(channel), std::move(*heartbeats), std::move(sockets))));
}

Supervised::Supervised(std::unique_ptr<Link> link) noexcept : link_(std::move(link)) {}
Supervised::~Supervised() = default;

// What cannot be sent any more has no receiver, and what is waited for in vain no sender: this process dies with it.
void Supervised::configure(const SupervisorSettings& settings) {
  link_->heartbeat_period = HeartbeatCheck::period(settings.heartbeat);
  static_cast<void>(link_->channel.send(ControlKind::Settings, to_text(settings)));
  static_cast<void>(link_->channel.receive());  // Proceed: nothing else is said to a service that starts.
}

void Supervised::announce(std::string_view line) { static_cast<void>(link_->channel.send(ControlKind::Announce, line)); }

void Supervised::on_serving() {
  link_->kept.clear();  // Those of addresses that are no longer configured.
  static_cast<void>(link_->channel.send(ControlKind::Serving));
}

std::vector<FileDescriptor> Supervised::take(const Address& configured) {
  std::vector<FileDescriptor> taken;
  std::optional<Address> local;  // Sockets of one port belong together.
  std::erase_if(link_->kept, [&](KeptSocket& kept) {
    if (kept.configured != configured.text()) return false;
    const Address address = local_address_of(kept.socket.get());
    if (!local) local = address;
    if (!(address == *local)) return false;
    taken.push_back(std::move(kept.socket));
    return true;
  });
  return taken;
}

void Supervised::keep(const Address& configured, std::span<const FileDescriptor> sockets) {
  for (const FileDescriptor& socket : sockets) {
    static_cast<void>(link_->channel.send(ControlKind::Socket, configured.text(), socket.get()));
  }
}

// Kept as sockets are, under a name that is no address.
FileDescriptor Supervised::tickets() {
  constexpr const char* kName = "tickets";
  const auto kept = std::ranges::find(link_->kept, kName, &KeptSocket::configured);
  FileDescriptor memory = kept != link_->kept.end() ? std::move(kept->socket) : FileDescriptor(::memfd_create(kName, MFD_CLOEXEC));
  if (kept != link_->kept.end()) link_->kept.erase(kept);
  if (memory) static_cast<void>(link_->channel.send(ControlKind::Socket, kName, memory.get()));
  return memory;
}

HeartbeatTable& Supervised::heartbeats() noexcept { return link_->heartbeats; }
Duration Supervised::heartbeat_period() const noexcept { return link_->heartbeat_period; }

}  // namespace saki
