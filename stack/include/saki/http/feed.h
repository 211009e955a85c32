// SPDX-License-Identifier: Apache-2.0
//
// Feed: content that goes on after its exchange has ended, one way, until the connection does. For answers that stay open for hours and
// mostly have nothing to send, as streams of events do: nothing of the request is held any more, and no buffer.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "saki/base/bytes.h"
#include "saki/http/exchange.h"

namespace saki::http {

class Feed {  // Affinity: loop.
 public:
  // Sends as much as the client takes at once, and returns how many bytes those were. Where it was not all of them FeedHandler::on_room()
  // is called once it may take more; nothing is kept here meanwhile. Calls nothing of the handler.
  [[nodiscard]] virtual std::size_t send(std::span<const ByteView> pieces) = 0;

  // Ends the content, and with it the connection, in the loop's next turn. Destroys the handler then.
  virtual void end() = 0;

 protected:
  ~Feed() = default;
};

class FeedHandler {  // Affinity: loop. Destroyed with its connection.
 public:
  virtual ~FeedHandler() = default;

  virtual void begin(Feed& feed) = 0;  // The head is on its way.
  virtual void on_room() = 0;
  virtual void on_stop() = 0;  // The worker stops: the feed is to end soon.
  virtual void on_gone() = 0;  // The client is gone, or took nothing for Timeouts::write_idle. Feed::end() is still to be called.
};

// Answers with `head` and content that only the end of the connection ends, and lets `handler` send that.
//
// False, and nothing was written, where that cannot be: an answer to HEAD, which has no content; and see Exchange::upgrade.
[[nodiscard]] bool open_feed(Exchange& exchange, const ResponseHead& head, std::unique_ptr<FeedHandler> handler);

}  // namespace saki::http
