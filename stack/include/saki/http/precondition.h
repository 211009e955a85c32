// SPDX-License-Identifier: Apache-2.0
//
// Conditional requests (RFC 9110 section 13): whether what the client says of the representation it has still holds.
//
// For any answer, of a file or of a handler: give the validators of what would be answered, and act on the outcome. The fields are asked in
// the order of section 13.2.2; a field outside its grammar, and a date given twice, is as if it were not there, save that an If-Match which
// names nothing matches nothing.
#pragma once

#include <cstdint>
#include <optional>

#include "saki/http/entity_tag.h"
#include "saki/http/field_table.h"
#include "saki/http/http_date.h"
#include "saki/http/method.h"

namespace saki::http {

// What the current representation is told by. Empty: there is no representation, or none that can be told.
struct Validators {
  std::optional<EntityTag> tag;
  std::optional<HttpTime> modified;
};

enum class Precondition : std::uint8_t {
  Holds,  // Go on.
  NotModified,  // Answer 304: the client has it already.
  Failed,  // Answer 412 and change nothing.
};

// `now` is what two-digit years are read by. Affinity: any.
[[nodiscard]] Precondition check_preconditions(Method method, const FieldTable& fields, const Validators& current, HttpTime now) noexcept;

// Whether a Range field counts: there is no If-Range, or what it names is, by strong comparison, the current representation
// (section 13.1.5). A date is a strong validator only for what has not changed within the second before `now` (section 8.8.2.2).
[[nodiscard]] bool range_condition_holds(const FieldTable& fields, const Validators& current, HttpTime now) noexcept;

}  // namespace saki::http
