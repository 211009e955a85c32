// SPDX-License-Identifier: Apache-2.0
#include "saki/client/proxy_rules.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "base/ascii.h"
#include "saki/client/client_fault.h"

namespace saki::client {
namespace {

Result<std::optional<Url>> read_proxy(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const bool has_scheme = text.find("://") != text.npos;
  const Result<Url> url = Url::parse(has_scheme ? std::string(text) : std::string("http://").append(text));
  if (!url || url->scheme() != "http") return fail(ClientFault::MalformedProxy);
  return *url;
}

// The first of the variables that is set to something.
std::string_view first_of(const ProxyRules::Lookup& lookup, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const char* value = lookup(name); value != nullptr && *value != '\0') return value;
  }
  return {};
}

// Cuts off `:port` where there is one; the colons of an IPv6 address without brackets are none.
std::uint16_t cut_port(std::string_view& text) noexcept {
  const std::size_t colon = text.rfind(':');
  const bool is_port = colon != text.npos && (text.find(':') == colon || (colon > 0 && text[colon - 1] == ']'));
  if (!is_port) return 0;
  std::uint16_t port = 0;
  std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
  text = text.substr(0, colon);
  return port;
}

}  // namespace

Result<ProxyRules> ProxyRules::from_environment() {
  return from_environment([](const char* name) -> const char* { return std::getenv(name); });
}

Result<ProxyRules> ProxyRules::from_environment(const Lookup& lookup) {
  const bool is_cgi = lookup("REQUEST_METHOD") != nullptr;
  const std::string_view http = is_cgi ? first_of(lookup, {"http_proxy", "all_proxy", "ALL_PROXY"})
                                       : first_of(lookup, {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"});
  const std::string_view https = first_of(lookup, {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
  return from(http, https, first_of(lookup, {"no_proxy", "NO_PROXY"}));
}

Result<ProxyRules> ProxyRules::from(std::string_view http, std::string_view https, std::string_view none_for) {
  ProxyRules rules;
  Result<std::optional<Url>> http_proxy = read_proxy(http);
  Result<std::optional<Url>> https_proxy = read_proxy(https);
  if (!http_proxy || !https_proxy) return fail(ClientFault::MalformedProxy);
  rules.http_ = std::move(*http_proxy);
  rules.https_ = std::move(*https_proxy);
  while (!none_for.empty()) {
    const std::size_t end = std::min(none_for.find_first_of(", \t"), none_for.size());
    const std::string_view entry = none_for.substr(0, end);
    if (entry == "*") rules.none_ = true;
    if (!entry.empty()) rules.exceptions_.push_back(read_exception(entry));
    none_for.remove_prefix(std::min(end + 1, none_for.size()));
  }
  return rules;
}

ProxyRules::Exception ProxyRules::read_exception(std::string_view text) {
  Exception exception;
  exception.port = cut_port(text);
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  if (const Result<Network> network = Network::parse(text)) {
    exception.network = *network;
  } else {
    exception.name = in_lower_case(text.starts_with('.') ? text.substr(1) : text);
  }
  return exception;
}

bool ProxyRules::is_exempt(const Origin& origin) const noexcept {
  const Result<Address> address = Address::from_host(origin.host, origin.port);
  std::string_view host = origin.host;
  if (host.ends_with('.')) host.remove_suffix(1);
  return std::ranges::any_of(exceptions_, [&](const Exception& exception) {
    if (exception.port != 0 && exception.port != origin.port) return false;
    if (exception.network) return address && exception.network->contains(*address);
    if (exception.name.empty() || !host.ends_with(exception.name)) return false;
    return host.size() == exception.name.size() || host[host.size() - exception.name.size() - 1] == '.';
  });
}

const Url* ProxyRules::proxy_for(const Origin& origin) const noexcept {
  const std::optional<Url>& proxy = origin.secure ? https_ : http_;
  return !proxy || none_ || is_exempt(origin) ? nullptr : &*proxy;
}

}  // namespace saki::client
