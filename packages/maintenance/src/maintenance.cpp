// SPDX-License-Identifier: Apache-2.0
#include "saki/maintenance.h"

#include <unistd.h>

#include <algorithm>
#include <string>

#include "maintenance_settings.h"
#include "saki/http_error.h"
#include "saki/loop/loop.h"
#include "saki/measures.h"
#include "saki/request.h"
#include "saki/route_handler.h"
#include "saki/service.h"
#include "saki/setting_fields.h"

namespace saki {

struct MaintenanceCore {
  MaintenanceSettings settings;
  std::string file;
  std::atomic<bool> on = false;
  std::atomic<MonotonicTime> looked{MonotonicTime{}};
  std::atomic<std::uint64_t> refused = 0;

  void look() { on.store(::access(file.c_str(), F_OK) == 0, std::memory_order_relaxed); }

  // Whoever comes first after the pause looks, for all workers.
  void look_again(MonotonicTime now) {
    MonotonicTime last = looked.load(std::memory_order_relaxed);
    if (now - last >= Maintenance::kBetweenLooks && looked.compare_exchange_strong(last, now, std::memory_order_relaxed)) look();
  }
};

namespace {

bool lies_below(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || folder.ends_with('/') || path[folder.size()] == '/');
}

Task<Response> refuse_while_on(Request& request, Next next) {
  Maintenance& maintenance = request.use<Maintenance>();
  if (maintenance.refuses(request)) throw maintenance.refusal();
  Response response = co_await next(request);
  co_return response;
}

}  // namespace

Maintenance::Maintenance() : core_(std::make_unique<MaintenanceCore>()) {}
Maintenance::~Maintenance() = default;

bool Maintenance::refuses(const Request& request) {
  core_->look_again(request.loop().now());
  if (!core_->on.load(std::memory_order_relaxed)) return false;
  return std::ranges::none_of(core_->settings.except, [&](const std::string& folder) { return lies_below(request.path(), folder); });
}

HttpError Maintenance::refusal() {
  core_->refused.fetch_add(1, std::memory_order_relaxed);
  const auto wait = std::chrono::ceil<std::chrono::seconds>(core_->settings.retry_after);
  return ServiceUnavailable("the service is being looked after").retry_after(wait);
}

void Maintenance::install(Service& service) { service.middleware(refuse_while_on); }
void Maintenance::declare_settings(ConfigSchema& schema) { maintenance_settings().declare(schema); }

void Maintenance::start(const PackageContext& context, Diagnostics& /*diagnostics*/) {
  core_->settings = maintenance_settings().read(context.config());
  core_->file = context.data_path(core_->settings.file);
  core_->look();
}

Health Maintenance::health() const {
  return core_->on.load(std::memory_order_relaxed) ? Health::failing(core_->file + " exists") : Health();
}

void Maintenance::measure(Measures& measures) const {
  measures.gauge("maintenance_on", "Whether everybody is refused.", core_->on.load(std::memory_order_relaxed) ? 1 : 0);
  measures.counter("maintenance_refused_total", "Requests that were refused.", core_->refused.load(std::memory_order_relaxed));
}

}  // namespace saki
