// SPDX-License-Identifier: Apache-2.0
#include "saki/form_content.h"

#include <algorithm>

#include "saki/http/percent.h"
#include "saki/http_words.h"
#include "saki/invalid_field.h"

namespace saki {
namespace {

// A name between quotes, as the HTML standard has it for multipart/form-data: what would end it or its line is percent-encoded.
std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (const char each : name) {
    if (each == '"' || each == '\r' || each == '\n') {
      text.append(http::percent_encode({&each, 1}));
    } else {
      text.push_back(each);
    }
  }
  return text + "\"";
}

std::string disposition(std::string_view name) { return "Content-Disposition: form-data; name=" + quoted(name); }

std::string urlencoded(const CallParameters::List& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    if (!text.empty()) text.push_back('&');
    text.append(http::percent_encode(name)).append("=").append(http::percent_encode(value));
  }
  return text;
}

void append_part(std::string& text, std::string_view boundary, std::string_view head, std::string_view content) {
  text.append("--").append(boundary).append("\r\n").append(head).append("\r\n\r\n").append(content).append("\r\n");
}

}  // namespace

void FormContent::file(std::string_view name, std::string_view file_name, std::string_view media_type, std::string_view content) {
  if (!is_field_value(media_type)) throw InvalidField("a media type is no field value");
  std::string head = disposition(name) + "; filename=" + quoted(file_name) + "\r\nContent-Type: " + std::string(media_type);
  files_.push_back({std::move(head), std::string(content)});
}

std::string FormContent::media_type() const {
  return files_.empty() ? "application/x-www-form-urlencoded" : "multipart/form-data; boundary=" + boundary();
}

std::string FormContent::content() const {
  if (files_.empty()) return urlencoded(fields_);
  const std::string mark = boundary();
  std::string text;
  for (const auto& [name, value] : fields_) append_part(text, mark, disposition(name), value);
  for (const File& file : files_) append_part(text, mark, file.head, file.content);
  return text.append("--").append(mark).append("--\r\n");
}

// The first of a row that no part holds.
std::string FormContent::boundary() const {
  for (std::size_t number = 0;; ++number) {
    std::string candidate = "saki-form-" + std::to_string(number);
    const bool in_fields =
        std::ranges::any_of(fields_, [&](const auto& field) { return field.second.find(candidate) != std::string::npos; });
    const bool in_files = std::ranges::any_of(files_, [&](const File& file) { return file.content.find(candidate) != std::string::npos; });
    if (!in_fields && !in_files) return candidate;
  }
}

}  // namespace saki
