// SPDX-License-Identifier: Apache-2.0
//
// Service: routes, middleware, packages and settings put together, and run.
//
//   int main(int argc, char** argv) {
//     saki::Service service("hello", "1.0.0");
//     service.get("/hello", hello);
//     return service.run(argc, argv);
//   }
//
// Mistakes in what is added (a pattern outside the grammar, two routes for one path) are told when the service starts, all at once.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "saki/http_error.h"
#include "saki/package.h"
#include "saki/request.h"
#include "saki/response.h"
#include "saki/route_options.h"
#include "saki/settings_holder.h"
#include "saki/socket_options.h"
#include "saki/static_options.h"

namespace saki {

class Composition;
struct Migration;
template <class Owner>
class SettingFields;

namespace detail {

template <class T>
struct MadePerWorker {
  using type = T;
};
template <class T>
struct MadePerWorker<Task<T>> {
  using type = T;
};

template <class T, class F>
Task<std::shared_ptr<void>> make_per_worker(F make, Surroundings& here) {
  if constexpr (std::is_same_v<std::invoke_result_t<F&, Surroundings&>, T>) {
    co_return std::make_shared<T>(make(here));
  } else {
    T made = co_await make(here);
    co_return std::make_shared<T>(std::move(made));
  }
}

}  // namespace detail

class Service {  // Affinity: main.
 public:
  // `name` is in kebab case: it also names the environment's prefix and the folder below /etc.
  explicit Service(std::string name, std::string version = "0.0.0", std::string summary = {});
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  ~Service();

  // Adds a route; see <saki/router.h> for patterns and <saki/route_handler.h> for handlers. GET answers HEAD as well; OPTIONS is
  // answered by itself.
  void route(Method method, std::string_view pattern, RouteHandler handler, RouteOptions options = {});
  void get(std::string_view pattern, RouteHandler handler, RouteOptions options = {});
  void post(std::string_view pattern, RouteHandler handler, RouteOptions options = {});
  void put(std::string_view pattern, RouteHandler handler, RouteOptions options = {});
  void patch(std::string_view pattern, RouteHandler handler, RouteOptions options = {});
  void del(std::string_view pattern, RouteHandler handler, RouteOptions options = {});

  // Adds a route of WebSockets; see <saki/web_socket.h>. `opens` answers with open_socket(), see <saki/open_socket.h>. With that header,
  // `service.web_socket<live>("/live")` takes the handler itself: Task<> live(Request&, WebSocket<Note>&).
  void web_socket(std::string_view pattern, RouteHandler opens, SocketOptions options = {});
  template <auto kHandler>
  void web_socket(std::string_view pattern, SocketOptions options = {}) {
    web_socket(pattern, [](Request& request) { return open_socket(request, +kHandler); }, std::move(options));
  }

  // Sends GET requests elsewhere; `{name}` in `to` stands for a parameter of the pattern, percent-encoded. The query goes along unless `to`
  // has one of its own. A `to` that is a path never leads to another host.
  void redirect(std::string_view pattern, std::string to, Status status = Status::PermanentRedirect, RouteOptions options = {});
  void redirect(std::string_view pattern, std::string to, int status, RouteOptions options = {}) {
    redirect(pattern, std::move(to), static_cast<Status>(status), std::move(options));
  }

  // Serves the files of a directory to GET and HEAD on paths at and below `prefix` that no route fits. A relative directory lies
  // beside the executable.
  void static_files(std::string_view prefix, std::string directory, StaticOptions options = {});
  void static_files(std::string_view prefix, FromSetting directory, StaticOptions options = {});

  // Puts a middleware around all routes, and around the answers 404 and 405; the first added is the outermost.
  void middleware(Middleware around);

  // Adds a package and hands it over, with the routes and middleware it brings; handlers reach it by request.use<P>().
  template <class P>
  P& add_package(std::unique_ptr<P> package) {
    static_assert(std::is_base_of_v<Package, P>, "a package derives from saki::Package");
    P& added = *package;
    adopt_package(std::move(package), type_key<P>(), &added);
    return added;
  }

  // Gives each worker an object of its own, which handlers reach by request.per_worker<T>(): `make(Surroundings&)` gives the T, or a Task
  // of one, on the worker's thread, before its first request and after the packages have started there. Nobody else's thread touches it.
  // What it throws keeps the service from starting.
  template <class F>
  void per_worker(F make) {
    using T = typename detail::MadePerWorker<std::invoke_result_t<F&, Surroundings&>>::type;
    adopt_per_worker(type_key<T>(), [make](Surroundings& here) { return detail::make_per_worker<T>(make, here); });
  }

  // Declares the service's own settings; handlers reach them by request.settings<Owner>(). Needs <saki/setting_fields.h>.
  template <class Owner>
  void settings(SettingFields<Owner> fields);
  void add_settings(std::unique_ptr<SettingsHolder> holder);

  // Calls `function(Surroundings&, const Owner& was, const Owner& is)` on each worker when settings of that type that are
  // `reload: live` have changed, between what goes on there: whoever asks from then on finds `is`. `was` ends with the call. What it throws
  // is logged. All that are added are called, in their order.
  template <class Owner, class F>
  void on_change(F function) {
    adopt_on_change(type_key<Owner>(), [function](Surroundings& here, const void* was, const void* is) {
      function(here, *static_cast<const Owner*>(was), *static_cast<const Owner*>(is));
    });
  }

  // The steps of the database's schema, by number, each once and again for a single backend at most. Before a start serves, it applies
  // those that the database lacks; `--db` looks after them. See <saki/migration.h>; `all` is never freed.
  void migrations(std::span<const Migration> all);

  // Defaults of the configuration, as YAML: what the manifest says under `server`. The installation's configuration is stronger.
  void defaults(std::string yaml);

  // Which routes a package says it brings, each as `METHOD /pattern`, WebSockets and files aside: a start refuses where it brings others.
  // Made by the generator of package.yaml. A package of that name was added before.
  void package_routes(std::string_view package, std::vector<std::string> declared);

  // Reads flags and configuration, serves until a signal ends it. Returns the exit status: 0 in order, 1 for what stands in the way of
  // starting, 2 for wrong usage, 130 after a second SIGINT. `--help` tells the flags and the settings.
  [[nodiscard]] int run(int argc, char** argv);

  [[nodiscard]] Composition& composition() noexcept { return *composition_; }  // For the SDK itself.

 private:
  void adopt_per_worker(TypeKey key, std::function<Task<std::shared_ptr<void>>(Surroundings&)> make);
  void adopt_package(std::unique_ptr<Package> package, TypeKey key, void* object);
  void adopt_on_change(TypeKey key, std::function<void(Surroundings&, const void* was, const void* is)> call);
  void follow_settings();  // Some may change while it runs.

  std::unique_ptr<Composition> composition_;
};

}  // namespace saki
