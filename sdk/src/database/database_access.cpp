// SPDX-License-Identifier: Apache-2.0
#include "saki/database_access.h"

namespace saki {

DatabaseCall<DatabaseBegin> DatabaseAccess::begin() const {
  return {*engine_, nullptr, std::make_shared<DatabaseBegin>(*engine_, terms_.limit), terms_.limit};
}
DatabaseTryCall<DatabaseBegin> DatabaseAccess::try_begin() const {
  return {*engine_, nullptr, std::make_shared<DatabaseBegin>(*engine_, terms_.limit), terms_.limit};
}

}  // namespace saki
