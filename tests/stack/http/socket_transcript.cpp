// SPDX-License-Identifier: Apache-2.0
#include "stack/http/socket_transcript.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace saki::http {
namespace {

SocketStep& open_step(SocketTranscript& transcript) {
  if (transcript.steps.back().over) transcript.steps.emplace_back();
  return transcript.steps.back();
}

// `wait 30s` or `shut`; false for anything else.
bool read_pause(const std::string& line, SocketTranscript& transcript) {
  SocketStep& step = open_step(transcript);
  step.over = true;
  if (line == "shut") return step.shuts = true;
  if (!line.starts_with("wait ") || !line.ends_with('s')) return false;
  step.wait += std::chrono::seconds(std::stoi(line.substr(5)));
  return true;
}

bool read_line(const std::string& line, SocketTranscript& transcript) {
  if (line.starts_with("open ")) {
    const std::size_t space = std::min(line.find(' ', 5), line.size());
    transcript.path = line.substr(5, space - 5);
    transcript.extensions = line.substr(std::min(space + 1, line.size()));
  } else if (line.starts_with("> ")) {
    open_step(transcript).frames.push_back(line.substr(2));
  } else if (line.starts_with("< ")) {
    transcript.expected.push_back(line.substr(2));
  } else if (line == "closed") {
    transcript.closed = true;
  } else {
    return read_pause(line, transcript);
  }
  return true;
}

void read_file(const std::filesystem::path& path, std::vector<SocketTranscript>& all) {
  std::ifstream file(path);
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.starts_with("//")) continue;
    if (line.starts_with("# ")) {
      SocketTranscript& begun = all.emplace_back();
      begun.file = path.filename().string();
      begun.line = number;
      begun.title = line.substr(2);
    } else if (all.empty() || !read_line(line, all.back())) {
      throw std::runtime_error(path.string() + ":" + std::to_string(number) + ": " + line);
    }
  }
}

}  // namespace

std::vector<SocketTranscript> read_socket_transcripts(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".wire") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<SocketTranscript> all;
  for (const auto& path : paths) read_file(path, all);
  return all;
}

}  // namespace saki::http
