// SPDX-License-Identifier: Apache-2.0
//
// ExtensionList: Sec-WebSocket-Extensions, one extension and one parameter after the other (RFC 6455 section 9.1).
//
//   extension-list = 1#extension    extension = token *( ";" token [ "=" ( token / quoted-string ) ] )
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace saki::http {

class ExtensionList {  // Affinity: loop. Borrows the text.
 public:
  explicit ExtensionList(std::string_view text) noexcept : rest_(text) {}

  struct Parameter {
    std::string_view name;
    std::optional<std::string> value;  // Without its quotes: a token.
  };

  // The next extension's name; parameters of the one before that were not asked for are passed over. Nothing at the end, or from where the
  // list is malformed.
  [[nodiscard]] std::optional<std::string_view> next();
  [[nodiscard]] std::optional<Parameter> next_parameter();  // Of the extension at hand.

  [[nodiscard]] bool is_malformed() const noexcept { return is_malformed_; }  // Of what was looked at.

 private:
  [[nodiscard]] std::string_view take_token() noexcept;
  [[nodiscard]] bool take(char byte) noexcept;
  [[nodiscard]] std::optional<std::string> take_quoted();
  void skip_blanks() noexcept;
  std::nullopt_t break_off() noexcept;

  std::string_view rest_;
  bool is_malformed_ = false;
  bool within_ = false;  // An extension: a comma or the end is due behind its parameters.
};

}  // namespace saki::http
