// SPDX-License-Identifier: Apache-2.0
//
// Qrcode: QR codes (ISO/IEC 18004) as SVG pictures, by libqrencode.
//
//   return Response::of("image/svg+xml", request.use<saki::Qrcode>().svg("https://example.org/7"));
//
// It brings GET /qrcode?text=…, which answers such a picture.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "saki/package.h"

namespace saki {

struct QrcodeSettings;

class Qrcode final : public Package {  // Affinity: any, between start() and stop().
 public:
  Qrcode();
  ~Qrcode() override;

  // The picture of a text, which may hold any bytes but NUL; one unit of it is one module. Black on white, whatever it lies on.
  //
  // Throws UnprocessableContent for an empty text, one with a NUL, and one past `qrcode.max_bytes`, or what a code of the level can hold.
  [[nodiscard]] std::string svg(const std::string& text);

  [[nodiscard]] std::string_view name() const noexcept override { return "qrcode"; }
  void install(Service& service) override;
  void declare_settings(ConfigSchema& schema) override;
  void start(const PackageContext& context, Diagnostics& diagnostics) override;
  void measure(Measures& measures) const override;

 private:
  std::unique_ptr<QrcodeSettings> settings_;
  std::atomic<std::uint64_t> made_ = 0;
};

}  // namespace saki
