// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as the path of a file below a directory: what may be asked for is decided as the slow reference does it, and whatever is
// opened, under each policy for links and by both ways of opening, lies in the directory.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "fuzz/controls.h"
#include "http/open_beneath.h"
#include "http/static_path.h"
#include "saki/http/percent.h"

namespace saki::http {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kInside = "inside";

// A directory with links of every kind, beside what must not be reached.
class Tree {
 public:
  Tree() {
    std::string pattern = (fs::temp_directory_path() / "saki_fuzz_XXXXXX").string();
    require(::mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    for (const char* name : {"r/a", "r/b/c", "r/b/d/e", "r/.h", "r/b/.h/x", "r/.well-known/t"}) write(name, kInside);
    write("s", "outside");
    write("t/a", "outside");
    for (const auto& [target, name] : {std::pair{"../s", "r/o"},
                                       {"../t", "r/p"},
                                       {"b", "r/l"},
                                       {"../../s", "r/b/q"},
                                       {"/", "r/z"},
                                       {"/proc/self/root", "r/b/y"},
                                       {"../a", "r/b/u"},
                                       {"m", "r/m"}}) {
      fs::create_symlink(target, folder_ / name);
    }
    root_ = FileDescriptor(::open((folder_ / "r").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    require(static_cast<bool>(root_));
  }
  ~Tree() { fs::remove_all(folder_); }

  [[nodiscard]] int root() const { return root_.get(); }

 private:
  void write(const char* name, std::string_view text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  fs::path folder_;
  FileDescriptor root_;
};

// Segment by segment.
bool may_be_asked_for(const std::string& path, bool hidden_too) {
  std::istringstream segments(path);
  std::size_t place = 0;
  for (std::string segment; std::getline(segments, segment, '/');) {
    if (segment.empty()) continue;
    const bool is_hidden = segment[0] == '.' && !(place == 0 && segment == ".well-known");
    if (segment == "." || segment == ".." || (is_hidden && !hidden_too)) return false;
    ++place;
  }
  return path.find('\0') == std::string::npos;
}

void check_inside(const Result<FileDescriptor>& opened) {
  if (!opened) return;
  std::array<char, 16> text;
  const ssize_t count = ::read(opened->get(), text.data(), text.size());
  require(count < 0 || std::string_view(text.data(), static_cast<std::size_t>(count)) == kInside);  // A directory cannot be read.
}

void check_opening(const Tree& tree, const std::string& path) {
  for (const Symlinks links : {Symlinks::None, Symlinks::SameOwner, Symlinks::Within}) check_inside(open_beneath(tree.root(), path, links));
  check_inside(open_by_parts(tree.root(), path));
}

}  // namespace
}  // namespace saki::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saki;
  using namespace saki::http;
  static const Tree tree;
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const bool hidden_too : {false, true}) {
    const auto found = static_path(text, HiddenFiles{hidden_too});
    require(found.has_value() == may_be_asked_for(text, hidden_too));
    if (found) require(!found->below.starts_with('/') && found->names_directory == (found->below.empty() || found->below.ends_with('/')));
  }
  if (text.find('\0') != text.npos) return 0;
  check_opening(tree, text);  // Even what nobody may ask for.

  Arena arena;
  const std::string asked = "/" + text;
  const auto path = normalize_path(asked, arena);
  if (!path) return 0;
  if (const auto found = static_path(*path, HiddenFiles::Show)) check_opening(tree, std::string(found->below));
  return 0;
}
