// SPDX-License-Identifier: Apache-2.0
//
// LiveSettings: the settings that follow the configuration while the service runs.
//
// One thread reads, and each worker takes over in its own loop what it has read by then, between its events; so there is no lock where
// settings are asked for. What is replaced ends with the last request that holds on to it.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "context/following.h"
#include "saki/surroundings.h"
#include "settings/config_watch.h"

namespace saki {

class LiveSettings final : public Following {
 public:
  using Call = std::function<void(Surroundings& here, const void* was, const void* is)>;

  void add_call(TypeKey key, Call call) { calls_.emplace_back(key, std::move(call)); }

  void start(ServiceContext& service, std::span<const std::unique_ptr<SettingsHolder>> holders,
             std::shared_ptr<const Config> config) override;
  void watch(ConfigReader reader) override;
  void stop() noexcept override { watch_.reset(); }
  [[nodiscard]] std::shared_ptr<WorkerSettings> open() override;
  void take(std::shared_ptr<const Config> reading) override;

 private:
  struct Kind {  // Of settings of which some are live.
    const SettingsHolder* holder;
    std::vector<std::size_t> live;  // By their place in the configuration.
  };

  void find_live(const SettingsHolder& holder, const Config& config);
  [[nodiscard]] std::shared_ptr<const Config> newest() const;
  void refresh(Surroundings& here) const;
  void call_all(Surroundings& here, TypeKey key, const void* was, const void* is) const;

  ServiceContext* service_ = nullptr;
  std::vector<std::pair<TypeKey, Call>> calls_;
  std::vector<Kind> kinds_;
  std::vector<bool> live_;  // Of each setting of the configuration.
  std::shared_ptr<const Config> former_;  // The reading before, of who takes.
  mutable std::mutex mutex_;
  std::shared_ptr<const Config> newest_;  // Guarded by the mutex.
  std::optional<ConfigWatch> watch_;
};

}  // namespace saki
