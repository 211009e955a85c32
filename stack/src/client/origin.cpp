// SPDX-License-Identifier: Apache-2.0
#include "saki/client/origin.h"

namespace saki::client {
namespace {

std::string uri_host(const std::string& host) { return host.find(':') == host.npos ? host : "[" + host + "]"; }

}  // namespace

std::string Origin::authority() const { return port == usual_port(secure) ? uri_host(host) : host_and_port(); }

std::string Origin::host_and_port() const { return uri_host(host) + ":" + std::to_string(port); }

std::string Origin::text() const { return (secure ? "https://" : "http://") + authority(); }

}  // namespace saki::client
