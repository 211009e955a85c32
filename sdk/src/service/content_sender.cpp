// SPDX-License-Identifier: Apache-2.0
#include "service/content_sender.h"

#include <fcntl.h>

#include <array>

#include "coding/coded_content.h"
#include "context/data_path.h"
#include "context/error_answer.h"
#include "context/worker_context.h"
#include "saki/body_writer.h"
#include "saki/http/exchange.h"
#include "saki/http_error.h"
#include "saki/log/log_stream.h"
#include "saki/request.h"
#include "service/field_list.h"
#include "service/file_response.h"
#include "service/refusal.h"

namespace saki {
namespace {

// Blocks: a path may lead through a slow disk or a network. An empty descriptor where there is nothing to be read.
FileDescriptor open_file(const std::string& path) { return FileDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)); }

std::string file_path(const Request& request, const std::string& path) { return data_path(request.context().service.data_dir, path); }

StreamedContent& streamed(Response& response) { return *std::get<std::unique_ptr<StreamedContent>>(response.content()); }

void tell_broken_off(const Request& request, LogLevel level, std::string_view reason) {
  const std::array fields{LogField("path", request.path()), LogField("reason", reason)};
  request.log().write(level, "response broken off", fields);
}

// For the exception at hand: the answer to give where none has begun; else it breaks off, which is told.
std::optional<Response> answer_failure(const Request& request) {
  if (!request.exchange().started()) return error_answer(request);
  try {
    throw;
  } catch (const HttpError& error) {  // What the client did wrong, say in content that is being echoed, is no error of the service.
    tell_broken_off(request, http::status_code(error.status()) < 500 ? LogLevel::Debug : LogLevel::Error, error.what());
  } catch (const std::exception& error) {
    tell_broken_off(request, LogLevel::Error, error.what());
  }
  return std::nullopt;
}

}  // namespace

Task<> send_text(Request& request, Response response) {
  const FieldList fields(response, request.arena());
  const http::ResponseHead head = fields.head(response.status());
  const ByteView content = as_bytes(*response.text_content());
  const Result<> sent = co_await request.exchange().respond(head, content);
  response.keep_memory();
  if (!sent) request.exchange().abort();
}

Task<> send_file(Request& request, Response response) {
  if (!std::get<FileContent>(response.content()).parts) {
    const std::string path = file_path(request, std::get<FileContent>(response.content()).path);
    Result<FileDescriptor> opened = co_await request.blocking().run(open_file, path);
    if (!opened && opened.error() == Error::Cancelled) throw Cancelled();
    response = opened ? answer_with_file(request, std::move(response), std::move(*opened))
                      : in_place_of(response, ServiceUnavailable("The file cannot be read at the moment"), request);
    if (!std::holds_alternative<FileContent>(response.content())) {
      co_await send_text(request, std::move(response));
      co_return;
    }
  }
  const FieldList fields(response, request.arena());
  const http::ResponseHead head = fields.head(response.status());
  const Result<> sent = co_await std::get<FileContent>(response.content()).parts.respond(request.exchange(), head);
  if (!sent) request.exchange().abort();
}

Task<> write_stream(Request& request, Response& response, CodedContent& coded) {
  http::Exchange& exchange = request.exchange();
  BodyWriter out(exchange, &coded);
  std::optional<Response> refusal;
  Result<> sent;
  try {
    co_await streamed(response).write_to(out);
  } catch (const Cancelled&) {
    throw;
  } catch (...) {
    refusal = answer_failure(request);
    sent = fail(Error::Cancelled);
  }
  if (refusal) {
    Response answer = in_place_of(response, *std::move(refusal), request);
    co_await send_text(request, std::move(answer));
    co_return;
  }
  if (sent) sent = co_await coded.finish();
  if (sent) sent = co_await exchange.finish(out.trailers());
  if (!sent) exchange.abort();
}

Task<> send_stream(Request& request, Response response) {
  http::Exchange& exchange = request.exchange();
  const FieldList fields(response, request.arena());
  const http::ResponseHead head = fields.head(response.status());
  const bool has_content = request.method() != Method::Head && http::may_have_content(response.status());
  if (has_content && streamed(response).take_over(exchange, head)) co_return;
  if (has_content) {
    CodedContent plain(exchange, head, response.announced_length());
    co_await write_stream(request, response, plain);
    co_return;
  }
  Result<> sent = co_await exchange.start(head, response.announced_length());
  if (sent) sent = co_await exchange.finish();
  if (!sent) exchange.abort();
}

}  // namespace saki
