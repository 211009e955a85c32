// SPDX-License-Identifier: Apache-2.0
//
// Logging for services and packages: `request.log().info("note created", {{"id", note.id}})`.
#pragma once

#include "saki/log/log_stream.h"  // IWYU pragma: export
