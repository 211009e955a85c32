// SPDX-License-Identifier: Apache-2.0
#include "process/elf_symbols.h"

#include <cxxabi.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "saki/base/file_descriptor.h"

namespace saki {
namespace {

std::span<const std::byte> map_file(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status;
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_size <= 0) return {};
  const auto size_bytes = static_cast<std::size_t>(status.st_size);
  void* const at = ::mmap(nullptr, size_bytes, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (at == MAP_FAILED) return {};
  return {static_cast<const std::byte*>(at), size_bytes};
}

std::string written_in_cpp(const char* name) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(abi::__cxa_demangle(name, nullptr, nullptr, &status), &std::free);
  return status == 0 ? text.get() : name;
}

std::uint64_t begin_of(const ElfW(Sym) & symbol) noexcept {
#ifdef __arm__
  return symbol.st_value & ~std::uint64_t{1};  // Set for Thumb code.
#else
  return symbol.st_value;
#endif
}

}  // namespace

ElfSymbols::ElfSymbols(const std::string& path) : file_(map_file(path)) {}

ElfSymbols::~ElfSymbols() {
  if (!file_.empty()) ::munmap(const_cast<std::byte*>(file_.data()), file_.size());
}

template <class T>
std::span<const T> ElfSymbols::table(std::uint64_t offset, std::uint64_t count) const noexcept {
  if (offset > file_.size() || offset % alignof(T) != 0 || count > (file_.size() - offset) / sizeof(T)) return {};
  return {reinterpret_cast<const T*>(file_.data() + offset), static_cast<std::size_t>(count)};
}

const ElfW(Ehdr) * ElfSymbols::header() const noexcept {
  constexpr unsigned char kClass = sizeof(void*) == 8 ? ELFCLASS64 : ELFCLASS32;
  const auto headers = table<ElfW(Ehdr)>(0, 1);
  if (headers.empty() || std::memcmp(headers[0].e_ident, ELFMAG, SELFMAG) != 0 || headers[0].e_ident[EI_CLASS] != kClass) return nullptr;
  return &headers[0];
}

std::uint64_t ElfSymbols::address_of(std::uint64_t offset) const noexcept {
  const auto* const file = header();
  if (file == nullptr) return offset;
  for (const auto& segment : table<ElfW(Phdr)>(file->e_phoff, file->e_phnum)) {
    const bool holds = segment.p_type == PT_LOAD && segment.p_offset <= offset && offset - segment.p_offset < segment.p_filesz;
    if (holds) return offset - segment.p_offset + segment.p_vaddr;
  }
  return offset;
}

std::span<const ElfW(Shdr)> ElfSymbols::sections() const noexcept {
  const auto* const file = header();
  if (file == nullptr) return {};
  return table<ElfW(Shdr)>(file->e_shoff, file->e_shnum);
}

const ElfW(Sym) * ElfSymbols::find(const ElfW(Shdr) & section, std::uint64_t address) const noexcept {
  for (const auto& symbol : table<ElfW(Sym)>(section.sh_offset, section.sh_size / sizeof(ElfW(Sym)))) {
    const bool is_function = (symbol.st_info & 0xF) == STT_FUNC && symbol.st_shndx != SHN_UNDEF;
    const std::uint64_t begin = begin_of(symbol);
    if (is_function && begin <= address && address - begin < symbol.st_size) return &symbol;
  }
  return nullptr;
}

std::optional<ElfSymbols::Function> ElfSymbols::function_at(std::uint64_t address) const {
  const auto all = sections();
  for (const auto& section : all) {
    if ((section.sh_type != SHT_SYMTAB && section.sh_type != SHT_DYNSYM) || section.sh_link >= all.size()) continue;
    const auto* const symbol = find(section, address);
    if (symbol == nullptr) continue;
    const auto names = table<char>(all[section.sh_link].sh_offset, all[section.sh_link].sh_size);
    if (symbol->st_name >= names.size()) continue;
    const auto name = names.subspan(symbol->st_name);
    if (std::find(name.begin(), name.end(), '\0') == name.end()) continue;
    return Function{written_in_cpp(name.data()), begin_of(*symbol)};
  }
  return std::nullopt;
}

}  // namespace saki
