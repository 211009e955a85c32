// SPDX-License-Identifier: Apache-2.0
//
// Remote: a service somewhere else, as generated clients ask it: where it is, what goes with every call, and how its errors are thrown.
//
//   notes::ServiceClient notes(request.http(), "https://notes.example");
//   notes.raw().header("Authorization", "Bearer " + token).within(2s);
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saki/bytes.h"
#include "saki/call.h"
#include "saki/client_stream.h"
#include "saki/http_client.h"
#include "saki/remote_error.h"
#include "saki/task/task.h"

namespace saki {

class Remote {  // Affinity: loop. The client outlives it.
 public:
  // Throws `error`, or what the service declares for it.
  using Thrower = void (*)(RemoteError error);

  // `base` is the URL before every path: "https://notes.example", "http://127.0.0.1:8080/api".
  Remote(HttpClient& http, std::string base, Thrower thrower = nullptr);

  // For every call from now on; as those of ClientRequest. A header is for the base's origin alone, and gives way to the call's own of that
  // name; cookies are joined. Throws InvalidField.
  Remote& header(std::string_view name, std::string_view value);
  Remote& within(std::chrono::milliseconds whole);
  Remote& retries(const RetryOptions& options);
  Remote& connect_to(Address address);

  // Asks, and gives what a success holds. Throws ClientError: for an answer that is none, RemoteError or what is declared. A status among
  // `taken` is as good as a success.
  [[nodiscard]] Task<ClientResponse> ask(Call call, std::vector<int> taken = {});
  [[nodiscard]] Task<ClientStream> open(Call call);
  [[nodiscard]] Task<> nothing(Call call);
  [[nodiscard]] Task<std::string> text(Call call);
  [[nodiscard]] Task<Bytes> bytes(Call call);
  template <class T>
  [[nodiscard]] Task<T> value(Call call) {
    ClientResponse response = co_await ask(std::move(call));
    co_return response.json<T>();
  }

  template <class Outcome>  // Made of the response.
  [[nodiscard]] Task<Outcome> outcome(Call call, std::vector<int> taken) {
    const ClientResponse response = co_await ask(std::move(call), std::move(taken));
    co_return Outcome(response);
  }

  template <class Events>  // Made of the stream.
  [[nodiscard]] Task<Events> events(Call call, std::string after) {
    call.headers().add("Accept", "text/event-stream");
    if (!after.empty()) call.headers().add("Last-Event-ID", after);
    ClientStream stream = co_await open(std::move(call));
    co_return Events(std::move(stream));
  }

  [[nodiscard]] ClientRequest request(Call call) const;  // What a call comes to.
  [[nodiscard]] HttpClient& http() const noexcept { return http_; }
  [[nodiscard]] const std::string& base() const noexcept { return base_; }

 private:
  void require_ok(const ClientResponse& response) const;

  HttpClient& http_;
  std::string base_;  // Without a slash behind.
  Thrower thrower_;
  ClientRequest::Headers headers_;
  std::optional<std::chrono::milliseconds> whole_;
  std::optional<RetryOptions> retries_;
  std::optional<Address> connect_to_;
};

}  // namespace saki
