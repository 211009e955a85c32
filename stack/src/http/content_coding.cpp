// SPDX-License-Identifier: Apache-2.0
#include "saki/http/content_coding.h"

#include <algorithm>

#include "http/blanks.h"
#include "saki/http/weight.h"

namespace saki::http {
namespace {

constexpr std::array<std::string_view, kContentCodings> kNames{"identity", "gzip", "br"};

// Cuts what stands before `separator` off `text`.
std::string_view cut(std::string_view& text, char separator) noexcept {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = trim(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

// weight = OWS ";" OWS "q=" qvalue, of which the semicolon is gone; full where there is none.
std::optional<unsigned> weight_of(std::string_view parameter) noexcept {
  if (parameter.empty()) return kFullWeight;
  if (parameter.size() < 2 || (parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '=') return std::nullopt;
  return parse_weight(parameter.substr(2));
}

}  // namespace

std::string_view content_coding_name(ContentCoding coding) noexcept { return kNames[static_cast<std::size_t>(coding)]; }

std::optional<ContentCoding> content_coding_of(std::string_view name) noexcept {
  if (same_field_name(name, "x-gzip")) return ContentCoding::Gzip;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (same_field_name(name, kNames[i])) return static_cast<ContentCoding>(i);
  }
  return std::nullopt;
}

AcceptedCodings::AcceptedCodings(const FieldTable& fields) noexcept {
  for (const Field& field : fields.all()) {
    if (!same_field_name(field.name, "Accept-Encoding")) continue;
    for (std::string_view list = field.value; !list.empty();) add(cut(list, ','));
  }
}

void AcceptedCodings::add(std::string_view member) noexcept {
  const std::string_view name = cut(member, ';');
  const std::optional<unsigned> weight = weight_of(trim(member));
  if (!weight) return;
  if (name == "*") others_ = weight;
  if (const auto coding = content_coding_of(name)) listed_[static_cast<std::size_t>(*coding)] = weight;
}

unsigned AcceptedCodings::weight(ContentCoding coding) const noexcept {
  if (const auto& listed = listed_[static_cast<std::size_t>(coding)]) return *listed;
  return others_.value_or(0);  // Identity that is not named is acceptable all the same, but only after what was asked for.
}

ContentCoding AcceptedCodings::best(std::span<const ContentCoding> offers) const noexcept {
  ContentCoding best = ContentCoding::Identity;
  unsigned most = weight(ContentCoding::Identity);
  for (const ContentCoding offer : offers) {
    const unsigned wanted = weight(offer);
    if (wanted > most || (wanted == most && wanted > 0 && best == ContentCoding::Identity)) {
      best = offer;
      most = wanted;
    }
  }
  return best;
}

}  // namespace saki::http
