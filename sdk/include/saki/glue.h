// SPDX-License-Identifier: Apache-2.0
//
// What stands between a request and a handler of a manifest: the generated glue is made of these calls. Nothing here is of use elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "saki/decoder.h"
#include "saki/encode.h"
#include "saki/http_error.h"
#include "saki/json_answer.h"
#include "saki/request.h"
#include "saki/request_readers.h"
#include "saki/response.h"
#include "saki/violations.h"

namespace saki {

// ---- from the request

// A path parameter, by its place from 0. Throws NotFound where the text is no T.
template <class T>
[[nodiscard]] T path_value(const Request& request, std::size_t index) {
  return request.path_parameter<T>(index);
}

template <class T, class Rule>
[[nodiscard]] T path_value(const Request& request, std::size_t index, std::string_view name, Violations& violations, const Rule& rule) {
  T value = path_value<T>(request, index);
  Checker checker(violations, ViolationIn::Path);
  const Checker::Inward inward(checker, name);
  check(checker, value, rule);
  return value;
}

template <class T>
void read_query(Request& request, T& into, Violations& violations) {
  QueryReader in(request, violations);
  read_parameters(in, into);
}

template <class T>
void read_headers(Request& request, T& into, Violations& violations) {
  HeaderReader in(request, violations);
  read_parameters(in, into);
}

template <class T>
void read_cookies(Request& request, T& into, Violations& violations) {
  CookieReader in(request, violations);
  read_parameters(in, into);
}

[[noreturn]] void refuse_document(const JsonReader& reader);  // Throws BadRequest with the place of the fault.

// Throws BadRequest for a malformed document.
template <class T, class Rule = AnyValue>
void decode_body(std::string_view document, T& into, Violations& violations, const Rule& rule = {}) {
  Decoder in(document, JsonForm::Request, violations);
  read_value(in, into, rule);
  if (!in.finish()) refuse_document(in.reader());
}

// ---- to the response

[[nodiscard]] inline Response empty_answer(std::uint16_t status) { return Response(Status{status}); }

template <class T>
[[nodiscard]] Response json_answer(std::uint16_t status, const T& value) {
  return Response::holding(Status{status}, Response::kJson, encode(value, JsonForm::Answer));
}

// The same, written into the request's memory while it is small.
template <class T>
[[nodiscard]] Response json_answer(Request& request, std::uint16_t status, const T& value) {
  JsonAnswer answer(request.arena());
  write_json(answer.writer(), value, JsonForm::Answer);
  return std::move(answer).response(Status{status});
}

[[nodiscard]] inline Response text_answer(std::uint16_t status, std::string&& text) {
  return Response::holding(Status{status}, Response::kPlainText, std::move(text));
}

[[nodiscard]] Response bytes_answer(std::uint16_t status, const Bytes& bytes);

// An answer that the handler made by itself; where it chose no status, it gets the manifest's.
[[nodiscard]] Response stream_answer(std::uint16_t status, Response response);

}  // namespace saki
