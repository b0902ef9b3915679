#include "apply/password_change.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "apply/changed_file.h"
#include "apply/dovecot.h"
#include "apply/new_password.h"
#include "apply/panel.h"
#include "apply/state_directory.h"
#include "base/hash.h"
#include "base/text.h"
#include "formats/dovecot_passwd.h"

namespace queuehound {
namespace {

std::string value_of(const Record& record, std::string_view name) {
  const auto found = record.find(name);
  return found == record.end() ? std::string() : found->second;
}

// Enough to see that a field is another one; nothing to guess a password by.
std::string digest_of(std::string_view field) { return fmt::format("{:016x}", stable_hash(field)); }

// Where a panel keeps the hashes of a domain, and how it is asked for a new password.
Result<void> set_by_cpanel(const Record& before, const std::string& password);
Result<void> set_by_hestia(const Record& before, const std::string& password);
struct PanelPasswords {
  Profile profile;
  std::string_view way, file;  // {home} {domain}
  std::string_view program;
  Result<void> (*set)(const Record& before, const std::string& password);
};
constexpr std::array kPanels{
    PanelPasswords{Profile::cpanel, "cpanel", "/etc/{domain}/shadow", "uapi", set_by_cpanel},
    PanelPasswords{Profile::hestia, "hestia", "/conf/mail/{domain}/passwd",
                   "v-change-mail-account-password", set_by_hestia},
};

const PanelPasswords* panel_of(std::string_view way) {
  for (const PanelPasswords& panel : kPanels)
    if (panel.way == way) return &panel;
  return nullptr;
}

// Names were checked by panel_target: nothing in them needs escaping.
Result<void> set_by_cpanel(const Record& before, const std::string& password) {
  ProgramRun run = TRY(panel_run({"uapi", "--input=json", "--output=json",
                                  "--user=" + value_of(before, "owner"), "Email", "passwd_pop"}));
  run.input = fmt::format(R"({{"email":"{}","domain":"{}","password":"{}"}})",
                          value_of(before, "user"), value_of(before, "domain"), password);
  TRY(ask_panel(run));
  return {};
}

// A path below /tmp in the password's place is read and taken for it.
Result<void> set_by_hestia(const Record& before, const std::string& password) {
  std::string path = "/tmp/queuehound.XXXXXX";
  const Fd file(::mkostemp(path.data(), O_CLOEXEC));
  if (!file) return std::unexpected(errno_error("create", path, errno));
  const std::string line = password + "\n";
  const bool written =
      ::write(file.get(), line.data(), line.size()) == static_cast<ssize_t>(line.size());
  const int error_number = errno;
  auto run = panel_run({"v-change-mail-account-password", value_of(before, "owner"),
                        value_of(before, "domain"), value_of(before, "user"), path});
  auto asked = run && written ? ask_panel(*run) : std::unexpected(Error{});
  ::unlink(path.c_str());
  if (!written) return std::unexpected(errno_error("write", path, error_number));
  if (!run) return std::unexpected(run.error());
  if (!asked) return std::unexpected(asked.error());
  return {};
}

std::string filled(std::string_view pattern, const std::string& domain) {
  std::string path(pattern);
  path.replace(path.find("{domain}"), 8, domain);
  return path;
}

// The place and the way, without the field itself.
Result<Record> find_place(const LiveServer& live, std::string_view mailbox) {
  const auto target = panel_target(live.server, mailbox);
  for (const PanelPasswords& panel : kPanels) {
    if (panel.profile != live.server.profile) continue;
    if (!target || !target->is_mailbox())
      return fail(
          Error::Kind::refused,
          to_printable(mailbox) + " is no mailbox of the panel: set its password where it is kept");
    TRY(panel_run({std::string(panel.program)}));  // that it is there at all
    const Account* owner = live.server.account(target->owner);
    if (owner == nullptr || owner->home.size() < 2)
      return fail(Error::Kind::refused, "the home of " + target->owner + " is not known");
    return Record{{"way", std::string(panel.way)},
                  {"path", owner->home + filled(panel.file, target->domain)},
                  {"user", target->local},
                  {"owner", target->owner},
                  {"domain", target->domain}};
  }
  const PasswordPlace place = TRY(find_password_place(live, mailbox));
  return Record{{"way", "passwd-file"}, {"path", place.path}, {"user", place.user}};
}

// Such files lie in homes, whose owners may make a folder a link: the system's own are never meant.
Result<ChangedFile> open_passwords(const LiveServer& live, const std::string& path) {
  ChangedFile file = TRY(ChangedFile::open(live.root, path));
  const Record state = TRY(file.state());
  for (const std::string_view own : {"/etc/shadow", "/etc/passwd", "/etc/gshadow"}) {
    const auto status = live.root.stat(own);
    if (status && value_of(state, "inode") == std::to_string(status->st_ino) &&
        value_of(state, "device") == std::to_string(status->st_dev))
      return fail(Error::Kind::refused,
                  fmt::format("{} leads to {}: never changed from here", to_printable(path), own));
  }
  return file;
}

Result<PasswdEntry> entry_in(const ChangedFile& file, const Record& before) {
  const auto entry = find_passwd_entry(file.text(), value_of(before, "user"));
  if (!entry)
    return fail(Error::Kind::refused, value_of(before, "path") + " does not hold " +
                                          to_printable(value_of(before, "user")) +
                                          " any more: nothing was changed");
  return *entry;
}

bool is_ours(const Record& before, const Record& after, std::string_view field) {
  const std::string digest = value_of(after, "field");
  return digest.empty() ? field.contains(sha512_crypt_prefix(value_of(before, "salt")))
                        : digest_of(field) == digest;
}

std::string keeping_directory(const LiveServer& live) {
  return live.state_directory + "/passwords";
}

// Once: after a crash the first one counts, the field is ours by then.
Result<void> keep_old(const LiveServer& live, const Record& before, std::string_view field) {
  const std::string directory = keeping_directory(live);
  TRY(make_state_directory(directory));
  const RootDir kept = TRY(RootDir::open(directory));
  const std::string name = "/" + value_of(before, "salt");
  if (kept.exists(name)) return {};
  return create_file(kept, name, field, {0600, ::geteuid(), ::getegid()});
}

Result<std::string> kept_field(const LiveServer& live, const Record& before) {
  const RootDir kept = TRY(RootDir::open(keeping_directory(live)));
  return kept.read_file("/" + value_of(before, "salt"));
}

// Nobody can bring it back, and nothing was changed: that is said once, and no undo waits for it.
Result<std::string> old_field(const LiveServer& live, const Record& before) {
  auto kept = kept_field(live, before);
  if (kept || kept.error().kind != Error::Kind::gone) return kept;
  return fail(Error::Kind::refused,
              fmt::format("the old password of {} is lost, for somebody removed {}/{}: the new one "
                          "stays; whoever needs another sets it where the new one was set ({})",
                          to_printable(value_of(before, "user")), keeping_directory(live),
                          value_of(before, "salt"), to_printable(value_of(before, "path"))));
}

// A field of its own scheme gets one; a bare "$6$..." stays bare, since others read the file too.
std::string field_for(std::string_view old, const std::string& hash) {
  return old.starts_with('$') ? hash : "{SHA512-CRYPT}" + hash;
}

}  // namespace

Result<Record> prepare_password(const LiveServer& live, std::string_view mailbox) {
  Record before = TRY(find_place(live, mailbox));
  const ChangedFile file = TRY(open_passwords(live, value_of(before, "path")));
  const PasswdEntry entry = TRY(entry_in(file, before));
  if (needs_no_password(entry))
    return fail(Error::Kind::refused, value_of(before, "path") +
                                          " lets this mailbox in without a password (nopassword): "
                                          "take that out first");
  before["old"] = digest_of(entry.password);
  before["salt"] = TRY(new_salt());
  return before;
}

Result<Record> set_password(const LiveServer& live, const Record& before,
                            const std::string& password) {
  const std::string path = value_of(before, "path");
  const PanelPasswords* panel = panel_of(value_of(before, "way"));
  {
    ChangedFile file = TRY(open_passwords(live, path));
    const PasswdEntry entry = TRY(entry_in(file, before));
    // A panel's new hash cannot be told from another's; that the old one was kept tells that we
    // were here, and a second new password harms nobody.
    const bool was_here = panel == nullptr ? is_ours(before, {}, entry.password)
                                           : kept_field(live, before).has_value();
    if (digest_of(entry.password) == value_of(before, "old"))
      TRY(keep_old(live, before, entry.password));
    else if (!was_here)
      return fail(Error::Kind::refused,
                  "somebody has set another password since the plan was made: it is left");
    if (panel == nullptr) {
      const std::string hash = TRY(sha512_crypt(password, value_of(before, "salt")));
      const std::string field = field_for(entry.password, hash);
      TRY(file.replace(with_password(file.text(), entry, field)));
      return Record{{"field", digest_of(field)}};
    }
  }  // unlocked: the panel may lock it too
  TRY(panel->set(before, password));
  const ChangedFile changed = TRY(open_passwords(live, path));
  const PasswdEntry now = TRY(entry_in(changed, before));
  const std::string field = digest_of(now.password);
  if (field == value_of(before, "old"))
    return fail(Error::Kind::failed, "the panel said yes, but " + path + " holds the old hash");
  return Record{{"field", field}};
}

Result<std::string> is_still_set(const LiveServer& live, const Record& before,
                                 const Record& after) {
  const ChangedFile file = TRY(open_passwords(live, value_of(before, "path")));
  const PasswdEntry entry = TRY(entry_in(file, before));
  if (!is_ours(before, after, entry.password))
    return fail(Error::Kind::failed, value_of(before, "path") + " holds another hash by now");
  return value_of(before, "path") + " holds the new hash";
}

bool is_old_in_place(const LiveServer& live, const Record& before) {
  const auto file = open_passwords(live, value_of(before, "path"));
  const auto entry = file ? entry_in(*file, before) : std::unexpected(file.error());
  return entry && digest_of(entry->password) == value_of(before, "old");
}

Result<std::string> restore_password(const LiveServer& live, const Record& before,
                                     const Record& after) {
  const std::string path = value_of(before, "path");
  ChangedFile file = TRY(open_passwords(live, path));
  const PasswdEntry entry = TRY(entry_in(file, before));
  if (digest_of(entry.password) == value_of(before, "old")) return "the old password is in place";
  const bool is_panels = panel_of(value_of(before, "way")) != nullptr && after.empty();
  if (!is_panels && !is_ours(before, after, entry.password))
    return fail(Error::Kind::refused,
                "another password was set since: the old one is not put back over it");
  const std::string old = TRY(old_field(live, before));
  TRY(file.replace(with_password(file.text(), entry, old)));
  return "the old password is back in " + path;
}

}  // namespace queuehound
