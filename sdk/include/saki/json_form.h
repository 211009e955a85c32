// SPDX-License-Identifier: Apache-2.0
//
// JsonForm: for whom the JSON of a generated type is. `readonly` members are ignored in requests, `writeonly` ones are never answered.
#pragma once

#include <cstdint>

namespace saki {

enum class JsonForm : std::uint8_t {
  Request,  // What a caller sends: without readonly members.
  Answer,   // What a service answers: without writeonly members.
  Stored,   // What a service keeps for itself: everything.
};

}  // namespace saki
