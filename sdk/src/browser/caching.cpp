// SPDX-License-Identifier: Apache-2.0
#include "saki/caching.h"

#include "saki/encoding.h"
#include "saki/hash.h"
#include "saki/http/exchange.h"
#include "saki/http/precondition.h"
#include "saki/request.h"
#include "service/answer_any_case.h"

namespace saki {
namespace {

constexpr std::size_t kTagBytes = 16;  // Of the digest: nobody meets another content of the same by chance.

std::string tag_of(std::string_view content) {
  const Sha256::Digest digest = Sha256::of(content);
  return to_base64url(ByteView(digest).first(kTagBytes));
}

http::Precondition judge(const Request& request, std::string_view tag) {
  const auto validators = http::Validators{.tag = http::parse_entity_tag(tag), .modified = {}};
  return http::check_preconditions(request.method(), request.exchange().head().fields, validators, {});
}

// Gives it its tag, and leaves the content away where the client has it.
void settle(const Request& request, Response& response) {
  const auto content = response.text_content();
  if (!content) return;
  if (!response.header("ETag")) response.header("ETag", '"' + tag_of(*content) + '"');
  const http::Precondition outcome = judge(request, *response.header("ETag"));
  if (outcome == http::Precondition::Holds) return;
  response.status(outcome == http::Precondition::NotModified ? Status::NotModified : Status::PreconditionFailed);
  response.content() = std::string();
}

// What went well, and what leads elsewhere.
bool may_be_kept(Status status) {
  const auto code = static_cast<unsigned>(status);
  return status == Status::Ok || (code >= 300 && code < 400);
}

class CachingGuard final : public Guard {
 public:
  explicit CachingGuard(CachePolicy policy)
      : policy_(std::move(policy)), keeps_nothing_(policy_.control.find("no-store") != std::string::npos) {}

  Task<Response> answer(Request& request, Next next) const override {
    if (request.method() != Method::Get && request.method() != Method::Head) return next(request);
    return keeps_nothing_ ? forbid(request, next) : allow(request, next);
  }

 private:
  Task<Response> forbid(Request& request, Next next) const {
    Response response = co_await answer_any_case(request, next);
    if (!response.header("Cache-Control")) response.header("Cache-Control", policy_.control);
    co_return response;
  }

  Task<Response> allow(Request& request, Next next) const {
    Response response = co_await next(request);
    if (!may_be_kept(response.status())) co_return response;
    if (!response.header("Cache-Control")) response.header("Cache-Control", policy_.control);
    for (const std::string& field : policy_.vary) response.add_header("Vary", field);
    if (response.status() == Status::Ok) settle(request, response);
    co_return response;
  }

  CachePolicy policy_;
  bool keeps_nothing_;
};

}  // namespace

std::shared_ptr<const Guard> caching(CachePolicy policy) { return std::make_shared<CachingGuard>(std::move(policy)); }

}  // namespace saki
