// hold_account: by the panel where it can, else by a lookup file that Exim asks for each message:
// ours (host/exim_hold_acl.h) or DirectAdmin's own lists of who may not send.
#include <fmt/format.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>

#include "apply/account_doings.h"
#include "apply/held_list.h"
#include "apply/kept_too.h"
#include "apply/panel.h"
#include "base/text.h"
#include "host/exim_hold_acl.h"
#include "mail/address.h"
#include "remedy/held_names.h"

namespace queuehound {
namespace {

std::string value_of(const Record& record, std::string_view name) {
  const auto found = record.find(name);
  return found == record.end() ? std::string() : found->second;
}

// Which file holds logins, and which system users; first that Exim asks.
struct ListRow {
  bool is_of_mailboxes;
  std::string_view path;
  bool (*is_asked)(const EximHold& hold);
  bool has_modes;  // "wait" and "refuse" mean something; else the name alone, and it is refused
  bool by_number;  // the key is the uid
};
constexpr std::array kLists{
    ListRow{true, kHeldSendersPath, [](const EximHold& hold) { return hold.covers_logins(); }, true,
            false},
    ListRow{false, kHeldUsersPath, [](const EximHold& hold) { return hold.covers_users(); }, true,
            true},
    ListRow{true, kBlockedLoginsPath,
            [](const EximHold& hold) { return hold.reads_blocked_logins; }, false, false},
    ListRow{false, kBlockedScriptsPath,
            [](const EximHold& hold) { return hold.reads_blocked_scripts; }, false, false},
};

Result<HoldMode> mode_of(const Action& action) {
  const std::string word = value_of(action.details, "mode");
  const auto mode = parse_hold_mode(word.empty() ? "wait" : word);
  if (!mode)
    return fail(Error::Kind::refused,
                "hold_account knows mode=wait and mode=refuse, not " + to_printable(word));
  return *mode;
}

// One key a way to write the login; the number of a system user.
Result<std::vector<std::string>> keys_of(const LiveServer& live, const Action& action,
                                         const ListRow& row) {
  if (row.is_of_mailboxes) {
    std::vector<std::string> keys{to_lower(action.target)};
    const auto [local, domain] = split_address(keys.front());
    if (!local.empty() && !domain.empty() && domain == live.server.qualify_domain)
      keys.emplace_back(local);
    return keys;
  }
  const Account* account = live.server.account(action.target);
  if (account == nullptr)
    return fail(Error::Kind::refused,
                to_printable(action.target) + " is no account of this server");
  return std::vector{row.by_number ? std::to_string(account->uid) : account->name};
}

// Holding one of these would hold everybody.
Result<void> may_be_held(const LiveServer& live, const Action& action) {
  const bool is_shared = live.server.is_web_server_user(action.target) ||
                         live.server.is_exim_user(action.target) || action.target == "root";
  if (!is_shared) return {};
  return fail(Error::Kind::refused,
              to_printable(action.target) +
                  " sends for everybody on this server: seal the script (seal_script) or freeze "
                  "its messages instead");
}

Error not_included(const LiveServer& live, const EximHold& hold, bool is_mailbox) {
  const HoldInclusion how = hold_inclusion(live.server, hold);
  std::string text = fmt::format(
      "Exim does not ask who is held{}: include the access list of queuehound (queuehound check "
      "says how{})",
      is_mailbox ? "" : " for mail of local programs",
      how.lines.empty() ? "" : fmt::format(": {} in {}", fmt::join(how.lines, ", "), how.place));
  text += is_mailbox ? "; until then reset_password and freeze_messages stop it"
                     : "; until then seal_script and freeze_messages stop it";
  return {Error::Kind::refused, text};
}

Result<Record> prepare(const LiveServer& live, const Action& action) {
  const HoldMode mode = TRY(mode_of(action));
  const bool is_mailbox = action.target.contains('@');
  TRY(may_be_held(live, action));
  if (const auto target = panel_target(live.server, action.target))
    if (const PanelRow* row = panel_row(action.kind, live.server.profile, target->is_mailbox()))
      return prepare_panel(live, *row, *target);
  const EximHold hold = find_exim_hold(live.root, live.server.exim_config_file);
  for (const ListRow& row : kLists) {
    if (row.is_of_mailboxes != is_mailbox || !row.is_asked(hold)) continue;
    Record before{{"way", "list"}, {"path", std::string(row.path)}};
    before["value"] = row.has_modes ? hold_mode_word(mode) : "";
    const auto keys = TRY(keys_of(live, action, row));
    for (const std::string& key : keys) {
      if (!lsearch_line(key, ""))
        return fail(Error::Kind::refused, "no lookup file can hold the name " + to_printable(key));
      // Held before this action came: by a stranger, whose it stays, or by another action, which
      // leaves it to this one when it is undone first.
      if (!TRY(held_value(live, {before["path"], {}}, key))) before["keys"] += key + "\n";
      before["wanted"] += key + "\n";
    }
    before["live"] = keys.front();
    return before;
  }
  return std::unexpected(not_included(live, hold, is_mailbox));
}

HeldList list_of(const LiveServer& live, const Record& before) {
  const auto& users = live.server.exim_users;
  std::string reader;
  for (const std::string& user : users)
    if (reader.empty() && live.server.account(user) != nullptr) reader = user;
  return {value_of(before, "path"), reader};
}

std::vector<std::string> lines_in(const Record& before, std::string_view name) {
  std::vector<std::string> lines;
  const std::string text = value_of(before, name);
  std::string_view rest = text;
  while (!rest.empty()) lines.emplace_back(cut(rest, '\n'));
  return lines;
}

std::vector<std::string> keys_in(const Record& before) { return lines_in(before, "keys"); }

bool is_by_panel(const Record& before) { return value_of(before, "way") == "panel"; }

Keeping keeping(const LiveServer& live, const Action& action, const Record& before) {
  if (is_by_panel(before)) return kept_by_panel(live, action, before);
  Keeping all{value_of(before, "path"), lines_in(before, "wanted"), {}};
  for (std::string& key : keys_in(before))
    all.own.emplace(std::move(key), value_of(before, "value"));
  if (!all.wanted.empty()) return all;
  // Journalled by a version that did not tell all of them.
  for (const auto& [key, value] : all.own) all.wanted.push_back(key);
  if (const std::string live_key = value_of(before, "live"); !all.own.contains(live_key))
    all.wanted.push_back(live_key);
  return all;
}

Result<void> make_directory_of(const LiveServer& live, const std::string& path) {
  const std::string directory = path.substr(0, path.rfind('/'));
  if (live.root.exists(directory)) return {};
  const std::string full = (live.root.is_live() ? "" : live.root.directory()) + directory;
  if (::mkdir(full.c_str(), 0755) != 0 && errno != EEXIST)
    return std::unexpected(errno_error("make", full, errno));
  return {};
}

Result<Record> act(const LiveServer& live, const Action& action, const Record& before,
                   const NoteProgress& /*note*/) {
  if (is_by_panel(before)) return act_on_panel(live, action, before);
  const std::string shown = to_printable(action.target), value = value_of(before, "value");
  const std::vector<std::string> keys = keys_in(before);
  if (keys.empty()) return Record{{"text", shown + " was held before: left as it is"}};
  TRY(make_directory_of(live, value_of(before, "path")));
  TRY(hold(live, list_of(live, before), keys, value));
  return Record{{"text", value == "wait"
                             ? "from the next message on mail of " + shown + " is kept frozen"
                             : "from the next message on mail of " + shown + " is not taken"}};
}

Result<std::string> verify(const LiveServer& live, const Action& action, const Record& before,
                           const Record& /*after*/) {
  if (is_by_panel(before)) return verify_panel(live, action);
  const HeldList list = list_of(live, before);
  if (!TRY(held_value(live, list, value_of(before, "live"))))
    return fail(Error::Kind::failed, list.path + " does not hold it");
  if (const std::string why = unreadable_to(live, list); !why.empty())
    return fail(Error::Kind::failed, why);
  return list.path + " holds it, and Exim can read it";
}

// "wait" that somebody made "refuse" since is his decision, not ours to take back.
Result<void> check_untouched(const LiveServer& live, const HeldList& list, const Record& freed) {
  for (const auto& [key, left] : freed) {
    const auto value = TRY(held_value(live, list, key));
    if (value && *value != left)
      return fail(Error::Kind::refused,
                  fmt::format("{} has \"{}\" for {} now; not touched", list.path,
                              to_printable(*value), to_printable(key)));
  }
  return {};
}

// Whether one of its keys is in the list all the same.
Result<bool> is_any_held(const LiveServer& live, const HeldList& list, const Keeping& kept) {
  for (const std::string& key : kept.wanted)
    if (TRY(held_value(live, list, key))) return true;
  return false;
}

Result<Undone> undo(const LiveServer& live, const Action& action, const Record& before,
                    const Record& /*after*/, const UndoOptions& options) {
  const Keeping kept = keeping(live, action, before);
  if (is_by_panel(before)) return undo_on_panel(live, action, kept, options);
  const std::string shown = to_printable(action.target);
  const HeldList list = list_of(live, before);
  const Record freed = to_be_freed(kept, options);
  if (!options.force) TRY(check_untouched(live, list, freed));
  std::vector<std::string> keys;
  for (const auto& [key, value] : freed) keys.push_back(key);
  if (!keys.empty()) TRY(release(live, list, keys));
  if (TRY(is_any_held(live, list, kept)))
    return options.kept_too.empty()
               ? shown + " was held before queuehound came: left so"
               : fmt::format("{} stays held: {} held it too", shown, keepers_of(options));
  if (keys.empty()) return shown + " is not held any more: whoever held it before released it";
  return shown + " may send again" +
         (freed.begin()->second == "wait"
              ? "; what was kept meanwhile stays frozen until it is thawed (exim -Mt ID)"
              : "");
}

std::string difference(const LiveServer& live, const Action& action, const Record& before,
                       const Record& /*after*/) {
  if (is_by_panel(before)) return panel_difference(live, action);
  std::string text;
  for (const std::string& key : keys_in(before)) {
    const auto value = held_value(live, list_of(live, before), key);
    if (!value)
      text += value.error().text + "\n";
    else if (!*value)
      text += to_printable(key) + " was released meanwhile\n";
    else if (**value != value_of(before, "value"))
      text += to_printable(key) + " has \"" + to_printable(**value) + "\" now\n";
  }
  return text;
}

}  // namespace

Doing hold_account_doing() {
  return {ActionKind::hold_account, prepare, act, verify, undo, difference, keeping, true};
}

}  // namespace queuehound
