// SPDX-License-Identifier: Apache-2.0
#include "saki/http/static_files.h"

#include <fcntl.h>

#include <array>
#include <cerrno>

#include "http/cache_rules.h"
#include "http/directory_listing.h"
#include "http/file_answer.h"
#include "http/open_beneath.h"
#include "http/static_path.h"
#include "saki/http/content_coding.h"
#include "saki/http/media_type.h"
#include "saki/loop/loop.h"

namespace saki::http {
namespace {

struct Sibling {
  ContentCoding coding;
  const char* ending;
};

constexpr std::array kSiblings{Sibling{ContentCoding::Brotli, ".br"}, Sibling{ContentCoding::Gzip, ".gz"}};  // The smaller first.
constexpr std::string_view kAllowed = "GET, HEAD, OPTIONS";

bool is_absence(const Error& error) noexcept {
  if (!(error == Error::System)) return false;
  const int number = error.detail();
  return number == ENOENT || number == ENOTDIR || number == ENAMETOOLONG || number == ENXIO;
}

bool is_ban(const Error& error) noexcept {
  if (!(error == Error::System)) return false;
  return error.detail() == EACCES || error.detail() == EXDEV || error.detail() == ELOOP;
}

// What is there, but to be asked for in another way.
StaticAnswer answer_method(Method method) {
  StaticAnswer answer(method == Method::Options ? Status::NoContent : Status::MethodNotAllowed);
  answer.add("Allow", kAllowed);
  return answer;
}

bool is_reading(Method method) noexcept { return method == Method::Get || method == Method::Head; }

// On a pool's thread, which may outlive the files.
Result<FileDescriptor> open_shared(std::shared_ptr<const FileDescriptor> root, const std::string& path, Symlinks links) {
  return open_beneath(root->get(), path, links);
}

// Likewise.
Result<std::string> make_listing(std::shared_ptr<const FileDescriptor> root, std::string below, StaticOptions options, std::string path,
                                 std::string query) {
  const HiddenFiles hidden{options.hidden_files};
  const bool has_parent = !below.empty();
  auto entries = read_directory(std::move(root), std::move(below), options.symlinks, hidden);
  if (!entries) return fail(entries.error());
  return listing_page(std::move(*entries), path, has_parent, ListingOrder::of(query));
}

}  // namespace

Result<StaticFiles> StaticFiles::open(const std::string& directory, BlockingPool& blocking, StaticOptions options) {
  FileDescriptor root(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root) return fail(Error::last_system());
  return StaticFiles(std::move(root), blocking, std::move(options));
}

StaticFiles::StaticFiles(FileDescriptor root, BlockingPool& blocking, StaticOptions options)
    : root_(std::make_shared<FileDescriptor>(std::move(root))),
      blocking_(&blocking),
      options_(std::move(options)),
      cache_(std::make_unique<FileCache>(options_.cached_files, options_.reopen)) {}

Task<Result<>> StaticFiles::serve(Exchange& exchange, std::string_view path) {
  const Result<StaticAnswer> found = co_await answer(exchange, path);
  if (!found) co_return fail(found.error());
  const ResponseHead head{found->status, found->fields()};
  if (found->content) co_return co_await found->content.respond(exchange, head);
  co_return co_await exchange.respond(head, as_bytes(found->text));
}

Task<Result<StaticAnswer>> StaticFiles::answer(Exchange& exchange, std::string_view path) {
  const auto asked = static_path(path, HiddenFiles{options_.hidden_files});
  if (!asked) co_return StaticAnswer(Status::NotFound);
  std::string wanted(asked->below);
  if (asked->names_directory) wanted += options_.index.empty() ? "." : options_.index;

  Result<File> found = co_await find(exchange, wanted, Absence::Forget);
  if (!found && is_ban(found.error())) co_return StaticAnswer(Status::Forbidden);
  if (!found) co_return fail(found.error());
  const File file = std::move(*found);
  if (file && file->kind() == ServedFile::Kind::File) co_return co_await answer_found(exchange, std::move(wanted), file);
  const bool is_directory = file && file->kind() == ServedFile::Kind::Directory;
  if (asked->names_directory && options_.listing) co_return co_await answer_listing(exchange, std::string(asked->below));
  const bool has_page = !options_.index.empty() || options_.listing;
  co_return is_directory && !asked->names_directory && has_page ? StaticAnswer::into_directory(exchange) : StaticAnswer(Status::NotFound);
}

Task<Result<StaticAnswer>> StaticFiles::answer_found(Exchange& exchange, std::string path, File file) {
  if (const Method method = exchange.head().method; !is_reading(method)) co_return answer_method(method);
  FileChoice choice;
  choice.file = std::move(file);
  choice.media_type = media_type_of(path);
  choice.cache_control = cache_control_of(options_, path);
  if (options_.precompressed) SAKI_CO_TRY(co_await take_sibling(exchange, std::move(path), choice));
  co_return answer_file(exchange, choice);
}

// One that is older was made of another content.
Task<Result<>> StaticFiles::take_sibling(Exchange& exchange, std::string path, FileChoice& choice) {
  std::array<ContentCoding, kSiblings.size()> offers;
  std::array<SharedFile, kSiblings.size()> files;
  std::size_t count = 0;
  for (const Sibling& sibling : kSiblings) {
    Result<SharedFile> found = co_await find(exchange, path + sibling.ending, Absence::Remember);
    if (!found && found.error() == Error::Cancelled) co_return fail(found.error());
    const bool is_usable = found && *found && (*found)->kind() == ServedFile::Kind::File;
    if (!is_usable || (*found)->modified_ns() < choice.file->modified_ns()) continue;
    offers[count] = sibling.coding;
    files[count++] = std::move(*found);
  }
  if (count == 0) co_return {};
  choice.varies = true;
  const ContentCoding best = AcceptedCodings(exchange.head().fields).best({offers.data(), count});
  if (best == ContentCoding::Identity) co_return {};
  const std::size_t place = offers[0] == best ? 0 : 1;
  choice.file = std::move(files[place]);
  choice.coding = content_coding_name(best);
  co_return {};
}

Task<Result<StaticAnswer>> StaticFiles::answer_listing(Exchange& exchange, std::string below) {
  const RequestHead& head = exchange.head();
  std::string path(head.path);
  std::string query(head.query);
  auto made = co_await blocking_->run(make_listing, root_, std::move(below), options_, std::move(path), std::move(query));
  if (!made) co_return fail(made.error());
  Result<std::string>& page = *made;
  if (!page && is_absence(page.error())) co_return StaticAnswer(Status::NotFound);
  if (!page && is_ban(page.error())) co_return StaticAnswer(Status::Forbidden);
  if (!page) co_return fail(page.error());
  if (!is_reading(head.method)) co_return answer_method(head.method);
  StaticAnswer answer(Status::Ok);
  answer.text = std::move(*page);
  answer.add("Content-Type", "text/html; charset=utf-8");
  answer.add("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
  answer.add("Cache-Control", "no-cache");
  co_return answer;
}

Task<Result<StaticFiles::File>> StaticFiles::find(Exchange& exchange, std::string path, Absence absence) {
  if (auto known = cache_->find(path, exchange.loop().now())) co_return std::move(*known);
  cache_->count_open();
  Result<FileDescriptor> opened = co_await open_file(path);
  if (!opened && is_absence(opened.error())) {
    if (absence == Absence::Remember) cache_->put(path, File(), exchange.loop());
    co_return File();
  }
  if (!opened) co_return fail(opened.error());
  File file = std::make_shared<ServedFile>(std::move(*opened));
  if (file->kind() == ServedFile::Kind::File) cache_->put(path, file, exchange.loop());
  co_return file;
}

Task<Result<FileDescriptor>> StaticFiles::open_file(std::string path) {
  auto opened = open_beneath_cached(root_->get(), path, options_.symlinks);
  const bool must_wait = !opened && opened.error().detail() == EAGAIN;
  if (!must_wait) co_return opened;
  auto done = co_await blocking_->run(open_shared, root_, std::move(path), options_.symlinks);
  if (!done) co_return fail(done.error());
  co_return std::move(*done);
}

}  // namespace saki::http
