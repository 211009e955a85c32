// SPDX-License-Identifier: Apache-2.0
#include "saki/http/media_type.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace saki::http {
namespace {

struct Ending {
  std::string_view ending;
  std::string_view type;
};

// In order of the endings, which are searched by halves.
constexpr std::array kEndings{
    Ending{"7z", "application/x-7z-compressed"},
    Ending{"aac", "audio/aac"},
    Ending{"apng", "image/apng"},
    Ending{"atom", "application/atom+xml"},
    Ending{"avif", "image/avif"},
    Ending{"bin", "application/octet-stream"},
    Ending{"bmp", "image/bmp"},
    Ending{"br", "application/octet-stream"},
    Ending{"bz2", "application/x-bzip2"},
    Ending{"cjs", "text/javascript; charset=utf-8"},
    Ending{"css", "text/css; charset=utf-8"},
    Ending{"csv", "text/csv; charset=utf-8"},
    Ending{"eot", "application/vnd.ms-fontobject"},
    Ending{"epub", "application/epub+zip"},
    Ending{"flac", "audio/flac"},
    Ending{"gif", "image/gif"},
    Ending{"gz", "application/gzip"},
    Ending{"htm", "text/html; charset=utf-8"},
    Ending{"html", "text/html; charset=utf-8"},
    Ending{"ico", "image/vnd.microsoft.icon"},
    Ending{"ics", "text/calendar; charset=utf-8"},
    Ending{"jpeg", "image/jpeg"},
    Ending{"jpg", "image/jpeg"},
    Ending{"js", "text/javascript; charset=utf-8"},
    Ending{"json", "application/json"},
    Ending{"jsonld", "application/ld+json"},
    Ending{"jxl", "image/jxl"},
    Ending{"log", "text/plain; charset=utf-8"},
    Ending{"m4a", "audio/mp4"},
    Ending{"map", "application/json"},
    Ending{"md", "text/markdown; charset=utf-8"},
    Ending{"mjs", "text/javascript; charset=utf-8"},
    Ending{"mov", "video/quicktime"},
    Ending{"mp3", "audio/mpeg"},
    Ending{"mp4", "video/mp4"},
    Ending{"mpeg", "video/mpeg"},
    Ending{"oga", "audio/ogg"},
    Ending{"ogg", "audio/ogg"},
    Ending{"ogv", "video/ogg"},
    Ending{"opus", "audio/ogg"},
    Ending{"otf", "font/otf"},
    Ending{"pdf", "application/pdf"},
    Ending{"png", "image/png"},
    Ending{"rss", "application/rss+xml"},
    Ending{"rtf", "application/rtf"},
    Ending{"svg", "image/svg+xml"},
    Ending{"tar", "application/x-tar"},
    Ending{"tif", "image/tiff"},
    Ending{"tiff", "image/tiff"},
    Ending{"toml", "application/toml"},
    Ending{"ttf", "font/ttf"},
    Ending{"txt", "text/plain; charset=utf-8"},
    Ending{"vtt", "text/vtt; charset=utf-8"},
    Ending{"wasm", "application/wasm"},
    Ending{"wav", "audio/wav"},
    Ending{"weba", "audio/webm"},
    Ending{"webm", "video/webm"},
    Ending{"webmanifest", "application/manifest+json"},
    Ending{"webp", "image/webp"},
    Ending{"woff", "font/woff"},
    Ending{"woff2", "font/woff2"},
    Ending{"xhtml", "application/xhtml+xml"},
    Ending{"xml", "application/xml"},
    Ending{"xz", "application/x-xz"},
    Ending{"yaml", "application/yaml"},
    Ending{"yml", "application/yaml"},
    Ending{"zip", "application/zip"},
    Ending{"zst", "application/zstd"},
};

static_assert(std::ranges::is_sorted(kEndings, {}, &Ending::ending));

constexpr std::size_t kLongestEnding = 11;

}  // namespace

std::string_view media_type_of(std::string_view file_name) noexcept {
  constexpr std::string_view kUnknown = "application/octet-stream";
  const std::size_t dot = file_name.rfind('.');
  if (dot == file_name.npos || file_name.size() - dot - 1 > kLongestEnding) return kUnknown;

  std::array<char, kLongestEnding> lowered;
  const auto end = std::ranges::transform(file_name.substr(dot + 1), lowered.begin(), to_lower).out;
  const std::string_view ending(lowered.begin(), end);
  const auto found = std::ranges::lower_bound(kEndings, ending, {}, &Ending::ending);
  return found != kEndings.end() && found->ending == ending ? found->type : kUnknown;
}

}  // namespace saki::http
