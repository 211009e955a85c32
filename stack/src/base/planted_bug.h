// SPDX-License-Identifier: Apache-2.0
//
// kBugPlanted: true only in the fuzz targets named `…_planted`. Each parser has one bug behind it, of the kind that costs an operator dear;
// a fuzzer that does not find it in time has gone blind.
#pragma once

namespace saki {

#ifdef SAKI_PLANT_BUG
inline constexpr bool kBugPlanted = true;
#else
inline constexpr bool kBugPlanted = false;
#endif

}  // namespace saki
