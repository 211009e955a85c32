// SPDX-License-Identifier: Apache-2.0
#include "process/crash_report.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <filesystem>
#include <vector>

#include "saki/base/file_descriptor.h"

namespace saki {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kShape = "dddd-dd-ddTdd-dd-ddZ-";  // Then the process's number, and ".txt".

std::string file_name(WallTime time, pid_t process) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H-%M-%SZ-", &parts);
  return text + std::to_string(process) + ".txt";
}

// Whether we gave the file its name: what others put there stays.
bool is_report(const std::string& name) {
  if (name.size() <= kShape.size() || !name.ends_with(".txt")) return false;
  return std::equal(kShape.begin(), kShape.end(), name.begin(),
                    [](char shape, char letter) { return shape == 'd' ? '0' <= letter && letter <= '9' : shape == letter; });
}

void remove_oldest(const fs::path& folder, std::uint64_t most) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (std::string name = entry.path().filename(); is_report(name)) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());  // The order of their times.
  for (std::size_t index = 0; index + most < names.size(); ++index) fs::remove(folder / names[index], error);
}

Result<> write_all(const FileDescriptor& file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(file.get(), text.data(), text.size());
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
    if (count < 0 && errno != EINTR) return fail(Error::last_system());
  }
  return {};
}

}  // namespace

Result<std::string> write_crash_report(const std::string& folder, std::string_view text, WallTime time, pid_t process, std::uint64_t most) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return fail(Error::system(error.value()));
  const std::string path = fs::path(folder) / file_name(time, process);
  const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file) return fail(Error::last_system());
  SAKI_TRY(write_all(file, text));
  remove_oldest(folder, most);
  return path;
}

}  // namespace saki
