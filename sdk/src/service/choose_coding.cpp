// SPDX-License-Identifier: Apache-2.0
#include "service/choose_coding.h"

#include <algorithm>

#include "context/worker_context.h"
#include "saki/http/coded_media.h"
#include "saki/http/exchange.h"
#include "saki/request.h"
#include "text/ascii.h"

namespace saki {
namespace {

using http::ContentCoding;

constexpr std::string_view kAcceptEncoding = "Accept-Encoding";

// Whether one of a list's members, in any of the fields of that name, is `word`.
bool lists(const Response& response, std::string_view name, std::string_view word) noexcept {
  for (const auto& [known, value] : response.headers()) {
    if (!http::same_field_name(known, name)) continue;
    for (std::string_view rest = value; !rest.empty();) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      const std::string_view member = text::trim(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (http::same_field_name(member, word)) return true;
    }
  }
  return false;
}

bool is_codable(const Request& request, const Response& response) noexcept {
  if (!request.context().service.compression.enabled() || request.route().options.compression == Compression::Never) return false;
  if (response.status() == Status::PartialContent || !http::may_have_content(response.status())) return false;
  if (response.header("Content-Encoding") || response.header("Content-Range")) return false;
  return http::is_compressible(response.media_type()) && !lists(response, "Cache-Control", "no-transform");
}

// A page of another site asked, and the browser sent what proves who its user is (Fetch Metadata; browsers send it over TLS).
bool is_foreign_with_credentials(const Request& request) noexcept {
  const auto site = request.header("Sec-Fetch-Site");
  if (!site || *site == "same-origin" || *site == "none") return false;
  return request.header("Cookie") || request.header("Authorization");
}

void add_vary(Response& response) {
  if (!lists(response, "Vary", "*") && !lists(response, "Vary", kAcceptEncoding)) response.add_header("Vary", kAcceptEncoding);
}

}  // namespace

ContentCoding choose_coding(const Request& request, Response& response) {
  const CompressionSettings& settings = request.context().service.compression;
  if (response.status() == Status::NotModified && settings.enabled()) add_vary(response);
  if (!is_codable(request, response)) return ContentCoding::Identity;
  add_vary(response);
  if (is_foreign_with_credentials(request)) return ContentCoding::Identity;
  return http::AcceptedCodings(request.exchange().head().fields).best(settings.codings);
}

void declare_coding(Response& response, ContentCoding coding) {
  response.header("Content-Encoding", http::content_coding_name(coding));
  const auto tag = response.header("ETag");
  if (!tag || tag->starts_with("W/")) return;
  const std::string weak = "W/" + std::string(*tag);
  response.header("ETag", weak);
}

}  // namespace saki
