// SPDX-License-Identifier: Apache-2.0
#include "saki/client_error.h"

#include <array>
#include <utility>

namespace saki {
namespace {

constexpr std::array kNames{"invalid", "exhausted", "unreachable", "timeout", "broken", "malformed", "redirect", "content", "status"};
static_assert(kNames.size() == static_cast<std::size_t>(ClientErrorKind::Status) + 1);

}  // namespace

const char* to_string(ClientErrorKind kind) noexcept { return kNames[static_cast<std::size_t>(kind)]; }

struct ClientError::Texts {
  std::string request;
  std::string text;
  std::string line;
};

ClientError::ClientError(ClientErrorKind kind, std::string request, std::string text) : kind_(kind) {
  std::string line = request + ": " + text;
  texts_ = std::make_shared<const Texts>(Texts{std::move(request), std::move(text), std::move(line)});
}

const char* ClientError::what() const noexcept { return texts_->line.c_str(); }
const std::string& ClientError::request() const noexcept { return texts_->request; }
const std::string& ClientError::text() const noexcept { return texts_->text; }

}  // namespace saki
