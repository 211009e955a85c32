// SPDX-License-Identifier: Apache-2.0
#include "saki/base/error.h"

#include <cerrno>
#include <cstring>

namespace saki {
namespace {

const char* basic_text(std::uint16_t code) noexcept {
  switch (static_cast<BasicError>(code)) {
    case BasicError::System: return "system call failed";
    case BasicError::Cancelled: return "cancelled";
    case BasicError::Timeout: return "timed out";
    case BasicError::Closed: return "closed";
    case BasicError::Exhausted: return "limit reached";
    case BasicError::Invalid: return "invalid";
  }
  return "unknown error";
}

constexpr ErrorRoom kBasicRoom{"base", basic_text};

std::string system_text(int error_number) {
  const char* description = strerrordesc_np(error_number);
  return description != nullptr ? description : "system error " + std::to_string(error_number);
}

}  // namespace

const ErrorRoom& error_room(BasicError) noexcept { return kBasicRoom; }

Error Error::last_system() noexcept { return system(errno); }

std::string Error::text() const {
  if (*this == BasicError::System) return system_text(detail_);
  std::string text = room_->text(code_);
  if (detail_ != 0) text += " (" + std::to_string(detail_) + ")";
  return text;
}

}  // namespace saki
