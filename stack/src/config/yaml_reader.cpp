// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_reader.h"

#include <unordered_map>

#include "config/yaml_events.h"
#include "saki/base/utf8.h"
#include "saki/config/config_tree.h"

namespace saki {
namespace {

using Kind = ConfigNode::Kind;

std::string_view view(const yaml_char_t* text, std::size_t length) { return {reinterpret_cast<const char*>(text), length}; }
std::string_view view(const yaml_char_t* text) { return reinterpret_cast<const char*>(text); }

bool is_null_word(std::string_view text) { return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL"; }

const yaml_char_t* anchor_of(const yaml_event_t& event) {
  switch (event.type) {
    case YAML_SCALAR_EVENT: return event.data.scalar.anchor;
    case YAML_SEQUENCE_START_EVENT: return event.data.sequence_start.anchor;
    case YAML_MAPPING_START_EVENT: return event.data.mapping_start.anchor;
    default: return nullptr;
  }
}

const yaml_char_t* tag_of(const yaml_event_t& event) {
  switch (event.type) {
    case YAML_SCALAR_EVENT: return event.data.scalar.tag;
    case YAML_SEQUENCE_START_EVENT: return event.data.sequence_start.tag;
    case YAML_MAPPING_START_EVENT: return event.data.mapping_start.tag;
    default: return nullptr;
  }
}

struct Stop {};  // Thrown at what cannot be read past; never leaves this file.

// Recursive descent over the events; each function consumes exactly its production, so that one mistake does not hide the next.
class Reader {
 public:
  Reader(std::string_view text, const std::string& source, YamlPlaces places, Diagnostics& diagnostics)
      : events_(text), source_(source), places_(places), diagnostics_(diagnostics) {}

  ConfigNode document() {
    ConfigNode root;
    root.place = {source_, 0, 0};
    advance();  // The stream's start.
    advance();
    if (ended()) return root;
    if (event_->data.document_start.tag_directives.start != event_->data.document_start.tag_directives.end) {
      mistake("yaml-tag", "tag directives are not part of configurations");
    }
    advance();
    root = value(1);
    root_end_ = last_end_;
    advance();  // The document's end.
    if (!ended()) mistake("yaml-documents", "a second document begins here", "keep one document in a file, without a second `---`");
    return root;
  }

  // Characters up to the end of the root value.
  [[nodiscard]] std::size_t root_end() const noexcept { return root_end_; }

 private:
  void advance() {
    last_end_ = event_->end_mark.index;
    if (events_.next(event_)) return;
    const YamlEvents::Problem problem = events_.problem();
    diagnostics_.add(place(problem.line, problem.column), "yaml-syntax", "this is not YAML: " + problem.text, problem.hint);
    throw Stop{};
  }

  [[nodiscard]] bool ended() const noexcept { return event_.type() == YAML_STREAM_END_EVENT; }

  ConfigNode value(unsigned depth) {
    if (depth > ConfigTree::kMaxDepth) {
      mistake("yaml-depth", "more than " + std::to_string(ConfigTree::kMaxDepth) + " levels inside one another");
      throw Stop{};
    }
    refuse_marks();
    switch (event_.type()) {
      case YAML_MAPPING_START_EVENT: return map(depth);
      case YAML_SEQUENCE_START_EVENT: return list(depth);
      default: return scalar();
    }
  }

  // Anchors, aliases and tags: reported, then read on as if they were not there.
  void refuse_marks() {
    if (event_.type() == YAML_ALIAS_EVENT) mistake("yaml-alias", "aliases (`*name`) are not part of configurations", kWriteOut);
    if (anchor_of(event_.raw()) != nullptr) mistake("yaml-anchor", "anchors (`&name`) are not part of configurations", kWriteOut);
    if (const yaml_char_t* tag = tag_of(event_.raw())) {
      mistake("yaml-tag", "tags are not part of configurations, found `" + std::string(view(tag)) + "`",
              "quote the value if the `!` belongs to it");
    }
  }

  ConfigNode scalar() {
    ConfigNode node;
    node.place = here();
    if (event_.type() == YAML_SCALAR_EVENT) {
      const auto& data = event_->data.scalar;
      node.text = view(data.value, data.length);
      node.style = data.style == YAML_PLAIN_SCALAR_STYLE ? ConfigNode::Style::Plain : ConfigNode::Style::Quoted;
      const bool null = node.style == ConfigNode::Style::Plain && is_null_word(node.text);
      node.kind = null ? Kind::Null : Kind::Scalar;
    }
    advance();
    return node;
  }

  ConfigNode list(unsigned depth) {
    ConfigNode node;
    node.kind = Kind::List;
    node.place = here();
    advance();
    while (event_.type() != YAML_SEQUENCE_END_EVENT) node.children.push_back(value(depth + 1));
    advance();
    return node;
  }

  ConfigNode map(unsigned depth) {
    ConfigNode node;
    node.kind = Kind::Map;
    node.place = here();
    std::unordered_map<std::string, SourcePlace> seen;
    advance();
    while (event_.type() != YAML_MAPPING_END_EVENT) {
      SourcePlace key_place = here();
      std::string key = map_key(depth);
      ConfigNode child = value(depth + 1);
      const auto [first, fresh] = seen.emplace(key, key_place);
      if (!fresh) {
        diagnostics_.add(key_place, "duplicate-key", "`" + key + "` is given twice",
                         "the first is in line " + std::to_string(first->second.line));
        continue;
      }
      child.key = std::move(key);
      child.key_place = std::move(key_place);
      node.children.push_back(std::move(child));
    }
    advance();
    return node;
  }

  std::string map_key(unsigned depth) {
    const SourcePlace where = here();
    const bool plain = event_.type() == YAML_SCALAR_EVENT && event_->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    const ConfigNode key = value(depth + 1);
    if (key.kind == Kind::List || key.kind == Kind::Map)
      diagnostics_.add(where, "yaml-key", "a key must be a text", "quote it if the brackets belong to it");
    if (plain && key.text == "<<") diagnostics_.add(where, "yaml-merge", "merge keys (`<<`) are not part of configurations", kWriteOut);
    return key.text;
  }

  SourcePlace place(std::size_t line, std::size_t column) const {
    if (places_ == YamlPlaces::Source) return {source_, 0, 0};
    return {source_, static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(column)};
  }
  SourcePlace here() const { return place(event_->start_mark.line + 1, event_->start_mark.column + 1); }

  void mistake(const char* code, std::string text, std::string hint = {}) {
    diagnostics_.add(here(), code, std::move(text), std::move(hint));
  }

  static constexpr const char* kWriteOut = "write the values out";

  YamlEvents events_;
  YamlEvent event_;
  std::size_t last_end_ = 0;
  std::size_t root_end_ = 0;
  const std::string& source_;
  YamlPlaces places_;
  Diagnostics& diagnostics_;
};

struct Document {
  ConfigNode root;
  std::size_t root_end;
};

std::optional<Document> read_document(std::string_view text, const std::string& source, YamlPlaces places, Diagnostics& diagnostics) {
  const std::size_t mistakes_before = diagnostics.list().size();
  try {
    Reader reader(text, source, places, diagnostics);
    ConfigNode root = reader.document();
    if (diagnostics.list().size() == mistakes_before) return Document{std::move(root), reader.root_end()};
  } catch (const Stop&) {
  }
  return std::nullopt;
}

}  // namespace

std::optional<ConfigNode> read_yaml(std::string_view text, const std::string& source, YamlPlaces places, Diagnostics& diagnostics) {
  if (text.size() > ConfigTree::kMaxSourceBytes) {
    diagnostics.add({source, 0, 0}, "too-large", "more than 1 MiB of configuration");
    return std::nullopt;
  }
  auto document = read_document(text, source, places, diagnostics);
  if (!document) return std::nullopt;
  return std::move(document->root);
}

std::optional<ConfigNode> read_yaml_value(std::string_view text, const std::string& source, Diagnostics& diagnostics) {
  text = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
  if (text.size() > ConfigTree::kMaxSourceBytes) return read_yaml(text, source, YamlPlaces::Source, diagnostics);
  const char* const hint = "put the whole value in quotes of YAML: '\"...\"'";
  Diagnostics mistakes;
  auto document = read_document(text, source, YamlPlaces::Source, mistakes);
  for (const Diagnostic& mistake : mistakes.list()) diagnostics.add(mistake.place, mistake.code, mistake.text, hint);
  if (!document) return std::nullopt;
  if (document->root_end < code_point_count(text)) {
    diagnostics.add({source, 0, 0}, "torn-value", "YAML takes a part of this value for a comment", hint);
    return std::nullopt;
  }
  return std::move(document->root);
}

}  // namespace saki
