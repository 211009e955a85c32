// SPDX-License-Identifier: Apache-2.0
//
// `databases SUBJECT COUNT CONNECTIONS PLACE` reads COUNT rows by their keys and prints the processor time and the time of the clock for
// one, in nanoseconds. bench/databases.py runs the subjects beside each other.
#include <sys/resource.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <string_view>

#include "reads.h"

namespace saki::bench {
namespace {

struct Subject {
  std::string_view name;
  void (*read)(const Wish&, Ready);
};

constexpr Subject kSubjects[] = {
    {"mysql-bare", read_mysql_bare},   {"mysql-saki", read_mysql_saki},     {"sqlite-bare", read_sqlite_bare},
    {"sqlite-saki", read_sqlite_saki}, {"thread-hop", hop_between_threads}, {"thread-read", read_on_other_thread},
};

std::int64_t processor_nanoseconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto in_nanoseconds = [](const timeval& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + std::int64_t{time.tv_usec} * 1'000;
  };
  return in_nanoseconds(usage.ru_utime) + in_nanoseconds(usage.ru_stime);
}

std::int64_t processor_begin = 0;
std::chrono::steady_clock::time_point clock_begin;

void begin() {
  processor_begin = processor_nanoseconds();
  clock_begin = std::chrono::steady_clock::now();
}

template <class I>
I number(std::string_view text) {
  I value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

int run(int argc, char** argv) {
  if (argc != 5) {
    std::fputs("databases SUBJECT COUNT CONNECTIONS PLACE\n", stderr);
    return 2;
  }
  const Wish wish{number<std::int64_t>(argv[2]), number<unsigned>(argv[3]), argv[4]};
  for (const Subject& subject : kSubjects) {
    if (subject.name != argv[1]) continue;
    subject.read(wish, begin);
    const std::int64_t processor = processor_nanoseconds() - processor_begin;
    const auto clock = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - clock_begin).count();
    std::printf("%lld %lld\n", static_cast<long long>(processor / wish.count), static_cast<long long>(clock / wish.count));
    return 0;
  }
  std::fprintf(stderr, "databases: no subject is called %s\n", argv[1]);
  return 2;
}

}  // namespace
}  // namespace saki::bench

int main(int argc, char** argv) { return saki::bench::run(argc, argv); }
