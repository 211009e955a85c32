// SPDX-License-Identifier: Apache-2.0
//
// What the log is told of an exception.
#pragma once

#include <exception>
#include <string>

namespace saki::text {

// What it says itself; "unknown" of one that is no std::exception.
[[nodiscard]] std::string exception_text(const std::exception_ptr& error);

}  // namespace saki::text
