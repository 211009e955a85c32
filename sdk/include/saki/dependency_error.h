// SPDX-License-Identifier: Apache-2.0
//
// DependencyError: something that the service needs (a database, a cache) did not do what it was asked.
//
// What packages throw derives from it. Left alone by a handler it is answered 503, with the dependency's name in the problem document and
// nothing of the text, which is for the log.
#pragma once

#include <stdexcept>
#include <string>

namespace saki {

class DependencyError : public std::runtime_error {  // Affinity: any. Copying shares the text.
 public:
  // `dependency` is what the configuration calls it, "redis"; `text` says what happened, and the way out; `reason` is that in a word,
  // "timeout": failures for another reason are told to the log for themselves. Both words are literals, never freed.
  DependencyError(const char* dependency, const std::string& text, const char* reason = "")
      : std::runtime_error(text), dependency_(dependency), reason_(reason) {}

  [[nodiscard]] const char* dependency() const noexcept { return dependency_; }
  [[nodiscard]] const char* reason() const noexcept { return reason_; }

 private:
  const char* dependency_;
  const char* reason_;
};

}  // namespace saki
