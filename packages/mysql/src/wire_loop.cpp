// SPDX-License-Identifier: Apache-2.0
//
// MysqlWire on the loop: the library runs each call on a stack of its own and comes back whenever it would wait, saying for what.
//
// The descriptor is watched for reading all the time: between calls that tells when the server leaves, and during one nothing has to be
// told to the kernel. Only connecting minds the library's timeouts; all other limits are those of calls.
#include <tuple>

#include "handle.h"
#include "saki/loop/descriptor_watcher.h"
#include "saki/loop/timer.h"
#include "wire.h"

namespace saki {

// A call of the library under way.
class MysqlStep : public Wait {  // Affinity: loop.
 public:
  bool await_ready();
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller);

  void go_on(int events);

 protected:
  // Lets the library see the call to its end, which comes at once since no time is left: what it holds on its own stack is freed then.
  // For the destructor of what knows the call.
  void give_up() noexcept;

  explicit MysqlStep(MysqlPort& port) noexcept : port_(port) {}
  ~MysqlStep() override { withdraw(); }

 private:
  virtual int start() = 0;            // What it waits for; 0: it is done.
  virtual int resume_with(int events) = 0;  // What happened.
  void withdraw() noexcept override;

  // A step is not left in the middle, since the library would be: who has no time aborts the connection.
  void on_cancel() noexcept override {}

  MysqlPort& port_;
  int wanted_ = 0;
};

class MysqlPort final : private DescriptorWatcher, private Timer {  // Affinity: loop.
 public:
  MysqlPort(Loop& loop, MYSQL& handle, BlockingPool& threads, MysqlWireOwner& owner)
      : DescriptorWatcher(loop, "mysql"), Timer(loop, "mysql connect"), handle_(handle), threads_(threads), owner_(owner) {}
  ~MysqlPort() override { leave(); }

  void wait(int wanted, MysqlStep& step) {
    step_ = &step;
    if ((wanted & MYSQL_WAIT_WRITE) != 0) set_interest(Readiness::Read | Readiness::Write);
    if (connecting_ && (wanted & MYSQL_WAIT_TIMEOUT) != 0) start_after(std::chrono::milliseconds(mysql_get_timeout_value_ms(&handle_)));
  }
  void leave(const MysqlStep& step) noexcept {
    if (step_ == &step) step_ = nullptr;
  }

  // Watches what the library has open now, for reading alone: a step that waits to write says so, and no room that is found after its end
  // is taken for the server's leaving. The library closes by itself when a connection fails.
  void follow() {
    const int descriptor = static_cast<int>(mysql_get_socket(&handle_));
    if (watching() && descriptor == DescriptorWatcher::descriptor()) return set_interest(Readiness::Read);
    forget();
    if (descriptor >= 0) DescriptorWatcher::start(descriptor, Readiness::Read);
  }
  void leave() noexcept { DescriptorWatcher::stop(); }

  void set_connecting(bool connecting) noexcept {
    connecting_ = connecting;
    if (!connecting) Timer::cancel();
  }
  [[nodiscard]] BlockingPool& threads() const noexcept { return threads_; }

 private:
  void on_ready(Readiness readiness) override {
    if (step_ == nullptr) {
      set_interest(Readiness::None);  // What came is read by the next step, which follows again.
      return owner_.stirred();
    }
    const bool readable = any(readiness & (Readiness::Read | Readiness::PeerDone | Readiness::Broken));
    const bool writable = any(readiness & (Readiness::Write | Readiness::Broken));
    go_on((readable ? MYSQL_WAIT_READ : 0) | (writable ? MYSQL_WAIT_WRITE : 0));
  }
  void expire() override {
    if (step_ != nullptr) go_on(MYSQL_WAIT_TIMEOUT);
  }
  void go_on(int events) {
    Timer::cancel();
    std::exchange(step_, nullptr)->go_on(events);
  }

  MYSQL& handle_;
  BlockingPool& threads_;
  MysqlWireOwner& owner_;
  MysqlStep* step_ = nullptr;
  bool connecting_ = false;
};

bool MysqlStep::await_ready() {
  wanted_ = start();
  port_.follow();
  return wanted_ == 0;
}

template <class Promise>
bool MysqlStep::await_suspend(std::coroutine_handle<Promise> caller) {
  if (!suspend(caller)) return false;
  port_.wait(wanted_, *this);
  return true;
}

void MysqlStep::go_on(int events) {
  wanted_ = resume_with(events);
  port_.follow();
  if (wanted_ == 0) return complete();
  port_.wait(wanted_, *this);
}

void MysqlStep::give_up() noexcept {
  if (wanted_ == 0) return;
  while (wanted_ != 0) wanted_ = resume_with(MYSQL_WAIT_TIMEOUT);
  port_.follow();
}

void MysqlStep::withdraw() noexcept { port_.leave(*this); }

namespace {

// One call of the library by its two halves: `Start(&result, arguments…)` and `Cont(&result, object, events)`.
template <auto Start, auto Cont, class R, class Object, class... A>
class Call final : public MysqlStep {
 public:
  Call(MysqlPort& port, Object* object, A... arguments) : MysqlStep(port), object_(object), arguments_(arguments...) {}
  ~Call() override { give_up(); }
  [[nodiscard]] R await_resume() const noexcept { return result_; }

 private:
  int start() override {
    return std::apply([this](auto... arguments) { return Start(&result_, object_, arguments...); }, arguments_);
  }
  int resume_with(int events) override { return Cont(&result_, object_, events); }

  R result_{};
  Object* object_;
  std::tuple<A...> arguments_;
};

template <auto Start, auto Cont, class R, class Object, class... A>
Task<R> call(MysqlPort& port, Object* object, A... arguments) {
  Call<Start, Cont, R, Object, A...> step(port, object, arguments...);
  co_return co_await step;
}

unsigned long size_of(std::string_view text) noexcept { return static_cast<unsigned long>(text.size()); }

}  // namespace

MysqlWire::MysqlWire(Loop& loop, BlockingPool& threads, const MysqlOptions& options, MysqlWireOwner& owner)
    : options_(options), handle_(make_handle(options, MysqlWaiting::OnTheLoop)) {
  SAKI_CHECK(handle_ != nullptr, "no memory for a connection to the database");
  port_ = std::make_unique<MysqlPort>(loop, *handle_, threads, owner);
}

MysqlWire::~MysqlWire() {
  port_->leave();
  abort();  // So that saying good-bye cannot wait.
}

Task<bool> MysqlWire::connect() {
  MYSQL* handle = handle_.get();
  if (needs_look_up(options_)) {  // The library would block on it.
    const MysqlOptions* options = &options_;
    const Result<bool> connected = co_await port_->threads().run(connect_here, handle, std::cref(*options));
    port_->follow();
    co_return connected.value_or(false);
  }
  port_->set_connecting(true);
  MYSQL* connected = co_await call<mysql_real_connect_start, mysql_real_connect_cont, MYSQL*>(
      *port_, handle, host_of(options_), options_.user.c_str(), options_.password.reveal().c_str(), options_.database.c_str(),
      static_cast<unsigned>(options_.port), socket_of(options_), 0UL);
  port_->set_connecting(false);
  co_return connected != nullptr;
}

Task<int> MysqlWire::query(std::string_view sql) {
  return call<mysql_real_query_start, mysql_real_query_cont, int>(*port_, handle(), sql.data(), size_of(sql));
}

Task<int> MysqlWire::skip_results() {
  int code = 0;
  while (code == 0) {
    if (MYSQL_RES* result = mysql_use_result(handle())) {
      MYSQL_ROW row = nullptr;
      do {
        row = co_await call<mysql_fetch_row_start, mysql_fetch_row_cont, MYSQL_ROW>(*port_, result);
      } while (row != nullptr);
      mysql_free_result(result);
      if (mysql_errno(handle()) != 0) co_return 1;
    }
    code = co_await call<mysql_next_result_start, mysql_next_result_cont, int>(*port_, handle());
  }
  co_return code < 0 ? 0 : code;
}

Task<int> MysqlWire::ping() { return call<mysql_ping_start, mysql_ping_cont, int>(*port_, handle()); }

Task<int> MysqlWire::multiple_statements(bool allowed) {
  return call<mysql_set_server_option_start, mysql_set_server_option_cont, int>(
      *port_, handle(), allowed ? MYSQL_OPTION_MULTI_STATEMENTS_ON : MYSQL_OPTION_MULTI_STATEMENTS_OFF);
}

Task<int> MysqlWire::prepare(MYSQL_STMT& statement, std::string_view sql) {
  return call<mysql_stmt_prepare_start, mysql_stmt_prepare_cont, int>(*port_, &statement, sql.data(), size_of(sql));
}

Task<int> MysqlWire::execute(MYSQL_STMT& statement) {
  return call<mysql_stmt_execute_start, mysql_stmt_execute_cont, int>(*port_, &statement);
}

Task<int> MysqlWire::fetch(MYSQL_STMT& statement) { return call<mysql_stmt_fetch_start, mysql_stmt_fetch_cont, int>(*port_, &statement); }

Task<int> MysqlWire::free_result(MYSQL_STMT& statement) {
  const auto failed = co_await call<mysql_stmt_free_result_start, mysql_stmt_free_result_cont, MysqlFlag>(*port_, &statement);
  co_return failed ? 1 : 0;
}

Task<int> MysqlWire::next_result(MYSQL_STMT& statement) {
  return call<mysql_stmt_next_result_start, mysql_stmt_next_result_cont, int>(*port_, &statement);
}

void MysqlWire::abort() noexcept { break_off(static_cast<int>(mysql_get_socket(handle()))); }

}  // namespace saki
