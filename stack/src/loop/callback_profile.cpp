// SPDX-License-Identifier: Apache-2.0
#include "saki/loop/callback_profile.h"

namespace saki {

void CallbackProfile::on_callback(const char* name, Duration took) {
  histograms_[name].record(static_cast<std::uint64_t>(took.count()));
  if (took > options_.slow && options_.on_slow != nullptr) options_.on_slow(name, took);
}

}  // namespace saki
