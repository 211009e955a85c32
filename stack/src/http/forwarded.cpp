// SPDX-License-Identifier: Apache-2.0
#include "saki/http/forwarded.h"

#include <algorithm>

#include "base/ascii.h"
#include "http/forwarded_element.h"
#include "http/forwarded_node.h"
#include "http/head_rules.h"
#include "http/list_from_end.h"
#include "http/lower_case.h"

namespace saki::http {
namespace {

constexpr bool is_scheme_byte(char byte) noexcept { return is_letter(byte) || is_digit(byte) || byte == '+' || byte == '-' || byte == '.'; }

// What can be told of a hop beside its address. False for what is malformed; schemes of no use here are as none (RFC 3986 section 3.1).
bool settle_scheme(std::string_view text, Forwarded& into) noexcept {
  into.scheme = is_word(text, "https") ? "https" : is_word(text, "http") ? "http" : std::string_view();
  return text.empty() || (is_letter(text.front()) && std::ranges::all_of(text, is_scheme_byte));
}

bool settle_host(std::string_view text, Forwarded& into) noexcept {
  into.host = text;
  return text.empty() || is_host(text);
}

// Reads lists hop by hop. Each step tells of the hop before, in `told`, whose client is a trusted proxy.
class Hops {
 public:
  Hops(const FieldTable& fields, const TrustedProxies& proxies, Arena& arena) noexcept
      : fields_(fields), proxies_(proxies), arena_(arena) {}

  [[nodiscard]] ForwardedOutcome walk(std::uint64_t limit_hops, Forwarded& told) {
    const bool is_standard = proxies_.fields == ForwardedFields::Forwarded;
    ListFromEnd list(fields_, is_standard ? "Forwarded" : "X-Forwarded-For", is_standard ? Quotes::Strings : Quotes::None);
    bool hidden = false;
    while (!hidden && contains(proxies_.networks, told.client)) {
      const std::optional<std::string_view> element = list.next();
      if (!element) break;
      if (++count_ > limit_hops) return ForwardedOutcome::Ignored;
      if (element->empty()) continue;
      const auto hop = is_standard ? read_standard(*element, told) : parse_x_forwarded_node(*element);
      if (!hop) return ForwardedOutcome::Ignored;
      hidden = hop->hidden;
      if (!hidden) told.client = hop->address;
    }
    if (!is_standard && !read_in_step(told)) return ForwardedOutcome::Ignored;
    return count_ > 0 || !told.scheme.empty() || !told.host.empty() ? ForwardedOutcome::Told : ForwardedOutcome::None;
  }

 private:
  std::optional<ForwardedNode> read_standard(std::string_view text, Forwarded& told) {
    const std::optional<ForwardedElement> element = parse_forwarded_element(text, arena_);
    if (!element || !settle_scheme(element->proto, told) || !settle_host(element->host, told)) return std::nullopt;
    return element->node.empty() ? std::optional(ForwardedNode{true, {}}) : parse_forwarded_node(element->node);
  }

  bool read_in_step(Forwarded& told) const noexcept {
    return settle_scheme(in_step("X-Forwarded-Proto"), told) && settle_host(in_step("X-Forwarded-Host"), told);
  }

  // The element of the hop reached, or of the one next to us where no other is told of.
  [[nodiscard]] std::string_view in_step(std::string_view name) const noexcept {
    ListFromEnd list(fields_, name, Quotes::None);
    std::string_view reached;
    for (std::uint64_t count = std::max<std::uint64_t>(count_, 1); count > 0; --count) {
      const std::optional<std::string_view> element = list.next();
      if (!element) break;
      reached = *element;
    }
    return reached;
  }

  const FieldTable& fields_;
  const TrustedProxies& proxies_;
  Arena& arena_;
  std::uint64_t count_ = 0;  // Elements walked over.
};

}  // namespace

ForwardedOutcome read_forwarded(const FieldTable& fields, const Address& peer, const TrustedProxies& proxies, std::uint64_t limit_hops,
                                Arena& arena, Forwarded& into) {
  if (proxies.fields == ForwardedFields::Off || !contains(proxies.networks, peer)) return ForwardedOutcome::None;
  Forwarded told{peer, {}, {}};
  const ForwardedOutcome outcome = Hops(fields, proxies, arena).walk(limit_hops, told);
  if (outcome == ForwardedOutcome::Told) into = told;
  return outcome;
}

}  // namespace saki::http
