#include "pages/script_claims.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/hash.h"
#include "base/text.h"
#include "dossier/page_file.h"

namespace queuehound {
namespace {

constexpr seconds kPhpToExim{3};  // PHP logs the call, then pipes to sendmail

constexpr auto kLibraries = std::to_array<std::string_view>(
    {"PHPMailer.php", "class-phpmailer.php", "class.phpmailer.php", "class.smtp.php", "SMTP.php",
     "pluggable.php", "NativeMailerHandler.php", "SimpleMailInvoker.php", "MailTransport.php",
     "Sendmail.php", "functions_messenger.php", "class-wp-phpmailer.php", "JMail.php", "Mail.php",
     "PhpMail.php", "system.mail.inc", "Email.php"});

// A customer's page does not run as his neighbour: an alarm to the same administrator in the same
// seconds as a shell's letter in its words is not the shell's.
bool may_run_as(const CaseFile& file, const PhpCall& call, const Message& message) {
  const ActorRecord& actor = file.ledger.actors[message.actor];
  if (actor.submission != SubmissionClass::local) return true;
  const std::string_view user = file.ledger.text(actor.name);
  const Account* const owner = file.server.account_of_path(file.ledger.text(call.script));
  return owner == nullptr || owner->name == user || file.server.is_web_server_user(user);
}

}  // namespace

std::string_view MailPlaces::of(const Message& message) {
  const Ledger& ledger = file_.ledger;
  const ActorRecord& actor = ledger.actors[message.actor];
  const std::string_view directory = ledger.text(actor.place);
  if (!directory.empty() && directory != "/") return directory;
  if (const PhpCall* call = php_call_of(file_, message))
    return directory_of(ledger.text(call->script));
  const HeaderHints* hints = file_.ledger.hints_of(message);
  if (hints == nullptr) return directory;
  std::optional<std::string>& known = known_[mix(mix(message.actor, hints->php_originating),
                                                 mix(hints->php_script, hints->board_origin))];
  if (!known) known = by_headers(actor, *hints);
  return *known;
}

std::string MailPlaces::by_headers(const ActorRecord& actor, const HeaderHints& hints) const {
  const CaseFile& file = file_;
  std::uint32_t uid = 0;
  std::string_view name;
  const bool has_origin = split_originating(file.ledger.text(hints.php_originating), uid, name);
  const std::string claimed = claimed_path(file, hints);
  if (!claimed.empty()) {
    const Account* owner = file.server.account_of_path(claimed);
    const Account* user = file.server.account(file.ledger.text(actor.name));
    const bool agrees =
        owner != nullptr &&
        ((user == owner) || (has_origin && owner->uid == uid && name == file_name_of(claimed)));
    if (agrees) return std::string(directory_of(claimed));
  }
  // Under a user that runs everybody's sites even a claim keeps apart what is not one program's; it
  // names nobody until requests agree.
  if (!claimed.empty() && file.server.is_web_server_user(file.ledger.text(actor.name)))
    return "?" + claimed;
  if (has_origin) return "?" + std::to_string(uid) + ":" + std::string(name);
  return std::string(file.ledger.text(actor.place));
}

const PhpCall* php_call_of(const CaseFile& file, const Message& message) {
  const std::vector<PhpCall>& calls = file.ledger.php_calls;
  auto at = std::ranges::lower_bound(calls, message.at - kPhpToExim, {}, &PhpCall::at);
  const PhpCall* found = nullptr;
  for (; at != calls.end() && at->at <= message.at + kPhpToExim; ++at) {
    bool to_matches = false;
    file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      to_matches |= recipient.hash == at->to_hash;
    });
    if (to_matches && may_run_as(file, *at, message)) found = &*at;
  }
  return found;
}

std::string message_script(const CaseFile& file, const Message& message) {
  if (const PhpCall* call = php_call_of(file, message))
    if (const std::string_view script = file.ledger.text(call->script); !is_mail_library(script))
      return std::string(file_name_of(script));
  const HeaderHints* hints = file.ledger.hints_of(message);
  std::uint32_t uid = 0;
  std::string_view name;
  if (hints == nullptr || !split_originating(file.ledger.text(hints->php_originating), uid, name) ||
      is_mail_library(name))
    return {};
  return std::string(name);
}

std::vector<std::string> php_scripts_of(const CaseFile& file, const Dossier& dossier) {
  std::set<std::uint32_t> scripts;
  for (const MessageIndex index : dossier.messages)
    if (const PhpCall* call = php_call_of(file, file.ledger.messages[index]))
      scripts.insert(call->script);
  std::vector<std::string> paths;
  for (const std::uint32_t script : scripts) paths.emplace_back(file.ledger.text(script));
  return paths;
}

std::string claimed_name(const CaseFile& file, const Dossier& dossier) {
  std::map<std::string, std::uint64_t> names;
  for (const MessageIndex index : dossier.messages) {
    const HeaderHints* hints = file.ledger.hints_of(file.ledger.messages[index]);
    if (hints == nullptr) continue;
    std::uint32_t uid = 0;
    std::string_view name;
    if (split_originating(file.ledger.text(hints->php_originating), uid, name) &&
        !is_mail_library(name))
      ++names[std::string(name)];
    else if (const std::string claimed = claimed_path(file, *hints); !claimed.empty())
      ++names[std::string(file_name_of(claimed))];
  }
  const auto most =
      std::ranges::max_element(names, {}, [](const auto& entry) { return entry.second; });
  return most == names.end() ? std::string{} : most->first;
}

std::optional<std::uint32_t> claimed_owner(const Dossier& dossier) {
  std::string_view place = dossier.directory;
  if (!place.starts_with('?') || place.starts_with("?/")) return {};
  place.remove_prefix(1);
  return parse_number<std::uint32_t>(cut(place, ':'));
}

std::string claimed_path(const CaseFile& file, const HeaderHints& hints) {
  std::string_view host, path, client;
  if (!split_php_script(file.ledger.text(hints.php_script), host, path, client)) {
    std::string_view origin = file.ledger.text(hints.board_origin);
    if (!origin.starts_with("phpbb://")) return {};
    origin.remove_prefix(8);
    const std::size_t slash = origin.find('/');
    if (slash == std::string_view::npos) return {};
    host = origin.substr(0, slash);
    path = origin.substr(slash);
  }
  const Site* site = file.server.site_of_domain(to_lower(host));
  return site == nullptr ? std::string{} : file_of_url(*site, path);
}

bool split_originating(std::string_view value, std::uint32_t& uid, std::string_view& name) {
  const auto number = parse_number<std::uint32_t>(cut(value, ':'));
  if (!number || value.empty()) return false;
  uid = *number;
  name = value.substr(0, value.find('('));
  name = trim(name);
  return !name.empty() && name.find('/') == std::string_view::npos;
}

bool split_php_script(std::string_view value, std::string_view& host, std::string_view& path,
                      std::string_view& client) {
  const std::size_t slash = value.find('/');
  const std::size_t end = value.find(" for ");
  if (slash == std::string_view::npos || slash == 0 || end == std::string_view::npos || end < slash)
    return false;
  host = value.substr(0, slash);
  path = value.substr(slash, end - slash);
  client = value.substr(end + 5);
  client = trim(client.substr(0, client.find(',')));
  return true;
}

bool is_mail_library(std::string_view path) {
  return std::ranges::find(kLibraries, file_name_of(path)) != kLibraries.end() ||
         path.find("/vendor/") != std::string_view::npos ||
         path.find("/pear/") != std::string_view::npos;
}

}  // namespace queuehound
