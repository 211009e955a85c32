// SPDX-License-Identifier: Apache-2.0
#include "saki/http/status.h"

#include "http/status_line.h"

namespace saki::http {
namespace {

constexpr std::size_t kStatusLineFront = std::string_view("HTTP/1.1 200 ").size();

constexpr std::string_view reason_of_class(std::uint16_t code) noexcept {
  switch (code / 100) {
    case 1: return "Informational";
    case 2: return "Success";
    case 3: return "Redirection";
    case 4: return "Client Error";
    default: return "Server Error";
  }
}

}  // namespace

std::string_view known_status_line(Status status) noexcept {
  switch (status_code(status)) {
#define SAKI_STATUS_LINE(code, reason) \
  case code: return "HTTP/1.1 " #code " " reason "\r\n";
    SAKI_STATUS_LINE(100, "Continue")
    SAKI_STATUS_LINE(101, "Switching Protocols")
    SAKI_STATUS_LINE(103, "Early Hints")
    SAKI_STATUS_LINE(200, "OK")
    SAKI_STATUS_LINE(201, "Created")
    SAKI_STATUS_LINE(202, "Accepted")
    SAKI_STATUS_LINE(203, "Non-Authoritative Information")
    SAKI_STATUS_LINE(204, "No Content")
    SAKI_STATUS_LINE(205, "Reset Content")
    SAKI_STATUS_LINE(206, "Partial Content")
    SAKI_STATUS_LINE(300, "Multiple Choices")
    SAKI_STATUS_LINE(301, "Moved Permanently")
    SAKI_STATUS_LINE(302, "Found")
    SAKI_STATUS_LINE(303, "See Other")
    SAKI_STATUS_LINE(304, "Not Modified")
    SAKI_STATUS_LINE(307, "Temporary Redirect")
    SAKI_STATUS_LINE(308, "Permanent Redirect")
    SAKI_STATUS_LINE(400, "Bad Request")
    SAKI_STATUS_LINE(401, "Unauthorized")
    SAKI_STATUS_LINE(402, "Payment Required")
    SAKI_STATUS_LINE(403, "Forbidden")
    SAKI_STATUS_LINE(404, "Not Found")
    SAKI_STATUS_LINE(405, "Method Not Allowed")
    SAKI_STATUS_LINE(406, "Not Acceptable")
    SAKI_STATUS_LINE(407, "Proxy Authentication Required")
    SAKI_STATUS_LINE(408, "Request Timeout")
    SAKI_STATUS_LINE(409, "Conflict")
    SAKI_STATUS_LINE(410, "Gone")
    SAKI_STATUS_LINE(411, "Length Required")
    SAKI_STATUS_LINE(412, "Precondition Failed")
    SAKI_STATUS_LINE(413, "Content Too Large")
    SAKI_STATUS_LINE(414, "URI Too Long")
    SAKI_STATUS_LINE(415, "Unsupported Media Type")
    SAKI_STATUS_LINE(416, "Range Not Satisfiable")
    SAKI_STATUS_LINE(417, "Expectation Failed")
    SAKI_STATUS_LINE(421, "Misdirected Request")
    SAKI_STATUS_LINE(422, "Unprocessable Content")
    SAKI_STATUS_LINE(423, "Locked")
    SAKI_STATUS_LINE(424, "Failed Dependency")
    SAKI_STATUS_LINE(425, "Too Early")
    SAKI_STATUS_LINE(426, "Upgrade Required")
    SAKI_STATUS_LINE(428, "Precondition Required")
    SAKI_STATUS_LINE(429, "Too Many Requests")
    SAKI_STATUS_LINE(431, "Request Header Fields Too Large")
    SAKI_STATUS_LINE(451, "Unavailable For Legal Reasons")
    SAKI_STATUS_LINE(500, "Internal Server Error")
    SAKI_STATUS_LINE(501, "Not Implemented")
    SAKI_STATUS_LINE(502, "Bad Gateway")
    SAKI_STATUS_LINE(503, "Service Unavailable")
    SAKI_STATUS_LINE(504, "Gateway Timeout")
    SAKI_STATUS_LINE(505, "HTTP Version Not Supported")
    SAKI_STATUS_LINE(507, "Insufficient Storage")
    SAKI_STATUS_LINE(511, "Network Authentication Required")
#undef SAKI_STATUS_LINE
    default: return {};
  }
}

std::string_view reason_phrase(Status status) noexcept {
  const std::string_view line = known_status_line(status);
  if (line.empty()) return reason_of_class(status_code(status));
  return line.substr(kStatusLineFront, line.size() - kStatusLineFront - 2);
}

}  // namespace saki::http
