// SPDX-License-Identifier: Apache-2.0
//
// Resolver::Impl: questions on their way, and answers that are kept.
#pragma once

#include <memory>
#include <unordered_map>

#include "saki/base/intrusive_list.h"
#include "saki/net/resolver.h"
#include "saki/task/task_scope.h"

namespace saki {

class Resolver::Impl {  // Affinity: loop.
 public:
  Impl(Loop& loop, BlockingPool& pool, const ResolverOptions& options);
  ~Impl();

  [[nodiscard]] Task<Result<HostAddresses>> find(std::string name);  // In lower case.
  void forget() noexcept { kept_.clear(); }
  [[nodiscard]] std::size_t kept() const noexcept { return kept_.size(); }
  [[nodiscard]] std::size_t asking() const noexcept { return questions_.size(); }

 private:
  using Answer = std::shared_ptr<const Result<HostAddresses>>;  // Null: there was no memory for one.

  class Asking;
  struct Kept : ListLink<> {
    Kept(std::string of, Answer given, MonotonicTime used_until) : name(std::move(of)), answer(std::move(given)), until(used_until) {}
    std::string name;
    Answer answer;
    MonotonicTime until;
  };
  using Questions = std::unordered_map<std::string, IntrusiveList<Asking>>;  // Who waits for the answer to each.

  static Task<> ask(Impl& self, std::string name);
  [[nodiscard]] Questions::iterator begin_question(const std::string& name);
  [[nodiscard]] Answer bounded(Result<HostAddresses> answer) const;
  void tell(const std::string& name, const Answer& answer) noexcept;
  void keep(const std::string& name, const Answer& answer);

  Loop& loop_;
  BlockingPool& pool_;
  ResolverOptions options_;
  IntrusiveList<Kept> ages_;  // The oldest first.
  std::unordered_map<std::string, Kept> kept_;
  Questions questions_;
  TaskScope scope_;
};

}  // namespace saki
