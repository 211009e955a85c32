// SPDX-License-Identifier: Apache-2.0
#include "client/client_course.h"

#include <algorithm>

#include "client/client_failure.h"
#include "client/retry_rule.h"
#include "saki/task/sleep.h"
#include "saki/task/with_timeout.h"

namespace saki {
namespace {

// Of an answer that does not count: more costs more than another connection.
constexpr std::uint64_t kDrainedBytes = 64 * 1024;
constexpr Duration kDrainTime = std::chrono::milliseconds(100);

Task<> drain(client::Answer& answer) {
  const client::Outcome<std::string> rest = co_await answer.read_all(kDrainedBytes);
  if (!rest && rest.error().error == Error::Cancelled) throw Cancelled();
}

}  // namespace

ClientCourse::ClientCourse(HttpClientCore& core, ClientRequest request, Content content) noexcept
    : core_(core), request_(std::move(request)), mode_(content), method_(request_.method_) {}

Task<ClientOutcome<>> ClientCourse::run() {
  if (ClientOutcome<> ready = prepare(); !ready) co_return ready;
  while (true) {
    ClientOutcome<> arrived = co_await arrive();
    if (!arrived) co_return arrived;
    if (!leads_on()) break;
    ClientOutcome<> turned = co_await follow();
    if (!turned) co_return turned;
  }
  keep_response();
  co_return {};
}

ClientOutcome<> ClientCourse::prepare() {
  Result<client::Url> url = client::Url::parse(request_.url_);
  if (!url) return std::unexpected(ClientError(ClientErrorKind::Invalid, std::string(http::method_text(method_)), "no URL to be asked"));
  sent_.emplace(std::string(http::method_text(method_)), *std::move(url));
  for (const auto& [name, value] : request_.headers_) {
    if (http::same_field_name(name, "Cookie")) {
      own_cookies_.append(own_cookies_.empty() ? "" : "; ").append(value);
    } else {
      sent_->fields.emplace_back(name, value);
    }
  }
  if (!own_cookies_.empty()) sent_->fields.emplace_back("Cookie", own_cookies_);  // One field (RFC 6265 section 5.4).
  sent_->content = std::move(request_.content_);
  sent_->source = request_.source_.get();
  sent_->content_bytes = request_.content_limit_;
  sent_->connect_to = request_.connect_to_;
  sent_->upgrade = request_.upgrade_;
  const auto whole = request_.whole_.value_or(core_.options.timeouts.whole);
  if (whole > whole.zero()) end_ = core_.loop.now() + whole;
  return {};
}

// ---- attempts

Task<ClientOutcome<>> ClientCourse::arrive() {
  attempts_ = 0;
  while (true) {
    if (left() <= Duration::zero()) co_return fail(ClientErrorKind::Timeout, "no time is left");
    client::Outcome<> outcome = co_await attempt();
    ++attempts_;
    const std::optional<Duration> wait = wait_before_next(outcome);
    if (!wait || (sent_->source != nullptr && !sent_->source->rewind())) {
      if (!outcome) co_return std::unexpected(error(outcome.error()));
      co_return {};
    }
    co_await drop_answer();
    co_await sleep(*wait);
  }
}

Task<client::Outcome<>> ClientCourse::attempt() {
  set_deadline();
  add_cookies();
  client::Outcome<client::Answer> answer = co_await core_.client.send(*sent_);
  if (!answer) {
    if (answer.error().error == Error::Cancelled) throw Cancelled();
    co_return std::unexpected(answer.error());
  }
  answer_.emplace(*std::move(answer));
  keep_cookies();
  if (mode_ == Content::Streamed || leads_on()) co_return {};
  client::Outcome<std::string> content = co_await answer_->read_all();
  if (!content) {
    if (content.error().error == Error::Cancelled) throw Cancelled();
    co_return std::unexpected(content.error());
  }
  content_ = *std::move(content);
  co_return {};
}

// Nothing where this was the last one, be it good or bad.
std::optional<Duration> ClientCourse::wait_before_next(const client::Outcome<>& outcome) {
  RetryCase now{.failed = attempts_, .left = left(), .chance = core_.chance()};
  if (!outcome) {
    now.repeatable = is_passing(outcome.error()) && may_repeat(outcome.error().may_be_processed);
  } else {
    now.repeatable = is_passing(answer_->status()) && may_repeat(true);
    now.retry_after = read_retry_after(answer_->field("Retry-After"), core_.wall());
  }
  return next_attempt(request_.retries_.value_or(core_.options.retries), now);
}

bool ClientCourse::may_repeat(bool was_processed) const noexcept {
  return !was_processed || request_.repeatable_ || client::is_idempotent(http::method_text(method_));
}

// What is left of the answer is read where that is little and comes soon, so that its connection serves on.
Task<> ClientCourse::drop_answer() {
  if (answer_ && !answer_->at_end() && answer_->length().value_or(0) <= kDrainedBytes) {
    static_cast<void>(co_await with_timeout(std::min(kDrainTime, left()), drain(*answer_)));
  }
  answer_.reset();
}

Duration ClientCourse::left() const noexcept { return end_ == MonotonicTime::max() ? Duration::max() : end_ - core_.loop.now(); }

void ClientCourse::set_deadline() {
  if (end_ == MonotonicTime::max()) return;
  sent_->timeouts = core_.options.timeouts;
  sent_->timeouts->whole = std::chrono::ceil<std::chrono::milliseconds>(left());
}

// ---- redirects

bool ClientCourse::leads_on() const noexcept {
  const unsigned at_most = request_.redirects_.value_or(core_.options.redirects).at_most;
  return at_most > 0 && redirected(answer_->status(), method_) && !answer_->field("Location").empty();
}

Task<ClientOutcome<>> ClientCourse::follow() {
  ClientOutcome<client::Url> place = next_place();
  if (!place) co_return std::unexpected(place.error());
  const RedirectedRequest next = *redirected(answer_->status(), method_);
  if (next.keeps_content && sent_->source != nullptr && !sent_->source->rewind()) {
    co_return fail(ClientErrorKind::Redirect, "redirected, and its content cannot be sent again");
  }
  ++redirects_;
  co_await drop_answer();
  turn_to(next, *std::move(place));
  co_return {};
}

ClientOutcome<client::Url> ClientCourse::next_place() const {
  const RedirectOptions options = request_.redirects_.value_or(core_.options.redirects);
  if (redirects_ >= options.at_most)
    return fail(ClientErrorKind::Redirect, "redirected more than " + std::to_string(redirects_) + " times");
  Result<client::Url> place = sent_->url.resolve(answer_->field("Location"));
  if (!place) return fail(ClientErrorKind::Redirect, "redirected to what is no URL");
  if (sent_->url.is_secure() && !place->is_secure() && !options.to_plain) {
    return fail(ClientErrorKind::Redirect, "redirected from TLS to " + place->origin().text() + ", which is plain");
  }
  return *std::move(place);
}

void ClientCourse::turn_to(const RedirectedRequest& next, client::Url place) {
  method_ = next.method;
  sent_->method = http::method_text(method_);
  const bool is_elsewhere = place.origin() != sent_->url.origin();
  std::erase_if(sent_->fields, [&](const client::RequestField& field) {
    return (is_elsewhere && stays_at_origin(field.name)) || (!next.keeps_content && describes_content(field.name));
  });
  if (!next.keeps_content) {
    sent_->content.clear();
    sent_->source = nullptr;
  }
  if (is_elsewhere) {
    sent_->connect_to.reset();
    own_cookies_.clear();
  }
  sent_->url = is_elsewhere ? place.without_userinfo() : std::move(place);
}

bool ClientCourse::stays_at_origin(std::string_view name) const noexcept {
  const auto is_same = [name](const std::string& own) { return http::same_field_name(own, name); };
  return is_credential(name) || std::ranges::any_of(request_.origin_names_, is_same);
}

// ---- cookies

void ClientCourse::add_cookies() {
  if (core_.jar == nullptr) return;
  const client::Url& url = sent_->url;
  std::string cookies = core_.jar->field({.host = url.host(), .path = url.path(), .secure = url.is_secure()}, core_.wall());
  std::erase_if(sent_->fields, [](const client::RequestField& field) { return http::same_field_name(field.name, "Cookie"); });
  if (!own_cookies_.empty()) cookies.insert(0, own_cookies_ + (cookies.empty() ? "" : "; "));
  if (!cookies.empty()) sent_->fields.emplace_back("Cookie", std::move(cookies));
}

void ClientCourse::keep_cookies() {
  if (core_.jar == nullptr) return;
  const client::Url& url = sent_->url;
  for (const http::Field& field : answer_->fields().all()) {
    if (!http::same_field_name(field.name, "Set-Cookie")) continue;
    core_.jar->store({.host = url.host(), .path = url.path(), .secure = url.is_secure()}, field.value, core_.wall());
  }
}

// ---- what comes of it

void ClientCourse::keep_response() {
  ClientResponse::Headers headers;
  for (const http::Field& field : answer_->fields().all()) headers.emplace_back(field.name, field.value);
  response_.emplace(answer_->status(), std::move(headers), request_text());
  response_->set_content(std::move(content_));
}

std::string ClientCourse::request_text() const { return std::string(http::method_text(method_)) + " " + sent_->url.text(); }

ClientError ClientCourse::error(const client::Failure& failure) const { return {kind_of(failure), request_text(), failure.text()}; }

std::unexpected<ClientError> ClientCourse::fail(ClientErrorKind kind, std::string text) const {
  return std::unexpected(ClientError(kind, request_text(), std::move(text)));
}

}  // namespace saki
