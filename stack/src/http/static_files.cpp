// SPDX-License-Identifier: Apache-2.0
#include "saki/http/static_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "http/open_beneath.h"
#include "saki/http/media_type.h"

namespace saki::http {
namespace {

struct OpenFile {
  std::uint64_t size_bytes;
  bool is_file;
  bool is_directory;
};

OpenFile look_at(const FileDescriptor& file) noexcept {
  struct stat found;
  if (::fstat(file.get(), &found) != 0) return {0, false, false};
  return {static_cast<std::uint64_t>(found.st_size), S_ISREG(found.st_mode), S_ISDIR(found.st_mode)};
}

// What an error of opening means to the client, or the error itself where it is the server's own.
Result<StaticFile> meaning_of(const Error& error) noexcept {
  if (!(error == Error::System)) return fail(error);
  switch (error.detail()) {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG:
    case ENXIO: return StaticFile(StaticFile::Kind::Absent);
    case EACCES:
    case EXDEV:
    case ELOOP: return StaticFile(StaticFile::Kind::Forbidden);
    default: return fail(error);
  }
}

// The same place with a slash behind. Two slashes in front would name another host (RFC 3986 section 4.2).
Result<StaticOutcome> redirect(Exchange& exchange) {
  const RequestHead& head = exchange.head();
  if (head.raw_path.starts_with("//")) return StaticOutcome::NotFound;
  std::string place(head.raw_path);
  place += '/';
  if (!head.query.empty()) place.append("?").append(head.query);
  const Field location{"Location", exchange.arena().copy(place)};
  const ResponseHead response{Status::MovedPermanently, {&location, 1}};
  if (!exchange.try_respond(response, {})) return fail(Error::Exhausted);
  return StaticOutcome::Answered;
}

Task<Result<StaticOutcome>> send(Exchange& exchange, FileDescriptor file, std::uint64_t size_bytes, std::string_view media_type) {
  const Field type{"Content-Type", media_type};
  const ResponseHead response{Status::Ok, {&type, 1}};
  SAKI_CO_TRY(co_await exchange.start(response, size_bytes));
  SAKI_CO_TRY(co_await exchange.write_file(file.get(), 0, size_bytes));
  SAKI_CO_TRY(co_await exchange.finish());
  co_return StaticOutcome::Answered;
}

}  // namespace

Result<StaticFiles> StaticFiles::open(const std::string& directory, BlockingPool& blocking, StaticOptions options) {
  FileDescriptor root(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root) return fail(Error::last_system());
  return StaticFiles(std::move(root), blocking, std::move(options));
}

Task<Result<StaticFile>> StaticFiles::find(std::string_view path) const {
  while (path.starts_with('/')) path.remove_prefix(1);
  const bool names_directory = path.empty() || path.ends_with('/');
  if (names_directory && options_.index.empty()) co_return StaticFile(StaticFile::Kind::Absent);
  std::string wanted(path);
  if (names_directory) wanted += options_.index;

  Result<FileDescriptor> file = co_await open_file(wanted);
  if (!file) co_return meaning_of(file.error());
  const OpenFile found = look_at(*file);
  if (found.is_directory && !names_directory && !options_.index.empty()) co_return StaticFile(StaticFile::Kind::Directory);
  if (!found.is_file) co_return StaticFile(StaticFile::Kind::Absent);
  co_return StaticFile(std::move(*file), found.size_bytes, media_type_of(wanted));
}

Task<Result<StaticOutcome>> StaticFiles::serve(Exchange& exchange, std::string_view path) const {
  const Method method = exchange.head().method;
  if (method != Method::Get && method != Method::Head) co_return StaticOutcome::WrongMethod;

  Result<StaticFile> found = co_await find(path);
  if (!found) co_return fail(found.error());
  switch (found->kind) {
    case StaticFile::Kind::File: co_return co_await send(exchange, std::move(found->file), found->size_bytes, found->media_type);
    case StaticFile::Kind::Directory: co_return redirect(exchange);
    case StaticFile::Kind::Forbidden: co_return StaticOutcome::Forbidden;
    case StaticFile::Kind::Absent: break;
  }
  co_return StaticOutcome::NotFound;
}

Task<Result<FileDescriptor>> StaticFiles::open_file(std::string path) const {
  auto opened = open_beneath_cached(root_.get(), path);
  const bool must_wait = !opened && opened.error().detail() == EAGAIN;
  if (!must_wait) co_return opened;
  auto done = co_await blocking_->run(open_beneath, root_.get(), std::move(path));
  if (!done) co_return fail(done.error());
  co_return std::move(*done);
}

}  // namespace saki::http
