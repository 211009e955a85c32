// SPDX-License-Identifier: Apache-2.0
//
// Violations: every rule that a request breaks, gathered so that the caller learns of all of them at once. Answered as 422 with a
// problem document whose member `violations` lists them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saki {

enum class ViolationIn : std::uint8_t { Body, Query, Header, Cookie, Path };

// "body", "query", "header", "cookie", "path". Affinity: any.
[[nodiscard]] std::string_view to_string(ViolationIn in) noexcept;

struct Violation {
  Violation(ViolationIn where, std::string place, std::string_view what, std::string why)
      : in(where), pointer(std::move(place)), code(what), detail(std::move(why)) {}

  ViolationIn in;
  std::string pointer;  // JSON Pointer (RFC 6901): "/tags/3"; for a parameter a slash and its name.
  std::string code;     // Stable: "required", "too_long".
  std::string detail;   // One sentence for a person, without a full stop.
};

class Violations {  // Affinity: one thread.
 public:
  static constexpr std::size_t kLimit = 100;  // A body of a million bad items makes no answer of a hundred megabytes.

  // Keeps the first kLimit; the rest are only counted.
  void add(ViolationIn in, std::string pointer, std::string_view code, std::string detail);

  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  [[nodiscard]] std::size_t count() const noexcept { return count_; }  // With those not kept.
  [[nodiscard]] const std::vector<Violation>& list() const noexcept { return list_; }

  // Throws ValidationFailed with what was gathered, unless that is nothing.
  void raise_if_any() const;

 private:
  std::vector<Violation> list_;
  std::size_t count_ = 0;
};

// Appends `token` to a JSON Pointer, with `~` and `/` escaped. Affinity: any.
void append_pointer_token(std::string& pointer, std::string_view token);

}  // namespace saki
