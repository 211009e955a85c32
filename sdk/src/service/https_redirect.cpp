// SPDX-License-Identifier: Apache-2.0
#include "service/https_redirect.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <string>

#include "saki/server/listen_place.h"

namespace saki {
namespace {

constexpr std::string_view kEverywhere = "all";
constexpr std::uint16_t kHttpsPort = 443;

std::string check_listener(std::string_view text) {
  if (text == kEverywhere || Address::parse(text)) return {};
  return "\"" + std::string(text) + "\" is neither all, nor an address of server.listen that is not for TLS";
}

std::vector<ListenPlace> listeners_of(const Config& config) {
  std::vector<ListenPlace> listeners;
  for (const std::string& text : config.get<std::vector<std::string>>("server.listen")) listeners.push_back(*ListenPlace::parse(text));
  return listeners;
}

// Of the first address for TLS, unless the kernel chooses it.
std::uint16_t port_of_tls(const std::vector<ListenPlace>& listeners) {
  const auto has_port = [](const ListenPlace& listener) { return listener.tls && listener.address.port() != 0; };
  const auto found = std::ranges::find_if(listeners, has_port);
  return found != listeners.end() ? found->address.port() : kHttpsPort;
}

bool is_plain_listener(const std::vector<ListenPlace>& listeners, const Address& address) {
  return std::ranges::any_of(listeners, [&](const ListenPlace& listener) { return !listener.tls && listener.address == address; });
}

std::string_view without_port(std::string_view host) noexcept {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

// "https://example.org:8443/notes?page=2", in memory of the exchange.
std::string_view place(http::Exchange& exchange, std::uint16_t port) {
  const http::RequestHead& head = exchange.head();
  std::array<char, 6> digits{':'};
  const char* const end = std::to_chars(digits.data() + 1, digits.data() + digits.size(), port).ptr;
  const std::string_view colon_port = port == kHttpsPort ? std::string_view() : std::string_view(digits.data(), end);
  const std::array<std::string_view, 6> parts{"https://",
                                              without_port(exchange.host()),
                                              colon_port,
                                              head.raw_path.starts_with('/') ? head.raw_path : "/",
                                              head.query.empty() ? "" : "?",
                                              head.query};
  std::size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  char* const text = static_cast<char*>(exchange.arena().allocate(size, 1));
  char* at = text;
  for (const std::string_view part : parts) at = std::ranges::copy(part, at).out;
  return {text, size};
}

Task<> redirect(http::Exchange& exchange, std::uint16_t port) {
  const bool named = !exchange.host().empty();  // A client of HTTP/1.0 need not say whom it asks.
  const std::array<http::Field, 1> fields{http::Field{"Location", named ? place(exchange, port) : std::string_view()}};
  const http::ResponseHead head{.status = named ? http::Status::PermanentRedirect : http::Status::BadRequest,
                                .fields = std::span(fields).first(named ? 1 : 0)};
  if (exchange.try_respond(head, {})) co_return;
  const Result<> sent = co_await exchange.respond(head, {});
  if (!sent) exchange.abort();
}

}  // namespace

bool HttpsRedirectSettings::covers(const Address& local) const noexcept {
  if (everywhere) return true;
  return std::ranges::any_of(listeners, [&](const Address& listener) {
    return listener.is_unix() ? listener == local : !local.is_unix() && listener.port() == local.port();
  });
}

void declare_https_redirect_settings(ConfigSchema& schema) {
  schema.add(
      {.path = "server.redirect_https",
       .shape = SettingShape::List,
       .initial = "[]",
       .max_count = 64,
       .check = check_listener,
       .description = "Where every request is sent to the same place by https: all, or addresses of server.listen, told by their ports."});
  schema.add({.path = "server.https_port",
              .type = SettingType::Uint32,
              .initial = "0",
              .maximum = "65535",
              .description = "The port of https as clients see it; 0 is that of the first tls:// address."});
}

std::shared_ptr<const HttpsRedirectSettings> read_https_redirect_settings(const Config& config, Diagnostics& diagnostics) {
  const std::vector<ListenPlace> listeners = listeners_of(config);
  const auto texts = config.get<std::vector<std::string>>("server.redirect_https");
  HttpsRedirectSettings settings;
  for (std::size_t index = 0; index < texts.size(); ++index) {
    settings.everywhere |= texts[index] == kEverywhere;
    const auto address = Address::parse(texts[index]);
    if (!address) continue;
    settings.listeners.push_back(*address);
    if (is_plain_listener(listeners, *address)) continue;
    diagnostics.add(config.place("server.redirect_https", index), "no-such-listener",
                    "server.redirect_https names " + texts[index] + ", where nothing listens without TLS",
                    "write it as in server.listen, or all for every client that does not come by https");
  }
  if (!settings.everywhere && settings.listeners.empty()) return nullptr;
  const auto port = config.get<std::uint32_t>("server.https_port");
  settings.port = port != 0 ? static_cast<std::uint16_t>(port) : port_of_tls(listeners);
  return std::make_shared<const HttpsRedirectSettings>(std::move(settings));
}

Task<> HttpsRedirect::handle(http::Exchange& exchange) {
  const bool is_plain = exchange.scheme() != "https";
  if (is_plain && settings_.covers(exchange.connection().local)) return redirect(exchange, settings_.port);
  return inner_->handle(exchange);
}

}  // namespace saki
