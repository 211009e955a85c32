// SPDX-License-Identifier: Apache-2.0
#include "http/deflate_terms.h"

#include <algorithm>
#include <utility>

namespace saki::http {
namespace {

constexpr std::string_view kExtension = "permessage-deflate";
constexpr std::uint8_t kLeastBits = 8;
constexpr std::uint8_t kMostBits = 15;

// A decimal number from 8 to 15 without a zero before it (section 7.1.2).
std::optional<std::uint8_t> window_bits(std::string_view text) noexcept {
  if (text == "8" || text == "9") return static_cast<std::uint8_t>(text.front() - '0');
  if (text.size() != 2 || text.front() != '1' || text.back() < '0' || text.back() > '5') return std::nullopt;
  return static_cast<std::uint8_t>(10 + text.back() - '0');
}

using Parameter = ExtensionList::Parameter;

bool set_flag(bool& flag, const Parameter& parameter) noexcept { return !parameter.value && !std::exchange(flag, true); }

bool set_bits(std::optional<std::uint8_t>& bits, const Parameter& parameter) noexcept {
  if (bits || !parameter.value) return false;
  bits = window_bits(*parameter.value);
  return bits.has_value();
}

bool add(DeflateTerms& terms, const Parameter& parameter) noexcept {
  if (parameter.name == "server_no_context_takeover") return set_flag(terms.server_no_context, parameter);
  if (parameter.name == "client_no_context_takeover") return set_flag(terms.client_no_context, parameter);
  if (parameter.name == "server_max_window_bits") return set_bits(terms.server_bits, parameter);
  if (parameter.name != "client_max_window_bits" || std::exchange(terms.limits_client, true)) return false;
  return !parameter.value || set_bits(terms.client_bits, parameter);
}

// What the server makes of an offer.
DeflateTerms answer_to(const DeflateTerms& offer, const DeflateOptions& options) noexcept {
  DeflateTerms answer;
  answer.server_no_context = offer.server_no_context || !options.keeps_context;
  answer.client_no_context = offer.client_no_context || !options.keeps_context;
  if (offer.server_bits) answer.server_bits = std::min(*offer.server_bits, options.window_bits);
  const std::uint8_t client_bits = std::min(offer.client_bits.value_or(kMostBits), options.window_bits);
  answer.limits_client = offer.limits_client && client_bits < kMostBits;
  if (answer.limits_client) answer.client_bits = client_bits;
  return answer;
}

}  // namespace

std::optional<DeflateTerms> DeflateTerms::read(ExtensionList& list) {
  DeflateTerms terms;
  bool sound = true;
  while (const std::optional<Parameter> parameter = list.next_parameter()) sound = sound && add(terms, *parameter);
  return sound && !list.is_malformed() ? std::optional(terms) : std::nullopt;
}

std::string DeflateTerms::text() const {
  std::string text(kExtension);
  if (server_no_context) text += "; server_no_context_takeover";
  if (client_no_context) text += "; client_no_context_takeover";
  if (server_bits) text += "; server_max_window_bits=" + std::to_string(*server_bits);
  if (limits_client) text += "; client_max_window_bits";
  if (client_bits) text += "=" + std::to_string(*client_bits);
  return text;
}

std::optional<DeflateTerms> choose_deflate(std::string_view extensions, const DeflateOptions& options, bool& is_malformed) {
  ExtensionList list(extensions);
  std::optional<DeflateTerms> chosen;
  while (const std::optional<std::string_view> name = list.next()) {
    if (chosen || !options.enabled || *name != kExtension) continue;
    if (const std::optional<DeflateTerms> offer = DeflateTerms::read(list)) chosen = answer_to(*offer, options);
  }
  is_malformed = list.is_malformed();
  return is_malformed ? std::nullopt : chosen;
}

DeflateTerms offer_deflate(const DeflateOptions& options) noexcept {
  DeflateTerms offer;
  offer.server_no_context = offer.client_no_context = !options.keeps_context;
  offer.limits_client = true;
  if (options.window_bits < kMostBits) offer.server_bits = std::max(options.window_bits, kLeastBits);
  return offer;
}

bool answers_offer(const DeflateTerms& terms, const DeflateTerms& offer) noexcept {
  if (offer.server_no_context && !terms.server_no_context) return false;
  if (offer.server_bits && (!terms.server_bits || *terms.server_bits > *offer.server_bits)) return false;
  if (terms.limits_client && (!offer.limits_client || !terms.client_bits)) return false;
  return !offer.client_bits || !terms.client_bits || *terms.client_bits <= *offer.client_bits;
}

DeflateAgreement agreement_of(const DeflateTerms& answer) noexcept {
  return {true, !answer.server_no_context, !answer.client_no_context, answer.server_bits.value_or(kMostBits),
          answer.client_bits.value_or(kMostBits)};
}

}  // namespace saki::http
