// SPDX-License-Identifier: Apache-2.0
#include "process/address_names.h"

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <filesystem>
#include <fstream>

namespace saki {
namespace {

std::string hexadecimal(std::uint64_t number) {
  char text[24];
  std::snprintf(text, sizeof text, "0x%" PRIx64, number);
  return text;
}

}  // namespace

AddressNames::AddressNames(pid_t process) : self_file_("/proc/" + std::to_string(process) + "/exe") {
  std::error_code error;
  self_ = std::filesystem::read_symlink(self_file_, error);
  std::ifstream map("/proc/" + std::to_string(process) + "/maps");
  for (std::string line; std::getline(map, line);) {  // "5581a0-5581b0 r-xp 00001000 08:01 4711    /usr/bin/notes"
    Mapping mapping{};
    int path = 0;
    const int read = std::sscanf(line.c_str(), "%" SCNxPTR "-%" SCNxPTR " %*s %" SCNx64 " %*s %*s %n", &mapping.begin, &mapping.end,
                                 &mapping.offset, &path);
    if (read != 3 || static_cast<std::size_t>(path) >= line.size()) continue;
    mapping.path = line.substr(static_cast<std::size_t>(path));
    mappings_.push_back(std::move(mapping));
  }
}

const ElfSymbols& AddressNames::symbols_of(const std::string& path) {
  std::unique_ptr<ElfSymbols>& symbols = symbols_[path];
  if (symbols == nullptr) symbols = std::make_unique<ElfSymbols>(path == self_ ? self_file_ : path);
  return *symbols;
}

std::string AddressNames::name(std::uintptr_t address, bool is_return) {
  const auto found = std::find_if(mappings_.begin(), mappings_.end(),
                                  [address](const Mapping& mapping) { return mapping.begin <= address && address < mapping.end; });
  if (found == mappings_.end()) return hexadecimal(address);
  const ElfSymbols& symbols = symbols_of(found->path);
  const std::uint64_t place = symbols.address_of(address - found->begin + found->offset);
  const std::string in_file = std::filesystem::path(found->path).filename().string() + "+" + hexadecimal(place);
  const std::optional<ElfSymbols::Function> function = symbols.function_at(is_return ? place - 1 : place);
  if (!function) return in_file;
  return function->name + "+" + hexadecimal(place - function->begin) + " (" + in_file + ")";
}

std::string describe(const ThreadStack& stack, AddressNames& names) {
  std::string text = stack.name + " (" + std::to_string(stack.thread) + ")\n";
  for (std::size_t index = 0; index < stack.addresses.size(); ++index) {
    text += "  " + names.name(stack.addresses[index], index != 0) + "\n";
  }
  return text;
}

}  // namespace saki
