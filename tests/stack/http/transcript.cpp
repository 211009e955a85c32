// SPDX-License-Identifier: Apache-2.0
#include "stack/http/transcript.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace saki::http {
namespace {

// Text with \r \n \t \\ and \xHH for what cannot be seen.
std::string unescaped(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      bytes += text[i];
      continue;
    }
    switch (text.at(++i)) {
      case 'r': bytes += '\r'; break;
      case 'n': bytes += '\n'; break;
      case 't': bytes += '\t'; break;
      case '\\': bytes += '\\'; break;
      case 'x':
        bytes += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
        i += 2;
        break;
      default: throw std::runtime_error("no such escape: " + text);
    }
  }
  return bytes;
}

// A line ends in CR LF unless it ends in a backslash, which is dropped.
std::string wire_line(const std::string& text) {
  if (text.ends_with('\\') && !text.ends_with("\\\\")) return unescaped(text.substr(0, text.size() - 1));
  return unescaped(text) + "\r\n";
}

TranscriptStep& open_step(Transcript& transcript) {
  if (transcript.steps.back().over) transcript.steps.emplace_back();
  return transcript.steps.back();
}

// `wait 30s` or `shut`; false for anything else.
bool read_pause(const std::string& line, Transcript& transcript) {
  TranscriptStep& step = transcript.steps.back();
  if (line == "shut") {
    step.shuts = step.over = true;
    return true;
  }
  if (!line.starts_with("wait ") || !line.ends_with('s')) return false;
  if (step.over && step.shuts) return false;  // Nothing is sent any more, so time may pass only before.
  step.wait += std::chrono::seconds(std::stoi(line.substr(5)));
  step.over = true;
  return true;
}

void read_file(const std::filesystem::path& path, std::vector<Transcript>& all) {
  std::ifstream file(path);
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    const std::string rest = line.size() > 2 ? line.substr(2) : std::string();
    if (line.empty() || line.starts_with("//")) continue;
    if (line.starts_with("# ")) {
      Transcript& begun = all.emplace_back();
      begun.file = path.filename().string();
      begun.line = number;
      begun.title = rest;
    } else if (all.empty()) {
      throw std::runtime_error(path.string() + ": a transcript begins with its title");
    } else if (line == ">" || line.starts_with("> ")) {
      open_step(all.back()).sent += wire_line(rest);
    } else if (line == "<" || line.starts_with("< ")) {
      all.back().expected += wire_line(rest);
    } else if (line == "closed") {
      all.back().closed = true;
    } else if (!read_pause(line, all.back())) {
      throw std::runtime_error(path.string() + ":" + std::to_string(number) + ": " + line);
    }
  }
}

}  // namespace

std::vector<Transcript> read_transcripts(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".wire") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<Transcript> all;
  for (const auto& path : paths) read_file(path, all);
  return all;
}

}  // namespace saki::http
