// SPDX-License-Identifier: Apache-2.0
//
// Parameter readers over a request: its query, its header fields, its cookies.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "saki/parameter_reader.h"
#include "saki/parameters.h"

namespace saki {

class Request;

class QueryReader final : public ParameterReader {  // Affinity: loop.
 public:
  // Throws BadRequest when the query is malformed.
  QueryReader(Request& request, Violations& violations);
  void refuse_others(std::span<const std::string_view> names) override;

 protected:
  Values values(std::string_view name, ParameterShape shape) override;

 private:
  const Parameters& parameters_;
  std::vector<std::string_view> found_;
};

// A field that stands several times, or holds a list, has several values (RFC 9110 section 5.3).
class HeaderReader final : public ParameterReader {  // Affinity: loop.
 public:
  HeaderReader(Request& request, Violations& violations);
  void refuse_others(std::span<const std::string_view> names) override;  // Does nothing: every client sends fields of its own.

 protected:
  Values values(std::string_view name, ParameterShape shape) override;

 private:
  Request& request_;
  std::vector<std::string_view> found_;
};

class CookieReader final : public ParameterReader {  // Affinity: loop.
 public:
  CookieReader(Request& request, Violations& violations);
  void refuse_others(std::span<const std::string_view> names) override;  // Does nothing: cookies of other services come along.

 protected:
  Values values(std::string_view name, ParameterShape shape) override;

 private:
  Request& request_;
  std::string_view found_;
};

}  // namespace saki
