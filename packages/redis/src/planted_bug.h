// SPDX-License-Identifier: Apache-2.0
//
// kBugPlanted: true only in the fuzz target `redis_reply_planted`, which passes by finding the bug behind it.
#pragma once

namespace saki {

#ifdef SAKI_PLANT_BUG
inline constexpr bool kBugPlanted = true;
#else
inline constexpr bool kBugPlanted = false;
#endif

}  // namespace saki
