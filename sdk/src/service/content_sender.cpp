// SPDX-License-Identifier: Apache-2.0
#include "service/content_sender.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "saki/body_writer.h"
#include "saki/http/exchange.h"
#include "saki/request.h"
#include "service/error_answer.h"
#include "service/field_list.h"
#include "service/worker_context.h"

namespace saki {
namespace {

// All of a regular file; nothing where there is none to be read.
http::FileParts open_file(const std::string& path, Arena& arena) {
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status{};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  const std::span<http::FilePart> whole = arena.allocate_array<http::FilePart>(1);
  whole[0].count_bytes = static_cast<std::uint64_t>(status.st_size);
  return {std::make_shared<FileDescriptor>(std::move(file)), whole, {}};
}

std::string file_path(const Request& request, const std::string& path) {
  return path.starts_with('/') ? path : request.context().service.data_dir + "/" + path;
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
  if (!content.parts) content.parts = open_file(file_path(request, content.path), request.arena());
  if (!content.parts) {
    co_await send_text(request, problem_response(NotFound()));
    co_return;
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
  } catch (const std::exception& error) {
    request.log().error("response broken off", {{"path", request.path()}, {"reason", error.what()}});
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
