// SPDX-License-Identifier: Apache-2.0
#include "saki/package.h"

namespace saki {

std::string PackageContext::data_path(std::string_view path) const {
  return path.starts_with('/') ? std::string(path) : data_dir_ + "/" + std::string(path);
}

}  // namespace saki
