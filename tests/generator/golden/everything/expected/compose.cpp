// SPDX-License-Identifier: Apache-2.0
//
// Made by saki from service.yaml. Do not edit: it is made again whenever that changes.
#include "compose.h"

#include <memory>

#include "jobs.h"
#include "migrations.h"
#include "routes.h"
#include "saki/service.h"
#include "saki/sqlite.h"
#include "saki/security_headers.h"
#include "saki/database.h"
#include "saki/store.h"
#include "saki/sessions.h"
#include "saki/sealed_cookies.h"
#include "saki/auth.h"
#include "saki/access.h"
#include "saki/cors.h"
#include "saki/limits.h"
#include "saki/setting_fields.h"
#include "settings.h"

namespace kitchen::sink {

void compose(saki::Service& service) {
  service.defaults("{server: {listen: [\"127.0.0.1:8080\", \"unix:/run/sink.sock\"], trusted_proxies: [\"10.0.0.0/8\", \"::1\", \"unix:\"], forwarded: x-forwarded, proxy_protocol: [\"unix:/run/sink.sock\"], workers: 2, accept: shared, over_capacity: refuse, retry_after: 5s, ip6_prefix: 56, ipv6_only: true, backlog: 512, no_delay: true, fast_open: 16, defer_accept: 1s, drain_timeout: 20s, access_log: {path: access.log, format: json}, tls: {certificate: [ecdsa.pem, rsa.pem], key: [ecdsa.key, rsa.key], ocsp: [ecdsa.ocsp], client_certificates: optional, client_ca: clients.pem, profile: modern, session_lifetime: 6h, watch: 10s}, redirect_https: [\"127.0.0.1:8080\"], https_port: 8443, hsts: {max_age: 365d, subdomains: true, preload: false}, limits: {head_bytes: 16KiB, request_line_bytes: 4KiB, field_count: 50, body_bytes: 1MiB, buffered_body_bytes: 512KiB, chunk_overhead_bytes: 8KiB, trailer_bytes: 1KiB, proxy_header_bytes: 1KiB, forwarded_hops: 4, drain_bytes: 64KiB, body_rate_bytes: 512, read_rate_bytes: 512, output_bytes: 64KiB, pipelined_requests: 8, requests_per_connection: 1000, connections: 500, connections_per_address: 50, tls_handshakes: 100, web_socket_message_bytes: 64KiB, web_socket_frame_bytes: 64KiB, web_socket_queue_bytes: 128KiB, web_socket_queue_count: 50, spawned_tasks: 500}, timeouts: {head: 5s, body_idle: 5s, write_idle: 5s, rate_grace: 10s, keep_alive_idle: 30s, request: 1m, half_close_grace: 1s, linger: 1s, tls_handshake: 5s, web_socket_idle: 20s, web_socket_pong: 5s, web_socket_close: 2s, web_socket_grace: 5s}, compression: {enabled: true, codings: [gzip, br], least: 2KiB, gzip_level: 5, brotli_quality: 3, inline: 16KiB, at_once: 8, requests: true, request_ratio: 10}, events: {heartbeat: 20s, queue_count: 100, queue_bytes: 128KiB, overflow: drop-oldest}, rooms: {replay_count: 10, replay_bytes: 64KiB, keep: 1m, kept_rooms: 100, backlog_bytes: 1MiB}, unknown_host: misdirected, hosts: [{name: example.org, aliases: [www.example.org, \"*.pages.example.org\"], default: true, routes: true, mounts: [{path: \"/files\", directory: \"/srv/files\", index: \"\", listing: true, hidden_files: false, precompressed: true, symlinks: same-owner, cache_control: no-cache, cache_rules: {\"*.css\": \"public, max-age=3600\"}, cached_files: 64, reopen: 2s}], error_pages: {404: \"/srv/pages/404.html\", 5xx: \"/srv/pages/50x.html\"}, rewrites: [{match: \"/old/{rest...}\", to: \"/new/{rest}\", status: 308}, {match: \"/short/{id}\", to: \"/notes/{id}?from=short\"}], trailing_slash: redirect, access_log: {path: example.log, format: json}, tls: {certificate: [example.pem], key: [example.key], client_certificates: required, client_ca: members.pem}}]}, sqlite: {path: sink.db, readers: 3}, security_headers: {nosniff: true, frame: SAMEORIGIN, referrer: no-referrer, content: \"default-src 'self'\", permissions: \"camera=()\", opener: same-origin, resource: same-site}, database: {backend: sqlite}, store: {backend: sqlite, prefix: \"sink:\", call_timeout: 2s, key_bytes: 256, value_bytes: 64KiB, page_count: 50, page_bytes: 16KiB, batch_count: 20, watch_count: 30, watch_queue_count: 40, memory: {bytes: 1MiB, eviction: refuse, folder: kept, compact_bytes: 128KiB}}, session: {backend: sqlite, idle: 20m, lifetime: 8h, rotation_grace: 5s, max_bytes: 8KiB, cookie: sid, domain: example.org, same_site: strict, secure: true, persistent: true}, cookies: {key_file: sink.keys}, auth: {staff: {kind: basic, file: staff.users, realm: \"Staff only\", hashing_threads: 1, hashing_queue: 8, remember: 1m, remembered: 64}, tokens: {kind: bearer, keys: [issuer.jwks, own.pem], algorithms: [ES256, EdDSA], issuer: \"https://id.example\", audience: [sink, drain], type: \"at+jwt\", skew: 10s, needs_expiry: false, roles_claim: scope, token_bytes: 4KiB, claims_depth: 4}, machines: {kind: key, file: keys, header: X-Machine, query: key}, visitors: {kind: cookie, cookie: __Host-visitor, lifetime: 1h}, clients: {kind: certificate}, members: {kind: session}}, access: {default: deny, rules: [{action: allow, from: [\"10.0.0.0/8\", \"2001:db8::/32\"], method: [GET, POST]}, {action: deny, path: [\"/members\"], user: [eve], role: [guest]}]}, limits: {enabled: true, ipv6_prefix: 56, table_keys: 4096, unreachable: refuse, retry_after: 3s}}");
  service.settings(setting_fields());
  service.add_package(std::make_unique<saki::Sqlite>());
  service.package_routes("sqlite", {});
  service.add_package(std::make_unique<saki::SecurityHeaders>());
  service.add_package(std::make_unique<saki::Database>());
  service.add_package(std::make_unique<saki::Store>());
  service.add_package(std::make_unique<saki::Sessions>());
  service.add_package(std::make_unique<saki::SealedCookies>());
  service.add_package(std::make_unique<saki::Auth>());
  service.add_package(std::make_unique<saki::Access>());
  service.add_package(std::make_unique<saki::Cors>());
  service.add_package(std::make_unique<saki::Limits>());
  service.migrations(migrations());
  add_jobs(service);
  add_routes(service);
}

}  // namespace kitchen::sink
