// SPDX-License-Identifier: Apache-2.0
#include "saki/qrcode.h"

#include <qrencode.h>

#include "picture.h"
#include "qrcode_settings.h"
#include "saki/http_error.h"
#include "saki/measures.h"
#include "saki/request.h"
#include "saki/service.h"
#include "saki/setting_fields.h"

namespace saki {
namespace {

QRecLevel level_of(std::string_view word) {
  if (word == "low") return QR_ECLEVEL_L;
  if (word == "quartile") return QR_ECLEVEL_Q;
  return word == "high" ? QR_ECLEVEL_H : QR_ECLEVEL_M;
}

Response show(Request& request) {
  const auto text = request.query().find("text");
  if (!text) throw UnprocessableContent("the query has no text");
  return Response::of("image/svg+xml", request.use<Qrcode>().svg(std::string(*text)));
}

}  // namespace

Qrcode::Qrcode() : settings_(std::make_unique<QrcodeSettings>()) {}
Qrcode::~Qrcode() = default;

std::string Qrcode::svg(const std::string& text) {
  const bool fits = !text.empty() && text.size() <= static_cast<std::size_t>(settings_->max_bytes);
  if (!fits || text.find('\0') != std::string::npos)
    throw UnprocessableContent("a code's text is 1 to qrcode.max_bytes long, and has no NUL");
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.c_str(), 0, level_of(settings_->level)),
                                                             &QRcode_free);
  if (code == nullptr) throw UnprocessableContent("the text is too long for a code of this level");
  made_.fetch_add(1, std::memory_order_relaxed);
  const auto width = static_cast<std::size_t>(code->width);
  return picture({code->data, width * width}, width, static_cast<std::size_t>(settings_->margin));
}

void Qrcode::install(Service& service) { service.get("/qrcode", show); }
void Qrcode::declare_settings(ConfigSchema& schema) { qrcode_settings().declare(schema); }
void Qrcode::start(const PackageContext& context, Diagnostics& /*diagnostics*/) { *settings_ = qrcode_settings().read(context.config()); }

void Qrcode::measure(Measures& measures) const {
  measures.counter("qrcode_made_total", "Codes that were drawn.", made_.load(std::memory_order_relaxed));
}

}  // namespace saki
