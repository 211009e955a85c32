// SPDX-License-Identifier: Apache-2.0
#include "saki/form.h"

#include <algorithm>

#include "context/worker_context.h"
#include "form/spill.h"
#include "form/storage_error.h"
#include "saki/base/utf8.h"
#include "saki/http/content_disposition.h"
#include "saki/media_type.h"
#include "saki/request.h"
#include "saki/task/blocking_pool.h"

namespace saki {
namespace {

constexpr std::size_t kBatchBytes = 256 * 1024;  // Written to the disk at once.

enum class FileUse { Kept, PassedOver };

bool is_multipart(const Request& request) {
  const auto type = MediaType::parse(request.header("Content-Type").value_or(""));
  return type && type->is("multipart", "form-data");
}

// One part on its way to where it is kept.
class FileKeeper {
 public:
  FileKeeper(Request& request, std::size_t memory_bytes) noexcept : request_(request), memory_bytes_(memory_bytes) {}

  Task<> add(std::string_view piece) {
    held_ += piece;
    size_bytes_ += piece.size();
    if (held_.size() > (file_ != nullptr ? kBatchBytes : memory_bytes_)) co_await write();
  }

  Task<UploadedFile> finish(const PartHead& part) {
    if (file_ != nullptr && !held_.empty()) co_await write();
    co_return UploadedFile(request_.blocking(), http::safe_file_name(part.file_name.value_or("")), part.media_type, std::move(held_), file_,
                           size_bytes_);
  }

 private:
  Task<> write() {
    BlockingPool& pool = request_.blocking();
    const std::string& folder = request_.context().service.data_dir;
    if (file_ == nullptr) file_ = stored(co_await pool.run(open_spill, folder), folder);
    stored(co_await pool.run(append_to_file, file_, std::exchange(held_, {})), folder);
  }

  Request& request_;
  std::size_t memory_bytes_;
  std::string held_;
  SharedFile file_;
  std::uint64_t size_bytes_ = 0;
};

Task<std::string> read_value(MultipartReader& reader, std::size_t most_bytes) {
  std::string value;
  for (std::string_view piece = co_await reader.read(); !piece.empty(); piece = co_await reader.read()) {
    value += piece;
    if (value.size() > most_bytes) throw ContentTooLarge("A field of the form is larger than this service takes");
  }
  if (!is_utf8(value)) throw BadRequest("A field of the form is not valid UTF-8");
  co_return value;
}

Task<UploadedFile> read_file(Request& request, MultipartReader& reader, std::size_t memory_bytes) {
  const PartHead part = reader.part();
  FileKeeper keeper(request, memory_bytes);
  for (std::string_view piece = co_await reader.read(); !piece.empty(); piece = co_await reader.read()) co_await keeper.add(piece);
  co_return co_await keeper.finish(part);
}

// Takes nothing of it: the reader passes over what is not read.
UploadedFile named_alone(Request& request, const PartHead& part) {
  return UploadedFile(request.blocking(), http::safe_file_name(part.file_name.value_or("")), part.media_type, "", nullptr, 0);
}

Task<> read_part(Request& request, MultipartReader& reader, const FormLimits& limits, FileUse use, Form& form) {
  const PartHead part = reader.part();
  if (!part.file_name) {
    std::string value = co_await read_value(reader, limits.field_bytes);
    form.add(part.name, std::move(value));
    co_return;
  }
  if (use == FileUse::PassedOver) {
    if (!part.file_name->empty()) form.add(part.name, named_alone(request, part));
    co_return;
  }
  UploadedFile file = co_await read_file(request, reader, limits.memory_bytes);
  if (!part.file_name->empty() || file.size_bytes() > 0) form.add(part.name, std::move(file));
}

Task<Form> read_any(Request& request, FormLimits limits, FileUse use) {
  Form form;
  if (!is_multipart(request)) {
    const Parameters parameters = co_await request.form();
    for (const Parameter& parameter : parameters) form.add(std::string(parameter.name), std::string(parameter.value));
    co_return form;
  }
  MultipartReader reader(request, limits.multipart);
  for (bool more = co_await reader.next(); more; more = co_await reader.next()) co_await read_part(request, reader, limits, use, form);
  co_return form;
}

}  // namespace

std::optional<std::string_view> Form::find(std::string_view name) const noexcept {
  const auto found = std::ranges::find(fields_, name, &Fields::value_type::first);
  return found != fields_.end() ? std::optional<std::string_view>(found->second) : std::nullopt;
}

const UploadedFile* Form::file(std::string_view name) const noexcept {
  const auto found = std::ranges::find(files_, name, &Files::value_type::first);
  return found != files_.end() ? &found->second : nullptr;
}

std::optional<std::string> Form::take(std::string_view name) {
  const auto value = find(name);
  if (!value) return std::nullopt;
  std::string taken(*value);
  std::erase_if(fields_, [name](const auto& field) { return field.first == name; });
  return taken;
}

Task<Form> read_form(Request& request, FormLimits limits) { return read_any(request, limits, FileUse::Kept); }

Task<Form> read_form_fields(Request& request) { return read_any(request, {}, FileUse::PassedOver); }

}  // namespace saki
