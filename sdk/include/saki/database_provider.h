// SPDX-License-Identifier: Apache-2.0
//
// DatabaseProvider: what a data package offers so that the section `database` can name it.
#pragma once

#include "saki/database_access.h"

namespace saki {

class DatabaseProvider {  // Affinity: the thread that starts packages.
 public:
  // The database, as the package's own section describes it. Asked once the package has started; good until it stops.
  [[nodiscard]] virtual DatabaseAccess database() noexcept = 0;

 protected:
  ~DatabaseProvider() = default;
};

}  // namespace saki
