// SPDX-License-Identifier: Apache-2.0
//
// Heads of answers, sound and not.
#pragma once

#include <array>
#include <string_view>

namespace saki::client {

struct AnswerSample {
  std::string_view bytes;
  std::string_view refused;  // Why, in words; empty where it is not.
};

inline constexpr std::string_view kBadStatusLine = "the status line is not VERSION SP STATUS SP REASON";

inline constexpr std::array kAnswerSamples{
    AnswerSample{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", ""},
    AnswerSample{"HTTP/1.0 404 Not Found\r\n\r\n", ""},
    AnswerSample{"HTTP/1.1 200\r\nContent-Length: 3\r\n\r\nabc", ""},
    AnswerSample{"HTTP/1.1 200 \r\nConnection: close\r\n\r\n", ""},
    AnswerSample{"HTTP/1.9 599 What \xe4 \tthis\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", ""},
    AnswerSample{"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", ""},
    AnswerSample{"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", ""},
    AnswerSample{"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", ""},
    AnswerSample{"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\nETag: \"x\"\r\n\r\n", ""},
    AnswerSample{"HTTP/1.1 999 Odd\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\nX-Empty:\r\n\r\n", ""},
    AnswerSample{"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\n", ""},
    AnswerSample{"HTTP/1.1 200 OK\nContent-Length: 0\n\n", kBadStatusLine},
    AnswerSample{"HTTP/1.1 200 OK\r\nContent-Length: 0\n\r\n", "a line does not end in CR LF"},
    AnswerSample{"HTTP/1.1 200 O\rK\r\n\r\n", kBadStatusLine},
    AnswerSample{std::string_view("HTTP/1.1 200 O\0K\r\n\r\n", 20), kBadStatusLine},
    AnswerSample{"HTTP/1.1  200 OK\r\n\r\n", kBadStatusLine},
    AnswerSample{"HTTP/1.1 2000 OK\r\n\r\n", kBadStatusLine},
    AnswerSample{"HTTP/1.1 20 OK\r\n\r\n", kBadStatusLine},
    AnswerSample{"HTTP/1.1 020 OK\r\n\r\n", kBadStatusLine},
    AnswerSample{"HTTP/1.1 +20 OK\r\n\r\n", kBadStatusLine},
    AnswerSample{"HTTP/1.1\t200 OK\r\n\r\n", kBadStatusLine},
    AnswerSample{"\r\nHTTP/1.1 200 OK\r\n\r\n", kBadStatusLine},
    AnswerSample{"http/1.1 200 OK\r\n\r\n", kBadStatusLine},
    AnswerSample{"ICY 200 OK\r\n\r\n", kBadStatusLine},
    AnswerSample{"HTTP/11 200 OK\r\n\r\n", kBadStatusLine},
    AnswerSample{"HTTP/2.0 200 OK\r\n\r\n", "the answer is not in HTTP/1"},
    AnswerSample{"HTTP/0.9 200 OK\r\n\r\n", "the answer is not in HTTP/1"},
    AnswerSample{"HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n", "a field is folded over several lines"},
    AnswerSample{"HTTP/1.1 200 OK\r\nA : b\r\n\r\n", "a field name is not a token followed by a colon"},
    AnswerSample{"HTTP/1.1 200 OK\r\n: b\r\n\r\n", "a field name is not a token followed by a colon"},
    AnswerSample{"HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "a field name is not a token followed by a colon"},
    AnswerSample{std::string_view("HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n", 27), "a field value holds a control character"},
    AnswerSample{"HTTP/1.1 200 OK\r\nA: b\x7f\r\n\r\n", "a field value holds a control character"},
    AnswerSample{"HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n", "a line does not end in CR LF"},
    AnswerSample{"HTTP/1.1 200 OK\r\n\n", "a line does not end in CR LF"},
};

}  // namespace saki::client
