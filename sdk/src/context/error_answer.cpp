// SPDX-License-Identifier: Apache-2.0
#include "context/error_answer.h"

#include <algorithm>

#include "context/worker_context.h"
#include "problem/problem_document.h"
#include "saki/client_error.h"
#include "saki/dependency_error.h"
#include "saki/http/exchange.h"
#include "saki/loop/loop.h"
#include "saki/request.h"
#include "saki/task/wait.h"

namespace saki {
namespace {

void tell(const Request& request, std::string_view reason) noexcept {
  request.log().error("request failed", {{"method", request.exchange().head().method_token}, {"path", request.path()}, {"reason", reason}});
}

// Every request fails while a database is down: a line for each would fill the disk with one message.
void tell_paced(const Request& request, const DependencyError& error) {
  const auto untold = request.context().dependencies.admit(error.dependency(), error.reason(), request.loop().now());
  if (!untold) return;
  request.log().error("request failed", {{"method", request.exchange().head().method_token},
                                         {"path", request.path()},
                                         {"dependency", error.dependency()},
                                         {"reason", error.what()},
                                         {"untold", *untold}});
}

// An answer that was decided on, as under load: a line for each would add to it, and there are numbers.
bool is_come_back(const HttpError& error) noexcept {
  const auto names_time = [](const auto& header) { return header.first == "Retry-After"; };
  return error.status() == Status::ServiceUnavailable && std::ranges::any_of(error.headers(), names_time);
}

}  // namespace

Response problem_response(const HttpError& error) {
  Response response = Response::of(kProblemMediaType, problem_document(error));
  response.status(error.status());
  for (const auto& [name, value] : error.headers()) response.add_header(name, value);
  return response;
}

Response error_answer(const Request& request) {
  try {
    throw;
  } catch (const Cancelled&) {
    throw;
  } catch (const HttpError& error) {
    if (http::status_code(error.status()) >= 500 && !is_come_back(error)) tell(request, error.what());
    return problem_response(error);
  } catch (const DependencyError& error) {
    tell_paced(request, error);
    ServiceUnavailable unavailable("Something that this service needs cannot answer at the moment");
    return problem_response(unavailable.member("dependency", error.dependency()));
  } catch (const ClientError& error) {
    tell(request, error.what());
    if (error.kind() == ClientErrorKind::Timeout) return problem_response(GatewayTimeout("Another server took too long"));
    return problem_response(BadGateway("Another server gave no answer that could be used"));
  } catch (const std::exception& error) {
    tell(request, error.what());
  } catch (...) {
    tell(request, "an exception that is no std::exception");
  }
  return problem_response(InternalServerError());
}

}  // namespace saki
