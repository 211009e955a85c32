// SPDX-License-Identifier: Apache-2.0
#include "picture.h"

namespace saki {
namespace {

// "M4 5h7v1h-7z": a bar of a row, as a path draws it.
void add_bar(std::string& path, std::size_t column, std::size_t row, std::size_t length) {
  const std::string text = std::to_string(length);
  path.append("M").append(std::to_string(column)).append(" ").append(std::to_string(row));
  path.append("h").append(text).append("v1h-").append(text).append("z");
}

void add_row(std::string& path, std::span<const unsigned char> modules, std::size_t margin, std::size_t row) {
  for (std::size_t start = 0; start < modules.size();) {
    std::size_t end = start;
    while (end < modules.size() && (modules[end] & 1U) != 0) ++end;
    if (end > start) add_bar(path, margin + start, margin + row, end - start);
    start = end + 1;
  }
}

}  // namespace

std::string picture(std::span<const unsigned char> modules, std::size_t width, std::size_t margin) {
  const std::string side = std::to_string(width + 2 * margin);
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side + "\" shape-rendering=\"crispEdges\">";
  svg += "<path fill=\"#fff\" d=\"M0 0h" + side + "v" + side + "H0z\"/><path d=\"";
  for (std::size_t row = 0; row < width; ++row) add_row(svg, modules.subspan(row * width, width), margin, row);
  return svg + "\"/></svg>\n";
}

}  // namespace saki
