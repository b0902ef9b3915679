#include "formats/access_columns.h"

#include <algorithm>

#include "base/ip_address.h"
#include "base/text.h"
#include "formats/access_words.h"
#include "formats/quoted_field.h"

namespace queuehound {
namespace {

constexpr auto kNone = std::string_view::npos;

// Cheap reject first: almost every second token is "-", and names are common.
bool is_address(std::string_view token) {
  token = token.substr(0, token.find(','));
  if (token.size() < 2 || token.find_first_of(".:") == kNone) return false;
  return parse_ip_address(token).has_value();
}

// Whether `first` is a virtual host or a header's address, so that the client is the second column.
bool is_vhost(std::string_view first, std::string_view rest) {
  const std::string_view second = token_of(rest);
  if (second.empty() || second == "-" || first.ends_with(',') || first.contains('"')) return false;
  const std::string_view after = behind(behind(rest, second), token_of(behind(rest, second)));
  if (after.empty()) return false;  // only three columns: client, ident, user
  if (port_colon(first) != kNone || is_address(second)) return true;
  return !is_address(first) && token_of(behind(rest, second)) == "-";
}

// "site.example" for "\"site.example\""; a list of addresses in quotes has blanks.
std::string_view without_quotes(std::string_view token) {
  const bool is_quoted = token.size() > 2 && token.starts_with('"') && token.ends_with('"');
  return is_quoted ? token.substr(1, token.size() - 2) : token;
}

// "site.example:443": a name whose last part is one, not a number of any kind.
bool is_host_name(std::string_view token) {
  token = token.substr(0, port_colon(token));
  const std::size_t dot = token.rfind('.');
  if (dot == kNone || dot + 1 == token.size() || is_digit(token[dot + 1])) return false;
  return std::ranges::all_of(
      token, [](char c) { return is_alphanumeric(c) || c == '.' || c == '-' || c == '_'; });
}

// lighttpd's "client site user", and "client site - user" of others: the site, cut off `columns`,
// which begin behind the client. Nothing where it is the ident that other servers have there.
std::string_view take_second_site(std::string_view client, std::string_view& columns) {
  const std::string_view site = token_of(columns);
  if (!is_address(client) || !is_host_name(site)) return {};
  std::string_view rest = behind(columns, site);
  if (rest.starts_with("- ")) rest.remove_prefix(2);
  columns = rest;
  return site.substr(0, port_colon(site));
}

// "192.0.2.1", "a, b, c", "\"a, b\"": a list is returned whole, without quotes.
std::string_view take_client(std::string_view& rest) {
  if (rest.starts_with('"')) {
    std::string_view list;
    if (take_quoted(rest, list)) {
      rest = behind(rest, {});
      return list;
    }
  }
  const std::string_view start = rest;
  std::string_view token = token_of(rest);
  std::size_t length = token.size();
  rest = behind(rest, token);
  while (token.ends_with(',') && !rest.empty()) {
    token = token_of(rest);
    length += 1 + token.size();
    rest = behind(rest, token);
  }
  return start.substr(0, length);
}

// "client ident user" and nothing else: nearly every line.
bool take_three_columns(std::string_view columns, AccessRequest& request) {
  const std::size_t ident = columns.find(' ');
  if (ident == kNone || ident == 0 || columns.front() == '"' || columns[ident - 1] == ',')
    return false;
  const std::size_t user = columns.find(' ', ident + 1);
  if (user == kNone || user + 1 == columns.size() || columns.find(' ', user + 1) != kNone)
    return false;
  const std::string_view name = columns.substr(user + 1);
  if (user != ident + 2) return false;  // lighttpd's site, or a name that identd told
  request.client = columns.substr(0, ident);
  request.remote_user = name == "\"\"" ? std::string_view{} : empty_if_dash(name);
  return true;
}

}  // namespace

void fill_columns(std::string_view columns, AccessRequest& request) {
  if (take_three_columns(columns, request)) return;
  const std::string_view token = token_of(columns), first = without_quotes(token);
  if (is_vhost(first, behind(columns, token))) {
    columns = behind(columns, token);
    // Two addresses: the first came from a header, the server saw the second.
    if (is_address(first))
      request.forwarded_for = first;
    else
      request.vhost = empty_if_dash(first.substr(0, port_colon(first)));
  }
  request.client = take_client(columns);
  if (const std::string_view next = token_of(columns);
      request.client.contains(',') && is_address(next)) {
    // "%{X-Forwarded-For}i %h": the list is what the client sent, the server saw the one behind it.
    request.forwarded_for = request.client;
    request.client = next;
    columns = behind(columns, next);
  }
  const std::string_view site = take_second_site(request.client, columns);
  if (site.empty())
    columns = behind(columns, token_of(columns));  // ident
  else if (request.vhost.empty())
    request.vhost = site, request.is_vhost_unsure = true;
  request.remote_user = columns == "\"\"" ? std::string_view{} : empty_if_dash(columns);
}

bool fill_columns_behind_stamp(std::string_view columns, AccessRequest& request) {
  if (columns.starts_with('"')) return false;
  if (const std::string_view first = token_of(columns); first == "-" || is_host_name(first)) {
    request.vhost = empty_if_dash(first.substr(0, port_colon(first)));
    columns = behind(columns, first);
  }
  request.client = take_client(columns);
  if (request.client.contains(',')) {
    // The server's own columns hold no list: it is a header's, and behind it stands whom it saw.
    request.forwarded_for = request.client;
    request.client = token_of(columns);
    columns = behind(columns, request.client);
  }
  if (!is_address(request.client) || request.client.contains(',')) return false;
  if (const std::string_view site = token_of(columns); is_host_name(site)) {
    if (request.vhost.empty())
      request.vhost = site.substr(0, port_colon(site)), request.is_vhost_unsure = true;
    columns = behind(columns, site);
  }
  if (columns.starts_with("- ")) request.remote_user = empty_if_dash(columns.substr(2));
  // A header in front that holds blanks leaves whom the server saw here.
  constexpr int kMost = 3;  // an ident, a user, a duration
  for (int left = kMost; !columns.empty(); --left) {
    const std::string_view word = token_of(columns);
    if (left == 0 || is_address(word) || is_address(word.substr(0, word.rfind(':')))) return false;
    columns = behind(columns, word);
  }
  return true;
}

}  // namespace queuehound
