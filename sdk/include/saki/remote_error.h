// SPDX-License-Identifier: Apache-2.0
//
// RemoteError: another server answered, and its answer says that it went wrong. Where that is a problem document (RFC 9457), what it says.
//
// Generated clients throw classes made from it for the errors that a manifest declares.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "saki/client_error.h"
#include "saki/client_response.h"
#include "saki/decoder.h"

namespace saki {

class RemoteError : public ClientError {  // Affinity: any. Copying shares what it holds.
 public:
  explicit RemoteError(ClientResponse response);

  [[nodiscard]] Status status() const noexcept { return told_->response.status(); }
  [[nodiscard]] const ClientResponse& response() const noexcept { return told_->response; }

  // Of the problem document; empty where there is none, or where it does not say.
  [[nodiscard]] const std::string& type() const noexcept { return told_->type; }
  [[nodiscard]] const std::string& title() const noexcept { return told_->title; }
  [[nodiscard]] const std::string& detail() const noexcept { return told_->detail; }

  // A further member of the problem document. False, and `into` is as it was, where there is none of that name and type.
  template <class T>
  bool read_member(std::string_view name, T& into) const {
    const std::string json = member(name);
    Violations violations;
    Decoder in(json, JsonForm::Answer, violations);
    T value{};
    if (json.empty() || !read_value(in, value, AnyValue()) || !in.finish()) return false;
    into = std::move(value);
    return true;
  }

 private:
  struct Told {
    explicit Told(ClientResponse answer) : response(std::move(answer)) {}
    ClientResponse response;
    std::string type;
    std::string title;
    std::string detail;
  };
  [[nodiscard]] static std::shared_ptr<const Told> read(ClientResponse response);
  explicit RemoteError(std::shared_ptr<const Told> told);
  [[nodiscard]] std::string member(std::string_view name) const;  // As JSON; empty where there is none.

  std::shared_ptr<const Told> told_;
};

}  // namespace saki
