// SPDX-License-Identifier: Apache-2.0
#include "service/static_mounts.h"

#include <filesystem>

#include "saki/http/exchange.h"
#include "saki/http_error.h"
#include "saki/request.h"
#include "service/file_response.h"
#include "service/worker_context.h"

namespace saki {
namespace {

Task<Response> answer_mount(Request& request) {
  const std::string_view below = request.path_parameter(0);
  http::Exchange& exchange = request.exchange();
  if (below.empty()) co_return response_of(http::StaticAnswer::into_directory(exchange));
  http::StaticFiles& files = request.context().mounts[request.match().target];
  Result<http::StaticAnswer> found = co_await files.answer(exchange, below);
  if (!found && found.error() == Error::Cancelled) throw Cancelled();
  if (!found) throw ServiceUnavailable("The file cannot be read at the moment");
  co_return response_of(std::move(*found));
}

std::string without_end_slash(std::string text) {
  while (text.ends_with('/')) text.pop_back();
  return text;
}

std::filesystem::path beside_executable(const std::string& directory) {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / directory;
}

// The directory as it was declared or configured; empty when the setting that names it is not set.
std::string named_directory(const StaticMount& mount, const Config& config) {
  if (const auto* literal = std::get_if<std::string>(&mount.directory)) return *literal;
  return config.find<std::string>("settings." + std::get<FromSetting>(mount.directory).name()).value_or("");
}

}  // namespace

void resolve_mounts(const std::vector<StaticMount>& mounts, const Config& config, ServiceContext& context, Diagnostics& diagnostics) {
  context.mounts.clear();
  for (const StaticMount& mount : mounts) {
    const std::string named = named_directory(mount, config);
    const std::string directory = named.empty() ? named : beside_executable(named).string();
    std::error_code error;
    if (!std::filesystem::is_directory(directory, error)) {
      const auto* setting = std::get_if<FromSetting>(&mount.directory);
      diagnostics.add(
          setting != nullptr ? config.place("settings." + setting->name()) : SourcePlace{.file = "static mount " + mount.prefix},
          "static-directory", named.empty() ? "the directory of a static mount is not set" : "there is no directory " + directory,
          "a relative directory is looked for beside the executable");
    }
    RouteOptions options;
    options.middleware = mount.options.middleware;
    context.mounts.push_back({without_end_slash(mount.prefix), directory, mount.options, {answer_mount, std::move(options), {"path"}}});
  }
}

const RouteEntry* find_mount(const ServiceContext& context, std::string_view path, RouteMatch& match) noexcept {
  const MountEntry* best = nullptr;
  for (const MountEntry& mount : context.mounts) {
    const bool holds = path.starts_with(mount.prefix) && (path.size() == mount.prefix.size() || path[mount.prefix.size()] == '/');
    if (!holds || (best != nullptr && best->prefix.size() >= mount.prefix.size())) continue;
    best = &mount;
    match.target = static_cast<std::uint32_t>(&mount - context.mounts.data());
  }
  if (best == nullptr) return nullptr;
  match.parameters[0] = {path.data() + best->prefix.size(), path.size() - best->prefix.size()};
  match.parameter_count = 1;
  return &best->entry;
}

}  // namespace saki
