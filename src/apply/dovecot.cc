#include "apply/dovecot.h"

#include <fmt/format.h>
#include <poll.h>

#include "base/run_program.h"
#include "base/text.h"
#include "formats/dovecot_passwd.h"
#include "host/dovecot_passdbs.h"
#include "mail/address.h"

namespace queuehound {
namespace {

constexpr std::size_t kPasswdFile = 16u << 20;
constexpr int kUntilNoticed = 1100;  // milliseconds
constexpr int kNobodyLoggedIn = 68;  // doveadm kick: EX_NOHOST

std::string find_dovecot_program(std::string_view name) {
  std::vector<std::string> paths;
  for (const std::string_view folder : {"/usr/bin/", "/usr/sbin/", "/usr/local/bin/"})
    paths.push_back(std::string(folder) + std::string(name));
  return find_program(paths);
}

// How the mailbox may be called in a passwd-file: a login without a domain is the default one's.
std::vector<std::string> names_of(const LiveServer& live, std::string_view mailbox) {
  std::vector<std::string> names{std::string(mailbox)};
  const auto [local, domain] = split_address(mailbox);
  if (!domain.empty() && domain == live.server.qualify_domain) names.emplace_back(local);
  return names;
}

Result<std::vector<DovecotPassdb>> read_passdbs() {
  const std::string doveconf = find_dovecot_program("doveconf");
  if (doveconf.empty())
    return fail(Error::Kind::refused,
                "no Dovecot here: set the new password where this server keeps its passwords");
  const ProgramResult printed = TRY(run_program({.arguments = {doveconf, "-n"}}));
  if (printed.status != 0)
    return fail(Error::Kind::refused,
                "doveconf -n failed, so nobody can say where passwords lie: " +
                    to_printable(trim(printed.errors)));
  return parse_passdbs(printed.output);
}

struct Look {
  std::vector<PasswordPlace> found;
  std::vector<std::string> elsewhere;  // drivers that we cannot change
};

void look_into_file(const LiveServer& live, const DovecotPassdb& passdb, std::string_view mailbox,
                    Look& look) {
  for (const std::string& name : names_of(live, mailbox)) {
    const auto path = fill_dovecot_variables(passdb.path, name);
    const auto user =
        fill_dovecot_variables(passdb.user_format.empty() ? "%u" : passdb.user_format, name);
    if (!path || !user || !path->starts_with('/') || path->contains("/../")) continue;
    const auto text = live.root.read_file(*path, kPasswdFile);
    if (!text || !find_passwd_entry(*text, *user)) continue;
    const bool known =
        !look.found.empty() && look.found.back().path == *path && look.found.back().user == *user;
    if (!known) look.found.push_back({*path, *user});
  }
}

struct Ended {
  bool any = false, is_flushed = false;
  std::string problem;  // Dovecot does not answer
};

Ended end_once(const std::string& doveadm, const std::string& user) {
  const auto kicked = run_program({.arguments = {doveadm, "kick", user}});
  if (!kicked || (kicked->status != 0 && kicked->status != kNobodyLoggedIn))
    return {.problem = "open sessions could not be ended (doveadm kick: " +
                       to_printable(
                           trim(kicked ? std::string_view(kicked->errors) : kicked.error().text)) +
                       ")"};
  const auto flushed = run_program({.arguments = {doveadm, "auth", "cache", "flush", user}});
  return {kicked->status == 0, flushed && flushed->status == 0, {}};
}

}  // namespace

Result<PasswordPlace> find_password_place(const LiveServer& live, std::string_view mailbox) {
  Look look;
  for (const DovecotPassdb& passdb : TRY(read_passdbs())) {
    if (passdb.is_for_masters || passdb.denies) continue;
    if (passdb.driver == "passwd-file")
      look_into_file(live, passdb, mailbox, look);
    else
      look.elsewhere.push_back(passdb.driver);
  }
  if (look.found.size() == 1) return look.found.front();
  const std::string shown = to_printable(mailbox);
  if (look.found.size() > 1)
    return fail(Error::Kind::refused,
                fmt::format("{} has a password in {} and in {}: set both by hand", shown,
                            look.found[0].path, look.found[1].path));
  if (!look.elsewhere.empty())
    return fail(
        Error::Kind::refused,
        fmt::format("the password of {} lies in {}, which is not changed from here: set it there, "
                    "then end its sessions: doveadm kick, doveadm auth cache flush",
                    shown, fmt::join(look.elsewhere, ", ")));
  return fail(Error::Kind::refused,
              fmt::format("no passwd-file of Dovecot's holds {}: set its password where this "
                          "server keeps it",
                          shown));
}

std::string end_sessions(std::string_view mailbox) {
  const std::string doveadm = find_dovecot_program("doveadm");
  // kick takes a pattern: a name with its signs would end everybody's sessions.
  if (doveadm.empty()) return "no doveadm here: open sessions were not ended";
  if (mailbox.find_first_of("*?\\") != mailbox.npos || mailbox.starts_with('-'))
    return "open sessions were not ended: the name is a pattern to doveadm";
  const Ended first = end_once(doveadm, std::string(mailbox));
  if (!first.problem.empty()) return first.problem;
  // Dovecot looks whether a passwd-file changed once a second (tried on 2.3.19): whoever logs in
  // within that second does so with the old password.
  ::poll(nullptr, 0, kUntilNoticed);
  const Ended second = end_once(doveadm, std::string(mailbox));
  return std::string(first.any || second.any ? "open sessions ended" : "no session was open") +
         (second.is_flushed ? "; auth cache flushed" : "; the auth cache could not be flushed");
}

}  // namespace queuehound
