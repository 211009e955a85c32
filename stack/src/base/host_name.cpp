// SPDX-License-Identifier: Apache-2.0
#include "saki/base/host_name.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>

namespace saki {
namespace {

constexpr std::size_t kLongestName = 253;  // RFC 1035 section 3.1, as text.
constexpr std::size_t kLongestLabel = 63;
constexpr std::string_view kAnyLabel = "*.";

constexpr char lowered(char letter) noexcept { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

std::string_view without_port(std::string_view host) noexcept {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

constexpr bool is_label_letter(char letter) noexcept {
  const char low = lowered(letter);
  return (low >= 'a' && low <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
}

bool is_label(std::string_view label) noexcept {
  return !label.empty() && label.size() <= kLongestLabel && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), is_label_letter);
}

bool is_dns_name(std::string_view name) noexcept {
  if (name.size() > kLongestName) return false;
  for (std::size_t start = 0; start <= name.size();) {
    const std::size_t end = std::min(name.find('.', start), name.size());
    if (!is_label(name.substr(start, end - start))) return false;
    start = end + 1;
  }
  return true;
}

bool is_bracketed_address(std::string_view text) {
  if (!text.starts_with('[') || !text.ends_with(']') || text.find('\0') != text.npos) return false;
  in6_addr address{};
  return ::inet_pton(AF_INET6, std::string(text.substr(1, text.size() - 2)).c_str(), &address) == 1;
}

}  // namespace

HostName::HostName(std::string_view host) noexcept {
  host = without_port(host);
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.size() > kMostBytes) return;
  std::transform(host.begin(), host.end(), text_.begin(), lowered);
  size_ = host.size();
}

std::string check_host_name(std::string_view text) {
  if (is_bracketed_address(text)) return {};
  const std::string shown = "\"" + std::string(text) + "\"";
  const auto is_ascii = [](char letter) { return static_cast<unsigned char>(letter) < 0x80; };
  if (!std::all_of(text.begin(), text.end(), is_ascii))
    return shown + " is not ASCII; an international name is written as its A-labels (xn--...)";
  if (text.find("://") != text.npos) return shown + " is a URL; a host is named alone, without scheme, port and path";
  if (text.find(':') != text.npos) return shown + " has a port; a host answers at every address that the service listens on";
  const std::string_view name = text.starts_with(kAnyLabel) ? text.substr(kAnyLabel.size()) : text;
  if (name.find('*') != name.npos) return shown + " is no name of a host; `*` stands for the whole first label, as in *.example.org";
  if (!is_dns_name(name.ends_with('.') ? name.substr(0, name.size() - 1) : name)) return shown + " is no name of a host";
  return {};
}

}  // namespace saki
