// SPDX-License-Identifier: Apache-2.0
#include "service/static_mounts.h"

#include <filesystem>

#include "saki/http/exchange.h"
#include "saki/http_error.h"
#include "saki/request.h"
#include "service/worker_context.h"

namespace saki {
namespace {

constexpr std::string_view kAllowed = "GET, HEAD, OPTIONS";

// The same place with a slash behind, so that the links of its index lead below it.
Response redirect_into(const Request& request) {
  const http::RequestHead& head = request.exchange().head();
  if (head.raw_path.starts_with("//")) throw NotFound();  // It would name another host (RFC 3986 section 4.2).
  std::string place(head.raw_path);
  place += '/';
  if (!head.query.empty()) place.append("?").append(head.query);
  return Response::redirect(Status::PermanentRedirect, place);
}

Response answer_file(const Request& request, http::StaticFile found) {
  switch (request.method()) {
    case Method::Get:
    case Method::Head: return Response::opened_file(std::move(found.file), found.size_bytes, found.media_type);
    case Method::Options: return Response(Status::NoContent).header("Allow", kAllowed);
    default: throw HttpError(Status::MethodNotAllowed).header("Allow", std::string(kAllowed));
  }
}

Task<Response> answer_mount(Request& request) {
  const std::string_view below = request.path_parameter(0);
  if (below.empty()) co_return redirect_into(request);
  const http::StaticFiles& files = request.context().mounts[request.match().target];
  Result<http::StaticFile> found = co_await files.find(below);
  if (!found && found.error() == Error::Cancelled) throw Cancelled();
  if (!found) throw ServiceUnavailable("The file cannot be read at the moment");
  switch (found->kind) {
    case http::StaticFile::Kind::File: co_return answer_file(request, std::move(*found));
    case http::StaticFile::Kind::Directory: co_return redirect_into(request);
    case http::StaticFile::Kind::Forbidden: throw Forbidden();
    case http::StaticFile::Kind::Absent: break;
  }
  throw NotFound();
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
    context.mounts.push_back(
        {without_end_slash(mount.prefix), directory, mount.options.index, {answer_mount, std::move(options), {"path"}}});
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
