#include "remedy/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "dossier/script_place.h"
#include "remedy/panel_commands.h"
#include "remedy/shared_pages.h"
#include "remedy/shell_quote.h"
#include "verdict/event_words.h"

namespace queuehound {
namespace {

using Actions = std::vector<PlannedAction>;

constexpr std::string_view kBlockNote = "spam";  // what the firewall's own list says of it

std::string counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : noun.ends_with("s") ? "es" : "s");
}

std::string effect_of_sealing(std::string_view script) {
  constexpr std::string_view kUnread =
      "the file can be neither read nor run by the web server or its owner; ";
  // An index.php among uploads is nobody's front page.
  const std::string_view lost =
      is_planted(place_of(script)) ? std::string_view{} : lost_with_shared_page(script);
  if (lost.empty()) return std::string(kUnread) + "the rest of the site goes on";
  return fmt::format(
      "{}the site is without {} until it is put back. If the file is as its maker wrote it, a file "
      "that it calls does the mailing: find that one, disable it instead and undo this",
      kUnread, lost);
}

// Of a flood of days ago only the queue tells.
std::string why_sealed(const Incident& incident) {
  const auto& messages = incident.messages;
  if (messages.submitted == 0)
    return fmt::format("{} it sent before {} still in the queue",
                       counted(messages.queued, "message"), messages.queued == 1 ? "is" : "are");
  return fmt::format("it sent {} to {}", counted(messages.submitted, "message"),
                     counted(messages.recipients, "recipient"));
}

void seal_script(const Incident& incident, Actions& actions) {
  if (!incident.script || !incident.not_sealed_because.empty()) return;
  PlannedAction action;
  action.action = "seal_script";
  action.target = *incident.script;
  action.reason = why_sealed(incident);
  action.effect = effect_of_sealing(*incident.script);
  if (!incident.piped_recipient.empty())
    action.effect += fmt::format("; letters to {} come back until they are no longer piped to it",
                                 incident.piped_recipient);
  // The time moves too, and the web server starts afresh: mod_php's opcode cache looks at nothing
  // else before it runs what it holds. The folder is the intruder's, so a link may stand there by
  // now: chown and chmod would follow it to another's file.
  action.shell =
      fmt::format(R"sh([ "$(realpath -- {0})" = {0} ] && [ "$(stat -c %h -- {0})" = 1 ] && )sh"
                  "chown root:root -- {0} && chmod 000 -- {0} && touch -- {0} || "
                  "echo 'not sealed: it is gone, or a link leads there' >&2; "
                  "systemctl reload 'apache2*.service' 'httpd*.service' 'php*-fpm*.service'",
                  shell_quote(*incident.script));
  actions.push_back(std::move(action));
}

std::string_view why_a_process(const Incident& incident) {
  if (!incident.piped_recipient.empty()) return "letters that are piped to it start it";
  if (incident.may_be_begun_by_requests)
    return "what starts it is not known, for its mail begins where some page was asked for, too";
  return incident.are_requests_known
             ? "no web request starts it"
             : "what starts it is not known, for no access log tells of requests in its hours";
}

void stop_process(const Incident& incident, Actions& actions) {
  // Many programs have no one page; who asks for them is known all the same.
  const bool is_driven = incident.url || !incident.possible_pages.empty() ||
                         (!incident.programs.empty() && !incident.origins.empty());
  if (is_driven || !incident.active || !incident.system_user) return;
  if (!incident.not_sealed_because.empty()) return;
  actions.push_back(
      {"stop_process", *incident.system_user,
       std::string(why_a_process(incident)) + ": a process of this account may still be running",
       "its running mailer is stopped, not killed; other processes of the account go on", true,
       fmt::format("ps -u {} -o pid,lstart,args", shell_quote(*incident.system_user))});
}

// Comments out what holds the command, word for word; the job stands in the environment because awk
// would read escapes in it anywhere else.
std::string cron_shell(const std::string& user, std::string_view reason) {
  constexpr std::string_view kJob = "started by the crontab: ";
  const std::string quoted = shell_quote(user);
  if (!reason.starts_with(kJob)) return fmt::format("crontab -u {} -l", quoted);
  return fmt::format(
      "crontab -u {0} -l | JOB={1} awk 'index($0, ENVIRON[\"JOB\"]) {{ $0 = \"#\" $0 }} {{ print "
      "}}' "
      "| crontab -u {0} -",
      quoted, shell_quote(reason.substr(kJob.size())));
}

void disable_cron(const Incident& incident, Actions& actions) {
  for (const Evidence& evidence : incident.evidence)
    if (evidence.signal == "mails_by_itself" &&
        evidence.text.starts_with("started by the crontab") && incident.system_user)
      actions.push_back({"disable_cron", *incident.system_user, evidence.text,
                         "the job no longer starts; the account's other jobs do", true,
                         cron_shell(*incident.system_user, evidence.text)});
}

std::string_view why_a_new_password(const Incident& incident) {
  if (incident.url) return "a program that strangers drive knows the password";
  if (incident.is_from_old_places)
    return "what sends knows the password, though no stranger is seen: a virus at home reads it";
  return "a stranger knows the password";
}

void hold_and_reset(const Incident& incident, const Server& server, Actions& actions) {
  const std::string& account = *incident.account;
  const std::string quoted = shell_quote(account);
  PlannedAction hold{"hold_account",
                     account,
                     "its login sends the mailing",
                     incident.is_told_by_webmail
                         ? "its mail by SMTP waits; what the webmail hands in without a login goes "
                           "on until the password is new and its session there is over"
                         : "its outgoing mail waits; reading mail goes on",
                     true,
                     panel_shell(ActionKind::hold_account, server, account)};
  PlannedAction reset{"reset_password",
                      account,
                      std::string(why_a_new_password(incident)),
                      "open sessions end; every phone and program that holds the old password must "
                      "learn the new one",
                      true,
                      password_shell(server, account)};
  if (!reset.shell) {
    reset.shell = fmt::format(
        "doveadm kick {0}; doveadm auth cache flush {0}  # when the new password is set", quoted);
  }
  actions.push_back(std::move(hold));
  actions.push_back(std::move(reset));
}

void disable_list(const Incident& incident, Actions& actions) {
  if (!incident.list) return;
  actions.push_back({"disable_list",
                     *incident.list,
                     "it carries the mailing to its members",
                     "posts wait for its moderator until it is opened again",
                     true,
                     {}});
}

std::string block_shell(const Server& server, const IpAddress& address) {
  const std::string text = to_text(address);
  if (server.rule_keeper == "csf") return fmt::format("csf -td {} 86400 {}", text, kBlockNote);
  const bool is_apfs = server.rule_keeper == "apf" && address.is_v4();  // it knows no other
  if (is_apfs) return fmt::format("apf -d {} {}", text, kBlockNote);
  return fmt::format("{} -I INPUT -s {} -j DROP", address.is_v4() ? "iptables" : "ip6tables", text);
}

void block_origins(const Incident& incident, const Server& server, Actions& actions) {
  std::unordered_set<IpAddress, IpAddressHash> done;  // a botnet has a hundred thousand of them
  for (const Origin& origin : incident.origins) {
    if (!origin.block || !done.insert(origin.address).second) continue;
    const std::string address = to_text(origin.address);
    actions.push_back({"block_address", address,
                       counted(origin.events, event_word(incident, origin)) + " from there",
                       "everybody behind this address loses this server until the block expires",
                       true, block_shell(server, origin.address)});
  }
}

void clear_queue(const Incident& incident, Actions& actions) {
  if (incident.quarantine.empty()) return;
  const bool is_form = incident.kind == IncidentKind::form;
  PlannedAction action;
  action.action = is_form ? "freeze_messages" : "quarantine_messages";
  action.target = incident.id;
  action.reason = fmt::format("{} of this mailing in the queue",
                              counted(incident.quarantine.size(), "message"));
  action.effect =
      is_form ? fmt::format("Exim keeps them and does not try them; {} of the same account {}",
                            counted(incident.spare.size(), "message"),
                            incident.spare.size() == 1 ? "stays as it is" : "stay as they are")
              : fmt::format(
                    "they leave the queue for a folder and can be put back; {} of the same account "
                    "{}",
                    counted(incident.spare.size(), "message"),
                    incident.spare.size() == 1 ? "stays" : "stay");
  // The shell's nearest equivalent: freezing can be undone, removing cannot.
  action.shell.emplace();  // of a flood as long as all its ids: made when it is shown
  action.takes_quarantine = true;
  actions.push_back(std::move(action));
}

std::string advice_of_mailbox(const Incident& incident) {
  if (incident.url && !incident.script)
    return fmt::format(
        "{} sends with this login: if it is a form of the site, add a captcha and a rate limit to "
        "it; if it is not the owner's, remove it and find the hole it came through",
        *incident.url);
  if (incident.is_from_old_places)
    return "the mailing came from addresses that it has long used: look for a virus on the "
           "computers there before they learn the new password";
  return "the password is known to strangers: check the computers that hold it, forwarders and "
         "filters";
}

std::string advice_of_script(const Incident& incident) {
  if (!incident.piped_recipient.empty())
    return fmt::format(
        "letters to {} are piped to the program: take that out of .forward, filters and aliases, "
        "and find the hole it came through",
        incident.piped_recipient);
  return incident.not_sealed_because.empty()
             ? "find the hole the program came through: update the site's software, its plugins "
               "and passwords"
             : "look at the page: add a captcha or double opt-in and a rate limit if strangers "
               "abuse it, and have the web server write an access log that can be read";
}

void advise(const Incident& incident, Actions& actions) {
  PlannedAction letter;
  letter.action = "advise";
  letter.effect =
      "a letter changes nothing here: explain --letter owner shows it, apply --send-letters sends "
      "it";
  const auto to = [&](std::string fallback) {
    if (!incident.possible_pages.empty()) return std::string("postmaster");
    return incident.account.value_or(incident.system_user.value_or(std::move(fallback)));
  };
  switch (incident.kind) {
    case IncidentKind::form:
      letter.target = incident.domain.value_or(to("owner"));
      letter.reason =
          fmt::format("{} is driven by {}: {}add a captcha or double opt-in and a rate limit to it",
                      incident.url.value_or(
                          incident.possible_pages.empty() ? "the page" : incident.possible_pages),
                      counted(incident.origins.size(), "address"),
                      incident.how_page_changed.empty()
                          ? ""
                          : "compare its file with its maker's version; if it is the maker's, ");
      break;
    case IncidentKind::script:
      letter.target = incident.domain.value_or(to("owner"));
      letter.reason = advice_of_script(incident);
      break;
    case IncidentKind::mailbox:
      letter.target = to("owner");
      letter.reason = advice_of_mailbox(incident);
      break;
    case IncidentKind::relay:
      if (incident.is_from_this_server()) {
        letter.target = "postmaster";
        letter.reason =
            "a program on this server hands its mail in over loopback without a login: look for "
            "it among the processes and for requests in the seconds of its messages, and let "
            "programs log in";
        break;
      }
      letter.target =
          incident.origins.empty() ? "postmaster" : to_text(incident.origins.front().address);
      if (incident.has_unnamed_login()) {
        letter.target = "postmaster";
        letter.reason =
            "the host sends with somebody's password, and Exim does not log whose: set "
            "server_set_id in its authenticators, and give the mailbox of the sender a new "
            "password if it is his";
        break;
      }
      letter.reason =
          "the host sends through this server without a login: check relay_from_hosts, or the "
          "computer behind the address";
      break;
    case IncidentKind::list:
      letter.target = incident.list.value_or("owner");
      letter.reason = "let only members post, and moderate the first post of each";
      break;
    case IncidentKind::backscatter:
      letter.target = incident.account.value_or(incident.domain.value_or("postmaster"));
      letter.reason =
          "somebody writes under this name elsewhere: publish SPF and DMARC records; nothing on "
          "this server needs stopping";
      break;
    case IncidentKind::inbound:
      letter.target = "postmaster";
      if (std::ranges::find(incident.evidence, "mail_bomb", &Evidence::signal) !=
          incident.evidence.end()) {
        letter.reason =
            "limit what one recipient takes in an hour (ratelimit with per_rcpt at RCPT time), put "
            "hosts that never wrote before off for some minutes, and tell the mailbox's owner to "
            "look for warnings of banks and shops among it";
        break;
      }
      letter.reason =
          "limit attempts for good: an authentication rate limit and a recipient check at RCPT "
          "time";
      break;
  }
  actions.push_back(std::move(letter));
}

}  // namespace

// A name with control characters or marks that redraw a line cannot be shown as it is, and what is
// shown would not name it: such a step has no shell line.
bool can_be_shown(std::string_view text) { return to_printable(text) == text; }

std::vector<PlannedAction> plan_for(const Incident& incident, const Server& server) {
  Actions actions;
  if (incident.kind == IncidentKind::script) {
    seal_script(incident, actions);
    disable_cron(incident, actions);
    stop_process(incident, actions);
  }
  if (incident.kind == IncidentKind::mailbox && incident.account) {
    seal_script(incident, actions);
    hold_and_reset(incident, server, actions);
  }
  disable_list(incident, actions);
  block_origins(incident, server, actions);
  clear_queue(incident, actions);
  advise(incident, actions);
  for (PlannedAction& action : actions)
    if (action.shell && !can_be_shown(*action.shell)) action.shell.reset();
  return actions;
}

std::optional<std::string> whole_shell(const PlannedAction& action, const Incident& incident) {
  if (!action.shell || !action.takes_quarantine) return action.shell;
  return freeze_shell(incident);
}

std::string freeze_shell(const Incident& incident) {
  std::string shell = "exim -Mf";
  shell.reserve(shell.size() + incident.quarantine.size() * (sizeof(MessageId) + 1));
  for (const MessageId& id : incident.quarantine) shell.append(" ").append(id.text());
  return shell;
}

}  // namespace queuehound
