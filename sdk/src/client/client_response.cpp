// SPDX-License-Identifier: Apache-2.0
#include "saki/client_response.h"

#include <algorithm>

#include "saki/client_error.h"
#include "saki/media_type.h"
#include "saki/remote_error.h"

namespace saki {

std::optional<std::string_view> ClientResponse::header(std::string_view name) const noexcept {
  const auto found =
      std::find_if(headers_.begin(), headers_.end(), [name](const auto& field) { return http::same_field_name(field.first, name); });
  return found != headers_.end() ? std::optional<std::string_view>(found->second) : std::nullopt;
}

void ClientResponse::require_ok() const {
  if (!ok()) throw RemoteError(*this);
}

void ClientResponse::require_json() const {
  const std::string field(header("Content-Type").value_or(""));
  const auto media_type = MediaType::parse(field);
  if (!media_type || !media_type->is_json()) refuse(field.empty() ? "of no told type, not JSON" : "of type " + field + ", not JSON");
}

void ClientResponse::refuse(const std::string& why) const {
  throw ClientError(ClientErrorKind::Content, request_, "the answer's content: " + why);
}

}  // namespace saki
