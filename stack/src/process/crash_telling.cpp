// SPDX-License-Identifier: Apache-2.0
#include "process/crash_telling.h"

#include "process/crash_report.h"
#include "saki/config/units.h"

namespace saki {
namespace {

std::string report_text(const ServiceProcess& process, const ServiceEnd& end, WallTime now) {
  std::string text = "time:   ";
  append_timestamp(text, now);
  text += "\npid:    " + std::to_string(process.pid());
  text += "\nage:    " + format_duration(std::chrono::floor<std::chrono::milliseconds>(process.age()));
  if (!process.reason().empty()) text += "\nreason: " + process.reason();
  text += "\nend:    " + end.text() + "\n";
  for (const std::string& stack : process.stacks()) text += "\n" + stack;
  return text;
}

// The name of the thread, and its frames on one line.
void log_stack(SupervisorLog& log, const std::string& stack) {
  const std::size_t head = stack.find('\n');
  std::string frames;
  for (const char letter : std::string_view(stack).substr(std::min(stack.size(), head + 3))) {
    if (letter == '\n')
      frames += " <";
    else if (!frames.ends_with("< ") || letter != ' ')
      frames += letter;
  }
  if (frames.ends_with(" <")) frames.resize(frames.size() - 2);
  log.error("stack", {{"thread", std::string_view(stack).substr(0, head)}, {"frames", frames}});
}

}  // namespace

void tell_crash(SupervisorLog& log, const ServiceProcess& process, const ServiceEnd& end) {
  const WallTime now = Clock::system().wall();
  const SupervisorSettings& settings = process.settings();
  const std::string reason = process.reason().empty() ? end.text() : process.reason();
  Result<std::string> report = std::string("none");
  if (settings.crash_reports > 0 && !settings.crash_dir.empty()) {
    report = write_crash_report(settings.crash_dir, report_text(process, end, now), now, process.pid(), settings.crash_reports);
  }
  if (!report) log.error("a crash report cannot be written", {{"folder", settings.crash_dir}, {"reason", report.error()}});
  log.error("the service ended", {{"pid", process.pid()}, {"reason", reason}, {"end", end.text()}, {"report", report ? *report : "none"}});
  for (const std::string& stack : process.stacks()) log_stack(log, stack);
}

}  // namespace saki
