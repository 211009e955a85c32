// SPDX-License-Identifier: Apache-2.0
//
// TestResponse: what a TestClient was answered.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/http_words.h"

namespace saki {

class TestResponse {  // Affinity: one thread. A value.
 public:
  using Headers = std::vector<std::pair<std::string, std::string>>;

  [[nodiscard]] int status() const noexcept { return status_; }  // 0 when there was no answer: nothing came, or it was given up.
  [[nodiscard]] const std::string& body() const noexcept { return body_; }
  [[nodiscard]] const Headers& headers() const noexcept { return headers_; }
  [[nodiscard]] const Headers& hints() const noexcept { return hints_; }  // Of all early hints, in order.
  [[nodiscard]] const Headers& trailers() const noexcept { return trailers_; }
  [[nodiscard]] bool broken_off() const noexcept { return broken_off_; }  // Ended before it was whole.

  // The first field of that name, in any letter case; empty when there is none.
  [[nodiscard]] std::string header(std::string_view name) const {
    const auto found =
        std::find_if(headers_.begin(), headers_.end(), [name](const auto& field) { return http::same_field_name(field.first, name); });
    return found != headers_.end() ? found->second : std::string();
  }

 private:
  friend class TestExchange;

  int status_ = 0;
  Headers hints_;
  Headers headers_;
  Headers trailers_;
  std::string body_;
  bool broken_off_ = false;
};

}  // namespace saki
