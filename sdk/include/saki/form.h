// SPDX-License-Identifier: Apache-2.0
//
// Form: the whole of a form, whichever way it was sent: fields with their values, and files.
//
//   Form form = co_await read_form(request);
//   const auto title = form.find("title");
//   if (const UploadedFile* picture = form.file("picture")) co_await picture->save(folder + "/" + id);
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/multipart_reader.h"
#include "saki/uploaded_file.h"

namespace saki {

class Request;

struct FormLimits {
  FormLimits() noexcept {}  // NOLINT(modernize-use-equals-default): a constructor keeps it whole in awaited calls.

  MultipartLimits multipart{};
  std::size_t field_bytes = 64 * 1024;   // Of one field's value.
  std::size_t memory_bytes = 64 * 1024;  // Of one file; a larger one goes to the disk.
};

class Form {  // Affinity: loop. A value; moved, not copied.
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;
  using Files = std::vector<std::pair<std::string, UploadedFile>>;

  Form() = default;

  // The first of that name; a field without value is told apart from none.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;
  [[nodiscard]] const UploadedFile* file(std::string_view name) const noexcept;

  [[nodiscard]] const Fields& fields() const noexcept { return fields_; }  // In the order they came. Names may repeat.
  [[nodiscard]] const Files& files() const noexcept { return files_; }

  // The same as find() of a field, which is gone from the form then, and all others of its name with it.
  std::optional<std::string> take(std::string_view name);

  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  void add(std::string name, UploadedFile file) { files_.emplace_back(std::move(name), std::move(file)); }

 private:
  Fields fields_;
  Files files_;
};

// Reads a form of either type, application/x-www-form-urlencoded or multipart/form-data. Large files lie below `data_dir` without a name,
// and are gone with the form. A part with a file name is a file, save where a browser sends one that was not chosen: empty in both.
//
// Throws UnsupportedMediaType for content of another type, BadRequest for what is outside the grammar or, in a field, is not UTF-8;
// ContentTooLarge past a limit; HttpError with 507 (Insufficient Storage) when a file cannot be kept; what Request::read throws.
[[nodiscard]] Task<Form> read_form(Request& request, FormLimits limits = {});

// The same for whom fields are enough: files are there by their names, with nothing in them, for their content is passed over.
[[nodiscard]] Task<Form> read_form_fields(Request& request);

}  // namespace saki
