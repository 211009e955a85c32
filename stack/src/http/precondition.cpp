// SPDX-License-Identifier: Apache-2.0
#include "saki/http/precondition.h"

namespace saki::http {
namespace {

enum class Listed : std::uint8_t { NoField, No, Yes };

// The lines of a list field are one list (RFC 9110 section 5.3).
Listed find_in_lists(const FieldTable& fields, std::string_view name, const Validators& current, TagComparison comparison) noexcept {
  Listed outcome = Listed::NoField;
  for (const Field& field : fields.all()) {
    if (!same_field_name(field.name, name)) continue;
    const bool exists = current.tag || current.modified;
    const bool listed = current.tag ? lists_entity_tag(field.value, *current.tag, comparison) : exists && field.value == "*";
    if (listed) return Listed::Yes;
    outcome = Listed::No;
  }
  return outcome;
}

// The only field of that name; null where there is none or more than one.
const Field* only_field(const FieldTable& fields, std::string_view name) noexcept {
  const Field* only = nullptr;
  for (const Field& field : fields.all()) {
    if (!same_field_name(field.name, name)) continue;
    if (only != nullptr) return nullptr;
    only = &field;
  }
  return only;
}

std::optional<HttpTime> only_date(const FieldTable& fields, std::string_view name, HttpTime now) noexcept {
  const Field* const field = only_field(fields, name);
  return field != nullptr ? parse_http_date(field->value, now) : std::nullopt;
}

bool may_be_unmodified(Method method) noexcept { return method == Method::Get || method == Method::Head; }

// Steps 1 and 2: whether the client's copy is the one it wants changed or continued.
bool is_lost_update(const FieldTable& fields, const Validators& current, HttpTime now) noexcept {
  const Listed match = find_in_lists(fields, "If-Match", current, TagComparison::Strong);
  if (match != Listed::NoField) return match == Listed::No;
  const std::optional<HttpTime> since = only_date(fields, "If-Unmodified-Since", now);
  return since && current.modified && *current.modified > *since;
}

// Steps 3 and 4.
bool is_at_client(Method method, const FieldTable& fields, const Validators& current, HttpTime now) noexcept {
  const Listed none_match = find_in_lists(fields, "If-None-Match", current, TagComparison::Weak);
  if (none_match != Listed::NoField) return none_match == Listed::Yes;
  if (!may_be_unmodified(method) || !current.modified) return false;
  const std::optional<HttpTime> since = only_date(fields, "If-Modified-Since", now);
  return since && *current.modified <= *since;
}

}  // namespace

Precondition check_preconditions(Method method, const FieldTable& fields, const Validators& current, HttpTime now) noexcept {
  if (is_lost_update(fields, current, now)) return Precondition::Failed;
  if (!is_at_client(method, fields, current, now)) return Precondition::Holds;
  return may_be_unmodified(method) ? Precondition::NotModified : Precondition::Failed;
}

bool range_condition_holds(const FieldTable& fields, const Validators& current, HttpTime now) noexcept {
  if (fields.find("If-Range") == nullptr) return true;
  const Field* const condition = only_field(fields, "If-Range");
  if (condition == nullptr) return false;
  if (const auto tag = parse_entity_tag(condition->value)) {
    return current.tag && same_entity_tag(*tag, *current.tag, TagComparison::Strong);
  }
  const std::optional<HttpTime> date = parse_http_date(condition->value, now);
  return date && current.modified == date && *date < now;
}

}  // namespace saki::http
