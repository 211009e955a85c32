// SPDX-License-Identifier: Apache-2.0
#include "stack/http/reference_head.h"

#include <algorithm>
#include <memory>
#include <ostream>

#include "stack/http/reference_reader.h"

namespace saki::http::reference {
namespace {

void read_version(Reader& reader, Head& head) {
  for (const char c : std::string_view("HTTP/")) reader.expect(c, Refusal::MalformedVersion);
  const auto digit = [&] {
    if (reader.peek() < '0' || reader.peek() > '9') throw Refusal::MalformedVersion;
    return reader.take();
  };
  const char major = digit();
  reader.expect('.', Refusal::MalformedVersion);
  const char minor = digit();
  if (major != '1') throw Refusal::UnsupportedVersion;
  head.is_http10 = minor == '0';
}

void read_request_line(Reader& reader, Head& head, const Limits& limits) {
  const std::uint64_t most = std::min(limits.request_line_bytes, limits.head_bytes);
  reader.set_limit(most, Refusal::MethodTooLong);
  if (reader.peek() == '\r') reader.line_end(Refusal::MalformedLineEnd);
  head.method = reader.run_of(is_tchar);
  if (head.method.empty()) throw Refusal::MalformedRequestLine;
  reader.expect(' ', Refusal::MalformedRequestLine);

  reader.set_limit(most, Refusal::TargetTooLong);
  head.target = reader.run_of(is_target_char);
  if (head.target.empty() || reader.peek() == '\t') throw Refusal::MalformedRequestLine;
  reader.expect(' ', Refusal::MalformedTarget);
  read_version(reader, head);
  reader.line_end(Refusal::MalformedLineEnd);
}

void read_field(Reader& reader, Head& head, const Limits& limits) {
  if (is_blank(reader.peek())) throw Refusal::FoldedField;
  if (reader.peek() == '\n') throw Refusal::MalformedLineEnd;
  const std::string name = reader.run_of(is_tchar);
  if (name.empty()) throw Refusal::MalformedFieldName;
  reader.expect(':', Refusal::MalformedFieldName);
  const std::string value = reader.run_of(is_value_char);
  if (reader.peek() != '\r' && reader.peek() != '\n') throw Refusal::MalformedFieldValue;
  reader.line_end(Refusal::MalformedLineEnd);
  if (head.fields.size() == limits.field_count) throw Refusal::TooManyFields;
  head.fields.emplace_back(name, trimmed(value));
}

Head head_of(const RequestHead& parsed) {
  Head head;
  head.outcome = ParseOutcome::Complete;
  head.method = parsed.method_token;
  head.target = parsed.target;
  head.is_http10 = parsed.version == HttpVersion::Http10;
  for (const Field& field : parsed.fields.all()) head.fields.emplace_back(field.name, field.value);
  return head;
}

Head without_views(ParseOutcome outcome, Refusal refusal) {
  Head head;
  head.outcome = outcome;
  head.refusal = refusal;
  return head;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Head& head) {
  out << (head.outcome == ParseOutcome::Incomplete ? "incomplete" : refusal_text(head.refusal)) << ", " << head.consumed_bytes
      << " bytes: ";
  out << head.method << ' ' << head.target;
  for (const auto& [name, value] : head.fields) out << " | " << name << ": " << value;
  return out;
}

Head parse_head(std::string_view input, const Limits& limits) {
  Head head;
  Reader reader(input);
  try {
    read_request_line(reader, head, limits);
    reader.set_limit(limits.head_bytes, Refusal::HeadTooLarge);
    while (reader.peek() != '\r') read_field(reader, head, limits);
    reader.line_end(Refusal::MalformedLineEnd);
  } catch (const Incomplete&) {
    return without_views(ParseOutcome::Incomplete, Refusal::None);
  } catch (Refusal refusal) {
    return without_views(ParseOutcome::Refused, refusal);
  }
  head.outcome = ParseOutcome::Complete;
  head.consumed_bytes = reader.at();
  return head;
}

Head parse_head_in_pieces(std::string_view input, const Limits& limits, const std::vector<std::size_t>& cuts) {
  // Memory of exactly the input's size, so that a sanitizer sees a read past its end.
  const auto memory = std::make_unique<char[]>(input.size());
  std::ranges::copy(input, memory.get());
  std::vector<Field> storage(limits.field_count);
  RequestHead parsed;
  parsed.fields = FieldTable(storage);
  HeadParser parser(limits, parsed);

  ParseOutcome outcome = ParseOutcome::Incomplete;
  const auto feed = [&](std::size_t bytes) {
    if (outcome == ParseOutcome::Incomplete) outcome = parser.parse({memory.get(), bytes});
  };
  for (const std::size_t cut : cuts) feed(std::min(cut, input.size()));
  feed(input.size());
  if (outcome != ParseOutcome::Complete) return without_views(outcome, parser.refusal());
  Head head = head_of(parsed);
  head.consumed_bytes = parser.parsed_bytes();
  return head;
}

}  // namespace saki::http::reference
