// SPDX-License-Identifier: Apache-2.0
#include "saki/markdown.h"

#include <utility>

#include "core.h"
#include "saki/base/clock.h"
#include "saki/http_error.h"
#include "saki/loop/loop.h"
#include "saki/measures.h"
#include "saki/request.h"
#include "saki/setting_fields.h"
#include "saki/task/blocking_pool.h"
#include "to_html.h"

namespace saki {
namespace {

constexpr std::chrono::seconds kComeBack{1};

[[noreturn]] void refuse(MarkdownCore& core) {
  core.refused.fetch_add(1, std::memory_order_relaxed);
  throw ServiceUnavailable("too many texts are being rendered").retry_after(kComeBack);
}

}  // namespace

Markdown::Markdown() : core_(std::make_unique<MarkdownCore>()) {}
Markdown::~Markdown() = default;

Task<std::string> Markdown::render(Request& request, std::string text) {
  MarkdownCore& core = *core_;
  if (text.size() > static_cast<std::size_t>(core.settings.max_bytes)) throw ContentTooLarge("the text is longer than markdown.max_bytes");
  const MarkdownTurn turn(core);
  if (!turn.granted()) refuse(core);
  const MonotonicTime start = request.loop().now();
  Result<std::string> html = co_await request.blocking().run(&markdown_to_html, std::move(text), core.settings.raw_html);
  if (!html && html.error() == Error::Cancelled) throw Cancelled();
  if (!html) refuse(core);
  core.latency.record(request.loop().now() - start);
  co_return std::move(*html);
}

Task<std::string> Markdown::render_page(Request& request, std::string text) {
  const std::string html = co_await render(request, std::move(text));
  co_return core_->frame.around(html);
}

void Markdown::declare_settings(ConfigSchema& schema) { markdown_settings().declare(schema); }

void Markdown::start(const PackageContext& context, Diagnostics& diagnostics) {
  core_->settings = markdown_settings().read(context.config());
  if (!core_->settings.frame) return;
  const std::string path = context.data_path(*core_->settings.frame);
  std::string why;
  if (auto frame = MarkdownFrame::read(path, why)) {
    core_->frame = std::move(*frame);
  } else {
    diagnostics.add(context.config().place("markdown.frame"), "markdown-frame", "the frame " + path + " " + why,
                    "give an HTML page in which {content} stands where the text goes");
  }
}

Health Markdown::health() const {
  const std::int32_t under_way = core_->under_way.load(std::memory_order_relaxed);
  return under_way < core_->settings.at_once ? Health()
                                             : Health::failing(std::to_string(under_way) + " texts are being rendered, which is all");
}

void Markdown::measure(Measures& measures) const {
  measures.latency("markdown_seconds", "From a text to its HTML.", core_->latency);
  measures.gauge("markdown_under_way", "Texts that are being rendered.", core_->under_way.load(std::memory_order_relaxed));
  measures.counter("markdown_refused_total", "Texts refused because too many were being rendered.",
                   core_->refused.load(std::memory_order_relaxed));
}

void Markdown::stop() noexcept { core_->frame = {}; }

}  // namespace saki
