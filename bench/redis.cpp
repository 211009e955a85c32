// SPDX-License-Identifier: Apache-2.0
//
// What a GET costs: the package redis beside hiredis' asynchronous layer used bare on an epoll loop, on one server.
//
//   redis SOCKET bare|saki|both DEPTH COUNT      `both` takes turns and prints the ratio of processor time
//
// DEPTH calls are in flight all the while; each answer sends the next. The value has 100 bytes, and is looked at.
#include <hiredis/async.h>
#include <hiredis/hiredis.h>
#include <sys/epoll.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "saki/redis.h"
#include "saki/task/task_scope.h"

namespace {

constexpr std::size_t kValueBytes = 100;
constexpr int kRounds = 9;

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

[[noreturn]] void give_up(const char* why) {
  std::fprintf(stderr, "%s\n", why);
  std::exit(1);
}

// --- hiredis by itself, waited for as its adapters do

class Bare {
 public:
  explicit Bare(const char* path) : epoll_(epoll_create1(0)), context_(redisAsyncConnectUnix(path)) {
    if (context_->err != 0) give_up(context_->errstr);
    context_->ev.data = this;
    context_->ev.addRead = [](void* self) { static_cast<Bare*>(self)->watch(EPOLLIN, 0); };
    context_->ev.delRead = [](void* self) { static_cast<Bare*>(self)->watch(0, EPOLLIN); };
    context_->ev.addWrite = [](void* self) { static_cast<Bare*>(self)->watch(EPOLLOUT, 0); };
    context_->ev.delWrite = [](void* self) { static_cast<Bare*>(self)->watch(0, EPOLLOUT); };
    watch(EPOLLIN, 0);
  }

  void run(int depth, long count) {
    left_ = count;
    done_ = 0;
    for (int index = 0; index < depth && left_ > 0; ++index) send();
    while (done_ < count) turn();
  }

 private:
  void send() {
    --left_;
    redisAsyncCommand(context_, &Bare::answered, this, "GET %b", "key", std::size_t{3});
  }
  static void answered(redisAsyncContext*, void* reply, void* self) {
    const auto* const text = static_cast<redisReply*>(reply);
    if (text == nullptr || text->len != kValueBytes) give_up("bare: a wrong answer");
    Bare& bare = *static_cast<Bare*>(self);
    ++bare.done_;
    if (bare.left_ > 0) bare.send();
  }
  void watch(unsigned more, unsigned less) {
    const unsigned wanted = (events_ | more) & ~less;
    if (wanted == events_) return;
    epoll_event event{};
    event.events = wanted;
    epoll_ctl(epoll_, events_ == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, context_->c.fd, &event);
    events_ = wanted;
  }
  void turn() {
    epoll_event event{};
    if (epoll_wait(epoll_, &event, 1, -1) != 1) return;
    if ((event.events & EPOLLIN) != 0) redisAsyncHandleRead(context_);
    if ((event.events & EPOLLOUT) != 0) redisAsyncHandleWrite(context_);
  }

  int epoll_;
  redisAsyncContext* context_;
  unsigned events_ = 0;
  long left_ = 0;
  long done_ = 0;
};

// --- the package

class Packaged {
 public:
  explicit Packaged(const char* path) : loop_(*saki::Loop::open()), binding_(*loop_), scope_(*loop_, "bench") {
    saki::RedisOptions options;
    options.server = std::string("unix:") + path;
    options.connections = 1;
    options.in_flight = 4096;
    if (!redis_.open(options).empty()) give_up("saki: not opened");
    redis_.start_worker(*loop_);
  }
  ~Packaged() {
    redis_.stop_worker(*loop_);
    redis_.stop();
  }
  Packaged(const Packaged&) = delete;
  Packaged& operator=(const Packaged&) = delete;

  void run(int depth, long count) {
    left_ = count;
    for (int index = 0; index < depth; ++index) scope_.spawn(&Packaged::ask, std::ref(*this));
    while (scope_.running() > 0) loop_->run_once();
  }

 private:
  saki::Task<> ask() {
    while (left_ > 0) {
      --left_;
      const auto value = co_await redis_.get(std::string_view("key"));
      if (!value || value->size() != kValueBytes) give_up("saki: a wrong answer");
    }
  }

  std::unique_ptr<saki::Loop> loop_;
  saki::LoopBinding binding_;
  saki::TaskScope scope_;
  saki::Redis redis_;
  long left_ = 0;
};

template <class Client>
double cost(Client& client, int depth, long count) {
  const double before = processor_seconds();
  client.run(depth, count);
  return (processor_seconds() - before) / static_cast<double>(count) * 1e9;
}

void compare(const char* path, int depth, long count) {
  Bare bare(path);
  Packaged packaged(path);
  bare.run(depth, count / 10);
  packaged.run(depth, count / 10);
  std::vector<double> ratios;
  std::vector<double> bare_costs;
  for (int round = 0; round < kRounds; ++round) {
    const double by_bare = cost(bare, depth, count);
    ratios.push_back(cost(packaged, depth, count) / by_bare);
    bare_costs.push_back(by_bare);
  }
  std::ranges::sort(ratios);
  std::ranges::sort(bare_costs);
  std::printf("depth %d: %.2f x bare hiredis (%.2f to %.2f in %d rounds); bare %.0f ns of processor time an operation\n", depth,
              ratios[kRounds / 2], ratios.front(), ratios.back(), kRounds, bare_costs[kRounds / 2]);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) give_up("redis SOCKET bare|saki|both DEPTH COUNT");
  const std::string_view who = argv[2];
  const int depth = std::atoi(argv[3]);
  const long count = std::atol(argv[4]);
  if (who == "both") {
    compare(argv[1], depth, count);
  } else if (who == "bare") {
    Bare(argv[1]).run(depth, count);
  } else {
    Packaged(argv[1]).run(depth, count);
  }
}
