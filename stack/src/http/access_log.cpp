// SPDX-License-Identifier: Apache-2.0
#include "saki/http/access_log.h"

#include <array>

#include "http/access_codec.h"
#include "http/access_records.h"
#include "saki/log/file_sink.h"
#include "saki/log/standard_sink.h"

namespace saki::http {
namespace {

Result<std::unique_ptr<LogSink>> open_sink(const std::string& path, LineSinkOptions options) {
  if (path == "stderr") return std::make_unique<StandardSink>(StandardStream::Error, std::move(options));
  if (path == "-" || path == "stdout") return std::make_unique<StandardSink>(StandardStream::Output, std::move(options));
  Result<std::unique_ptr<FileSink>> file = FileSink::open(path, std::move(options));
  if (!file) return fail(file.error());
  return std::move(*file);
}

// Its lines are no lines of the service's own log.
void part_from_parent(Log& log, LogStream& stream) {
  const std::size_t dot = stream.name().rfind('.');
  log.disconnect(stream, log.stream(dot == std::string::npos ? "" : stream.name().substr(0, dot)));
  log.set_level(stream.name(), LogLevel::Info);
}

}  // namespace

Result<std::unique_ptr<AccessLog>> AccessLog::open(Log& log, const std::string& name, const AccessLogOptions& options) {
  LineSinkOptions lines;
  lines.own_format = std::make_shared<AccessRecords>(options.format, options.path, log.stream("log"));
  Result<std::unique_ptr<LogSink>> sink = open_sink(options.path, std::move(lines));
  if (!sink) return fail(sink.error());
  LogStream& stream = log.stream(name);
  part_from_parent(log, stream);
  log.add_sink(std::move(*sink), stream);
  return std::unique_ptr<AccessLog>(new AccessLog(stream, options.format));
}

void AccessLog::record(const AccessEntry& entry) noexcept {
  std::array<std::byte, kMostPackedBytes> packed;
  const std::size_t size = pack_access(entry, packed);
  stream_.info(as_text(ByteView(packed.data(), size)));
}

}  // namespace saki::http
