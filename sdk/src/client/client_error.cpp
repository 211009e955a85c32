// SPDX-License-Identifier: Apache-2.0
#include "saki/client_error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace saki {
namespace {

constexpr std::array kNames{"invalid", "exhausted", "unreachable", "timeout", "broken", "malformed", "redirect", "content", "status"};
static_assert(kNames.size() == static_cast<std::size_t>(ClientErrorKind::Status) + 1);

// Keys and tokens stand in queries often enough, and in fragments.
std::string without_query(std::string request) {
  request.resize(std::min(request.find_first_of("?#"), request.size()));
  return request;
}

}  // namespace

const char* to_string(ClientErrorKind kind) noexcept { return kNames[static_cast<std::size_t>(kind)]; }

struct ClientError::Texts {
  std::string request;
  std::string text;
  std::string line;
};

ClientError::ClientError(ClientErrorKind kind, std::string request, std::string text) : kind_(kind) {
  std::string path = without_query(std::move(request));
  std::string line = path + ": " + text;
  texts_ = std::make_shared<const Texts>(Texts{std::move(path), std::move(text), std::move(line)});
}

const char* ClientError::what() const noexcept { return texts_->line.c_str(); }
const std::string& ClientError::request() const noexcept { return texts_->request; }
const std::string& ClientError::text() const noexcept { return texts_->text; }

}  // namespace saki
