// SPDX-License-Identifier: Apache-2.0
#include "stack/http/reference_multipart.h"

#include <cctype>
#include <cstdlib>

#include "saki/base/utf8.h"

namespace saki::http::reference {
namespace {

const std::string kBlanks = " \t";

bool in(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

std::string lower(std::string_view text) {
  std::string small;
  for (const char c : text) small += (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
  return small;
}

bool token(std::string_view text) {
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && !in(c, "!#$%&'*+-.^_`|~")) return false;
  }
  return !text.empty();
}

std::string without_blanks(std::string text) {
  while (!text.empty() && in(text.front(), kBlanks)) text.erase(0, 1);
  while (!text.empty() && in(text.back(), kBlanks)) text.pop_back();
  return text;
}

// `; key=value` pairs; false outside the grammar.
bool parameters(std::string rest, FormPart& part, bool& named) {
  while (!rest.empty()) {
    if (rest[0] != ';') return false;
    rest = without_blanks(rest.substr(1));
    const std::size_t equals = rest.find('=');
    if (equals == std::string::npos || !token(rest.substr(0, equals))) return false;
    const std::string key = lower(rest.substr(0, equals));
    rest.erase(0, equals + 1);
    std::string value;
    if (!rest.empty() && rest[0] == '"') {
      rest.erase(0, 1);
      while (!rest.empty() && rest[0] != '"') {
        const std::size_t used = rest.rfind("\\\"", 0) == 0 ? 2 : rest.rfind("%22", 0) == 0 ? 3 : 1;
        value += used > 1 ? '"' : rest[0];
        rest.erase(0, used);
      }
      if (rest.empty()) return false;
      rest.erase(0, 1);
    } else {
      while (!rest.empty() && !in(rest[0], "; \t")) {
        value += rest[0];
        rest.erase(0, 1);
      }
      if (!token(value)) return false;
    }
    rest = without_blanks(rest);
    if (!is_utf8(value)) return false;
    if (key == "name") {
      if (named) return false;
      named = true;
      part.name = value;
    }
    if (key == "filename") {
      if (part.file_name) return false;
      part.file_name = value;
    }
  }
  return named;
}

bool field(const std::string& line, FormPart& part, bool& disposed) {
  const std::size_t colon = line.find(':');
  if (colon == std::string::npos || !token(line.substr(0, colon))) return false;
  const std::string name = lower(line.substr(0, colon));
  const std::string value = without_blanks(line.substr(colon + 1));
  for (const char c : value) {
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f) return false;
  }
  if (name == "content-transfer-encoding") return lower(value) == "binary" || lower(value) == "8bit" || lower(value) == "7bit";
  if (name == "content-type") {
    if (value.empty() || !part.media_type.empty()) return false;
    part.media_type = value;
  }
  if (name == "content-disposition") {
    const std::size_t end = std::min(value.find_first_of("; \t"), value.size());
    bool named = false;
    if (disposed || lower(value.substr(0, end)) != "form-data" || !parameters(without_blanks(value.substr(end)), part, named)) return false;
    disposed = true;
  }
  return true;
}

// Reads fields up to the empty line and takes them off `rest`; End when all went well.
MultipartEvent head(std::string& rest, std::size_t room, FormPart& part) {
  bool disposed = false;
  for (;;) {
    const std::size_t end = rest.find("\r\n");
    if (end == std::string::npos) return rest != "\r" && rest.size() > room ? MultipartEvent::HeadTooLarge : MultipartEvent::Malformed;
    const std::string line = rest.substr(0, end);
    if (!line.empty() && line.size() + 2 > room) return MultipartEvent::HeadTooLarge;
    rest.erase(0, end + 2);
    if (line.empty()) return disposed ? MultipartEvent::End : MultipartEvent::Malformed;
    room -= line.size() + 2;
    if (!field(line, part, disposed)) return MultipartEvent::Malformed;
  }
}

}  // namespace

Form parse_form(std::string_view content, std::string_view boundary, const MultipartLimits& limits) {
  const std::string delimiter = "\r\n--" + std::string(boundary);
  std::string rest = "\r\n" + std::string(content);
  Form form;
  const std::size_t first = rest.find(delimiter);
  if (first == std::string::npos) return form;
  rest.erase(0, first + delimiter.size());
  for (;;) {
    const bool last = rest.rfind("--", 0) == 0;
    if (last) rest.erase(0, 2);
    while (!rest.empty() && in(rest[0], kBlanks)) rest.erase(0, 1);
    const bool line_ends = rest.rfind("\r\n", 0) == 0;
    if (last && (line_ends || rest.empty())) form.outcome = MultipartEvent::End;
    if (last || !line_ends) return form;
    rest.erase(0, 2);
    if (form.parts.size() == limits.parts) return {MultipartEvent::TooManyParts, form.parts};
    FormPart part;
    const MultipartEvent outcome = head(rest, limits.head_bytes, part);
    if (outcome != MultipartEvent::End) return {outcome, form.parts};
    const std::size_t end = rest.find(delimiter);
    const std::size_t seen = end != std::string::npos ? end : rest.size() - std::min(rest.size(), delimiter.size() - 1);
    if (seen > limits.part_bytes) return {MultipartEvent::PartTooLarge, form.parts};
    if (end == std::string::npos) return form;
    part.content = rest.substr(0, end);
    rest.erase(0, end + delimiter.size());
    form.parts.push_back(part);
  }
}

Form parse_form_in_pieces(std::string_view content, std::string_view boundary, const MultipartLimits& limits,
                          const std::vector<std::size_t>& cuts) {
  MultipartParser parser(boundary, limits);
  Form form;
  FormPart part;
  std::size_t start = 0;
  std::size_t cut = 0;
  for (;;) {
    const std::size_t end = cut < cuts.size() ? cuts[cut] : content.size();
    const MultipartParser::Step step = parser.next(as_bytes(content.substr(start, end - start)), cut >= cuts.size());
    if (step.consumed_bytes > end - start) std::abort();
    start += step.consumed_bytes;
    switch (step.event) {
      case MultipartEvent::NeedMore: ++cut; break;
      case MultipartEvent::Part: part = {parser.part().name, parser.part().file_name, parser.part().media_type, ""}; break;
      case MultipartEvent::Content: part.content += as_text(step.content); break;
      case MultipartEvent::PartEnd: form.parts.push_back(part); break;
      default: form.outcome = step.event; return form;
    }
  }
}

}  // namespace saki::http::reference
