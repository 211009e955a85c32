// SPDX-License-Identifier: Apache-2.0
//
// MysqlWire on the loop: the library runs each call on a stack of its own and comes back whenever it would wait, saying for what.
//
// The descriptor is watched for reading all the time: between calls that tells when the server leaves, and during one nothing has to be
// told to the kernel. Only connecting minds the library's timeouts; all other limits are those of calls.
#include <type_traits>
#include <utility>

#include "handle.h"
#include "saki/loop/descriptor_watcher.h"
#include "saki/loop/timer.h"
#include "wire.h"

namespace saki {

// The second half of a call, on the object of the first: what the library waits for next; 0: it is done, with that code.
using MysqlContinue = int (*)(void* object, int events, int& code);

class MysqlPort final : public MysqlPending, private DescriptorWatcher, private Timer {  // Affinity: loop.
 public:
  MysqlPort(Loop& loop, MYSQL& handle, BlockingPool& threads, MysqlWireOwner& owner)
      : DescriptorWatcher(loop, "mysql"), Timer(loop, "mysql connect"), handle_(handle), threads_(threads), owner_(owner) {}
  ~MysqlPort() override { leave(); }

  // The first half of a call left it under way: the library waits for `wanted`.
  void begun(int wanted, MysqlContinue continuation, void* object) {
    continue_ = continuation;
    object_ = object;
    wait_for(wanted);
  }

  // What the library holds on its own stack is freed then.
  void give_up() noexcept override {
    if (!under_way()) return;
    while (under_way()) wanted_ = continue_(object_, MYSQL_WAIT_TIMEOUT, code_);
    follow();
  }

  // Watches what the library has open now, for reading alone: a call that waits to write says so, and no room that is found after its end
  // is taken for the server's leaving. The library closes by itself when a connection fails; until then it keeps its descriptor.
  void follow() {
    if (!connecting_ && watching() && handle_.net.pvio != nullptr) return watch(Readiness::Read);
    const int descriptor = static_cast<int>(mysql_get_socket(&handle_));
    if (watching() && descriptor == DescriptorWatcher::descriptor()) return watch(Readiness::Read);
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
  void watch(Readiness readiness) {
    if (interest() != readiness) set_interest(readiness);
  }
  void wait_for(int wanted) {
    wanted_ = wanted;
    follow();
    if ((wanted & MYSQL_WAIT_WRITE) != 0) watch(Readiness::Read | Readiness::Write);
    if (connecting_ && (wanted & MYSQL_WAIT_TIMEOUT) != 0) start_after(std::chrono::milliseconds(mysql_get_timeout_value_ms(&handle_)));
  }
  void on_ready(Readiness readiness) override {
    if (!under_way()) {
      set_interest(Readiness::None);  // What came is read by the next call, which follows again.
      return owner_.stirred();
    }
    const bool readable = any(readiness & (Readiness::Read | Readiness::PeerDone | Readiness::Broken));
    const bool writable = any(readiness & (Readiness::Write | Readiness::Broken));
    go_on((readable ? MYSQL_WAIT_READ : 0) | (writable ? MYSQL_WAIT_WRITE : 0));
  }
  void expire() override {
    if (under_way()) go_on(MYSQL_WAIT_TIMEOUT);
  }
  void go_on(int events) {
    Timer::cancel();
    wait_for(continue_(object_, events, code_));
    if (!under_way()) tell_waiter();
  }

  MYSQL& handle_;
  BlockingPool& threads_;
  MysqlWireOwner& owner_;
  MysqlContinue continue_ = nullptr;
  void* object_ = nullptr;  // Of the call.
  bool connecting_ = false;
};

namespace {

// What the library gives, as a code: a pointer is 1, a null pointer 0.
template <class R>
int code_of(R result) noexcept {
  if constexpr (std::is_pointer_v<R>) {
    return result != nullptr ? 1 : 0;
  } else {
    return static_cast<int>(result);
  }
}

template <class R, class... A>
R result_of(int (*start)(R*, A...));

// One call of the library by its two halves: `Start(&result, object, arguments…)` and `Cont(&result, object, events)`.
template <auto Start, auto Cont, class Object, class... A>
MysqlAnswer call(MysqlPort& port, Object* object, A... arguments) {
  using R = decltype(result_of(Start));
  const auto continuation = [](void* of, int events, int& code) {
    R result{};
    const int wanted = Cont(&result, static_cast<Object*>(of), events);
    if (wanted == 0) code = code_of(result);
    return wanted;
  };
  R result{};
  const int wanted = Start(&result, object, arguments...);
  port.begun(wanted, continuation, object);
  return wanted == 0 ? MysqlAnswer(code_of(result)) : MysqlAnswer(port);
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
  const int connected = co_await call<mysql_real_connect_start, mysql_real_connect_cont>(
      *port_, handle, host_of(options_), options_.user.c_str(), options_.password.reveal().c_str(), options_.database.c_str(),
      static_cast<unsigned>(options_.port), socket_of(options_), kClientFlags);
  port_->set_connecting(false);
  co_return connected != 0;
}

MysqlAnswer MysqlWire::query(std::string_view sql) {
  return call<mysql_real_query_start, mysql_real_query_cont>(*port_, handle(), sql.data(), size_of(sql));
}

Task<int> MysqlWire::skip_results() {
  int code = 0;
  while (code == 0) {
    if (MYSQL_RES* result = mysql_use_result(handle())) {
      int another = 0;
      do {
        another = co_await call<mysql_fetch_row_start, mysql_fetch_row_cont>(*port_, result);
      } while (another != 0);
      mysql_free_result(result);
      if (mysql_errno(handle()) != 0) co_return 1;
    }
    code = co_await call<mysql_next_result_start, mysql_next_result_cont>(*port_, handle());
  }
  co_return code < 0 ? 0 : code;
}

MysqlAnswer MysqlWire::ping() { return call<mysql_ping_start, mysql_ping_cont>(*port_, handle()); }

MysqlAnswer MysqlWire::multiple_statements(bool allowed) {
  return call<mysql_set_server_option_start, mysql_set_server_option_cont>(
      *port_, handle(), allowed ? MYSQL_OPTION_MULTI_STATEMENTS_ON : MYSQL_OPTION_MULTI_STATEMENTS_OFF);
}

MysqlAnswer MysqlWire::prepare(MYSQL_STMT& statement, std::string_view sql) {
  return call<mysql_stmt_prepare_start, mysql_stmt_prepare_cont>(*port_, &statement, sql.data(), size_of(sql));
}

MysqlAnswer MysqlWire::execute(MYSQL_STMT& statement) {
  return call<mysql_stmt_execute_start, mysql_stmt_execute_cont>(*port_, &statement);
}

MysqlAnswer MysqlWire::fetch(MYSQL_STMT& statement) { return call<mysql_stmt_fetch_start, mysql_stmt_fetch_cont>(*port_, &statement); }

MysqlAnswer MysqlWire::free_result(MYSQL_STMT& statement) {
  return call<mysql_stmt_free_result_start, mysql_stmt_free_result_cont>(*port_, &statement);
}

MysqlAnswer MysqlWire::next_result(MYSQL_STMT& statement) {
  return call<mysql_stmt_next_result_start, mysql_stmt_next_result_cont>(*port_, &statement);
}

void MysqlWire::abort() noexcept { break_off(static_cast<int>(mysql_get_socket(handle()))); }

}  // namespace saki
