// SPDX-License-Identifier: Apache-2.0
//
// A code's modules as an SVG picture.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace saki {

// `modules` are `width` rows of `width`; bit 0 of each says whether it is black. Neighbours in a row are drawn as one.
[[nodiscard]] std::string picture(std::span<const unsigned char> modules, std::size_t width, std::size_t margin);

}  // namespace saki
