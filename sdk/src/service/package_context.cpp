// SPDX-License-Identifier: Apache-2.0
#include "saki/package.h"

#include "service/data_path.h"

namespace saki {

std::string PackageContext::data_path(std::string_view path) const { return saki::data_path(data_dir_, path); }

}  // namespace saki
