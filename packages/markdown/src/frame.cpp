// SPDX-License-Identifier: Apache-2.0
#include "frame.h"

#include <fstream>

namespace saki {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{1} << 20;
constexpr std::string_view kMark = "{content}";
constexpr std::string_view kBefore = "<!doctype html>\n<html><head><meta charset=\"utf-8\"></head><body>\n";
constexpr std::string_view kBehind = "</body></html>\n";

}  // namespace

MarkdownFrame::MarkdownFrame() : MarkdownFrame(kBefore, kBehind) {}

std::optional<MarkdownFrame> MarkdownFrame::read(const std::string& path, std::string& why) {
  std::string text(kMaxBytes + 1, '\0');
  std::ifstream stream(path, std::ios::binary);
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  const std::size_t mark = text.find(kMark);
  if (stream.bad() || text.empty()) {
    why = "cannot be read, or is empty";
  } else if (text.size() > kMaxBytes) {
    why = "is larger than 1 MiB";
  } else if (mark == std::string::npos || text.find(kMark, mark + 1) != std::string::npos) {
    why = "does not say {content} once";
  } else {
    const std::string_view whole = text;
    return MarkdownFrame(whole.substr(0, mark), whole.substr(mark + kMark.size()));
  }
  return std::nullopt;
}

std::string MarkdownFrame::around(std::string_view html) const {
  std::string page;
  page.reserve(before_.size() + html.size() + behind_.size());
  return page.append(before_).append(html).append(behind_);
}

}  // namespace saki
