// SPDX-License-Identifier: Apache-2.0
//
// What a failure of the stack's client means to whoever asked. Pure.
#pragma once

#include "saki/client/failure.h"
#include "saki/client_error.h"

namespace saki {

[[nodiscard]] ClientErrorKind kind_of(const client::Failure& failure) noexcept;

// Whether the next attempt may fare better: the network's troubles, not the answers of the other side.
[[nodiscard]] bool is_passing(const client::Failure& failure) noexcept;

}  // namespace saki
