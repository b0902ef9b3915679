#include "apply/owned_path.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "base/text.h"
#include "host/passwd.h"

namespace queuehound {
namespace {

bool is_below(std::string_view path, std::string_view top) {
  return !top.empty() && top != "/" && path.size() > top.size() + 1 && path.starts_with(top) &&
         path[top.size()] == '/';
}

// "..", "." and "//" could make a path lie elsewhere than its beginning says.
bool is_plain(std::string_view path) {
  if (!path.starts_with('/') || path.find('\0') != std::string_view::npos) return false;
  std::string_view rest = path.substr(1);
  while (!rest.empty()) {
    const std::string_view part = cut(rest, '/');
    if (part.empty() || part == "." || part == "..") return false;
  }
  return !path.ends_with('/');
}

struct Place {  // a home or a document root, as written and without links
  std::string written, resolved, account;
};

// The innermost that holds the path.
Place place_of(const Server& server, std::string_view path) {
  Place best;
  const auto consider = [&](const std::string& written, const std::string& resolved,
                            const std::string& account) {
    const std::string& real = resolved.empty() ? written : resolved;
    for (const std::string& top : {written, real})
      if (is_below(path, top) && top.size() > best.written.size()) best = {top, real, account};
  };
  for (const Account& account : server.accounts)
    if (is_hosting_account(account)) consider(account.home, account.resolved_home, account.name);
  for (const Site& site : server.sites)
    consider(site.document_root, site.resolved_root, site.account);
  return best;
}

bool may_own(const Server& server, const std::string& account, std::uint32_t uid) {
  const Account* owner = server.account(account);
  if (owner != nullptr && owner->uid == uid && uid != 0) return true;
  return uid != 0 && std::ranges::any_of(server.web_server_users, [&](const std::string& name) {
           const Account* user = server.account(name);
           return user != nullptr && user->uid == uid;
         });
}

}  // namespace

std::string path_without_links(const Server& server, const std::string& path) {
  if (!is_plain(path)) return {};
  const Place place = place_of(server, path);
  return place.written.empty() ? "" : place.resolved + path.substr(place.written.size());
}

Result<OwnedFile> open_owned_file(const LiveServer& live, const std::string& path) {
  const std::string shown = to_printable(path);
  OwnedFile file;
  file.path = path_without_links(live.server, path);
  if (file.path.empty())
    return fail(Error::Kind::refused,
                shown +
                    " is under no account's home and no site's document root: look at it by "
                    "hand");
  file.account = place_of(live.server, path).account;
  auto opened = live.root.open_file(file.path, RootDir::Links::refuse);
  // A fifo or device in its place is refused as well, and says so itself.
  if (!opened && opened.error().text.ends_with(errno_error("", "", ELOOP).text))
    return fail(Error::Kind::refused, shown + " is reached through a link: name the file itself");
  file.fd = TRY(std::move(opened));
  struct stat found{};
  if (::fstat(file.fd.get(), &found) != 0)
    return std::unexpected(errno_error("look at", shown, errno));
  if (found.st_nlink != 1)
    return fail(Error::Kind::refused,
                fmt::format("{} has {} names (hard links): it may be somebody else's file", shown,
                            found.st_nlink));
  if (!may_own(live.server, file.account, found.st_uid))
    return fail(
        Error::Kind::refused,
        fmt::format("{} belongs to uid {}, neither to the account {} nor to the web server", shown,
                    found.st_uid, file.account.empty() ? "(unknown)" : to_printable(file.account)));
  return file;
}

}  // namespace queuehound
