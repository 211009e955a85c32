// SPDX-License-Identifier: Apache-2.0
#include "event/event_pump.h"

#include "event/event_outlet.h"

namespace saki {
namespace {

constexpr std::string_view kOpening = ":\n\n";  // A comment: takes the head along where there is nothing to send yet.
constexpr std::size_t kBatchBytes = 16 * 1024;  // What goes out in one piece, where several small events wait.

class Pump final : public EventOutlet {  // Affinity: loop.
 public:
  explicit Pump(EventStreamCore& stream) noexcept : stream_(stream) { stream_.connect(this); }
  ~Pump() { stream_.connect(nullptr); }
  Pump(const Pump&) = delete;
  Pump& operator=(const Pump&) = delete;

  Task<> run(BodyWriter& out) {
    if (stream_.queue().empty()) co_await out.write(kOpening);
    for (;;) {
      while (stream_.queue().empty()) {
        if (stream_.finished()) co_return;
        const bool rung = co_await events_.wait();
        if (!rung) throw Cancelled();
      }
      const std::string batch = next_batch();
      stream_.note_taken();
      co_await out.write(std::string_view(batch));
    }
  }

 private:
  void on_events() noexcept override { events_.ring(stream_.loop()); }

  std::string next_batch() {
    EventQueue& queue = stream_.queue();
    std::string batch = *queue.pop();
    while (!queue.empty() && batch.size() + queue.front()->size() <= kBatchBytes) batch += *queue.pop();
    return batch;
  }

  EventStreamCore& stream_;
  Bell events_;
};

}  // namespace

Task<> pump_events(BodyWriter& out, std::shared_ptr<EventStreamCore> stream) {
  Pump pump(*stream);
  bool client_gone = false;
  try {
    co_await pump.run(out);
  } catch (const Cancelled&) {
    client_gone = true;
  }
  stream->abandon();
  co_await stream->await_handler();
  stream->rethrow_failure();
  if (client_gone) throw Cancelled();
}

}  // namespace saki
