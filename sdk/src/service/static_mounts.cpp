// SPDX-License-Identifier: Apache-2.0
#include "service/static_mounts.h"

#include <filesystem>

#include "context/worker_context.h"
#include "saki/http/exchange.h"
#include "saki/http_error.h"
#include "saki/request.h"
#include "service/file_response.h"

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

// The directory as it was declared or configured; empty when the setting that names it is not set.
std::string named_directory(const StaticMount& mount, const Config& config) {
  if (const auto* literal = std::get_if<std::string>(&mount.directory)) return *literal;
  return config.find<std::string>("settings." + std::get<FromSetting>(mount.directory).name()).value_or("");
}

}  // namespace

std::string beside_executable(const std::string& path) {
  std::error_code error;
  return (std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / path).string();
}

MountEntry make_mount(const std::string& prefix, const std::string& named, const http::StaticOptions& options, const SourcePlace& place,
                      Diagnostics& diagnostics) {
  const std::string directory = named.empty() ? named : beside_executable(named);
  std::error_code error;
  if (!std::filesystem::is_directory(directory, error)) {
    diagnostics.add(place, "static-directory",
                    named.empty() ? "the directory of a static mount is not set" : "there is no directory " + directory,
                    "a relative directory is looked for beside the executable");
  }
  return {without_end_slash(prefix), directory, options, {answer_mount, {}, {"path"}}};
}

void resolve_mounts(const std::vector<StaticMount>& mounts, const Config& config, ServiceContext& context, Diagnostics& diagnostics) {
  context.mounts.clear();
  for (const StaticMount& mount : mounts) {
    const auto* setting = std::get_if<FromSetting>(&mount.directory);
    const SourcePlace place =
        setting != nullptr ? config.place("settings." + setting->name()) : SourcePlace{.file = "static mount " + mount.prefix};
    context.mounts.push_back(make_mount(mount.prefix, named_directory(mount, config), mount.options, place, diagnostics));
    context.mounts.back().entry.options.middleware = mount.options.middleware;
  }
  context.own_mounts = {0, context.mounts.size()};
}

const RouteEntry* find_mount(const ServiceContext& context, MountRange range, std::string_view path, RouteMatch& match) noexcept {
  const MountEntry* best = nullptr;
  for (std::size_t index = range.first; index < range.first + range.count; ++index) {
    const MountEntry& mount = context.mounts[index];
    const bool holds = path.starts_with(mount.prefix) && (path.size() == mount.prefix.size() || path[mount.prefix.size()] == '/');
    if (!holds || (best != nullptr && best->prefix.size() >= mount.prefix.size())) continue;
    best = &mount;
    match.target = static_cast<std::uint32_t>(index);
  }
  if (best == nullptr) return nullptr;
  match.parameters[0] = {path.data() + best->prefix.size(), path.size() - best->prefix.size()};
  match.parameter_count = 1;
  return &best->entry;
}

}  // namespace saki
