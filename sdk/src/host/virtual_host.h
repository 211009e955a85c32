// SPDX-License-Identifier: Apache-2.0
//
// VirtualHost: what one host answers by rules of its own, beside the service's routes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "host/error_pages.h"
#include "host/host_demand.h"
#include "host/mount_range.h"
#include "host/rewrite_table.h"
#include "host/trailing_slash.h"
#include "saki/base/diagnostics.h"
#include "saki/http/access_log.h"
#include "saki/http/static_options.h"

namespace saki {

// A directory as a host serves it.
struct HostMount {
  std::string path;
  std::string directory;  // As it was configured.
  http::StaticOptions options;
  SourcePlace place;
};

// A page as it was configured: read when the service starts.
struct ErrorPageFile {
  unsigned errors;  // See ErrorPages::errors_of.
  std::string path;
  SourcePlace place;
};

struct VirtualHost {  // Affinity: frozen once in use; one thread before.
  std::string name;   // Empty for the one that has no names.
  bool routes = true;  // The service's routes and mounts answer as well.
  HostDemand demand{};
  TrailingSlash trailing_slash = TrailingSlash::Strict;
  RewriteTable rewrites{};
  std::vector<HostMount> mounts{};
  std::vector<ErrorPageFile> page_files{};
  http::AccessLogOptions access_log{};
  SourcePlace access_log_place{};

  // Whether it answers otherwise than the service does by itself.
  [[nodiscard]] bool has_rules() const noexcept {
    return trailing_slash != TrailingSlash::Strict || !rewrites.empty() || !mounts.empty() || !page_files.empty();
  }

  ErrorPages pages{};         // Of `page_files`.
  MountRange served_mounts{};  // Of `mounts`.
  std::unique_ptr<http::AccessLog> lines{};  // Of `access_log`; none: its requests are in the server's.
};

}  // namespace saki
