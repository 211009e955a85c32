// SPDX-License-Identifier: Apache-2.0
#include "saki/client_events.h"

#include <algorithm>
#include <array>

#include "saki/client_error.h"
#include "saki/media_type.h"

namespace saki {
namespace {

constexpr std::chrono::milliseconds kLongestRetry = std::chrono::hours(24);  // What fits into no timer would be no wait at all.

}  // namespace

ClientRequest ClientEventsBase::request(std::string url, std::string_view after) {
  ClientRequest request(Method::Get, std::move(url));
  request.header("Accept", "text/event-stream");
  if (!after.empty()) request.header("Last-Event-ID", after);
  return request;
}

ClientEventsBase::ClientEventsBase(ClientStream stream) : stream_(std::move(stream)) {
  stream_.head().require_ok();
  const std::string field(stream_.header("Content-Type").value_or(""));
  const auto media_type = MediaType::parse(field);
  if (!media_type || !media_type->is("text", "event-stream")) refuse("of type " + field + ", not text/event-stream");
  stream_.lift_content_limit();  // The parser bounds an event; of events there is no end.
}

Task<std::optional<ReceivedEvent>> ClientEventsBase::next() {
  while (true) {
    std::optional<ReceivedEvent> event = parser_.next();
    if (event) co_return event;
    std::array<std::byte, 4096> block;
    const std::size_t count = co_await stream_.read(block);
    if (count == 0) co_return std::nullopt;
    if (!parser_.feed(as_text({block.data(), count}))) refuse("an event is larger than it may be");
  }
}

std::optional<std::chrono::milliseconds> ClientEventsBase::retry() const noexcept {
  const auto told = parser_.retry_milliseconds();
  if (!told) return std::nullopt;
  return std::chrono::milliseconds(std::min(*told, static_cast<std::uint64_t>(kLongestRetry.count())));
}

void ClientEventsBase::refuse(const std::string& why) const {
  throw ClientError(ClientErrorKind::Content, stream_.head().request(), "the answer's content: " + why);
}

}  // namespace saki
