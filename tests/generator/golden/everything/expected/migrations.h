// SPDX-License-Identifier: Apache-2.0
//
// The steps of the database's schema, as `migrations/` holds them.
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#pragma once

#include <span>

#include "saki/migration.h"

namespace kitchen::sink {

[[nodiscard]] std::span<const saki::Migration> migrations();

}  // namespace kitchen::sink
