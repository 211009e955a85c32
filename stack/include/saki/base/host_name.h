// SPDX-License-Identifier: Apache-2.0
//
// HostName: the name of a host in the one form that names are compared in: lower case, without port, without the root's dot.
//
// Names are ASCII: an international one is written as its A-labels (`xn--…`, RFC 5890), which is how clients send it.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace saki {

class HostName {  // Affinity: any. A value.
 public:
  static constexpr std::size_t kMostBytes = 255;

  // Of the value of a Host field or the authority of a target, which is uri-host [ ":" port ]. Empty for one that is longer than any name.
  explicit HostName(std::string_view host) noexcept;
  HostName(const HostName&) = delete;
  HostName& operator=(const HostName&) = delete;

  [[nodiscard]] std::string_view text() const noexcept { return {text_.data(), size_}; }

 private:
  std::array<char, kMostBytes> text_;  // Not made before it is set.
  std::size_t size_ = 0;
};

// Says why `text` is no name that a host can be configured with; "" when it is one: a DNS name, `*.` in place of its first label at
// most, an IPv4 address, or an IPv6 address in brackets. A SettingCheck.
[[nodiscard]] std::string check_host_name(std::string_view text);

}  // namespace saki
