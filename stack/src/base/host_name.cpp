// SPDX-License-Identifier: Apache-2.0
#include "saki/base/host_name.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>

#include "base/ascii.h"
#include "base/dns_name.h"

namespace saki {
namespace {

constexpr std::string_view kAnyLabel = "*.";

std::string_view without_port(std::string_view host) noexcept {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

bool is_address(int family, std::string_view text) {
  in6_addr address{};  // Either fits.
  return text.find('\0') == text.npos && ::inet_pton(family, std::string(text).c_str(), &address) == 1;
}

bool is_address(std::string_view text) {
  const bool has_brackets = text.starts_with('[') && text.ends_with(']');
  return has_brackets ? is_address(AF_INET6, text.substr(1, text.size() - 2)) : is_address(AF_INET, text);
}

}  // namespace

HostName::HostName(std::string_view host) noexcept {
  host = without_port(host);
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.size() > kMostBytes) return;
  std::ranges::transform(host, text_.begin(), to_lower);
  size_ = host.size();
}

std::string check_host_name(std::string_view text) {
  if (is_address(text)) return {};
  const std::string shown = "\"" + std::string(text) + "\"";
  const auto is_ascii = [](char letter) { return static_cast<unsigned char>(letter) < 0x80; };
  if (!std::all_of(text.begin(), text.end(), is_ascii))
    return shown + " is not ASCII; an international name is written as its A-labels (xn--...)";
  if (text.find("://") != text.npos) return shown + " is a URL; a host is named alone, without scheme, port and path";
  if (text.find(':') != text.npos) return shown + " has a port; a host answers at every address that the service listens on";
  const std::string_view name = text.starts_with(kAnyLabel) ? text.substr(kAnyLabel.size()) : text;
  if (name.find('*') != name.npos) return shown + " is no name of a host; `*` stands for the whole first label, as in *.example.org";
  if (!is_dns_name(name)) return shown + " is no name of a host";
  return {};
}

}  // namespace saki
