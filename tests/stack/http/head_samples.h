// SPDX-License-Identifier: Apache-2.0
//
// Heads as they come over the wire, each with why it is refused; None where it is grammatical. The sections are those of RFC 9112.
#pragma once

#include <array>
#include <string_view>

#include "saki/http/refusal.h"

namespace saki::http {

struct HeadSample {
  std::string_view bytes;
  Refusal refusal = Refusal::None;
};

using namespace std::string_view_literals;

inline constexpr std::array kHeadSamples{
    HeadSample{"GET / HTTP/1.1\r\nHost: a\r\n\r\n"},
    HeadSample{"GET / HTTP/1.0\r\n\r\n"},
    HeadSample{"\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"},  // Section 2.2: one empty line is skipped.
    HeadSample{"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"},
    HeadSample{"CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n"},
    HeadSample{"GET http://example.org/a?b HTTP/1.1\r\nHost: example.org\r\n\r\n"},
    HeadSample{"M-SEARCH!#$%&'*+.^_`|~ / HTTP/1.1\r\nHost: a\r\n\r\n"},
    HeadSample{"GET / HTTP/1.9\r\nHost: a\r\n\r\n"},
    HeadSample{"POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"},
    HeadSample{"GET /\xc3\xa4 HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::MalformedTarget},
    HeadSample{"GET / HTTP/1.1\r\nHost: a\r\nX-Obs: \x80\xff\r\n\r\n"},  // RFC 9110 section 5.5: obs-text.
    HeadSample{"GET / HTTP/1.1\r\nHost: a\r\nX_under.score!: a:b:c\r\n\r\n"},
    HeadSample{"GET /notes?after=3&limit=20 HTTP/1.1\r\nHost: www.example.org:8080\r\nConnection: keep-alive\r\n"
               "sec-ch-ua: \"Chromium\";v=\"130\", \"Not?A_Brand\";v=\"99\"\r\nsec-ch-ua-mobile: ?0\r\nUpgrade-Insecure-Requests: 1\r\n"
               "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36\r\n"
               "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8\r\n"
               "Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: en-GB,en;q=0.9,de;q=0.8\r\nCookie: a=1; b=2\r\n\r\n"},
    HeadSample{"\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::MalformedRequestLine},
    HeadSample{"\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::MalformedRequestLine},
    HeadSample{" GET / HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::MalformedRequestLine},
    HeadSample{"G@T / HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::MalformedRequestLine},
    HeadSample{"GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::MalformedRequestLine},
    HeadSample{"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::MalformedRequestLine},
    HeadSample{"GET /\r\nHost: a\r\n\r\n", Refusal::MalformedTarget},  // HTTP/0.9 is long gone.
    HeadSample{"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::MalformedVersion},
    HeadSample{"GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::MalformedTarget},
    HeadSample{"GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::MalformedTarget},
    HeadSample{"GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n", Refusal::MalformedTarget},
    HeadSample{"GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n"sv, Refusal::MalformedTarget},
    HeadSample{"GET / http/1.1\r\nHost: a\r\n\r\n", Refusal::MalformedVersion},
    HeadSample{"GET / HTTP/1\r\nHost: a\r\n\r\n", Refusal::MalformedVersion},
    HeadSample{"GET / HTTP/1.1 \r\nHost: a\r\n\r\n", Refusal::MalformedLineEnd},
    HeadSample{"GET / HTTP/1.10\r\nHost: a\r\n\r\n", Refusal::MalformedLineEnd},
    HeadSample{"GET / HTTP/0.9\r\nHost: a\r\n\r\n", Refusal::UnsupportedVersion},
    HeadSample{"GET / HTTP/3.0\r\nHost: a\r\n\r\n", Refusal::UnsupportedVersion},
    HeadSample{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Refusal::UnsupportedVersion},
    HeadSample{"GET / HTTP/1.1\nHost: a\r\n\r\n", Refusal::MalformedLineEnd},
    HeadSample{"GET / HTTP/1.1\rHost: a\r\n\r\n", Refusal::MalformedLineEnd},
    HeadSample{"GET / HTTP/1.1\r\nHost: a\n\r\n", Refusal::MalformedLineEnd},
    HeadSample{"GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", Refusal::MalformedLineEnd},
    HeadSample{"GET / HTTP/1.1\r\nHost: a\r\r\n\r\n", Refusal::MalformedLineEnd},
    HeadSample{"GET / HTTP/1.1\r\nHost: a\r\n\n", Refusal::MalformedLineEnd},
    HeadSample{"GET / HTTP/1.1\r\nHost: a\r\n\rX", Refusal::MalformedLineEnd},
    HeadSample{"GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", Refusal::FoldedField},  // Section 5.2.
    HeadSample{"GET / HTTP/1.1\r\n Host: a\r\n\r\n", Refusal::FoldedField},
    HeadSample{"GET / HTTP/1.1\r\n\tHost: a\r\n\r\n", Refusal::FoldedField},
    HeadSample{"GET / HTTP/1.1\r\nHost : a\r\n\r\n", Refusal::MalformedFieldName},  // Section 5.1.
    HeadSample{"GET / HTTP/1.1\r\n: a\r\n\r\n", Refusal::MalformedFieldName},
    HeadSample{"GET / HTTP/1.1\r\nHost\r\n\r\n", Refusal::MalformedFieldName},
    HeadSample{"GET / HTTP/1.1\r\nHo\0st: a\r\n\r\n"sv, Refusal::MalformedFieldName},
    HeadSample{"GET / HTTP/1.1\r\nH\xc3\xb6st: a\r\n\r\n", Refusal::MalformedFieldName},
    HeadSample{"GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n"sv, Refusal::MalformedFieldValue},
    HeadSample{"GET / HTTP/1.1\r\nHost: a\x7f\r\n\r\n", Refusal::MalformedFieldValue},
    HeadSample{"GET / HTTP/1.1\r\nHost: a\x1b\r\n\r\n", Refusal::MalformedFieldValue},
    HeadSample{"\x16\x03\x01\x02\x00\x01\x00"sv, Refusal::MalformedRequestLine},  // TLS on a plain port.
};

}  // namespace saki::http
