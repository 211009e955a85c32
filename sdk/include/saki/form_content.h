// SPDX-License-Identifier: Apache-2.0
//
// FormContent: a form on its way to a service, as tests and clients post it.
//
//   FormContent form;
//   form.field("title", "A tree");
//   form.file("picture", "tree.png", "image/png", bytes);
//   client.post("/pictures", form.content(), form.media_type());
//
// Without files it is application/x-www-form-urlencoded, with one multipart/form-data (RFC 7578), whose boundary none of its parts holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "saki/call_parameters.h"

namespace saki {

class FormContent {  // Affinity: one thread. A value.
 public:
  FormContent() = default;
  explicit FormContent(const CallParameters& fields) : fields_(fields.list()) {}

  void field(std::string_view name, std::string_view value) { fields_.emplace_back(name, value); }  // Names may repeat.
  void file(std::string_view name, std::string_view file_name, std::string_view media_type, std::string_view content);

  [[nodiscard]] std::string media_type() const;
  [[nodiscard]] std::string content() const;

 private:
  struct File {
    std::string head;  // The fields of its part, as they are sent.
    std::string content;
  };

  [[nodiscard]] std::string boundary() const;

  CallParameters::List fields_;
  std::vector<File> files_;
};

}  // namespace saki
