#include "apply/selected_message.h"

#include <array>

#include "base/text.h"
#include "survey/exim_log_learner.h"

namespace queuehound {
namespace {

std::optional<std::string> detail(const Record& details, std::string_view name) {
  const auto found = details.find(name);
  if (found == details.end() || found->second.empty()) return {};
  return found->second;
}

// Exim keeps the case that was typed; domains, logins of mailboxes and accounts do not know any.
std::string differs(const std::optional<std::string>& wanted, std::string_view found,
                    std::string_view what) {
  if (!wanted || equal_ignoring_case(*wanted, found)) return {};
  return std::string(what) + " is \"" + std::string(found) + "\", not \"" + *wanted + "\"";
}

bool asks_for_anything(const Selection& selection) {
  return selection.auth_id || selection.login || selection.sender || selection.uid ||
         selection.mailbox || selection.account;
}

// As the survey reads it (spool_learner): a login counts where a host stands behind it.
std::string other_sender(const Selection& selection, const SpoolHeader& header) {
  const bool has_login = !header.auth_id.empty() && (header.has_host || !header.host_auth.empty());
  if (selection.mailbox)
    return differs(selection.mailbox,
                   has_login ? mailbox_of_login(header.auth_id, *selection.server) : "",
                   "the mailbox that logged in");
  if (!selection.account) return {};
  if (has_login || header.has_host) return "it came from a host, not from a program here";
  return differs(selection.account, header.ident.empty() ? header.login : header.ident,
                 "the system account");
}

}  // namespace

Result<Selection> selection_of(const Record& details, const Server& server) {
  Selection selection;
  selection.server = &server;
  selection.mailbox = detail(details, "sender_mailbox");
  selection.account = detail(details, "sender_account");
  selection.auth_id = detail(details, "auth_id");
  selection.login = detail(details, "login");
  selection.sender = detail(details, "sender");
  selection.with_bounces = detail(details, "with_bounces") == "yes";
  const auto uid = detail(details, "uid");
  if (!uid) return selection;
  selection.uid = parse_number<std::int64_t>(*uid);
  if (!selection.uid)
    return fail(Error::Kind::refused, "\"" + to_printable(*uid) + "\" is no user's number");
  return selection;
}

std::string speaks_against(const Selection& selection, std::string_view bytes, const MessageId& id,
                           SpoolHeader& memory) {
  const std::string name = std::string(id.text()) + "-H";
  parse_spool_header(bytes, name, memory);
  if (memory.damage == SpoolDamage::empty) return "-H is empty";
  if (memory.damage == SpoolDamage::first_line) return "-H does not begin with this message's id";
  if (!asks_for_anything(selection)) return {};
  // In Exim's order of reading: the lines that answer come before the option lines.
  if (memory.damage == SpoolDamage::login_line || memory.damage == SpoolDamage::sender_line ||
      memory.damage == SpoolDamage::time_line || memory.damage == SpoolDamage::option)
    return "-H is damaged: whose message it is cannot be told";
  if (selection.with_bounces && memory.sender.empty()) return {};
  if (selection.uid && *selection.uid != memory.uid)
    return "uid is " + std::to_string(memory.uid) + ", not " + std::to_string(*selection.uid);
  const std::array<std::string, 4> differences{
      other_sender(selection, memory), differs(selection.auth_id, memory.auth_id, "the login"),
      differs(selection.login, memory.login, "the system account"),
      differs(selection.sender, memory.sender, "the sender")};
  for (const std::string& words : differences)
    if (!words.empty()) return words;
  return {};
}

}  // namespace queuehound
