// SPDX-License-Identifier: Apache-2.0
//
// Handover: what a connection gives to the one that goes on with it.
#pragma once

#include "net/transport.h"
#include "saki/base/file_descriptor.h"
#include "saki/loop/descriptor_watcher.h"
#include "saki/net/buffer.h"

namespace saki::http {

class Http1Connection;
class HttpWorker;

struct Handover {
  Handover(HttpWorker& of, Http1Connection& from, DescriptorWatcher& by, FileDescriptor socket_given, Transport* through,
           Buffer bytes) noexcept
      : worker(of), predecessor(from), watcher(by), socket(std::move(socket_given)), transport(through), unread(std::move(bytes)) {}

  HttpWorker& worker;
  Http1Connection& predecessor;  // Owns the successor, and what lies between it and the socket.
  DescriptorWatcher& watcher;  // Of the socket until now.
  FileDescriptor socket;
  Transport* transport;  // Null for plain system calls.
  Buffer unread;         // What the client has sent behind its request.
};

}  // namespace saki::http
