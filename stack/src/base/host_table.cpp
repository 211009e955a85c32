// SPDX-License-Identifier: Apache-2.0
#include "saki/base/host_table.h"

#include "saki/base/host_name.h"

namespace saki {

std::uint32_t HostTable::add(std::string_view name, std::uint32_t host) {
  const bool any_label = name.starts_with('*');
  has_any_label_ = has_any_label_ || any_label;
  const HostName plain(any_label ? name.substr(1) : name);
  const auto [place, is_new] = hosts_.emplace(plain.text(), host);
  return is_new ? kNone : place->second;
}

std::uint32_t HostTable::find(std::string_view host) const noexcept {
  const HostName name(host);
  if (name.text().starts_with('.')) return kNone;  // As the keys of wildcards do.
  auto found = hosts_.find(name.text());
  if (found == hosts_.end() && has_any_label_) {
    const std::string_view text = name.text();
    const std::size_t dot = text.find('.');
    if (dot != text.npos && dot > 0) found = hosts_.find(text.substr(dot));
  }
  return found == hosts_.end() ? kNone : found->second;
}

}  // namespace saki
