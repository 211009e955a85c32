// SPDX-License-Identifier: Apache-2.0
//
// Sets of code points as sorted ranges: what `[...]` and `\d \w \s` stand for.
#pragma once

#include "saki/pattern.h"

namespace saki {

// The set of `\d`, `\w` or `\s`; its complement for the capital. Empty for another letter.
[[nodiscard]] Pattern::Ranges escape_class(char32_t letter);

// Sorts `ranges` and joins those that touch.
void normalize(Pattern::Ranges& ranges);

// Everything that normalised `ranges` do not hold.
[[nodiscard]] Pattern::Ranges complement(const Pattern::Ranges& ranges);

}  // namespace saki
