// SPDX-License-Identifier: Apache-2.0
#include "options.h"

#include <getopt.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>
#include <tuple>
#include <utility>

#include "tape.h"
#include "web_socket_messages.h"

namespace load {
namespace {

constexpr char kUsage[] =
    "usage: load [option]... [SCHEME://]HOST[:PORT][/PATH]\n"
    "\n"
    "Loads an HTTP/1.1 server, checks every answer, and exits 1 when one was wrong or missing. The host is an address or localhost.\n"
    "The scheme is http or https; with ws or wss, each request is a text message over a WebSocket that must come back as it was.\n"
    "Certificates are not verified.\n"
    "\n"
    "  -n N               requests in all\n"
    "  -c N               connections at once (1)\n"
    "  -t N               threads (1)\n"
    "  -k                 keep connections alive; without it, one connection for each request\n"
    "  -6                 take localhost for ::1\n"
    "  -H 'NAME: VALUE'   a field more in each request; repeatable\n"
    "  -h, -v             this help; the version\n"
    "  --duration S       load for so many seconds instead of -n\n"
    "  --warm-up S        and before that for so long without counting (0)\n"
    "  --pipeline N       requests sent at once on a connection (1)\n"
    "  --requests FILE    requests as they go over the wire, one behind the other, sent in random order\n"
    "  --seed N           of that order (1)\n"
    "  --resume           over TLS, take up the session of a connection before\n"
    "  --message N        bytes of each message over a WebSocket (125)\n"
    "  --expect N         bytes of content in each answer (as in the first)\n"
    "  --patience S       without any answer for so long, give up (10)\n"
    "  --sources N        connect from 127.0.0.1 to 127.0.0.N in turn (1)\n"
    "  --watch PID[,PID]  take the processor time of these processes\n"
    "  --hold             one request on each of -c connections, then hold them until standard input ends\n"
    "  --json             print figures as JSON\n";

[[noreturn]] void refuse(const std::string& what) {
  std::fprintf(stderr, "load: %s; see load -h\n", what.c_str());
  std::exit(2);
}

double number(const char* text, const char* what, double least) {
  char* end = nullptr;
  const double value = std::strtod(text, &end);
  if (end == text || *end != '\0' || !(value >= least)) refuse(std::string(what) + " must be a number from " + std::to_string(least));
  return value;
}

unsigned count(const char* text, const char* what) { return static_cast<unsigned>(std::min(number(text, what, 1), 1e9)); }

std::chrono::nanoseconds seconds(const char* text, const char* what) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(number(text, what, 0)));
}

std::vector<std::string> read_requests(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  auto requests = split_requests(text);
  if (!file || !requests) refuse(std::string(path) + " does not hold whole requests");
  return *std::move(requests);
}

std::vector<int> read_processes(const char* text) {
  std::vector<int> processes;
  std::stringstream list(text);
  for (std::string item; std::getline(list, item, ',');) processes.push_back(static_cast<int>(count(item.c_str(), "--watch")));
  return processes;
}

struct Url {
  bool secure = false;
  bool web_socket = false;
  std::string authority;
  std::string path;
};

Url split_url(std::string text) {
  Url url;
  for (const auto& [scheme, secure, web_socket] : {std::tuple("http://", false, false), std::tuple("https://", true, false),
                                                   std::tuple("ws://", false, true), std::tuple("wss://", true, true)}) {
    if (!text.starts_with(scheme)) continue;
    text.erase(0, std::strlen(scheme));
    url.secure = secure;
    url.web_socket = web_socket;
    break;
  }
  const std::size_t slash = std::min(text.find('/'), text.size());
  url.authority = text.substr(0, slash);
  url.path = slash == text.size() ? "/" : text.substr(slash);
  return url;
}

saki::Address resolve(std::string authority, bool ip6, std::string_view port) {
  constexpr std::string_view kLocal = "localhost";
  if (authority.starts_with(kLocal)) authority.replace(0, kLocal.size(), ip6 ? "[::1]" : "127.0.0.1");
  if (authority.find(':', authority.ends_with(']') ? authority.size() : authority.rfind(']') + 1) == std::string::npos) authority += port;
  const auto address = saki::Address::parse(authority);
  if (!address) refuse("'" + authority + "' is not an address");
  return *address;
}

enum Long { kDuration = 256, kWarmUp, kPipeline, kRequests, kSeed, kResume, kMessage, kExpect, kPatience, kSources, kWatch, kHold, kJson };

constexpr option kLong[] = {
    {"duration", required_argument, nullptr, kDuration},
    {"warm-up", required_argument, nullptr, kWarmUp},
    {"pipeline", required_argument, nullptr, kPipeline},
    {"requests", required_argument, nullptr, kRequests},
    {"seed", required_argument, nullptr, kSeed},
    {"resume", no_argument, nullptr, kResume},
    {"message", required_argument, nullptr, kMessage},
    {"expect", required_argument, nullptr, kExpect},
    {"patience", required_argument, nullptr, kPatience},
    {"sources", required_argument, nullptr, kSources},
    {"watch", required_argument, nullptr, kWatch},
    {"hold", no_argument, nullptr, kHold},
    {"json", no_argument, nullptr, kJson},
    {"help", no_argument, nullptr, 'h'},
    {nullptr, 0, nullptr, 0},
};

// What the command line says before it is put together.
struct Words {
  bool ip6 = false;
  std::string fields;
  std::size_t message_bytes = 125;
};

void take(Options& options, Words& words, int name) {
  switch (name) {
    case 'n': options.request_count = count(optarg, "-n"); return;
    case 'c': options.concurrency = count(optarg, "-c"); return;
    case 't': options.threads = count(optarg, "-t"); return;
    case 'k': options.keep_alive = true; return;
    case '6': words.ip6 = true; return;
    case 'H': words.fields += std::string(optarg) + "\r\n"; return;
    case kDuration: options.duration = seconds(optarg, "--duration"); return;
    case kWarmUp: options.warm_up = seconds(optarg, "--warm-up"); return;
    case kPipeline: options.pipeline = count(optarg, "--pipeline"); return;
    case kRequests: options.requests = read_requests(optarg); return;
    case kSeed: options.seed = count(optarg, "--seed"); return;
    case kResume: options.resume = true; return;
    case kMessage: words.message_bytes = count(optarg, "--message"); return;
    case kExpect: options.expected_bytes = static_cast<std::size_t>(number(optarg, "--expect", 0)); return;
    case kPatience: options.patience = std::chrono::seconds(count(optarg, "--patience")); return;
    case kSources: options.sources = std::min(count(optarg, "--sources"), 250U); return;
    case kWatch: options.watched = read_processes(optarg); return;
    case kHold: options.hold = true; return;
    case kJson: options.json = true; return;
    case 'h': std::fputs(kUsage, stdout); std::exit(0);
    case 'v': std::puts("load, of Saki's bench; takes weighttp's -n -c -t -k -6 -H"); std::exit(0);
    default: refuse("the command line is wrong");
  }
}

// What cannot be, ends here; what follows from something else, is set.
void settle(Options& options) {
  if (options.hold) {
    options.keep_alive = true;
    options.request_count = options.concurrency;
  }
  if (!options.keep_alive) options.pipeline = 1;
  if ((options.request_count == 0) == (options.duration.count() == 0)) refuse("either -n or --duration is needed");
  if (options.request_count == 0) return;
  options.warm_up = {};
  options.concurrency = static_cast<unsigned>(std::min<std::uint64_t>(options.concurrency, options.request_count));
}

void ask_for_path(Options& options, const Url& url, const Words& words) {
  const std::string connection = options.keep_alive ? "" : "Connection: close\r\n";
  options.requests = {"GET " + url.path + " HTTP/1.1\r\nHost: " + url.authority + "\r\n" + connection + words.fields + "\r\n"};
}

void ask_for_echoes(Options& options, const Url& url, const Words& words) {
  WebSocketMessages messages = make_web_socket_messages(words.message_bytes, options.seed);
  options.opening = web_socket_opening(url.authority, url.path, words.fields);
  options.requests = std::move(messages.frames);
  options.echoes = std::move(messages.echoes);
}

}  // namespace

Options Options::read(int count, char** arguments) {
  Options options;
  Words words;
  for (int name = 0; (name = ::getopt_long(count, arguments, "n:c:t:k6H:hv", kLong, nullptr)) != -1;) take(options, words, name);
  if (optind != count - 1) refuse("one address is needed");
  const Url url = split_url(arguments[optind]);
  options.target = resolve(url.authority, words.ip6, url.secure ? ":443" : ":80");
  options.secure = url.secure;
  if (url.web_socket) options.keep_alive = true;
  settle(options);
  options.threads = std::min(options.threads, options.concurrency);
  if (url.web_socket)
    ask_for_echoes(options, url, words);
  else if (options.requests.empty())
    ask_for_path(options, url, words);
  return options;
}

}  // namespace load
