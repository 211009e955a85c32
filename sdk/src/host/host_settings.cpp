// SPDX-License-Identifier: Apache-2.0
#include "host/host_settings.h"

#include <utility>

#include "host/tls_hosts.h"
#include "saki/base/host_name.h"
#include "saki/http/static_options.h"
#include "saki/server/access_log_settings.h"

namespace saki {
namespace {

using Section = std::shared_ptr<const ConfigSchema>;

std::string check_mount_path(std::string_view text) {
  if (text.starts_with('/') && text.find_first_of("?#%\\") == text.npos) return {};
  return "\"" + std::string(text) + "\" is no path; it begins with a slash and is written as it reads once decoded";
}

Setting sections(std::string path, Section section, std::string description) {
  Setting setting;
  setting.path = std::move(path);
  setting.type = SettingType::Section;
  setting.shape = SettingShape::List;
  setting.section = std::move(section);
  setting.description = std::move(description);
  return setting;
}

Section mount_section() {
  const http::StaticOptions defaults;
  auto mount = std::make_shared<ConfigSchema>();
  mount->add({.path = "path", .initial = "/", .check = check_mount_path, .description = "At and below it the files answer."});
  mount->add({.path = "directory",
              .need = SettingNeed::Required,
              .minimum = "1",
              .description = "Where the files are; a relative folder lies beside the executable."});
  mount->add({.path = "index", .initial = defaults.index, .description = "The file that answers for a folder; empty for none."});
  mount->add({.path = "listing", .type = SettingType::Bool, .initial = "false", .description = "A folder without index is listed."});
  mount->add({.path = "hidden_files",
              .type = SettingType::Bool,
              .initial = "false",
              .description = "Names that begin with a dot are served as well."});
  mount->add({.path = "precompressed",
              .type = SettingType::Bool,
              .initial = "true",
              .description = "`a.css.br` or `a.css.gz` answers for `a.css`."});
  mount->add({.path = "symlinks",
              .type = SettingType::Word,
              .initial = "within",
              .words = {"none", "same-owner", "within"},
              .description = "Which links are followed, none of them out of the folder."});
  mount->add({.path = "cache_control", .initial = "\"\"", .description = "Cache-Control of every file that no rule fits."});
  mount->add({.path = "cache_rules",
              .shape = SettingShape::Map,
              .initial = "{}",
              .description = "Patterns with a Cache-Control each; the first that fits counts."});
  mount->add({.path = "cached_files",
              .type = SettingType::Uint32,
              .initial = std::to_string(defaults.cached_files),
              .maximum = "1000000",
              .description = "Files that each worker keeps open; 0 for none."});
  mount->add({.path = "reopen",
              .type = SettingType::TimeSpan,
              .initial = "1s",
              .minimum = "0s",
              .maximum = "1d",
              .description = "How long one is kept before its path is followed anew."});
  return mount;
}

Section rewrite_section() {
  auto rule = std::make_shared<ConfigSchema>();
  rule->add({.path = "match", .need = SettingNeed::Required, .description = "A pattern as routes have: /old/{rest...}."});
  rule->add({.path = "to",
             .need = SettingNeed::Required,
             .description = "The place instead, with {name} for a parameter; the query is kept unless this has its own."});
  rule->add({.path = "status",
             .type = SettingType::Word,
             .words = {"301", "302", "303", "307", "308"},
             .description = "The client is sent there with it; without, that place answers and the client learns nothing of it."});
  return rule;
}

Section access_log_section() {
  auto log = std::make_shared<ConfigSchema>();
  declare_access_log(*log, "", SettingNeed::Required);
  return log;
}

// What a host has, named or not.
void declare_host(ConfigSchema& schema, const std::string& within) {
  schema.add(sections(within + "mounts", mount_section(), "Folders of files that answer where no route fits."));
  schema.add({.path = within + "error_pages",
              .shape = SettingShape::Map,
              .description = "Files shown for errors, by status (404) or class (5xx); a relative one lies beside the executable."});
  schema.add(sections(within + "rewrites", rewrite_section(), "Rules that lead a request to another place before it is answered."));
  schema.add({.path = within + "trailing_slash",
              .type = SettingType::Word,
              .initial = "strict",
              .words = {"strict", "ignore", "redirect", "strip"},
              .description = "What the slash at a path's end means where no route fits the path as it is."});
}

Section host_section() {
  auto host = std::make_shared<ConfigSchema>();
  host->add({.path = "name",
             .need = SettingNeed::Required,
             .check = check_host_name,
             .description = "The host that requests name; `*.` stands for any one label in front."});
  host->add({.path = "aliases", .shape = SettingShape::List, .check = check_host_name, .description = "Its other names."});
  host->add({.path = "default",
             .type = SettingType::Bool,
             .initial = "false",
             .description = "It answers for names that no host has, in place of what stands below `server` itself."});
  host->add({.path = "routes",
             .type = SettingType::Bool,
             .initial = "true",
             .description = "The service's routes and static files answer here as well."});
  Setting access_log = sections("access_log", access_log_section(), "A line for each of its requests, in place of the server's log.");
  access_log.shape = SettingShape::One;
  host->add(std::move(access_log));
  declare_host_tls(*host);
  declare_host(*host, "");
  return host;
}

}  // namespace

void declare_host_settings(ConfigSchema& schema) {
  schema.add(sections("server.hosts", host_section(), "Virtual hosts: what answers by the name that a request gives its host."));
  schema.add({.path = "server.unknown_host",
              .type = SettingType::Word,
              .initial = "default",
              .words = {"default", "misdirected", "not_found"},
              .description = "What a name that no host has is answered with: the default host, 421 or 404."});
  declare_host(schema, "server.");
}

}  // namespace saki
