// SPDX-License-Identifier: Apache-2.0
#include "service/host_setup.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "context/data_path.h"
#include "saki/http/media_type.h"
#include "service/static_mounts.h"

namespace saki {
namespace {

void read_page(const ErrorPageFile& file, ErrorPages& pages, Diagnostics& diagnostics) {
  const std::string path = beside_executable(file.path);
  std::error_code error;
  const std::uintmax_t size_bytes = std::filesystem::is_regular_file(path, error) ? std::filesystem::file_size(path, error) : 0;
  std::ifstream stream(path, std::ios::binary);
  if (error || !stream || size_bytes == 0 || size_bytes > ErrorPages::kMostBytes) {
    diagnostics.add(file.place, "error-page", "there is no page " + path + " of up to 1 MiB that can be read",
                    "a relative one is looked for beside the executable");
    return;
  }
  const std::istreambuf_iterator<char> start(stream);
  pages.add(file.errors, {std::string(start, {}), http::media_type_of(path)});
}

void open_access_log(VirtualHost& host, const std::string& data_dir, Log& log, Diagnostics& diagnostics) {
  http::AccessLogOptions options = host.access_log;
  if (options.path.empty()) return;
  if (options.names_file()) options.path = data_path(data_dir, options.path);
  auto opened = http::AccessLog::open(log, "http.access." + host.name, options);
  if (opened) {
    host.lines = std::move(*opened);
  } else {
    diagnostics.add(host.access_log_place, "access-log",
                    "the access log cannot be written to " + options.path + ": " + opened.error().text());
  }
}

}  // namespace

void set_up_hosts(VirtualHosts& hosts, ServiceContext& context, Log& log, Diagnostics& diagnostics) {
  for (VirtualHost& host : hosts.hosts) {
    host.served_mounts = {context.mounts.size(), host.mounts.size()};
    for (const HostMount& mount : host.mounts) {
      context.mounts.push_back(make_mount(mount.path, mount.directory, mount.options, mount.place, diagnostics));
    }
    open_access_log(host, context.data_dir, log, diagnostics);
    for (const ErrorPageFile& file : host.page_files) read_page(file, host.pages, diagnostics);
  }
}

}  // namespace saki
