// SPDX-License-Identifier: Apache-2.0
//
// DeflateTerms: what is said of permessage-deflate in a handshake, by either side (RFC 7692 section 7): offers, what a server agrees to,
// and whether a client can live with that.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/extension_list.h"
#include "saki/http/web_socket_agreement.h"
#include "saki/http/web_socket_options.h"

namespace saki::http {

// The parameters of one offer, or of one answer.
struct DeflateTerms {
  bool server_no_context = false;
  bool client_no_context = false;
  bool limits_client = false;  // client_max_window_bits is there, with a value or without.
  std::optional<std::uint8_t> server_bits;
  std::optional<std::uint8_t> client_bits;

  // Of the extension at hand. Nothing where a parameter is unknown, stands twice, or has no value that is allowed.
  [[nodiscard]] static std::optional<DeflateTerms> read(ExtensionList& list);
  [[nodiscard]] std::string text() const;  // "permessage-deflate; server_no_context_takeover"
};

// The first offer among `extensions` that the server can accept, as its answer; nothing where none is, or the list is malformed, which
// `is_malformed` tells.
[[nodiscard]] std::optional<DeflateTerms> choose_deflate(std::string_view extensions, const DeflateOptions& options, bool& is_malformed);

[[nodiscard]] DeflateTerms offer_deflate(const DeflateOptions& options) noexcept;  // A client's.

// Whether the answer `terms` is one to `offer` (sections 7.1.1 and 7.1.2).
[[nodiscard]] bool answers_offer(const DeflateTerms& terms, const DeflateTerms& offer) noexcept;

[[nodiscard]] DeflateAgreement agreement_of(const DeflateTerms& answer) noexcept;

}  // namespace saki::http
