// SPDX-License-Identifier: Apache-2.0
#include "saki/message_reader.h"

#include "saki/decode_or_refuse.h"
#include "saki/validation_failed.h"

namespace saki::detail {

std::optional<InvalidContent> check_kind(const Message& message, MessageKind wanted) {
  if (message.kind == wanted) return std::nullopt;
  const char* const why = wanted == MessageKind::Text ? "a message in text is expected here" : "a message in bytes is expected here";
  return InvalidContent(http::CloseCode::Unsupported, why, UnsupportedMediaType(why));
}

std::optional<InvalidContent> check_document(Decoder& in, const Violations& violations) {
  if (!in.finish()) {
    const std::string why = "malformed JSON: " + in.reader().fault_text();
    return InvalidContent(http::CloseCode::InvalidContent, why, BadRequest(why));
  }
  if (violations.empty()) return std::nullopt;
  return InvalidContent(http::CloseCode::Policy, first_of(violations), ValidationFailed(violations));
}

}  // namespace saki::detail
