// SPDX-License-Identifier: Apache-2.0
#include "server/proxy_settings.h"

#include <algorithm>
#include <array>

namespace saki {
namespace {

using http::ForwardedFields;

constexpr std::string_view kNone = "off";
constexpr std::string_view kEverywhere = "required";
constexpr std::array<std::string_view, 3> kFieldWords{"off", "forwarded", "x-forwarded"};  // By ForwardedFields.

std::string check_network(std::string_view text) { return Network::explain(text); }

std::string check_listener(std::string_view text) {
  if (text == kNone || text == kEverywhere || Address::parse(text)) return {};
  return "\"" + std::string(text) + "\" is neither off, required, nor an address as in server.listen";
}

Setting list_of(std::string path, SettingCheck check, std::uint32_t most, std::string description) {
  Setting setting;
  setting.path = std::move(path);
  setting.shape = SettingShape::List;
  setting.initial = "[]";
  setting.max_count = most;
  setting.check = check;
  setting.description = std::move(description);
  return setting;
}

Setting fields_setting() {
  Setting setting;
  setting.path = "server.forwarded";
  setting.type = SettingType::Word;
  setting.initial = std::string(kNone);
  setting.words = {kFieldWords.begin(), kFieldWords.end()};
  setting.description = "Where trusted proxies say who the client is: in Forwarded, or in X-Forwarded-For, -Proto and -Host.";
  return setting;
}

bool is_listened_on(const ServerOptions& options, const Address& address) noexcept {
  return std::ranges::any_of(options.listen, [&](const ListenPlace& listen) { return listen.address == address; });
}

}  // namespace

bool ProxyOptions::wants_header(const Address& configured) const noexcept {
  return header_everywhere ||
         std::ranges::any_of(header_listeners, [&](const ListenPlace& listener) { return listener.address == configured; });
}

void declare_proxy_settings(ConfigSchema& schema) {
  schema.add(list_of("server.trusted_proxies", check_network, 1024,
                     "Whose word is taken for who the client is: networks as 10.0.0.0/8 or 2001:db8::/32, addresses, unix: for every Unix "
                     "socket."));
  schema.add(fields_setting());
  schema.add(
      list_of("server.proxy_protocol", check_listener, 64,
              "Where connections begin with a PROXY header and come from trusted proxies alone: required for everywhere, or addresses "
              "of server.listen."));
}

ProxyOptions read_proxy_options(const Config& config) {
  ProxyOptions options;
  for (const std::string& text : config.get<std::vector<std::string>>("server.trusted_proxies")) {
    options.trusted.networks.push_back(*Network::parse(text));
  }
  const auto word = std::ranges::find(kFieldWords, config.get<std::string>("server.forwarded"));
  options.trusted.fields = static_cast<ForwardedFields>(word - kFieldWords.begin());
  options.fields_place = config.place("server.forwarded");

  const auto listeners = config.get<std::vector<std::string>>("server.proxy_protocol");
  options.header_place = config.place("server.proxy_protocol");
  for (std::size_t index = 0; index < listeners.size(); ++index) {
    options.header_everywhere |= listeners[index] == kEverywhere;
    if (const auto address = Address::parse(listeners[index])) {
      options.header_listeners.push_back({*address, config.place("server.proxy_protocol", index)});
    }
  }
  return options;
}

void check_proxy_options(const ServerOptions& options, Diagnostics& diagnostics) {
  const ProxyOptions& proxy = options.proxy;
  const bool wants_header = proxy.header_everywhere || !proxy.header_listeners.empty();
  const bool reads_fields = proxy.trusted.fields != ForwardedFields::Off;
  if (proxy.trusted.networks.empty() && (wants_header || reads_fields)) {
    diagnostics.add(wants_header ? proxy.header_place : proxy.fields_place, "no-trusted-proxy",
                    "no proxy is trusted to say who the client is",
                    "name those in front of this service in server.trusted_proxies, such as 10.0.0.0/8 or unix:");
  }
  for (const ListenPlace& listener : proxy.header_listeners) {
    if (is_listened_on(options, listener.address)) continue;
    diagnostics.add(listener.place, "no-such-listener",
                    "server.proxy_protocol names " + listener.address.text() + ", where nothing listens",
                    "write it as in server.listen, or required for every listener");
  }
}

}  // namespace saki
