// SPDX-License-Identifier: Apache-2.0
#include "http/request_memory.h"

namespace saki::http {

RequestMemory::RequestMemory(const Limits& limits)
    : fields(static_cast<std::size_t>(limits.field_count)), parser(limits, head), exchange(head, arena) {
  head.fields = FieldTable(fields);
}

}  // namespace saki::http
