// SPDX-License-Identifier: Apache-2.0
//
// Asks the samples by their generated clients, and says on standard output what came of it, a line for each call. What to ask comes as
// arguments: `ask notes|reference|socket URL COMMAND [ARGUMENT]...`.
#include <array>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "notes_client/client.h"
#include "reference_client/client.h"
#include "saki/client_socket.h"
#include "saki/standalone_client.h"

namespace {

using Arguments = std::vector<std::string>;
using Command = saki::Task<> (*)(saki::HttpClient& http, std::string url, Arguments arguments);

std::int64_t number(const std::string& text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

notes::Note titled(const std::string& title) {
  notes::Note note;
  note.title = title;
  return note;
}

void show(const notes::Note& note) { std::cout << note.id << " " << note.title << " " << to_string(note.state) << "\n"; }

// ---- notes

saki::Task<> create(saki::HttpClient& http, std::string url, Arguments arguments) {
  notes::ServiceClient client(http, url);
  for (const std::string& title : arguments) {
    const notes::Note wanted = titled(title);
    const notes::Note note = co_await client.create_note(wanted);
    show(note);
  }
}

saki::Task<> finish(saki::HttpClient& http, std::string url, Arguments arguments) {
  notes::ServiceClient client(http, url);
  const std::int64_t id = number(arguments.at(0));
  notes::Note note = co_await client.get_note(id);
  note.state = notes::NoteState::Done;
  const notes::Note replaced = co_await client.replace_note(id, note);
  show(replaced);
}

saki::Task<> list(saki::HttpClient& http, std::string url, Arguments arguments) {
  notes::ServiceClient client(http, url);
  notes::Page page;
  if (!arguments.empty()) page.limit = static_cast<std::int32_t>(number(arguments.at(0)));
  const std::vector<notes::Note> all = co_await client.list_notes(page);
  for (const notes::Note& note : all) show(note);
}

saki::Task<> forget(saki::HttpClient& http, std::string url, Arguments arguments) {
  notes::ServiceClient client(http, url);
  const std::int64_t id = number(arguments.at(0));
  co_await client.delete_note(id);
  std::cout << "deleted " << id << "\n";
}

saki::Task<> title(saki::HttpClient& http, std::string url, Arguments /*arguments*/) {
  notes::ServiceClient client(http, url);
  const std::string text = co_await client.page_title();
  std::cout << text << "\n";
}

// One call for each line of standard input, over one client: what kept connections become when the server starts anew.
saki::Task<> list_for_each_line(saki::HttpClient& http, std::string url, Arguments arguments) {
  for (std::string line; std::getline(std::cin, line);) {
    co_await list(http, url, arguments);
    std::cout << "." << std::endl;
  }
}

// ---- reference

saki::Task<> json(saki::HttpClient& http, std::string url, Arguments arguments) {
  reference::ServiceClient client(http, url);
  const reference::Named wanted(arguments.at(0));
  const reference::Named named = co_await client.read_name(wanted);
  std::cout << named.name << "\n";
}

saki::Task<> post(saki::HttpClient& http, std::string url, Arguments arguments) {
  reference::ServiceClient client(http, url);
  const reference::Post shown = co_await client.show_post(arguments.at(0), arguments.at(1));
  std::cout << shown.user << "|" << shown.post << "\n";
}

saki::Task<> echo(saki::HttpClient& http, std::string url, Arguments arguments) {
  reference::ServiceClient client(http, url);
  saki::ClientStream stream = co_await client.echo(std::string(static_cast<std::size_t>(number(arguments.at(0))), 'x'));
  std::array<std::byte, 65536> block;
  std::size_t total = 0;
  while (const std::size_t count = co_await stream.read(block)) total += count;
  std::cout << total << "\n";
}

saki::Task<> upload(saki::HttpClient& http, std::string url, Arguments arguments) {
  reference::ServiceClient client(http, url);
  const reference::Uploaded uploaded = co_await client.upload(std::string(static_cast<std::size_t>(number(arguments.at(0))), 'x'));
  std::cout << uploaded.bytes << " " << uploaded.sha256 << "\n";
}

saki::Task<> hurry(saki::HttpClient& http, std::string url, Arguments arguments) {
  reference::ServiceClient client(http, url);
  client.raw().within(std::chrono::milliseconds(number(arguments.at(0))));
  reference::SleepForQuery query;
  query.ms = static_cast<std::uint32_t>(number(arguments.at(1)));
  const std::string text = co_await client.sleep_for(query);
  std::cout << text << "\n";
}

saki::Task<> fail(saki::HttpClient& http, std::string url, Arguments /*arguments*/) {
  reference::ServiceClient client(http, url);
  const saki::ClientResponse response = co_await client.fail();
  std::cout << response.content() << "\n";
}

// Three ticks, then the rest from a stream that goes on behind the last of them.
saki::Task<> events(saki::HttpClient& http, std::string url, Arguments /*arguments*/) {
  reference::ServiceClient client(http, url);
  reference::EventsQuery query;
  query.ms = 1;
  auto ticks = co_await client.events(query);
  for (int i = 0; i < 3; ++i) {
    const std::optional<reference::Tick> tick = co_await ticks.next_value();
    if (tick) std::cout << "tick " << tick->number << "\n";
  }
}

// ---- any WebSocket

saki::Task<> talk(saki::HttpClient& http, std::string url, Arguments arguments) {
  saki::ClientSocketOptions options;
  options.protocols = {"chat"};
  auto socket = co_await saki::ClientSocket<saki::Text>::open(http, url, options);
  std::cout << "protocol " << socket.protocol() << (socket.deflates() ? " deflated" : " plain") << "\n";
  for (const std::string& text : arguments) {
    co_await socket.send(text);
    const std::optional<std::string_view> answer = co_await socket.next();
    if (answer) std::cout << answer->size() << " " << answer->substr(0, 20) << "\n";
  }
  co_await socket.end();
  std::cout << "closed " << static_cast<int>(socket.close_code()) << " " << socket.close_reason() << "\n";
}

saki::Task<> count(saki::HttpClient& http, std::string url, Arguments arguments) {
  auto socket = co_await saki::ClientSocket<std::vector<std::int64_t>, std::int64_t>::open(http, url);
  const std::vector<std::int64_t> numbers{number(arguments.at(0)), number(arguments.at(1))};
  co_await socket.send(numbers);
  const std::optional<std::int64_t> sum = co_await socket.next();
  std::cout << "sum " << sum.value_or(-1) << "\n";
  co_await socket.end();
}

const std::map<std::string, Command> kCommands{
    {"notes create", create},     {"notes finish", finish},   {"notes list", list},
    {"notes delete", forget},     {"notes title", title},     {"notes lines", list_for_each_line},
    {"reference json", json},     {"reference post", post},   {"reference echo", echo},
    {"reference upload", upload}, {"reference hurry", hurry}, {"reference fail", fail},
    {"reference events", events}, {"socket talk", talk},      {"socket count", count},
};

// What is thrown becomes a line, so that a test can tell one from the other.
int run(const std::string& command, const std::string& url, const Arguments& arguments) {
  saki::HttpClientOptions options;
  if (const char* const authorities = std::getenv("ASK_AUTHORITIES")) options.tls.authorities = authorities;
  saki::StandaloneClient client(options);
  try {
    client.wait(kCommands.at(command)(client.http(), url, arguments));
    return 0;
  } catch (const notes::ServiceClient::TitleTaken& error) {
    std::cout << "TitleTaken " << error.detail() << "\n";
  } catch (const saki::RemoteError& error) {
    std::cout << "RemoteError " << saki::http::status_code(error.status()) << " " << error.detail() << "\n";
  } catch (const saki::ClientError& error) {
    std::cout << "ClientError " << saki::to_string(error.kind()) << " " << error.what() << "\n";
  }
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments(argv + 1, argv + argc);
  if (arguments.size() < 3) return 2;
  return run(arguments[0] + " " + arguments[2], arguments[1], {arguments.begin() + 3, arguments.end()});
}
