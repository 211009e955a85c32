// SPDX-License-Identifier: Apache-2.0
//
// Markdown: CommonMark as HTML, by libcmark.
//
//   std::string html = co_await request.use<saki::Markdown>().render(request, std::move(text));
//
// It brings POST /markdown, which renders what it is sent, and a middleware: an answer of type text/markdown becomes an HTML page for those
// who would rather have that, which browsers would; one with an ETag stays as it is, for that names its bytes.
//
// Rendering is done on the pool for blocking work: the time it takes is not bounded by a text's length alone.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "saki/package.h"
#include "saki/task/task.h"

namespace saki {

class Request;
struct MarkdownCore;

class Markdown final : public Package {  // Affinity: loop, of whichever worker.
 public:
  Markdown();
  ~Markdown() override;

  // The HTML of a text. HTML in it and links that could run code are left out, unless `markdown.raw_html` lets them in.
  //
  // Throws ContentTooLarge past `markdown.max_bytes`, ServiceUnavailable when `markdown.at_once` texts are being rendered or the pool is
  // full, Cancelled when the client is gone.
  [[nodiscard]] Task<std::string> render(Request& request, std::string text);

  // The same as a whole page: in the frame that the configuration names, or a plain one.
  [[nodiscard]] Task<std::string> render_page(Request& request, std::string text);

  [[nodiscard]] std::string_view name() const noexcept override { return "markdown"; }
  void install(Service& service) override;
  void declare_settings(ConfigSchema& schema) override;
  void start(const PackageContext& context, Diagnostics& diagnostics) override;
  [[nodiscard]] Health health() const override;  // Fails while nothing more can be rendered.
  void measure(Measures& measures) const override;
  void stop() noexcept override;

 private:
  std::unique_ptr<MarkdownCore> core_;
};

}  // namespace saki
