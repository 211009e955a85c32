// SPDX-License-Identifier: Apache-2.0
//
// ElfSymbols: the functions of an executable or a shared library of this machine's kind, by address (System V ABI, chapters 4 and 5).
//
// The file is read where it is asked for. It is the operator's own, but may be cut or replaced: every place in it is checked.
#pragma once

#include <link.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace saki {

class ElfSymbols {  // Affinity: one thread.
 public:
  struct Function {
    std::string name;  // As it is written in C++.
    std::uint64_t begin;
  };

  explicit ElfSymbols(const std::string& path);  // A file that is none of these has no functions.
  ~ElfSymbols();
  ElfSymbols(const ElfSymbols&) = delete;
  ElfSymbols& operator=(const ElfSymbols&) = delete;

  // The address that the file itself gives to what lies at `offset` in it.
  [[nodiscard]] std::uint64_t address_of(std::uint64_t offset) const noexcept;

  [[nodiscard]] std::optional<Function> function_at(std::uint64_t address) const;

 private:
  template <class T>
  [[nodiscard]] std::span<const T> table(std::uint64_t offset, std::uint64_t count) const noexcept;
  [[nodiscard]] const ElfW(Ehdr) * header() const noexcept;
  [[nodiscard]] std::span<const ElfW(Shdr)> sections() const noexcept;
  [[nodiscard]] const ElfW(Sym) * find(const ElfW(Shdr) & section, std::uint64_t address) const noexcept;

  std::span<const std::byte> file_;
};

}  // namespace saki
