// SPDX-License-Identifier: Apache-2.0
//
// FieldList: the fields of a response as views, on the stack in the ordinary case.
#pragma once

#include <cstddef>
#include <new>
#include <type_traits>

#include "saki/base/arena.h"
#include "saki/http/response_head.h"
#include "saki/response.h"

namespace saki {

class FieldList {  // Affinity: loop. Its views are of the response.
 public:
  FieldList(const Response& response, Arena& arena) {
    const std::size_t most = response.headers().size() + 1;
    void* const memory = most <= kFew ? &few_ : arena.allocate(most * sizeof(Field), alignof(Field));
    first_ = static_cast<Field*>(memory);
    const std::string_view media_type = response.media_type();
    if (!media_type.empty()) add("Content-Type", media_type);
    for (const auto& [name, value] : response.headers()) add(name, value);
  }
  FieldList(const FieldList&) = delete;
  FieldList& operator=(const FieldList&) = delete;

  // Fields are checked where a response is given them.
  [[nodiscard]] http::ResponseHead head(Status status) const noexcept { return {status, {first_, count_}, http::FieldCheck::Done}; }

 private:
  static constexpr std::size_t kFew = 8;
  static_assert(std::is_trivially_destructible_v<Field>);

  void add(std::string_view name, std::string_view value) noexcept { new (first_ + count_++) Field{name, value}; }

  alignas(Field) std::byte few_[kFew * sizeof(Field)];  // Not made before they are needed.
  Field* first_;
  std::size_t count_ = 0;
};

}  // namespace saki
