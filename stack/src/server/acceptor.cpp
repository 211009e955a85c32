// SPDX-License-Identifier: Apache-2.0
#include "server/acceptor.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <new>
#include <string_view>

#include "saki/task/give_way.h"
#include "saki/task/sleep.h"

namespace saki {
namespace {

using Denial = Connections::Denial;

constexpr auto kRecoveryPause = std::chrono::milliseconds(100);
constexpr int kRefusedAtOnce = 256;  // Before other events have their turn.

constexpr std::string_view text_of(Denial denial) noexcept {
  constexpr std::array<std::string_view, 3> kTexts{"the limit of connections is reached", "one address holds as many as it may",
                                                   "there are no descriptors or memory left"};
  return kTexts[static_cast<std::size_t>(denial)];
}

// accept(2) fails for want of a descriptor even where nobody waits.
bool somebody_waits(int listener) noexcept {
  pollfd asked{.fd = listener, .events = POLLIN, .revents = 0};
  return ::poll(&asked, 1, 0) == 1;
}

}  // namespace

struct Acceptor::Door {
  Door(Loop& loop, FileDescriptor socket) : listener(loop, std::move(socket)), freed(loop, 1) {}
  Listener listener;
  Preface preface;
  Mailbox<Connections::Freed> freed;
};

Acceptor::Acceptor(Loop& loop, const ServerOptions& options, const ListeningSockets& listening, Connections& connections, LogStream& log,
                   ConnectionTaker& taker)
    : loop_(loop),
      options_(options),
      listening_(listening),
      connections_(connections),
      log_(log),
      taker_(taker),
      refused_(loop, options.accept, options.timeouts.linger),
      tasks_(loop, "accepting") {
  tasks_.on_error(&on_task_failed, this);
}

Acceptor::~Acceptor() { tasks_.drop(); }

void Acceptor::listen(std::vector<FileDescriptor> sockets) {
  for (FileDescriptor& socket : sockets) {
    doors_.push_back(std::make_unique<Door>(loop_, std::move(socket)));
    doors_.back()->preface = listening_.preface_of(doors_.back()->listener.local_address());
    tasks_.spawn(accept_from, std::ref(*this), doors_.back().get());
  }
}

Task<> Acceptor::accept_from(Self self, Door* door) {
  Acceptor& acceptor = self;
  for (;;) {
    Result<Accepted> accepted = co_await door->listener.accept();
    if (accepted) {
      while (!acceptor.settle(*door, *accepted)) co_await acceptor.until_there_is_room(*door);
      while (!acceptor.ending_ && acceptor.taker_.crowded(door->preface)) co_await give_way();
    } else if (accepted.error() == Error::System) {
      co_await acceptor.recover(*door, accepted.error());
    } else {
      co_return;  // Closed.
    }
  }
}

// False where the connection has to wait for a place.
bool Acceptor::settle(const Door& door, Accepted& accepted) {
  const unsigned worker = taker_.choose_worker();
  try {
    auto place = find_place(worker, accepted.peer);
    if (place) {
      taker_.take(worker, door.preface, std::move(accepted.socket), std::move(*place));
      return true;
    }
    if (may_wait(place.error())) return false;
    connections_.count(place.error());
    tell(text_of(place.error()));
    refused_.refuse(std::move(accepted.socket), door.preface);
  } catch (const std::bad_alloc&) {
    connections_.count(Denial::Want);
    tell(text_of(Denial::Want));
  }
  return true;
}

// A trusted proxy is not one client but many: it has no bound of its own.
std::expected<Connections::Place, Denial> Acceptor::find_place(unsigned worker, const Address& peer) {
  if (ending_) return connections_.enter_last(worker);
  return connections_.enter(worker, contains(options_.proxy.trusted.networks, peer) ? Address() : peer);
}

bool Acceptor::may_wait(Denial denial) const noexcept {
  return denial == Denial::Full && options_.accept.over_capacity == OverCapacity::Wait;
}

Task<> Acceptor::until_there_is_room(Door& door) {
  const Connections::Waiting waiting(connections_, door.freed);
  while (!ending_ && connections_.full()) static_cast<void>(co_await door.freed.receive());
}

Task<> Acceptor::recover(Door& door, Error error) {
  if (somebody_waits(door.listener.descriptor())) {
    tell(error);
    if (options_.accept.over_capacity != OverCapacity::Wait) refuse_what_waits(door);
  }
  co_await sleep(kRecoveryPause);
  refused_.reserve();
}

void Acceptor::refuse_what_waits(Door& door) {
  const int listener = door.listener.descriptor();
  for (int count = 0; count < kRefusedAtOnce && somebody_waits(listener); ++count) {
    if (!refused_.refuse_from(listener, door.preface)) return;
    connections_.count(Denial::Want);
  }
}

void Acceptor::drain() {
  ending_ = true;
  for (const auto& door : doors_) take_what_waits(*door);
  close();
}

void Acceptor::take_what_waits(Door& door) {
  for (int count = 0; count < options_.accept.tuning.backlog; ++count) {
    std::optional<Result<Accepted>> accepted = door.listener.accept_now();
    if (!accepted) return;
    if (!*accepted) return refuse_what_waits(door);
    static_cast<void>(settle(door, **accepted));
  }
}

void Acceptor::close() noexcept {
  ending_ = true;
  for (const auto& door : doors_) {
    door->listener.close();
    door->freed.close();
  }
}

void Acceptor::tell(LogValue reason) {
  if (const auto untold = warnings_.admit(loop_.now())) {
    log_.warn("connections find no place", {{"reason", reason}, {"held", connections_.counts().held}, {"untold", *untold}});
  }
}

void Acceptor::on_task_failed(void* self, const char*, std::exception_ptr error) noexcept {
  Acceptor& acceptor = *static_cast<Acceptor*>(self);
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& reason) {
    acceptor.log_.error("a listener is lost", {{"reason", reason.what()}});
  } catch (...) {
    acceptor.log_.error("a listener is lost");
  }
}

}  // namespace saki
