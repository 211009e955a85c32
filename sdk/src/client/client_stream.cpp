// SPDX-License-Identifier: Apache-2.0
#include "saki/client_stream.h"

#include "client/client_course.h"

namespace saki {
namespace {

[[noreturn]] void give_up(const ClientCourse& course, const client::Failure& failure) {
  if (failure.error == Error::Cancelled) throw Cancelled();
  throw course.error(failure);
}

}  // namespace

ClientStream::ClientStream(std::unique_ptr<ClientCourse> course) noexcept : course_(std::move(course)) {}
ClientStream::ClientStream(ClientStream&&) noexcept = default;
ClientStream& ClientStream::operator=(ClientStream&&) noexcept = default;
ClientStream::~ClientStream() = default;

const ClientResponse& ClientStream::head() const noexcept { return course_->response(); }
std::optional<std::uint64_t> ClientStream::length() const noexcept { return course_->answer().length(); }

Task<std::size_t> ClientStream::read(MutableBytes into) {
  client::Outcome<std::size_t> count = co_await course_->answer().read(into);
  if (!count) give_up(*course_, count.error());
  co_return *count;
}

void ClientStream::lift_content_limit() noexcept { course_->answer().lift_content_bound(); }

Task<std::string> ClientStream::read_all(std::uint64_t limit_bytes) {
  client::Outcome<std::string> content = co_await course_->answer().read_all(limit_bytes);
  if (!content) give_up(*course_, content.error());
  co_return *std::move(content);
}

Task<ClientResponse> ClientStream::whole() {
  std::string content = co_await read_all();
  ClientResponse response = head();
  response.set_content(std::move(content));
  co_return response;
}

}  // namespace saki
