// SPDX-License-Identifier: Apache-2.0
#include "stack/client/reference_answer.h"

#include <algorithm>
#include <memory>
#include <ostream>

#include "stack/http/reference_head.h"
#include "stack/http/reference_reader.h"

namespace saki::client::reference {
namespace {

using http::Limits;
using http::ParseOutcome;
using http::reference::Incomplete;

constexpr std::string_view kAnyRequestLine = "GET / HTTP/1.1\r\n";
constexpr const char* kMalformedLine = "the status line is not VERSION SP STATUS SP REASON";
constexpr const char* kOtherVersion = "the answer is not in HTTP/1";
constexpr const char* kTooLarge = "the head is too large";

struct Refused {
  const char* why;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One byte after another.
class Line {
 public:
  Line(std::string_view text, std::uint64_t limit) : text_(text), limit_(limit) {}
  [[nodiscard]] char peek() const {
    if (at_ == text_.size()) throw Incomplete();
    if (at_ >= limit_) throw Refused{kTooLarge};
    return text_[at_];
  }
  char take() {
    const char c = peek();
    ++at_;
    return c;
  }
  void expect(char c) {
    if (take() != c) throw Refused{kMalformedLine};
  }
  int digit() {
    const char c = take();
    if (!is_digit(c)) throw Refused{kMalformedLine};
    return c - '0';
  }
  [[nodiscard]] std::size_t at() const { return at_; }

 private:
  std::string_view text_;
  std::uint64_t limit_;
  std::size_t at_ = 0;
};

// Returns where the fields begin.
std::size_t read_status_line(std::string_view input, const Limits& limits, Answer& answer) {
  Line line(input, limits.head_bytes);
  for (const char c : std::string_view("HTTP/")) line.expect(c);
  if (line.digit() != 1) throw Refused{kOtherVersion};
  line.expect('.');
  answer.is_http10 = line.digit() == 0;
  line.expect(' ');
  answer.status = line.digit();
  if (answer.status == 0) throw Refused{kMalformedLine};
  answer.status = answer.status * 10 + line.digit();
  answer.status = answer.status * 10 + line.digit();
  if (line.peek() != '\r') {
    line.expect(' ');
    while (line.peek() != '\r') {
      if (!http::reference::is_value_char(line.peek())) throw Refused{kMalformedLine};
      answer.reason += line.take();
    }
  }
  line.expect('\r');
  line.expect('\n');
  return line.at();
}

// The fields are those of a request.
void read_fields(std::string_view rest, std::size_t line_bytes, Limits limits, Answer& answer) {
  limits.head_bytes += kAnyRequestLine.size();
  limits.head_bytes -= line_bytes;
  limits.request_line_bytes = limits.head_bytes;
  const http::reference::Head head = http::reference::parse_head(std::string(kAnyRequestLine).append(rest), limits);
  if (head.outcome == ParseOutcome::Incomplete) throw Incomplete();
  if (head.outcome == ParseOutcome::Refused) throw Refused{refusal_text(head.refusal).data()};
  answer.fields = head.fields;
  answer.consumed_bytes = line_bytes + head.consumed_bytes - kAnyRequestLine.size();
}

Answer ended(ParseOutcome outcome, std::string why = "") {
  Answer answer;
  answer.outcome = outcome;
  answer.refused = std::move(why);
  return answer;
}

Answer answer_of(const AnswerHead& head, std::size_t consumed_bytes) {
  Answer answer;
  answer.outcome = ParseOutcome::Complete;
  answer.consumed_bytes = consumed_bytes;
  answer.status = status_code(head.status);
  answer.reason = head.reason;
  answer.is_http10 = head.lines.version == http::HttpVersion::Http10;
  for (const http::Field& field : head.lines.fields.all()) answer.fields.emplace_back(field.name, field.value);
  return answer;
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return text;
}

std::vector<std::string> values_of(const Answer& answer, const std::string& name) {
  std::vector<std::string> values;
  for (const auto& [of, value] : answer.fields) {
    if (lower(of) == name) values.push_back(value);
  }
  return values;
}

bool lists(const Answer& answer, const std::string& name, const std::string& wanted) {
  for (std::string value : values_of(answer, name)) {
    value += ',';
    for (std::size_t comma = value.find(','); comma != std::string::npos; comma = value.find(',')) {
      if (lower(http::reference::trimmed(value.substr(0, comma))) == wanted) return true;
      value.erase(0, comma + 1);
    }
  }
  return false;
}

void read_length(const std::string& digits, Content& content) {
  const bool sound = !digits.empty() && std::ranges::all_of(digits, is_digit);
  const std::string significant = sound ? digits.substr(std::min(digits.find_first_not_of('0'), digits.size())) : digits;
  if (!sound || significant.size() > 19 || (significant.size() == 19 && significant > "9223372036854775807")) {
    content.refused = "Content-Length is not one number in range";
    return;
  }
  content.length = significant.empty() ? 0 : std::stoull(significant);
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Answer& answer) {
  out << (answer.outcome == ParseOutcome::Incomplete ? "incomplete" : answer.refused) << ", " << answer.consumed_bytes << " bytes: ";
  out << answer.status << ' ' << answer.reason << (answer.is_http10 ? " (1.0)" : "");
  for (const auto& [name, value] : answer.fields) out << " | " << name << ": " << value;
  return out;
}

std::ostream& operator<<(std::ostream& out, const Content& content) {
  return out << content.refused << (content.chunked ? " chunked " : " ") << content.length << (content.until_close ? " until close" : "")
             << (content.persistent ? ", persistent" : "");
}

Answer parse_answer(std::string_view input, const Limits& limits) {
  Answer answer;
  try {
    const std::size_t line_bytes = read_status_line(input, limits, answer);
    read_fields(input.substr(line_bytes), line_bytes, limits, answer);
  } catch (const Incomplete&) {
    return ended(ParseOutcome::Incomplete);
  } catch (const Refused& refused) {
    return ended(ParseOutcome::Refused, refused.why);
  }
  answer.outcome = ParseOutcome::Complete;
  return answer;
}

Answer parse_answer_in_pieces(std::string_view input, const Limits& limits, const std::vector<std::size_t>& cuts) {
  // Memory of exactly the input's size, so that a sanitizer sees a read past its end.
  const auto memory = std::make_unique<char[]>(input.size());
  std::ranges::copy(input, memory.get());
  std::vector<http::Field> storage(static_cast<std::size_t>(limits.field_count));
  AnswerHead head;
  head.lines.fields = http::FieldTable(storage);
  AnswerParser parser(limits, head);

  ParseOutcome outcome = ParseOutcome::Incomplete;
  const auto feed = [&](std::size_t bytes) {
    if (outcome == ParseOutcome::Incomplete) outcome = parser.parse({memory.get(), bytes});
  };
  for (const std::size_t cut : cuts) feed(std::min(cut, input.size()));
  feed(input.size());
  if (outcome == ParseOutcome::Complete) return answer_of(head, parser.parsed_bytes());
  return ended(outcome, outcome == ParseOutcome::Refused ? parser.error().text() : "");
}

// RFC 9112 section 6.3, in its order, after what is ambiguous has been refused.
Content content_of(const Answer& answer, std::string_view method) {
  Content content;
  const auto lengths = values_of(answer, "content-length");
  const auto codings = values_of(answer, "transfer-encoding");
  if (!codings.empty() && !lengths.empty()) return {.refused = "there are both Content-Length and Transfer-Encoding"};
  if (!codings.empty() && answer.is_http10) return {.refused = "HTTP/1.0 has no Transfer-Encoding"};
  if (codings.size() > 1) return {.refused = "there is more than one Transfer-Encoding"};
  if (lengths.size() > 1) return {.refused = "there is more than one Content-Length"};
  if (!lengths.empty()) read_length(lengths.front(), content);
  if (!codings.empty() && lower(codings.front()) != "chunked") content.refused = "coding";
  if (!content.refused.empty()) return content;
  content.chunked = !codings.empty();
  content.persistent = !lists(answer, "connection", "close") && (!answer.is_http10 || lists(answer, "connection", "keep-alive"));

  const bool told_some = content.chunked || content.length > 0;
  const auto none = [&](bool persistent) { return Content{.persistent = persistent && content.persistent}; };
  if (method == "HEAD" || answer.status == 304) return none(true);
  if (answer.status < 200 || answer.status == 204) return none(!told_some);
  if (method == "CONNECT" && answer.status < 300) return none(true);
  if (codings.empty() && lengths.empty()) return {.until_close = true};
  return content;
}

Content framed_content(std::string_view input, const Limits& limits, std::string_view method) {
  std::vector<http::Field> storage(static_cast<std::size_t>(limits.field_count));
  AnswerHead head;
  head.lines.fields = http::FieldTable(storage);
  AnswerParser parser(limits, head);
  if (parser.parse(input) != ParseOutcome::Complete) return {.refused = "incomplete"};
  const Result<AnswerFraming> framing = frame_answer(head, method);
  if (!framing) {
    const bool by_coding =
        framing.error() == http::Refusal::UnknownTransferCoding || framing.error() == http::Refusal::MalformedTransferEncoding;
    return {.refused = by_coding ? "coding" : framing.error().text()};
  }
  Content content;
  content.chunked = framing->content.kind == http::BodyKind::Chunked;
  content.until_close = framing->until_close;
  content.length = framing->until_close ? 0 : framing->content.length;
  content.persistent = framing->persistent;
  return content;
}

bool upgrades(const Answer& answer) {
  const auto protocols = values_of(answer, "upgrade");
  return lists(answer, "connection", "upgrade") && protocols.size() == 1 && lower(protocols.front()) == "websocket";
}

bool found_to_upgrade(std::string_view input, const Limits& limits) {
  std::vector<http::Field> storage(static_cast<std::size_t>(limits.field_count));
  AnswerHead head;
  head.lines.fields = http::FieldTable(storage);
  AnswerParser parser(limits, head);
  return parser.parse(input) == ParseOutcome::Complete && frame_answer(head, "GET") && upgrades_to(head, "websocket");
}

}  // namespace saki::client::reference
