// SPDX-License-Identifier: Apache-2.0
#include "saki/test_events.h"

#include <utility>

#include "service/host_dispatcher.h"
#include "testing/test_exchange.h"
#include "testing/test_worker.h"

namespace saki {
namespace {

constexpr Duration kPatience = std::chrono::seconds{10};
constexpr Duration kTurn = std::chrono::milliseconds{20};

}  // namespace

// A request that is being answered while the test goes on.
class TestEvents::Running {  // Affinity: one thread.
 public:
  Running(TestWorker& worker, std::string_view target, Headers headers)
      : worker_(worker), target_(target), headers_(std::move(headers)), sound_(head_.fill(Method::Get, target_, headers_, arena_)) {
    if (!sound_) throw std::runtime_error("no server would take this request");
    begin_test_exchange(worker_, *handler_, exchange_, scope_);
  }
  ~Running() {
    const LoopBinding binding(*worker_.loop);
    scope_.drop();
  }

  // Turns the loop until `done`. Throws past kPatience.
  template <class Done>
  void turn_until(const Done& done) {
    const MonotonicTime last = now() + kPatience;
    while (!done()) {
      if (now() > last) throw std::runtime_error("nothing has come for ten seconds: " + exchange_.response_so_far().body());
      worker_.turn(kTurn);
    }
  }

  std::optional<ReceivedEvent> next() {
    std::optional<ReceivedEvent> event;
    turn_until([&] { return (event = take_event()).has_value() || ended(); });
    return event ? event : take_event();
  }

  void wait(Duration time) {
    const MonotonicTime last = now() + time;
    while (now() < last) worker_.turn(kTurn);
  }

  void leave() {
    const LoopBinding binding(*worker_.loop);
    scope_.cancel();
    turn_until([&] { return ended(); });
  }

  [[nodiscard]] bool ended() const noexcept { return scope_.running() == 0; }
  [[nodiscard]] bool finished() const noexcept { return exchange_.finished(); }
  [[nodiscard]] const TestResponse& response() const noexcept { return exchange_.response_so_far(); }

 private:
  [[nodiscard]] MonotonicTime now() const { return worker_.loop->clock().monotonic(); }

  std::optional<ReceivedEvent> take_event() {
    const std::string& text = response().body();
    const std::size_t from = std::exchange(fed_, text.size());
    if (!parser_.feed(std::string_view(text).substr(from))) throw std::runtime_error("an event that is too large");
    return parser_.next();
  }

  TestWorker& worker_;
  Arena arena_;
  TestHead head_;
  std::string target_;
  Headers headers_;
  bool sound_;
  TestExchange exchange_{head_.head(), arena_, *worker_.loop, {}};
  std::unique_ptr<http::Handler> handler_ = make_dispatcher(*worker_.context);
  TaskScope scope_{*worker_.loop, "test events"};
  EventParser parser_;
  std::size_t fed_ = 0;  // Of the answer's content.
};

TestEvents::TestEvents(TestClient& client, std::string_view target, Headers headers)
    : running_(std::make_unique<Running>(*client.worker_, target, std::move(headers))) {
  running_->turn_until([&] { return running_->response().status() != 0 || running_->ended(); });
}

TestEvents::TestEvents(TestEvents&&) noexcept = default;
TestEvents::~TestEvents() = default;

int TestEvents::status() const noexcept { return running_->response().status(); }
std::string TestEvents::header(std::string_view name) const { return running_->response().header(name); }
const std::string& TestEvents::text() const noexcept { return running_->response().body(); }
std::optional<ReceivedEvent> TestEvents::next() { return running_->next(); }
bool TestEvents::ended() const noexcept { return running_->ended(); }
bool TestEvents::broken_off() const noexcept { return ended() && !running_->finished(); }
void TestEvents::wait(Duration time) { running_->wait(time); }
void TestEvents::leave() { running_->leave(); }

}  // namespace saki
