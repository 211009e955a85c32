// SPDX-License-Identifier: Apache-2.0
#include "saki/open_events.h"

#include "event/event_content.h"
#include "saki/request.h"

namespace saki {
namespace {

constexpr std::string_view kEventStream = "text/event-stream";

// No cache keeps it, nobody compresses it, and a proxy that gathers answers passes this one on as it comes.
Response with_event_fields(Response response) {
  return std::move(response).header("Cache-Control", "no-store, no-transform").header("X-Accel-Buffering", "no");
}

}  // namespace

Task<Response> detail::answer_with_events(Request& request, std::shared_ptr<EventStreamBase> stream, Task<> handling) {
  if (request.method() == Method::Head) co_return with_event_fields(Response::of(kEventStream, {}));
  std::shared_ptr<EventStreamCore> core = EventStreamCore::of(stream);
  core->begin(std::move(handling));
  co_await core->settled();
  if (!core->opened()) {
    core->rethrow_failure();
    co_return Response(Status::NoContent);
  }
  co_return with_event_fields(Response::streaming(kEventStream, std::make_unique<EventContent>(std::move(core))));
}

}  // namespace saki
