// SPDX-License-Identifier: Apache-2.0
//
// What an error of the library's queue says about the other side.
#pragma once

#include "saki/base/error.h"
#include "saki/tls/tls_fault.h"

namespace saki {

// `error` as ERR_peek_last_error() has it; `otherwise` is the fault of one that tells nothing more exact, with its reason as detail.
[[nodiscard]] Error fault_of(unsigned long error, TlsFault otherwise, long verify_result) noexcept;

}  // namespace saki
