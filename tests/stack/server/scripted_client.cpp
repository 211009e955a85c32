// SPDX-License-Identifier: Apache-2.0
#include "stack/server/scripted_client.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

namespace saki {
namespace {

std::string hexadecimal(std::size_t number) {
  std::array<char, 16> digits;
  const auto [end, error] = std::to_chars(digits.begin(), digits.end(), number, 16);
  return {digits.begin(), end};
}

std::string random_content(FaultPlan& plan, std::size_t size_bytes) {
  std::string content(size_bytes, ' ');
  for (char& byte : content) byte = static_cast<char>(plan.below(256));
  return content;
}

std::string chunked(FaultPlan& plan, std::string_view content) {
  std::string text;
  while (!content.empty()) {
    const std::string_view chunk = content.substr(0, plan.between(1, content.size()));
    text.append(hexadecimal(chunk.size())).append("\r\n").append(chunk).append("\r\n");
    content.remove_prefix(chunk.size());
  }
  return text + "0\r\n\r\n";
}

std::string head(std::string_view method, std::string_view path, std::string_view fields = "") {
  return std::string(method).append(" ").append(path).append(" HTTP/1.1\r\nHost: a\r\n").append(fields).append("\r\n");
}

// A slow and obvious reader of answers.
class AnswerReader {
 public:
  explicit AnswerReader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  // The next whole answer, or nothing where it breaks off.
  std::optional<ScriptedClient::Answer> next(bool to_head) {
    const std::size_t end = rest_.find("\r\n\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view fields = rest_.substr(0, end + 2);
    ScriptedClient::Answer answer{number(fields.substr(9), 10), ""};
    rest_.remove_prefix(end + 4);
    if (answer.status == 100) return next(to_head);
    if (to_head || answer.status == 204) return answer;
    const std::size_t length = fields.find("Content-Length: ");
    return length == std::string_view::npos ? chunks(std::move(answer))
                                            : counted(std::move(answer), number(fields.substr(length + 16), 10));
  }

 private:
  static int number(std::string_view text, int base) {
    int value = -1;
    std::from_chars(text.begin(), text.end(), value, base);
    return value;
  }

  std::optional<ScriptedClient::Answer> counted(ScriptedClient::Answer answer, int length) {
    const auto size_bytes = static_cast<std::size_t>(length);
    if (rest_.size() < size_bytes) return std::nullopt;
    answer.content.append(rest_.substr(0, size_bytes));
    rest_.remove_prefix(size_bytes);
    return answer;
  }

  std::optional<ScriptedClient::Answer> chunks(ScriptedClient::Answer answer) {
    for (;;) {
      const std::size_t line = rest_.find("\r\n");
      if (line == std::string_view::npos) return std::nullopt;
      const auto size_bytes = static_cast<std::size_t>(number(rest_, 16));
      rest_.remove_prefix(line + 2);
      if (rest_.size() < size_bytes + 2) return std::nullopt;
      answer.content.append(rest_.substr(0, size_bytes));
      rest_.remove_prefix(size_bytes + 2);
      if (size_bytes == 0) return answer;
    }
  }

  std::string_view rest_;
};

}  // namespace

ScriptedClient::ScriptedClient(FaultPlan& plan, FileDescriptor socket) : plan_(plan), socket_(std::move(socket)) {
  ::fcntl(socket_.get(), F_SETFL, O_NONBLOCK);
  for (std::size_t count = plan.between(0, 6); count > 0; --count) add_request();
  leave_ = plan.one_in(8) ? Leave::Abruptly : plan.one_in(2) ? Leave::HalfClosing : Leave::WhenClosed;
  if (leave_ == Leave::Abruptly) leave_at_ = plan.between(0, requests_.size());
  if (leave_ == Leave::WhenClosed && plan.one_in(3)) {
    add("GET /bad HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n", {400, ""});
  } else if (leave_ == Leave::WhenClosed) {
    add(head("GET", "/hello", "Connection: close\r\n"), {200, "Hello, World!"});
  }
}

void ScriptedClient::add(std::string bytes, Answer answer, bool to_head) {
  requests_ += bytes;
  expected_.push_back({std::move(answer), to_head});
}

void ScriptedClient::add_request() {
  const std::string content = random_content(plan_, plan_.between(0, 300));
  switch (plan_.below(9)) {
    case 0: return add(head("GET", "/hello"), {200, "Hello, World!"});
    case 1: return add(head("HEAD", "/hello"), {200, ""}, true);
    case 2: return add(head("POST", "/echo", "Content-Length: " + std::to_string(content.size()) + "\r\n") + content, {200, content});
    case 3: return add(head("POST", "/echo", "Transfer-Encoding: chunked\r\n") + chunked(plan_, content), {200, content});
    case 4: return add(head("GET", "/stream"), {200, "oneand another"});
    case 5: return add(head("GET", "/later"), {200, "later"});
    case 6: return add(head("GET", "/file"), {200, "234567"});
    case 7: return add(head("GET", "/nothing"), {204, ""});
    default: return add(head("POST", "/missing", "Content-Length: " + std::to_string(content.size()) + "\r\n") + content, {404, ""});
  }
}

bool ScriptedClient::step() {
  if (done_) return false;
  const bool sent = send_some();
  return receive_some() || sent;
}

bool ScriptedClient::send_some() {
  if (finished_sending_) return false;
  const std::size_t until = leave_ == Leave::Abruptly ? leave_at_ : requests_.size();
  if (sent_ < until) {
    const std::size_t piece = plan_.one_in(3) ? until - sent_ : plan_.between(1, std::min<std::size_t>(until - sent_, 40));
    const ssize_t count = ::write(socket_.get(), requests_.data() + sent_, piece);
    if (count < 0) {
      finished_sending_ = true;  // The server has left; what it said before is still to be read.
      return true;
    }
    sent_ += static_cast<std::size_t>(count);
    return true;
  }
  finished_sending_ = true;
  if (leave_ == Leave::HalfClosing) ::shutdown(socket_.get(), SHUT_WR);
  if (leave_ == Leave::Abruptly) {
    socket_.close();
    done_ = true;
  }
  return true;
}

bool ScriptedClient::receive_some() {
  if (done_ || plan_.one_in(4)) return false;
  std::array<char, 512> piece;
  const ssize_t count = ::read(socket_.get(), piece.data(), plan_.between(1, piece.size()));
  if (count > 0) received_.append(piece.data(), static_cast<std::size_t>(count));
  if (count == 0 || (count < 0 && errno != EAGAIN)) {
    socket_.close();
    done_ = true;
  }
  return count >= 0;
}

std::string ScriptedClient::complaint() const {
  constexpr std::string_view kRefusal = "HTTP/1.1 503 ";  // It was never let in; the rest may be lost.
  if (plan_.with_losses() && kRefusal.starts_with(std::string_view(received_).substr(0, kRefusal.size()))) return "";
  AnswerReader reader(received_);
  for (std::size_t index = 0; index < expected_.size(); ++index) {
    std::optional<Answer> answer = reader.next(expected_[index].to_head);
    if (!answer) {
      const bool may_break_off = plan_.with_losses() || leave_ == Leave::Abruptly;
      return may_break_off ? ""
                           : "answer " + std::to_string(index) + " of " + std::to_string(expected_.size()) + " is missing: " + received_;
    }
    if (answer->status == 400) answer->content.clear();  // A sentence for people.
    if (plan_.with_losses() && answer->status == 400 && reader.at_end()) return "";  // The service's word on content that was lost.
    if (*answer != expected_[index].answer) {
      return "answer " + std::to_string(index) + " is wrong: " + std::to_string(answer->status) + " " + answer->content +
             "; requests: " + requests_ + "\nreceived: " + received_;
    }
  }
  return reader.at_end() ? "" : "more came than was asked for: " + received_;
}

}  // namespace saki
