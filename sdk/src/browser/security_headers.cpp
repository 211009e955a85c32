// SPDX-License-Identifier: Apache-2.0
#include "saki/security_headers.h"

#include <array>
#include <vector>

#include "context/answer_fields.h"
#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/service.h"
#include "service/answer_any_case.h"

namespace saki {

// Fields that are the same in every answer.
class FixedFields final : public AnswerFields {
 public:
  void clear() noexcept { fields_.clear(); }  // This and the next: before the service starts.
  void add(const char* name, std::string value) { fields_.emplace_back(name, std::move(value)); }

  [[nodiscard]] Task<Response> answer(Request& request, Next next) const override {
    Response response = co_await answer_any_case(request, next);
    for (const auto& [name, value] : fields_) {
      if (!response.header(name)) response.header(name, value);
    }
    co_return response;
  }

 private:
  std::vector<std::pair<const char*, std::string>> fields_;
};

namespace {

struct FieldSetting {
  const char* path;
  const char* field;
  const char* initial;
  const char* description;
};

// None of these changes what a JSON service does. Pages lose only what most do without; what they need they say in the configuration.
constexpr std::array kFields{
    FieldSetting{"security_headers.frame", "X-Frame-Options", "DENY", "Whether pages may stand in frames: DENY, SAMEORIGIN."},
    FieldSetting{"security_headers.referrer", "Referrer-Policy", "strict-origin-when-cross-origin",
                 "What other sites learn of where a link stood."},
    FieldSetting{"security_headers.content", "Content-Security-Policy", "base-uri 'self'; frame-ancestors 'none'; object-src 'none'",
                 "What pages may load and run. The default leaves scripts and styles alone: name their sources here."},
    FieldSetting{"security_headers.permissions", "Permissions-Policy", "camera=(), geolocation=(), microphone=()",
                 "Which powers of a browser pages may use."},
    FieldSetting{"security_headers.opener", "Cross-Origin-Opener-Policy", "same-origin",
                 "Which pages share a group with one that opened them."},
    FieldSetting{"security_headers.resource", "Cross-Origin-Resource-Policy", "",
                 "Whose pages may embed what is answered: same-origin, same-site, cross-origin."},
};
constexpr const char* kSniffing = "security_headers.nosniff";

std::string check_value(std::string_view text) { return is_field_value(text) ? "" : "this cannot stand in a header field"; }

}  // namespace

SecurityHeaders::SecurityHeaders() : fields_(std::make_shared<FixedFields>()) {}
SecurityHeaders::~SecurityHeaders() = default;

void SecurityHeaders::install(Service& service) { service.middleware(fields_); }

void SecurityHeaders::declare_settings(ConfigSchema& schema) {
  schema.add({.path = kSniffing,
              .type = SettingType::Bool,
              .initial = "true",
              .description = "Whether browsers must take the media type as told (X-Content-Type-Options: nosniff)."});
  for (const FieldSetting& each : kFields) {
    schema.add({.path = each.path,
                .initial = "\"" + std::string(each.initial) + "\"",
                .maximum = "4096",
                .check = check_value,
                .form = "header field",
                .description = std::string(each.description) + " Empty: no " + each.field + "."});
  }
}

void SecurityHeaders::start(const PackageContext& context, Diagnostics&) {
  const Config& config = context.config();
  fields_->clear();
  if (config.get<bool>(kSniffing)) fields_->add("X-Content-Type-Options", "nosniff");
  for (const FieldSetting& each : kFields) {
    if (std::string value = config.get<std::string>(each.path); !value.empty()) fields_->add(each.field, std::move(value));
  }
}

}  // namespace saki
