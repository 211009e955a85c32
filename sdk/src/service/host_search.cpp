// SPDX-License-Identifier: Apache-2.0
#include "service/host_search.h"

#include "saki/log/log_stream.h"
#include "saki/loop/loop.h"
#include "service/route_search.h"
#include "web/path_text.h"

namespace saki {
namespace {

const RouteEntry& refuse(const ServiceContext& context, Status status, RouteMatch& match) noexcept {
  match.target = http::status_code(status);
  return context.refused;
}

const RouteEntry& send_elsewhere(const ServiceContext& context, Status status, std::string_view location, RouteMatch& match) noexcept {
  match.target = http::status_code(status);
  match.parameters[0] = {location.data(), location.size()};
  match.parameter_count = 1;
  return context.elsewhere;
}

const RouteEntry& refuse_endless(WorkerContext& context, const RewriteRule& rule, MonotonicTime now, RouteMatch& match) {
  const ServiceContext& service = context.service;
  if (const auto untold = context.circles.admit(now)) {
    service.log->error("rewrites lead in a circle", {{"rule", rule.match}, {"place", text_of(rule.match_place)}, {"untold", *untold}});
  }
  return refuse(service, Status::InternalServerError, match);
}

// One search: for one request on one host.
class HostSearch {
 public:
  HostSearch(const ServiceContext& context, const VirtualHost& host, http::Exchange& exchange, RouteMatch& match) noexcept
      : context_(context), host_(host), exchange_(exchange), head_(exchange.head()), match_(match) {}

  const RouteEntry& find() {
    if (const RouteEntry* route = find_route()) return *route;
    if (const RouteEntry* mount = find_mounted()) return *mount;
    const bool strips = host_.trailing_slash == TrailingSlash::Strip && head_.path.ends_with('/');
    const RouteEntry* stripped = strips ? send_to_form(other_form(head_.path)) : nullptr;
    return stripped != nullptr ? *stripped : context_.not_found;
  }

 private:
  // The route for the path as it is, or in its other form; null where no route has either.
  const RouteEntry* find_route() {
    if (!host_.routes) return nullptr;
    if (const RouteEntry* route = route_for(head_.path)) return route;
    if (host_.trailing_slash == TrailingSlash::Strict) return nullptr;
    const std::string_view other = exchange_.arena().copy(other_form(head_.path));
    const bool may_grow = host_.trailing_slash != TrailingSlash::Strip;
    if (other.empty() || (other.size() > head_.path.size() && !may_grow)) return nullptr;
    const RouteEntry* const route = route_for(other);
    if (route == nullptr || host_.trailing_slash == TrailingSlash::Ignore) return route;
    return send_to_form(other);
  }

  const RouteEntry* route_for(std::string_view path) noexcept {
    switch (context_.router.find(head_.method, path, match_)) {
      case RouteOutcome::Found: return &context_.routes[match_.target];
      case RouteOutcome::NoMethod: return &other_method(context_, head_);
      case RouteOutcome::NoPath: break;
    }
    return nullptr;
  }

  const RouteEntry* find_mounted() noexcept {
    const RouteEntry* const mount = find_mount(context_, host_.served_mounts, head_.path, match_);
    if (mount != nullptr || !host_.routes) return mount;
    return find_mount(context_, context_.own_mounts, head_.path, match_);
  }

  // 301 for GET and HEAD, which every client and cache has always known; 308 for the rest, which must repeat method and content. Null for a
  // place that would name another host (RFC 3986 section 4.2), and for the root, which has one form.
  const RouteEntry* send_to_form(std::string_view path) {
    if (path.empty() || path.starts_with("//")) return nullptr;
    std::string location = encode_path(path);
    if (!head_.query.empty()) location.append("?").append(head_.query);
    const bool reads = head_.method == Method::Get || head_.method == Method::Head;
    const Status status = reads ? Status::MovedPermanently : Status::PermanentRedirect;
    return &send_elsewhere(context_, status, exchange_.arena().copy(location), match_);
  }

  const ServiceContext& context_;
  const VirtualHost& host_;
  http::Exchange& exchange_;
  const http::RequestHead& head_;
  RouteMatch& match_;
};

}  // namespace

const RouteEntry& find_on_host(WorkerContext& worker, const VirtualHost& host, http::Exchange& exchange, RouteMatch& match) {
  const ServiceContext& context = worker.service;
  if (exchange.head().form == http::TargetForm::Asterisk) return find_route(context, exchange.head(), match);
  const Rewriting rewriting = host.rewrites.empty() ? Rewriting() : host.rewrites.apply(exchange);
  switch (rewriting.kind) {
    case Rewriting::Kind::Redirect: return send_elsewhere(context, *rewriting.rule->status, rewriting.location, match);
    case Rewriting::Kind::Endless: return refuse_endless(worker, *rewriting.rule, exchange.loop().now(), match);
    case Rewriting::Kind::Nowhere: return refuse(context, Status::NotFound, match);
    case Rewriting::Kind::Done: break;
  }
  return HostSearch(context, host, exchange, match).find();
}

const RouteEntry& refuse_unknown_host(const ServiceContext& context, UnknownHost unknown, RouteMatch& match) noexcept {
  return refuse(context, unknown == UnknownHost::Misdirected ? Status::MisdirectedRequest : Status::NotFound, match);
}

}  // namespace saki
