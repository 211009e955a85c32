// SPDX-License-Identifier: Apache-2.0
//
// EventContent: the content of an answer that is a stream of events. Over HTTP/1 it goes on as a feed, without anything of the request;
// elsewhere a coroutine writes it.
#pragma once

#include <memory>

#include "event/event_stream_core.h"
#include "saki/response.h"

namespace saki {

class EventContent final : public StreamedContent {  // Affinity: loop.
 public:
  explicit EventContent(std::shared_ptr<EventStreamCore> stream) noexcept : stream_(std::move(stream)) {}

  [[nodiscard]] Task<> write_to(BodyWriter& out) override;
  [[nodiscard]] bool take_over(http::Exchange& exchange, const http::ResponseHead& head) override;

 private:
  std::shared_ptr<EventStreamCore> stream_;
};

}  // namespace saki
