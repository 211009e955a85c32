// SPDX-License-Identifier: Apache-2.0
#include "text/exception_text.h"

namespace saki::text {

std::string exception_text(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& told) {
    return told.what();
  } catch (...) {
    return "unknown";
  }
}

}  // namespace saki::text
