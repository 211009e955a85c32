// SPDX-License-Identifier: Apache-2.0
#include "room/room_desk.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "room/room_crossing.h"
#include "room/room_hub.h"

namespace saki {
namespace {

constexpr std::size_t kEffortPerTurn = 4096;  // As RoomPart::step counts it: 256 members that are given one message.

// Of orders, one turn carries out so many bytes, each counted as some at least.
constexpr std::size_t kOrderBytesPerTurn = 256 * 1024;
constexpr std::size_t kLeastOrderBytes = 512;

std::size_t weight(const RoomOrder& order) noexcept {
  const auto* const post = std::get_if<room_order::Post>(&order);
  return std::max(kLeastOrderBytes, post != nullptr ? post->bytes() : 0);
}

FileDescriptor open_wake() {
  FileDescriptor wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake) throw std::system_error(errno, std::generic_category(), "eventfd");
  return wake;
}

}  // namespace

class RoomDesk::Waker final : public DescriptorWatcher {
 public:
  explicit Waker(RoomDesk& desk) : DescriptorWatcher(desk.loop_, "rooms"), desk_(desk) { start(desk.wake_.get(), Readiness::Read); }

 private:
  void on_ready(Readiness /*readiness*/) override {
    std::uint64_t count = 0;
    static_cast<void>(::read(desk_.wake_.get(), &count, sizeof count));
    desk_.work();
  }
  RoomDesk& desk_;
};

class RoomDesk::Alarm final : public Timer {
 public:
  using Action = void (RoomDesk::*)() noexcept;
  Alarm(RoomDesk& desk, Action action) noexcept : Timer(desk.loop_, "rooms"), desk_(desk), action_(action) {}

 private:
  void expire() override { (desk_.*action_)(); }
  RoomDesk& desk_;
  Action action_;
};

RoomDesk::RoomDesk(RoomHub& hub, unsigned index, Loop& loop)
    : hub_(hub),
      index_(index),
      loop_(loop),
      wake_(open_wake()),
      waker_(std::make_unique<Waker>(*this)),
      turn_(std::make_unique<Alarm>(*this, &RoomDesk::work)),
      tidying_(std::make_unique<Alarm>(*this, &RoomDesk::forget_homes)),
      homes_(hub.hash()),
      parts_(hub.hash()) {}

RoomDesk::~RoomDesk() = default;

void RoomDesk::close() noexcept {
  waker_.reset();
  turn_.reset();
  tidying_.reset();
}

void RoomDesk::open_crossing(RoomBridge& bridge) { crossing_ = std::make_unique<RoomCrossing>(hub_, bridge, loop_); }
void RoomDesk::close_crossing() noexcept { crossing_.reset(); }

// --- orders

void RoomDesk::put(RoomOrder order) {
  if (!inbox_.push(std::move(order))) return;
  if (is_here()) {
    if (turn_ != nullptr) turn_->start_at(loop_.now());
    return;
  }
  const std::uint64_t one = 1;
  static_cast<void>(::write(wake_.get(), &one, sizeof one));
}

bool RoomDesk::put_message(RoomOrder order, std::size_t bytes) {
  const std::size_t before = backlog_bytes_.fetch_add(bytes, std::memory_order_relaxed);
  if (before + bytes > hub_.settings().backlog_bytes && before > 0) {
    backlog_bytes_.fetch_sub(bytes, std::memory_order_relaxed);
    hub_.note_lost();
    return false;
  }
  put(std::move(order));
  return true;
}

void RoomDesk::work() noexcept {
  carry_out_orders();
  hand_out();
  if (!idle()) turn_->start_at(loop_.now());
}

void RoomDesk::carry_out_orders() {
  std::size_t budget = kOrderBytesPerTurn;
  while (budget > 0) {
    if (admission_) {
      const bool done = admission_->step(loop_, budget);
      if (!done) return;
      admission_.reset();
    }
    std::optional<RoomOrder> order = inbox_.take();
    if (!order) return;
    budget -= std::min(budget, weight(*order));
    std::visit([this](auto& each) { carry_out(std::move(each)); }, *order);
  }
}

// One after the other, so that a large room does not keep the small ones waiting.
void RoomDesk::hand_out() noexcept {
  std::size_t budget = kEffortPerTurn;
  while (budget > 0 && !busy_.empty()) {
    RoomPart& part = busy_.pop_front();
    backlog_bytes_.fetch_sub(part.step(budget), std::memory_order_relaxed);
    if (part.busy()) busy_.push_back(part);
  }
}

// --- at home

RoomHome& RoomDesk::home(const std::string& name) {
  RoomHome* const home = homes_.find(name);
  if (home != nullptr) return *home;
  return homes_.add(std::make_unique<RoomHome>(name, hub_.next_incarnation(), hub_.settings()));
}

void RoomDesk::carry_out(room_order::Post order) {
  backlog_bytes_.fetch_sub(order.bytes(), std::memory_order_relaxed);
  if (hub_.bridge() != nullptr && !order.came_in) return send_across(std::move(order));
  RoomHome* const home = homes_.find(order.room);
  if (home == nullptr) return;
  const RoomMessagePointer message = home->make(std::move(order));
  for (const RoomHome::WorkerCount& there : home->workers()) {
    static_cast<void>(hub_.desk(there.worker).put_message(room_order::Deliver{message}, message->bytes()));
  }
}

void RoomDesk::send_across(room_order::Post order) {
  if (crossing_ != nullptr) return crossing_->send(std::move(order));
  order.came_in = true;  // The worker ends, or begins: to the members here.
  const std::size_t bytes = order.bytes();
  RoomDesk& home = hub_.home_of(order.room);
  static_cast<void>(home.put_message(std::move(order), bytes));
}

void RoomDesk::carry_out(room_order::Join order) {
  RoomHome& joined = home(order.room);
  if (joined.linked()) {
    joined.unlink();
    --empty_home_count_;
  }
  const unsigned worker = order.worker;
  hub_.desk(worker).put(joined.join(std::move(order)));
}

void RoomDesk::carry_out(const room_order::Leave& order) {
  RoomHome* const home = homes_.find(order.room);
  if (home == nullptr) return;
  home->leave(order.worker, order.kind);
  if (home->count() == 0) note_empty(*home);
}

void RoomDesk::carry_out(const room_order::Count& order) {
  const RoomHome* const home = homes_.find(order.room);
  const std::size_t count = home != nullptr ? home->count() : 0;
  hub_.desk(order.worker).put(room_order::Counted{order.answer, count});
}

void RoomDesk::note_empty(RoomHome& home) {
  const RoomSettings& settings = hub_.settings();
  if (!home.keeps_messages() || settings.keep == Duration::zero() || settings.kept_rooms == 0) {
    homes_.erase(home);
    return;
  }
  home.keep_until = loop_.now() + settings.keep;
  empty_homes_.push_back(home);
  if (++empty_home_count_ > settings.kept_rooms) forget(empty_homes_.front());
  tidying_->start_at(empty_homes_.front().keep_until);
}

void RoomDesk::forget_homes() noexcept {
  while (!empty_homes_.empty() && empty_homes_.front().keep_until <= loop_.now()) forget(empty_homes_.front());
  if (!empty_homes_.empty()) tidying_->start_at(empty_homes_.front().keep_until);
}

void RoomDesk::forget(RoomHome& home) noexcept {
  --empty_home_count_;
  homes_.erase(home);
}

}  // namespace saki
