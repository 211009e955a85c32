// SPDX-License-Identifier: Apache-2.0
//
// The opening handshake as a server sees it (RFC 6455 section 4.2).
#include "saki/http/web_socket_upgrade.h"

#include <algorithm>
#include <array>
#include <vector>

#include "http/blanks.h"
#include "http/deflate_terms.h"
#include "http/list_elements.h"
#include "http/origin_rules.h"
#include "http/served_web_socket.h"
#include "http/web_socket_key.h"

namespace saki::http {
namespace {

constexpr std::string_view kVersion = "13";
constexpr Field kUpgrade{"Upgrade", "websocket"};
constexpr std::array kUpgradeRequired{kUpgrade, Field{"Sec-WebSocket-Version", kVersion}};

WebSocketVerdict refused(Status status, std::string_view reason) {
  WebSocketVerdict verdict;
  verdict.status = status;
  verdict.reason = reason;
  return verdict;
}

std::size_t count_of(const FieldTable& fields, std::string_view name) {
  return static_cast<std::size_t>(
      std::ranges::count_if(fields.all(), [&](const Field& field) { return same_field_name(field.name, name); }));
}

// Among the protocols that the client would go over to; one of them may have a version behind a slash.
bool asks_for_web_socket(const RequestHead& head) {
  if (!head.connection.upgrade || head.version != HttpVersion::Http11) return false;
  return names(joined(head.fields.all(), "upgrade"), "websocket");
}

// The server's best among those that the client offers. False where its list breaks the grammar, or names one twice (section 4.1).
bool choose_protocol(const FieldTable& fields, const WebSocketOptions& options, std::string& chosen) {
  const std::string list = joined(fields.all(), "sec-websocket-protocol");
  std::vector<std::string_view> offered;
  const bool sound = all_elements(list, [&](std::string_view protocol) {
    if (!is_token(protocol) || std::ranges::find(offered, protocol) != offered.end()) return false;
    offered.push_back(protocol);
    return true;
  });
  if (!sound || (offered.empty() && count_of(fields, "sec-websocket-protocol") > 0)) return false;
  const auto best =
      std::ranges::find_if(options.protocols, [&](const std::string& ours) { return std::ranges::find(offered, ours) != offered.end(); });
  if (best != options.protocols.end()) chosen = *best;
  return true;
}

bool choose_extensions(const FieldTable& fields, const WebSocketOptions& options, WebSocketAgreement& agreement) {
  if (count_of(fields, "sec-websocket-extensions") == 0) return true;
  bool is_malformed = false;
  const std::string list = joined(fields.all(), "sec-websocket-extensions");
  const std::optional<DeflateTerms> answer = choose_deflate(list, options.deflate, is_malformed);
  if (answer) {
    agreement.deflate = agreement_of(*answer);
    agreement.extensions = answer->text();
  }
  return !is_malformed;
}

bool is_allowed(Exchange& exchange, const WebSocketOptions& options) {
  const FieldTable& fields = exchange.head().fields;
  const std::size_t count = count_of(fields, "origin");
  if (count == 0) return true;
  return count == 1 && allows_origin(options.origins, exchange.head().field("origin"), exchange.scheme(), exchange.host());
}

}  // namespace

WebSocketVerdict judge_web_socket(Exchange& exchange, const WebSocketOptions& options) {
  const RequestHead& head = exchange.head();
  const FieldTable& fields = head.fields;
  if (head.method != Method::Get || !asks_for_web_socket(head))
    return refused(Status::UpgradeRequired, "this place speaks WebSocket alone");
  if (count_of(fields, "sec-websocket-version") != 1 || head.field("sec-websocket-version") != kVersion)
    return refused(Status::UpgradeRequired, "only version 13 of WebSocket is spoken here");
  if (count_of(fields, "sec-websocket-key") != 1 || !is_web_socket_key(head.field("sec-websocket-key")))
    return refused(Status::BadRequest, "Sec-WebSocket-Key is not 16 bytes in Base64");
  if (exchange.has_body()) return refused(Status::BadRequest, "a request for a WebSocket has no content");
  if (!is_allowed(exchange, options)) return refused(Status::Forbidden, "pages of that origin may not open this WebSocket");

  WebSocketVerdict verdict;
  if (!choose_protocol(fields, options, verdict.agreement.protocol))
    return refused(Status::BadRequest, "Sec-WebSocket-Protocol is no list of different tokens");
  if (options.needs_protocol && verdict.agreement.protocol.empty())
    return refused(Status::BadRequest, "none of the subprotocols offered is spoken here");
  if (!choose_extensions(fields, options, verdict.agreement)) return refused(Status::BadRequest, "Sec-WebSocket-Extensions is malformed");
  return verdict;
}

std::span<const Field> refused_web_socket_fields(const WebSocketVerdict& verdict) noexcept {
  return verdict.status == Status::UpgradeRequired ? std::span<const Field>(kUpgradeRequired) : std::span<const Field>();
}

bool upgrade_to_web_socket(Exchange& exchange, const WebSocketAgreement& agreement, const WebSocketOptions& options,
                           std::unique_ptr<WebSocketHandler> handler, std::span<const Field> fields) {
  const std::string accept = web_socket_accept(exchange.head().field("sec-websocket-key"));
  std::vector<Field> all{kUpgrade, Field{"Sec-WebSocket-Accept", accept}};
  if (!agreement.protocol.empty()) all.push_back({"Sec-WebSocket-Protocol", agreement.protocol});
  if (!agreement.extensions.empty()) all.push_back({"Sec-WebSocket-Extensions", agreement.extensions});
  all.insert(all.end(), fields.begin(), fields.end());
  const ResponseHead head{Status::SwitchingProtocols, all};
  return exchange.upgrade(head, std::make_unique<ServedWebSocket>(agreement, options, std::move(handler)));
}

}  // namespace saki::http
