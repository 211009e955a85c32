// SPDX-License-Identifier: Apache-2.0
#include "settings/live_settings.h"

#include <sys/stat.h>

#include <algorithm>
#include <stdexcept>

#include "context/worker_context.h"
#include "context/worker_list.h"
#include "saki/base/check.h"
#include "saki/log/log_stream.h"
#include "saki/service.h"
#include "service/composition.h"
#include "settings/config_change.h"
#include "settings/worker_settings.h"

namespace saki {
namespace {

std::string listed(const std::vector<std::string>& texts) {
  std::string list;
  for (std::size_t i = 0; i < std::min(texts.size(), kMostTold); ++i) list += (i > 0 ? ", " : "") + texts[i];
  return texts.size() > kMostTold ? list + " and " + std::to_string(texts.size() - kMostTold) + " more" : list;
}

// What comes through a pipe comes once.
bool is_pipe(const std::string& path) {
  struct stat found{};
  return !path.empty() && ::stat(path.c_str(), &found) == 0 && S_ISFIFO(found.st_mode);
}

ConfigSchema schema_of(const Config& config) {
  ConfigSchema schema;
  for (const Config::Item& item : config.items()) schema.add(item.setting);
  return schema;
}

LiveSettings& live_settings_of(Composition& composition) {
  std::shared_ptr<Following>& following = composition.context.following;
  if (following == nullptr) following = std::make_shared<LiveSettings>();
  return static_cast<LiveSettings&>(*following);
}

}  // namespace

void Service::follow_settings() { static_cast<void>(live_settings_of(*composition_)); }

void Service::adopt_on_change(TypeKey key, std::function<void(Surroundings&, const void* was, const void* is)> call) {
  live_settings_of(*composition_).add_call(key, std::move(call));
}

void LiveSettings::start(ServiceContext& service, std::span<const std::unique_ptr<SettingsHolder>> holders,
                         std::shared_ptr<const Config> config) {
  service_ = &service;
  kinds_.clear();
  live_.assign(config->items().size(), false);
  for (const auto& holder : holders) {
    if (holder->has_live()) find_live(*holder, *config);
  }
  for (const auto& [key, call] : calls_) {
    const auto is_meant = [wanted = key](const auto& holder) { return holder->key() == wanted; };
    SAKI_CHECK(std::ranges::any_of(holders, is_meant), "on_change is for settings that the service was composed with");
  }
  former_ = config;
  const std::lock_guard lock(mutex_);
  newest_ = std::move(config);
}

void LiveSettings::find_live(const SettingsHolder& holder, const Config& config) {
  ConfigSchema schema;
  holder.declare(schema);
  Kind& kind = kinds_.emplace_back(Kind{&holder, {}});
  for (std::size_t i = 0; i < live_.size(); ++i) {
    const Setting& setting = config.items()[i].setting;
    if (setting.reload != SettingReload::Live || schema.find(setting.path) == nullptr) continue;
    live_[i] = true;
    kind.live.push_back(i);
  }
}

void LiveSettings::watch(ConfigReader reader) {
  if (kinds_.empty()) return;
  if (is_pipe(reader.file())) return service_->log->info("settings stay as they are: their file is a pipe", {{"file", reader.file()}});
  watch_.emplace(std::move(reader), schema_of(*newest()), *service_->log,
                 [this](std::shared_ptr<const Config> reading) { take(std::move(reading)); });
  watch_->start();
}

std::shared_ptr<const Config> LiveSettings::newest() const {
  const std::lock_guard lock(mutex_);
  return newest_;
}

std::shared_ptr<WorkerSettings> LiveSettings::open() {
  auto settings = std::make_shared<WorkerSettings>();
  settings->config = newest();
  for (const Kind& kind : kinds_) settings->copies.emplace_back(kind.holder->key(), kind.holder->copy(*settings->config));
  return settings;
}

void LiveSettings::take(std::shared_ptr<const Config> reading) {
  ConfigChange change = change_to(*reading, *former_, *newest(), live_);
  former_ = std::move(reading);
  if (!change.waiting.empty()) {
    service_->log->warn("a change of the configuration takes effect at the next start or reload (SIGHUP)",
                        {{"settings", listed(change.waiting)}});
  }
  if (change.config == nullptr) return;
  service_->log->info("settings have changed", {{"settings", listed(change.taken)}});
  {
    const std::lock_guard lock(mutex_);
    newest_ = std::move(change.config);
  }
  service_->workers->post([this](Surroundings& here) { refresh(here); });
}

// All settings are the new ones before anybody is told of any.
void LiveSettings::refresh(Surroundings& here) const {
  WorkerSettings& own = *here.context().settings;
  const std::shared_ptr<const Config> is = newest();
  const std::shared_ptr<const Config> was = std::exchange(own.config, is);
  if (is == was) return;  // Of several changes in a row the first call has taken the last.
  std::vector<std::pair<TypeKey, std::shared_ptr<const void>>> replaced;
  for (const Kind& kind : kinds_) {
    const auto differs = [&](std::size_t place) { return !same_value(was->items()[place], is->items()[place]); };
    if (std::ranges::none_of(kind.live, differs)) continue;
    SettingsCopy& copy = own.of(kind.holder->key());
    replaced.emplace_back(kind.holder->key(), copy.snapshot());
    copy.take(*is);
  }
  for (const auto& [key, former] : replaced) call_all(here, key, former.get(), own.of(key).snapshot().get());
}

void LiveSettings::call_all(Surroundings& here, TypeKey key, const void* was, const void* is) const {
  for (const auto& [meant, call] : calls_) {
    if (meant != key) continue;
    try {
      call(here, was, is);
    } catch (const std::exception& error) {
      service_->log->error("who is told of changed settings failed", {{"reason", error.what()}});
    }
  }
}

}  // namespace saki
