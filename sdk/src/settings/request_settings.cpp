// SPDX-License-Identifier: Apache-2.0
//
// Settings as surroundings and requests give them.
#include <algorithm>

#include "context/worker_context.h"
#include "saki/base/check.h"
#include "saki/request.h"
#include "settings/worker_settings.h"
#include "socket/kept_request.h"

namespace saki {
namespace {

// Null for those of which some may change.
const void* frozen_settings(const ServiceContext& service, TypeKey key) noexcept {
  const auto found = std::ranges::find(service.settings, key, &std::pair<TypeKey, const void*>::first);
  SAKI_CHECK(found != service.settings.end(), "settings that the service was not composed with");
  return found->second;
}

}  // namespace

class Request::PinnedSettings final : public ArenaObject {  // Affinity: loop.
 public:
  PinnedSettings(TypeKey pin, Home home, std::shared_ptr<const void> settings) noexcept
      : ArenaObject(pin, home), settings_(std::move(settings)) {}

  [[nodiscard]] ArenaObject* copy_out() const override { return new PinnedSettings(kind(), Home::Heap, settings_); }
  [[nodiscard]] const void* settings() const noexcept { return settings_.get(); }

 private:
  std::shared_ptr<const void> settings_;
};

const void* Surroundings::find_settings(TypeKey key) const noexcept {
  const void* const frozen = frozen_settings(context_.service, key);
  return frozen != nullptr ? frozen : context_.settings->of(key).object();
}

std::shared_ptr<const void> Surroundings::find_newest_settings(TypeKey key) const noexcept {
  const void* const frozen = frozen_settings(context_.service, key);
  return frozen != nullptr ? std::shared_ptr<const void>(std::shared_ptr<const void>(), frozen) : context_.settings->of(key).snapshot();
}

const void* Request::own_settings(TypeKey key, TypeKey pin) const {
  if (const void* const frozen = frozen_settings(context_.service, key)) return frozen;
  if (const ArenaObject* const pinned = find_kept(pin)) return static_cast<const PinnedSettings*>(pinned)->settings();
  std::shared_ptr<const void> newest = context_.settings->of(key).snapshot();
  const void* const settings = newest.get();
  pin_settings(std::move(newest), pin);
  return settings;
}

// One that outlives its exchange is not unfolded for it.
void Request::pin_settings(std::shared_ptr<const void> settings, TypeKey pin) const {
  if (exchange_ == nullptr) {
    return static_cast<const KeptRequest&>(*this).along_.add(*new PinnedSettings(pin, ArenaObject::Home::Heap, std::move(settings)));
  }
  void* const memory = arena().allocate(sizeof(PinnedSettings), alignof(PinnedSettings));
  arena().adopt(*new (memory) PinnedSettings(pin, ArenaObject::Home::Arena, std::move(settings)));
}

}  // namespace saki
