// SPDX-License-Identifier: Apache-2.0
//
// kBugPlanted: true only in the fuzz targets `…_planted` of what the SDK reads, each of which passes by finding the bug behind it.
#pragma once

namespace saki {

#ifdef SAKI_PLANT_BUG
inline constexpr bool kBugPlanted = true;
#else
inline constexpr bool kBugPlanted = false;
#endif

}  // namespace saki
