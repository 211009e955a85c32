// SPDX-License-Identifier: Apache-2.0
#include "stack/server/faulty_backend.h"

#include <cerrno>

#include "loop/epoll_backend.h"
#include "loop/loop_impl.h"

namespace saki {

FaultyBackend::FaultyBackend(FaultPlan& plan) : plan_(plan), real_(EpollBackend::open().value()) {}

std::unique_ptr<Loop> FaultyBackend::make_loop(FaultPlan& plan, const LoopOptions& options) {
  return Loop::Impl::make_loop(options, std::make_unique<FaultyBackend>(plan));
}

Result<> FaultyBackend::add(int descriptor, Readiness interest, std::uint64_t token) noexcept {
  if (plan_.befalls(Fault::WatchRefused)) return fail(Error::system(ENOMEM));
  registered_[descriptor] = {token, interest};
  return real_->add(descriptor, interest, token);
}

Result<> FaultyBackend::modify(int descriptor, Readiness interest, std::uint64_t token) noexcept {
  if (plan_.befalls(Fault::WatchRefused)) return fail(Error::system(ENOMEM));
  registered_[descriptor] = {token, interest};
  return real_->modify(descriptor, interest, token);
}

void FaultyBackend::remove(int descriptor) noexcept {
  registered_.erase(descriptor);
  real_->remove(descriptor);
}

// Level-triggered events that are kept back are told again by themselves.
std::span<const BackendEvent> FaultyBackend::wait(std::optional<Duration>) noexcept {
  events_.clear();
  if (plan_.befalls(Fault::EarlyWakeUp)) return {};
  for (const BackendEvent& event : real_->wait(Duration::zero())) {
    if (!plan_.befalls(Fault::LateEvent)) events_.push_back(event);
  }
  for (const auto& [descriptor, registration] : registered_) {
    if (plan_.befalls(Fault::SpuriousReadiness))
      events_.push_back({registration.token, registration.interest & (Readiness::Read | Readiness::Write)});
  }
  return events_;
}

}  // namespace saki
