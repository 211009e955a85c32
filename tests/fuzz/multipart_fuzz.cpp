// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a form: parsed whole, cut in three, and byte by byte it comes to the same as the slow reference. And any bytes as the name
// of a file: what is made of it is harmless.
#include "fuzz/controls.h"
#include "saki/http/content_disposition.h"
#include "stack/http/reference_multipart.h"

namespace saki::http {
namespace {

constexpr std::string_view kBoundaries[] = {"b", "-", "----WebKitFormBoundary7MA4YWxk", "a b", "--"};

void check_name(std::string_view input) {
  const std::string safe = safe_file_name(input);
  require(safe.size() <= 255 && safe != "." && safe != "..");
  require(safe.find_first_of(std::string_view("/\\\0\r\n<>:\"|?*", 12)) == std::string::npos);
  require(safe_file_name(safe) == safe);
}

}  // namespace
}  // namespace saki::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saki::http;
  Controls controls(data, size);
  const Controls::Cuts cuts = controls.cuts();
  const std::string_view boundary = kBoundaries[controls.number() % std::size(kBoundaries)];
  MultipartLimits limits;
  if (const std::size_t tight = controls.number(); tight % 4 == 1)
    limits = {.parts = tight % 3, .head_bytes = tight, .part_bytes = tight / 8};
  const std::string_view input = controls.rest();

  const reference::Form expected = reference::parse_form(input, boundary, limits);
  std::vector<std::size_t> everywhere;
  for (std::size_t at = 1; at < input.size(); ++at) everywhere.push_back(at);
  require(reference::parse_form_in_pieces(input, boundary, limits, {}) == expected);
  require(reference::parse_form_in_pieces(input, boundary, limits, cuts.in(input.size())) == expected);
  require(reference::parse_form_in_pieces(input, boundary, limits, everywhere) == expected);
  check_name(input);
  return 0;
}
