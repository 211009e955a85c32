// SPDX-License-Identifier: Apache-2.0
//
// AddressNames: what lies at the addresses of another process: "spin(saki::Request&)+0x1b (notes+0x41b)".
//
// Names come from the symbol tables of the files that are mapped there; where one was stripped, the file and the place in it are left,
// for addr2line(1).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "process/elf_symbols.h"
#include "process/thread_stack.h"

namespace saki {

class AddressNames {  // Affinity: one thread.
 public:
  explicit AddressNames(pid_t process);  // Reads its map now; the files when they are asked for.

  // `is_return`: the address is where a call returns to, which may be behind the end of the function that called.
  [[nodiscard]] std::string name(std::uintptr_t address, bool is_return);

 private:
  struct Mapping {
    std::uintptr_t begin;
    std::uintptr_t end;
    std::uint64_t offset;  // In the file.
    std::string path;
  };
  [[nodiscard]] const ElfSymbols& symbols_of(const std::string& path);

  std::string self_;  // The executable as the map names it, and where it can be read even when it was deleted.
  std::string self_file_;
  std::vector<Mapping> mappings_;
  std::map<std::string, std::unique_ptr<ElfSymbols>> symbols_;
};

// "worker 0 (4711)", then a line for each frame, indented.
[[nodiscard]] std::string describe(const ThreadStack& stack, AddressNames& names);

}  // namespace saki
