// SPDX-License-Identifier: Apache-2.0
#include "saki/random.h"

#include <sys/random.h>

#include <cerrno>
#include <vector>

#include "saki/base/check.h"
#include "saki/encoding.h"

namespace saki {

void fill_random(MutableBytes into) noexcept {
  while (!into.empty()) {
    const ssize_t count = ::getrandom(into.data(), into.size(), 0);
    SAKI_CHECK(count > 0 || errno == EINTR, "the kernel gives random bytes");
    if (count > 0) into = into.subspan(static_cast<std::size_t>(count));
  }
}

std::string random_token(std::size_t byte_count) {
  std::vector<std::byte> bytes(byte_count);
  fill_random(bytes);
  return to_base64url(bytes);
}

}  // namespace saki
