// SPDX-License-Identifier: Apache-2.0
#include "client/answer_rules.h"

#include <limits>

namespace saki::client {
namespace {

using http::BodyKind;
using http::KnownField;

constexpr std::uint64_t kNoLength = std::numeric_limits<std::int64_t>::max();

bool is_success(http::Status status) noexcept { return http::status_code(status) / 100 == 2; }

// Whoever sends content where none can be has lost count; what follows is not taken for the next answer.
bool keeps_count(const AnswerHead& head, const http::Framing& told) noexcept {
  const bool may_tell = head.status == http::Status::NotModified;
  return may_tell || told.kind == BodyKind::None;
}

bool tells_length(const http::FieldTable& fields) noexcept {
  return fields.has(KnownField::ContentLength) || fields.has(KnownField::TransferEncoding);
}

}  // namespace

Result<AnswerFraming> frame_answer(AnswerHead& head, std::string_view method) noexcept {
  http::settle_connection_of(head.lines);
  const http::Framing told = http::decide_framing(head.lines);
  if (told.refusal != http::Refusal::None) return fail(told.refusal);

  AnswerFraming framing;
  framing.persistent = http::wants_persistence(head.lines);
  if (method == "HEAD") return framing;
  if (!http::may_have_content(head.status)) {
    framing.persistent = framing.persistent && keeps_count(head, told);
    return framing;
  }
  if (method == "CONNECT" && is_success(head.status)) return framing;  // What follows is the tunnel.
  framing.content = told;
  if (!tells_length(head.lines.fields)) {
    framing = {{BodyKind::Sized, kNoLength, http::Refusal::None}, true, false};
  }
  return framing;
}

bool upgrades_to(const AnswerHead& head, std::string_view protocol) noexcept {
  const http::FieldTable& fields = head.lines.fields;
  return !protocol.empty() && head.lines.connection.upgrade && !fields.repeated(KnownField::Upgrade) &&
         http::same_field_name(fields.value(KnownField::Upgrade), protocol);
}

}  // namespace saki::client
