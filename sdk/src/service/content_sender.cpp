// SPDX-License-Identifier: Apache-2.0
#include "service/content_sender.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>

#include "saki/body_writer.h"
#include "saki/http/exchange.h"
#include "saki/http_error.h"
#include "saki/log/log_stream.h"
#include "saki/request.h"
#include "service/error_answer.h"
#include "service/field_list.h"
#include "service/worker_context.h"

namespace saki {
namespace {

struct OpenedFile {
  FileDescriptor file;
  std::uint64_t size_bytes = 0;
};

// Opens a regular file; an empty descriptor where there is none to be read. Blocks: a path may lead through a slow disk or a network.
OpenedFile open_file(const std::string& path) {
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status{};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  return {std::move(file), static_cast<std::uint64_t>(status.st_size)};
}

// All of a file; nothing where there is none.
http::FileParts whole_of(OpenedFile opened, Arena& arena) {
  if (!opened.file) return {};
  const std::span<http::FilePart> whole = arena.allocate_array<http::FilePart>(1);
  whole[0].count_bytes = opened.size_bytes;
  return {std::make_shared<FileDescriptor>(std::move(opened.file)), whole, {}};
}

std::string file_path(const Request& request, const std::string& path) {
  return path.starts_with('/') ? path : request.context().service.data_dir + "/" + path;
}

void tell_broken_off(const Request& request, LogLevel level, std::string_view reason) {
  const std::array fields{LogField("path", request.path()), LogField("reason", reason)};
  request.log().write(level, "response broken off", fields);
}

}  // namespace

Task<> send_text(Request& request, Response response) {
  const FieldList fields(response, request.arena());
  const http::ResponseHead head = fields.head(response.status());
  std::string& content = std::get<std::string>(response.content());
  const Result<> sent = co_await request.exchange().respond(head, as_bytes(content));
  keep_spare_text(content);
  if (!sent) request.exchange().abort();
}

Task<> send_file(Request& request, Response response) {
  auto& content = std::get<FileContent>(response.content());
  if (!content.parts) {
    const std::string path = file_path(request, content.path);
    Result<OpenedFile> opened = co_await request.blocking().run(open_file, path);
    if (!opened && opened.error() == Error::Cancelled) throw Cancelled();
    if (opened) content.parts = whole_of(std::move(*opened), request.arena());
    if (!content.parts) {
      Response problem = problem_response(opened ? HttpError(NotFound()) : ServiceUnavailable("The file cannot be read at the moment"));
      co_await send_text(request, std::move(problem));
      co_return;
    }
  }
  const FieldList fields(response, request.arena());
  const http::ResponseHead head = fields.head(response.status());
  const Result<> sent = co_await content.parts.respond(request.exchange(), head);
  if (!sent) request.exchange().abort();
}

Task<bool> write_stream(Request& request, StreamedContent& content, BodyWriter& out) {
  try {
    co_await content.write_to(out);
    co_return true;
  } catch (const Cancelled&) {
    throw;
  } catch (const HttpError& error) {  // What the client did wrong, say in content that is being echoed, is no error of the service.
    tell_broken_off(request, http::status_code(error.status()) < 500 ? LogLevel::Debug : LogLevel::Error, error.what());
  } catch (const std::exception& error) {
    tell_broken_off(request, LogLevel::Error, error.what());
  }
  co_return false;
}

Task<> send_stream(Request& request, Response response) {
  http::Exchange& exchange = request.exchange();
  const FieldList fields(response, request.arena());
  const http::ResponseHead head = fields.head(response.status());
  Result<> sent = co_await exchange.start(head, response.announced_length());
  const bool has_content = request.method() != Method::Head && http::may_have_content(response.status());
  StreamedContent& content = *std::get<std::unique_ptr<StreamedContent>>(response.content());
  BodyWriter out(exchange);
  bool whole = true;
  if (sent && has_content) whole = co_await write_stream(request, content, out);
  if (sent && whole) sent = co_await exchange.finish(out.trailers());
  if (!sent || !whole) exchange.abort();
}

}  // namespace saki
