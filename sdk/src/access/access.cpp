// SPDX-License-Identifier: Apache-2.0
#include "saki/access.h"

#include "access/access_guard.h"
#include "access/access_settings.h"
#include "saki/measures.h"
#include "saki/service.h"

namespace saki {

Access::Access() : guard_(std::make_shared<AccessGuard>()) {}
Access::~Access() = default;

void Access::install(Service& service) { service.middleware(std::shared_ptr<const AccessGuard>(guard_)); }
void Access::declare_settings(ConfigSchema& schema) { declare_access_settings(schema); }
void Access::start(const PackageContext& context, Diagnostics& diagnostics) { guard_->start(context, diagnostics); }
void Access::start_worker(Loop& loop) { guard_->start_worker(loop); }
void Access::stop() noexcept { guard_->stop(); }

void Access::measure(Measures& measures) const {
  measures.counter("access_denied_total", "Requests that the rules of access turned away.", guard_->denied_count());
}

}  // namespace saki
