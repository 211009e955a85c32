// SPDX-License-Identifier: Apache-2.0
#include "http/directory_listing.h"

#include <algorithm>
#include <array>

#include "saki/http/http_date.h"
#include "saki/http/percent.h"

namespace saki::http {
namespace {

using By = ListingOrder::By;

constexpr std::string_view kHead =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>";
constexpr std::string_view kStyle =
    "</title>\n<style>body{font-family:sans-serif;margin:2em}th,td{padding:.2em 1.5em .2em 0;text-align:left}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}</style>\n</head>\n<body>\n<h1>";

std::string_view escape_of(char byte) noexcept {
  switch (byte) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
  }
}

void append_escaped(std::string& page, std::string_view text) {
  for (const char byte : text) {
    const std::string_view escape = escape_of(byte);
    if (escape.empty()) {
      page += byte;
    } else {
      page += escape;
    }
  }
}

// A heading that orders by its column, and the other way round where that is the order already.
void append_heading(std::string& page, std::string_view title, std::string_view key, bool is_current, bool descending) {
  page.append("<th><a href=\"?sort=").append(key);
  page.append("&amp;order=").append(is_current && !descending ? "desc" : "asc");
  page.append("\">").append(title).append("</a></th>");
}

void append_entry(std::string& page, const ListedEntry& entry) {
  const std::string_view slash = entry.is_directory ? "/" : "";
  page.append("<tr><td><a href=\"").append(percent_encode(entry.name)).append(slash).append("\">");
  append_escaped(page, entry.name);
  page.append(slash).append("</a></td><td class=\"n\">");
  if (!entry.is_directory) page += std::to_string(entry.size_bytes);
  const auto date = format_http_date(HttpTime(std::chrono::seconds(entry.modified_seconds)));
  page.append("</td><td>").append(date.data(), date.size()).append("</td></tr>\n");
}

void sort_entries(std::vector<ListedEntry>& entries, ListingOrder order) {
  const auto before = [order](const ListedEntry& a, const ListedEntry& b) {
    if (a.is_directory != b.is_directory) return a.is_directory;
    const ListedEntry& first = order.descending ? b : a;
    const ListedEntry& second = order.descending ? a : b;
    if (order.by == By::Size && first.size_bytes != second.size_bytes) return first.size_bytes < second.size_bytes;
    if (order.by == By::Date && first.modified_seconds != second.modified_seconds) return first.modified_seconds < second.modified_seconds;
    return first.name < second.name;
  };
  std::ranges::sort(entries, before);
}

}  // namespace

ListingOrder ListingOrder::of(std::string_view query) noexcept {
  ListingOrder order;
  for (std::size_t at = 0; at < query.size();) {
    const std::size_t end = std::min(query.find('&', at), query.size());
    const std::string_view member = query.substr(at, end - at);
    at = end + 1;
    if (member == "sort=name") order.by = By::Name;
    if (member == "sort=size") order.by = By::Size;
    if (member == "sort=date") order.by = By::Date;
    if (member == "order=asc") order.descending = false;
    if (member == "order=desc") order.descending = true;
  }
  return order;
}

std::string listing_page(DirectoryEntries directory, std::string_view path, bool has_parent, ListingOrder order) {
  sort_entries(directory.entries, order);
  std::string page(kHead);
  append_escaped(page, path);
  page += kStyle;
  append_escaped(page, path);
  page += "</h1>\n<table>\n<tr>";
  append_heading(page, "Name", "name", order.by == By::Name, order.descending);
  append_heading(page, "Size", "size", order.by == By::Size, order.descending);
  append_heading(page, "Date", "date", order.by == By::Date, order.descending);
  page += "</tr>\n";
  if (has_parent) page += "<tr><td><a href=\"../\">../</a></td><td></td><td></td></tr>\n";
  for (const ListedEntry& entry : directory.entries) append_entry(page, entry);
  page += "</table>\n";
  if (directory.cut_off) page += "<p>There is more than is listed here.</p>\n";
  page += "</body>\n</html>\n";
  return page;
}

}  // namespace saki::http
