// SPDX-License-Identifier: Apache-2.0
//
// `read_text(checker, text, into)`: a single value from its text form, as JSON strings and parameters carry it; what is wrong is
// reported, with words for people. Generated code adds overloads for the enumerations of a manifest.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "saki/bytes.h"
#include "saki/checker.h"
#include "saki/timestamp.h"
#include "saki/uuid.h"

namespace saki {

// Affinity: one thread (all of this header).
bool read_text(Checker& in, std::string_view text, bool& into);
bool read_text(Checker& in, std::string_view text, std::int32_t& into);
bool read_text(Checker& in, std::string_view text, std::int64_t& into);
bool read_text(Checker& in, std::string_view text, std::uint32_t& into);
bool read_text(Checker& in, std::string_view text, std::uint64_t& into);
bool read_text(Checker& in, std::string_view text, double& into);
bool read_text(Checker& in, std::string_view text, std::string& into);
bool read_text(Checker& in, std::string_view text, Bytes& into);
bool read_text(Checker& in, std::string_view text, Timestamp& into);
bool read_text(Checker& in, std::string_view text, std::chrono::year_month_day& into);
bool read_text(Checker& in, std::string_view text, std::chrono::microseconds& into);
bool read_text(Checker& in, std::string_view text, Uuid& into);

}  // namespace saki
