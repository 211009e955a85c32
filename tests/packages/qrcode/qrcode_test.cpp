// SPDX-License-Identifier: Apache-2.0
#include "saki/qrcode.h"

#include <gmock/gmock.h>

#include "saki/http_error.h"
#include "saki/measures.h"
#include "saki/service.h"
#include "saki/test_client.h"

namespace saki {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class QrcodePackage : public testing::Test {
 protected:
  Service service_{"test"};
  Qrcode& package_ = service_.add_package(std::make_unique<Qrcode>());
};

// The side of a picture in modules: what its view box says.
std::string side_of(const std::string& svg) {
  const std::size_t start = svg.find("0 0 ") + 4;
  return svg.substr(start, svg.find(' ', start) - start);
}

TEST_F(QrcodePackage, TheRouteAnswersAPicture) {
  TestClient client(service_);
  const TestResponse response = client.get("/qrcode?text=https%3A%2F%2Fexample.org%2F7");
  EXPECT_EQ(response.status(), 200);
  EXPECT_EQ(response.header("Content-Type"), "image/svg+xml");
  EXPECT_THAT(std::string(response.body()), StartsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 33 33\""));
}

// A finder pattern has a row of seven black modules on top, and of one black, five white, one black below it.
TEST_F(QrcodePackage, ItsCornersAreThoseThatReadersLookFor) {
  const TestClient client(service_);
  const std::string svg = package_.svg("HELLO");
  EXPECT_EQ(side_of(svg), "29");  // Version 1 is 21 wide.
  for (const char* bar : {"M4 4h7v1h-7z", "M18 4h7v1h-7z", "M4 18h7v1h-7z", "M4 5h1v1h-1z", "M10 5h1v1h-1z", "M4 10h7v1h-7z"})
    EXPECT_THAT(svg, HasSubstr(bar)) << bar;
}

TEST_F(QrcodePackage, LevelAndMarginAreAsConfigured) {
  const std::string text(100, 'x');
  for (const auto& [level, side] : {std::pair{"low", "37"}, {"medium", "41"}, {"quartile", "49"}, {"high", "57"}}) {
    const TestClient client(service_, {.config = std::string("qrcode: {margin: 0, level: ") + level + "}"});
    EXPECT_EQ(side_of(package_.svg(text)), side) << level;
  }
  EXPECT_THROW(TestClient(service_, {.config = "qrcode: {level: best}"}), std::runtime_error);
}

TEST_F(QrcodePackage, WhatNoCodeCanHoldIsRefused) {
  TestClient client(service_, {.config = "qrcode: {level: high, max_bytes: 2900}"});
  EXPECT_EQ(client.get("/qrcode").status(), 422);
  EXPECT_EQ(client.get("/qrcode?text=").status(), 422);
  EXPECT_EQ(client.get("/qrcode?text=a%00b").status(), 422);
  EXPECT_THROW(static_cast<void>(package_.svg(std::string(2901, 'x'))), UnprocessableContent);
  EXPECT_THROW(static_cast<void>(package_.svg(std::string(1274, 'x'))), UnprocessableContent);  // One more than a code of that level holds.
  EXPECT_NO_THROW(static_cast<void>(package_.svg(std::string(1273, 'x'))));
}

TEST_F(QrcodePackage, CountsItsCodes) {
  const TestClient client(service_);
  static_cast<void>(package_.svg("a"));
  static_cast<void>(package_.svg("b"));
  Measures measures;
  package_.measure(measures);
  EXPECT_EQ(measures.find("qrcode_made_total"), 2);
}

}  // namespace
}  // namespace saki
