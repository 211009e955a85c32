// SPDX-License-Identifier: Apache-2.0
//
// MediaType: a media type with its parameters taken apart (RFC 9110 section 8.3.1), and what an Accept field makes of one.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace saki {

class MediaType {  // Affinity: any. Holds views of the text it was read from.
 public:
  // Nothing where `text` is outside the grammar.
  [[nodiscard]] static std::optional<MediaType> parse(std::string_view text) noexcept;

  [[nodiscard]] std::string_view type() const noexcept { return type_; }        // As spelt; letter case does not count.
  [[nodiscard]] std::string_view subtype() const noexcept { return subtype_; }
  [[nodiscard]] bool is(std::string_view type, std::string_view subtype) const noexcept;

  // application/json or anything built on it (`application/problem+json`, RFC 6839).
  [[nodiscard]] bool is_json() const noexcept;

  // A parameter's value without its quotes; what is escaped inside them is undone. Empty where there is none.
  [[nodiscard]] std::string parameter(std::string_view name) const;

 private:
  std::string_view type_;
  std::string_view subtype_;
  std::string_view parameters_;  // Checked: *( OWS ";" OWS [ parameter ] ).
};

// How much the sender of an Accept field wants `media_type`, in thousandths: 1000 when the field is absent (empty), 0 for not at
// all. The most specific range decides; members outside the grammar are passed over (RFC 9110 section 12.5.1). Affinity: any.
[[nodiscard]] unsigned accepted_quality(std::string_view accept, std::string_view media_type) noexcept;

// The best of `offers` for the sender, the earlier where two are as good; none when all are refused.
[[nodiscard]] std::optional<std::string_view> preferred(std::string_view accept, std::span<const std::string_view> offers) noexcept;

}  // namespace saki
