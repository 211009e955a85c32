// SPDX-License-Identifier: Apache-2.0
#include "saki/package.h"

#include "context/data_path.h"
#include "saki/migration_backend.h"
#include "saki/task/task.h"

namespace saki {

std::string PackageContext::data_path(std::string_view path) const { return saki::data_path(data_dir_, path); }

std::unique_ptr<MigrationBackend> Package::migration_backend(const PackageContext&) { return nullptr; }

Task<> Package::end_work(Surroundings& /*here*/) { return {}; }

}  // namespace saki
