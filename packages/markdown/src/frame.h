// SPDX-License-Identifier: Apache-2.0
//
// MarkdownFrame: the page around what was rendered.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace saki {

class MarkdownFrame {  // Affinity: frozen.
 public:
  MarkdownFrame();  // A plain one.

  // Reads a file in which `{content}` stands once, at most 1 MiB of it; nothing where it does not, and `why` says so.
  [[nodiscard]] static std::optional<MarkdownFrame> read(const std::string& path, std::string& why);

  [[nodiscard]] std::string around(std::string_view html) const;

 private:
  MarkdownFrame(std::string_view before, std::string_view behind) : before_(before), behind_(behind) {}

  std::string before_;
  std::string behind_;
};

}  // namespace saki
