// SPDX-License-Identifier: Apache-2.0
#include "stack/http/wire_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace saki::http {
namespace {

constexpr std::time_t kChanged = 1'735'689'600;  // Wed, 01 Jan 2025 00:00:00 GMT

std::string make_folder() {
  std::string folder = std::filesystem::temp_directory_path() / "saki-wire-XXXXXX";
  if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("mkdtemp");
  const std::string path = folder + "/a.txt";
  std::ofstream(path) << "0123456789";
  const std::array<timespec, 2> times{timespec{kChanged, 0}, timespec{kChanged, 0}};
  if (::utimensat(AT_FDCWD, path.c_str(), times.data(), 0) != 0) throw std::runtime_error("utimensat");
  return folder;
}

StaticFiles open_files(const std::string& folder, BlockingPool& blocking) {
  StaticOptions options;
  options.precompressed = false;
  Result<StaticFiles> files = StaticFiles::open(folder, blocking, options);
  if (!files) throw std::runtime_error(files.error().text());
  return std::move(*files);
}

}  // namespace

WireFiles::WireFiles() : folder_(make_folder()), files_(open_files(folder_, blocking_)) {}

WireFiles::~WireFiles() {
  blocking_.stop();
  std::filesystem::remove_all(folder_);
}

}  // namespace saki::http
