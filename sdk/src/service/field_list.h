// SPDX-License-Identifier: Apache-2.0
//
// FieldList: the fields of a response as views, on the stack in the ordinary case.
#pragma once

#include <cstddef>
#include <new>
#include <span>
#include <type_traits>

#include "saki/base/arena.h"
#include "saki/http/response_head.h"
#include "saki/response.h"

namespace saki {

class FieldList {  // Affinity: loop. Its views are of the response.
 public:
  FieldList(const Response& response, Arena& arena) : media_type_(response.media_type()) {
    if (!response.headers().empty()) [[unlikely]]
      list(response.headers(), arena);
  }
  FieldList(const FieldList&) = delete;
  FieldList& operator=(const FieldList&) = delete;

  // Fields are checked where a response is given them.
  [[nodiscard]] http::ResponseHead head(Status status) const noexcept { return {status, fields_, http::FieldCheck::Done, media_type_}; }

 private:
  static constexpr std::size_t kFew = 8;
  static_assert(std::is_trivially_destructible_v<Field>);

  [[gnu::noinline]] void list(const Response::Headers& headers, Arena& arena) {
    const std::size_t count = headers.size();
    void* const memory = count <= kFew ? &few_ : arena.allocate(count * sizeof(Field), alignof(Field));
    auto* const first = static_cast<Field*>(memory);
    for (std::size_t i = 0; i < count; ++i) new (first + i) Field{headers[i].first, headers[i].second};
    fields_ = {first, count};
  }

  std::string_view media_type_;
  std::span<const Field> fields_;
  alignas(Field) std::byte few_[kFew * sizeof(Field)];  // Not made before they are needed.
};

}  // namespace saki
