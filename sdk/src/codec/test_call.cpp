// SPDX-License-Identifier: Apache-2.0
#include "saki/test_call.h"

#include <algorithm>

#include "saki/test_answer.h"
#include "text/ascii.h"

namespace saki {

namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

bool is_plain(char c) noexcept { return text::is_ascii_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

void append_percent(std::string& into, char c) {
  const auto byte = static_cast<unsigned char>(c);
  into.append({'%', kHex[byte >> 4], kHex[byte & 15U]});
}

std::string encoded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (is_plain(c)) {
      result.push_back(c);
    } else {
      append_percent(result, c);
    }
  }
  return result;
}

}  // namespace

void TestCall::append_encoded(std::string_view text, Slashes slashes) {
  for (const char c : text) {
    if (is_plain(c) || (c == '/' && slashes == Slashes::Kept)) {
      path_.push_back(c);
    } else {
      append_percent(path_, c);
    }
  }
}

void TestCall::body(std::string_view media_type, std::string content) {
  media_type_ = media_type;
  content_ = std::move(content);
}

std::string TestCall::target() const {
  std::string target = path_;
  char mark = '?';
  for (const auto& [name, value] : query_.list()) {
    target.append(1, std::exchange(mark, '&')).append(encoded(name)).append("=").append(encoded(value));
  }
  return target;
}

TestParameters::List TestCall::header_fields() const {
  TestParameters::List fields = headers_.list();
  for (auto& [name, value] : fields) std::replace(name.begin(), name.end(), '_', '-');
  std::string cookies;
  for (const auto& [name, value] : cookies_.list()) {
    if (!cookies.empty()) cookies.append("; ");
    cookies.append(name).append("=").append(value);
  }
  if (!cookies.empty()) fields.emplace_back("Cookie", cookies);
  if (!media_type_.empty()) fields.emplace_back("Content-Type", media_type_);
  return fields;
}

TestResponse send(TestClient& client, const TestCall& call) {
  return client.request(call.method(), call.target(), call.header_fields(), call.content());
}

void refuse_test_answer(const TestResponse& response, const Violations& violations) {
  std::string text = "answered " + std::to_string(response.status()) + ": " + response.body();
  for (const Violation& each : violations.list()) text.append("\n  ").append(each.pointer).append(" ").append(each.detail);
  throw std::runtime_error(text);
}

}  // namespace saki
