// SPDX-License-Identifier: Apache-2.0
#include "service/response_sender.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "saki/http/exchange.h"
#include "saki/request.h"
#include "service/error_answer.h"
#include "service/worker_context.h"

namespace saki {
namespace {

// The fields of a response as views, on the stack in the ordinary case.
class FieldList {
 public:
  FieldList(const Response& response, Arena& arena) {
    const std::size_t most = response.headers().size() + 1;
    void* const memory = most <= kFew ? &few_ : arena.allocate(most * sizeof(Field), alignof(Field));
    first_ = static_cast<Field*>(memory);
    const std::string_view media_type = response.media_type();
    if (!media_type.empty()) add("Content-Type", media_type);
    for (const auto& [name, value] : response.headers()) add(name, value);
  }
  FieldList(const FieldList&) = delete;
  FieldList& operator=(const FieldList&) = delete;
  [[nodiscard]] http::ResponseHead head(Status status) const noexcept { return {status, {first_, count_}}; }

 private:
  static constexpr std::size_t kFew = 8;
  static_assert(std::is_trivially_destructible_v<Field>);

  void add(std::string_view name, std::string_view value) noexcept { new (first_ + count_++) Field{name, value}; }

  alignas(Field) std::byte few_[kFew * sizeof(Field)];  // Not made before they are needed.
  Field* first_;
  std::size_t count_ = 0;
};

// Opens a regular file, unless it is open; an empty descriptor where there is none to be read.
void open_file(FileContent& content, const std::string& path) {
  if (content.file) return;
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status{};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return;
  content.size_bytes = static_cast<std::uint64_t>(status.st_size);
  content.file = std::move(file);
}

std::string file_path(const Request& request, const std::string& path) {
  return path.starts_with('/') ? path : request.context().service.data_dir + "/" + path;
}

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
  open_file(content, file_path(request, content.path));
  if (!content.file) {
    co_await send_text(request, problem_response(NotFound()));
    co_return;
  }
  const FieldList fields(response, request.arena());
  const http::ResponseHead head = fields.head(response.status());
  const Result<> sent = co_await request.exchange().respond_file(head, std::move(content.file), 0, content.size_bytes);
  if (!sent) request.exchange().abort();
}

// Runs the coroutine that makes the content. False when it failed; then the answer is broken off.
Task<bool> write_stream(Request& request, StreamedContent& content) {
  BodyWriter out(request.exchange());
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
  bool whole = true;
  if (sent && has_content) whole = co_await write_stream(request, content);
  if (sent && whole) sent = co_await exchange.finish();
  if (!sent || !whole) exchange.abort();
}

}  // namespace

bool try_send_response(Request& request, Response& response) {
  auto* const content = std::get_if<std::string>(&response.content());
  if (content == nullptr) return false;
  const FieldList fields(response, request.arena());
  if (!request.exchange().try_respond(fields.head(response.status()), as_bytes(*content))) return false;
  keep_spare_text(*content);
  return true;
}

Task<> send_response(Request& request, Response response) {
  if (std::holds_alternative<FileContent>(response.content())) return send_file(request, std::move(response));
  if (std::holds_alternative<std::string>(response.content())) return send_text(request, std::move(response));
  return send_stream(request, std::move(response));
}

}  // namespace saki
