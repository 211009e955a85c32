// SPDX-License-Identifier: Apache-2.0
#include "saki/net/resolver.h"

#include <utility>

#include "base/ascii.h"
#include "base/dns_name.h"
#include "net/ask_system.h"
#include "net/resolver_impl.h"
#include "net/socket_address.h"

namespace saki {
namespace {

const char* fault_text(std::uint16_t code) noexcept {
  switch (static_cast<ResolverFault>(code)) {
    case ResolverFault::NotFound: return "the name has no address";
    case ResolverFault::TryAgain: return "the name servers did not answer";
    case ResolverFault::Failed: return "the name could not be resolved";
  }
  return "unknown error";
}

constexpr ErrorRoom kResolverRoom{"resolver", fault_text};

// RFC 6761 section 6.3: such names lead here, whatever a name server says.
bool is_local_name(std::string_view name) noexcept {
  if (name.ends_with('.')) name.remove_suffix(1);
  return name == "localhost" || name.ends_with(".localhost");
}

HostAddresses loopback() { return {*Address::from_host("127.0.0.1", 0), *Address::from_host("::1", 0)}; }

}  // namespace

const ErrorRoom& error_room(ResolverFault) noexcept { return kResolverRoom; }

// What waits for the answer to a question.
class Resolver::Impl::Asking final : public Wait, public ListLink<> {
 public:
  explicit Asking(IntrusiveList<Asking>& askers) noexcept : askers_(askers) {}
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    if (!suspend(caller)) return false;
    askers_.push_back(*this);
    return true;
  }
  [[nodiscard]] Result<HostAddresses> await_resume() {
    if (was_cancelled()) return fail(Error::Cancelled);
    if (answer_ == nullptr) return fail(Error::Exhausted);
    return *answer_;
  }
  void answer(const Answer& answer, Loop& loop) noexcept {
    answer_ = answer;
    complete_soon(loop);
  }

 private:
  void withdraw() noexcept override { unlink(); }
  IntrusiveList<Asking>& askers_;
  Answer answer_;
};

Resolver::Impl::Impl(Loop& loop, BlockingPool& pool, const ResolverOptions& options)
    : loop_(loop), pool_(pool), options_(options), scope_(loop, "resolver") {
  if (options_.ask == nullptr) options_.ask = &ask_system_for;
}

Resolver::Impl::~Impl() { scope_.drop(); }

Task<Result<HostAddresses>> Resolver::Impl::find(std::string name) {
  if (const auto kept = kept_.find(name); kept != kept_.end()) {
    if (loop_.now() < kept->second.until) co_return *kept->second.answer;
    kept_.erase(kept);
  }
  auto question = questions_.find(name);
  if (question == questions_.end()) {
    if (questions_.size() >= options_.question_count) co_return fail(Error::Exhausted);
    question = begin_question(name);
    if (question == questions_.end()) co_return fail(Error::Exhausted);
  }
  Asking asking(question->second);
  co_return co_await asking;
}

// The end where it was answered already: the pool took nothing.
Resolver::Impl::Questions::iterator Resolver::Impl::begin_question(const std::string& name) {
  const auto question = questions_.try_emplace(name).first;
  try {
    Task<> asking = ask(*this, name);  // Memory may be missing for it here, and no longer once it runs.
    scope_.spawn([](Task<> task) { return task; }, std::move(asking));
  } catch (...) {
    questions_.erase(question);  // Nobody would answer it.
    throw;
  }
  return questions_.find(name);
}

// Those who wait are told in any case.
Task<> Resolver::Impl::ask(Impl& self, std::string name) {
  Answer answer;
  try {
    Result<Result<HostAddresses>> work = co_await self.pool_.run(self.options_.ask, name);
    const bool is_answered = work.has_value();
    answer = self.bounded(is_answered ? std::move(*work) : fail(work.error()));
    if (is_answered) self.keep(name, answer);
  } catch (const std::exception&) {  // No memory.
  }
  self.tell(name, answer);
}

Resolver::Impl::Answer Resolver::Impl::bounded(Result<HostAddresses> answer) const {
  if (answer && answer->size() > options_.address_count) answer->resize(options_.address_count);
  return std::make_shared<const Result<HostAddresses>>(std::move(answer));
}

void Resolver::Impl::tell(const std::string& name, const Answer& answer) noexcept {
  const auto question = questions_.find(name);
  IntrusiveList<Asking>& askers = question->second;
  while (!askers.empty()) askers.pop_front().answer(answer, loop_);
  questions_.erase(question);
}

void Resolver::Impl::keep(const std::string& name, const Answer& answer) {
  const Duration time = answer->has_value() ? options_.kept_time : options_.missing_time;
  if (time <= Duration::zero() || options_.kept_count == 0) return;
  if (kept_.size() >= options_.kept_count) kept_.erase(std::string(ages_.front().name));
  Kept& kept = kept_.try_emplace(name, name, answer, loop_.now() + time).first->second;
  ages_.push_back(kept);
}

Resolver::Resolver(Loop& loop, BlockingPool& pool, const ResolverOptions& options) : impl_(std::make_unique<Impl>(loop, pool, options)) {}
Resolver::~Resolver() = default;

Task<Result<HostAddresses>> Resolver::resolve(std::string host, std::uint16_t port) {
  Result<HostAddresses> answer = fail(Error::Invalid);
  if (const Result<Address> address = Address::from_host(host, port)) {
    answer = HostAddresses{*address};
  } else if (is_dns_name(host)) {
    std::string name = in_lower_case(host);
    if (is_local_name(name)) {
      answer = loopback();
    } else {
      answer = co_await impl_->find(std::move(name));
    }
  }
  if (!answer) co_return answer;
  for (Address& address : *answer) address = with_port(address, port);
  co_return answer;
}

void Resolver::forget() noexcept { impl_->forget(); }
std::size_t Resolver::kept() const noexcept { return impl_->kept(); }
std::size_t Resolver::asking() const noexcept { return impl_->asking(); }

}  // namespace saki
