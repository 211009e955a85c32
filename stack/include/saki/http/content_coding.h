// SPDX-License-Identifier: Apache-2.0
//
// Content codings (RFC 9110 section 8.4.1), and which of them a client takes (section 12.5.3).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "saki/http/field_table.h"

namespace saki::http {

enum class ContentCoding : std::uint8_t { Identity, Gzip, Brotli };

inline constexpr std::size_t kContentCodings = 3;

[[nodiscard]] std::string_view content_coding_name(ContentCoding coding) noexcept;  // "br"

// The coding of that name, `x-gzip` among them; nothing for one that is not known. Letter case does not count.
[[nodiscard]] std::optional<ContentCoding> content_coding_of(std::string_view name) noexcept;

// What the Accept-Encoding fields of a request say, all of them together. Members outside the grammar are passed over.
class AcceptedCodings {  // Affinity: any. A value.
 public:
  explicit AcceptedCodings(const FieldTable& fields) noexcept;

  // The best of `offers` for the client, the earlier where two are as good; Identity when it asks for none of them, also where it refuses
  // that as well: an answer it may not read serves it better than none.
  [[nodiscard]] ContentCoding best(std::span<const ContentCoding> offers) const noexcept;

 private:
  void add(std::string_view member) noexcept;
  [[nodiscard]] unsigned weight(ContentCoding coding) const noexcept;

  std::array<std::optional<unsigned>, kContentCodings> listed_{};  // In thousandths, by coding.
  std::optional<unsigned> others_;  // Of `*`.
};

}  // namespace saki::http
