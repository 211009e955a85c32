// SPDX-License-Identifier: Apache-2.0
//
// CorsGuard: one policy at work.
//
// A policy that names sites answers each with its own name, and tells caches so (Vary) in every answer, also to those who are not among
// them. The innermost policy around a route decides alone.
#pragma once

#include <string>
#include <vector>

#include "browser/origin_list.h"
#include "context/answer_fields.h"
#include "saki/cors_policy.h"

namespace saki {

class CorsGuard final : public AnswerFields {
 public:
  explicit CorsGuard(CorsPolicy policy);

  // Before the service starts: sites that the configuration lets in as well; an empty list takes those of before away.
  void add_origins(const std::vector<std::string>& origins);

  [[nodiscard]] Task<Response> answer(Request& request, Next next) const override;
  [[nodiscard]] std::optional<Response> answer_preflight(const Request& request) const override;

 private:
  [[nodiscard]] Task<Response> share(Request& request, Next next) const;
  [[nodiscard]] bool decides(const Request& request) const noexcept;
  [[nodiscard]] bool lets_ask(std::string_view method) const noexcept;
  // How the one who asks is named where it is let in.
  [[nodiscard]] std::optional<std::string_view> admitted(const Request& request) const noexcept;
  void admit(std::string_view origin, Response& response) const;

  const CorsPolicy policy_;
  const std::string methods_;
  const std::string headers_;
  const std::string exposed_;
  OriginList origins_;
};

}  // namespace saki
