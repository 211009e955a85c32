// SPDX-License-Identifier: Apache-2.0
#include "client/client_settings.h"

#include <string_view>

#include "saki/client/url.h"
#include "saki/config/setting_fields.h"
#include "saki/http/field.h"

namespace saki {
namespace {

using client::ClientLimits;
using client::ClientTimeouts;

std::string check_proxy(std::string_view text) {
  if (text == "environment" || text == "none") return {};
  const Result<client::Url> url = client::Url::parse(text);
  return url && url->scheme() == "http" ? std::string() : "must be environment, none or a URL such as http://proxy.example:3128";
}

std::string check_user_agent(std::string_view text) {
  return http::is_field_value(text) ? std::string() : "cannot stand in a header field";
}

SettingFields<ClientLimits> limit_fields() {
  SettingFields<ClientLimits> fields("client.limits", ClientLimits());
  const auto count = [&](std::uint32_t ClientLimits::* member, const char* path, const char* unit, const char* sentence) {
    fields.add(member, {.path = path, .minimum = "1", .maximum = "1000000", .unit = unit, .description = sentence});
  };
  count(&ClientLimits::connections, "connections", "connections", "Connections to other servers that a worker has, in use and idle.");
  count(&ClientLimits::connections_per_origin, "connections_per_origin", "connections", "Those of them to one server.");
  count(&ClientLimits::waiting_requests, "waiting_requests", "requests", "Requests that may wait for a connection; one more fails.");
  fields.add(&ClientLimits::head_bytes, {.path = "head_bytes",
                                         .type = SettingType::Size,
                                         .minimum = "4KiB",
                                         .maximum = "1MiB",
                                         .description = "Status line and fields of an answer together."});
  fields.add(&ClientLimits::content_bytes, {.path = "content_bytes",
                                            .type = SettingType::Size,
                                            .minimum = "1",
                                            .description = "An answer's content, decoded, unless the request says otherwise."});
  return fields;
}

SettingFields<ClientTimeouts> timeout_fields() {
  SettingFields<ClientTimeouts> fields("client.timeouts", ClientTimeouts());
  const auto time = [&](std::chrono::milliseconds ClientTimeouts::* member, const char* path, const char* sentence) {
    fields.add(member, {.path = path, .maximum = "24h", .description = sentence});
  };
  time(&ClientTimeouts::waiting, "waiting", "For a connection that others use.");
  time(&ClientTimeouts::resolving, "resolving", "For the addresses of a name.");
  time(&ClientTimeouts::connecting, "connecting", "For a connection, all addresses of a name together.");
  time(&ClientTimeouts::tunnelling, "tunnelling", "For a proxy to lead through.");
  time(&ClientTimeouts::securing, "securing", "For the TLS handshake.");
  time(&ClientTimeouts::send_idle, "send_idle", "Without the server taking a byte of the request.");
  time(&ClientTimeouts::answering, "answering", "From the end of a request to the end of its answer's head.");
  time(&ClientTimeouts::body_idle, "body_idle", "Without a byte of the answer's content that is waited for.");
  time(&ClientTimeouts::whole, "whole", "From first to last, with all retries and redirects; 0s is without end.");
  time(&ClientTimeouts::keep_alive_idle, "keep_alive_idle", "An unused connection is kept so long.");
  return fields;
}

SettingFields<RetryOptions> retry_fields() {
  SettingFields<RetryOptions> fields("client.retries", RetryOptions());
  fields.add(&RetryOptions::attempts, {.path = "attempts",
                                       .minimum = "1",
                                       .maximum = "100",
                                       .unit = "attempts",
                                       .description = "How often a request is sent that may be repeated; 1 never retries."});
  fields.add(&RetryOptions::first_wait,
             {.path = "first_wait", .maximum = "1h", .description = "The longest wait before the second attempt; it doubles."});
  fields.add(&RetryOptions::longest_wait, {.path = "longest_wait", .maximum = "1h", .description = "The longest wait before any attempt."});
  fields.add(&RetryOptions::longest_retry_after,
             {.path = "longest_retry_after",
              .maximum = "24h",
              .description = "How long a Retry-After may ask to wait; where it asks for more, the answer that holds it counts."});
  return fields;
}

SettingFields<RedirectOptions> redirect_fields() {
  SettingFields<RedirectOptions> fields("client.redirects", RedirectOptions());
  fields.add(
      &RedirectOptions::at_most,
      {.path = "at_most", .maximum = "100", .unit = "redirects", .description = "Redirects that are followed in a row; 0 follows none."});
  fields.add(&RedirectOptions::to_plain, {.path = "to_plain", .description = "Whether a redirect from https to http is followed."});
  return fields;
}

SettingFields<ClientTlsOptions> tls_fields() {
  SettingFields<ClientTlsOptions> fields("client.tls", ClientTlsOptions());
  fields.add(&ClientTlsOptions::verify,
             {.path = "verify", .description = "Whether servers must prove who they are; false believes whoever answers."});
  fields.add(&ClientTlsOptions::authorities,
             {.path = "authorities", .description = "PEM file of the authorities that are trusted, instead of the system's."});
  fields.add(&ClientTlsOptions::certificate,
             {.path = "certificate", .description = "PEM file of the client's own certificate, for servers that ask for one."});
  fields.add(&ClientTlsOptions::key, {.path = "key", .description = "PEM file of its key, where that is another file."});
  return fields;
}

SettingFields<HttpClientOptions> client_fields() {
  SettingFields<HttpClientOptions> fields("client", HttpClientOptions());
  fields.add(&HttpClientOptions::cookies,
             {.path = "cookies", .description = "Whether cookies that servers set are kept and sent back, by each worker."});
  fields.add(&HttpClientOptions::proxy,
             {.path = "proxy",
              .check = check_proxy,
              .description = "By which proxy: environment (HTTP_PROXY, HTTPS_PROXY, NO_PROXY), none, or the URL of one."});
  fields.add(
      &HttpClientOptions::user_agent,
      {.path = "user_agent", .initial = "", .check = check_user_agent, .description = "User-Agent; the service's name unless told."});
  return fields;
}

}  // namespace

void declare_client_settings(ConfigSchema& schema) {
  limit_fields().declare(schema);
  timeout_fields().declare(schema);
  retry_fields().declare(schema);
  redirect_fields().declare(schema);
  tls_fields().declare(schema);
  client_fields().declare(schema);
}

HttpClientOptions read_client_settings(const Config& config, std::string user_agent) {
  HttpClientOptions options = client_fields().read(config);
  options.limits = limit_fields().read(config);
  options.timeouts = timeout_fields().read(config);
  options.retries = retry_fields().read(config);
  options.redirects = redirect_fields().read(config);
  options.tls = tls_fields().read(config);
  options.tls.place = config.place(options.tls.authorities.empty() ? "client.tls.certificate" : "client.tls.authorities");
  if (options.user_agent.empty()) options.user_agent = std::move(user_agent);
  return options;
}

}  // namespace saki
