#include "report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace queuehound {
namespace {

struct KindWords {
  std::string_view now, past;
};

// In the order of IncidentKind.
constexpr std::array<KindWords, 7> kKinds{{
    {"a stolen mailbox password is sending spam now", "a stolen mailbox password sent spam"},
    {"a script is sending spam now", "a script sent spam"},
    {"strangers are sending spam through a page of a site now",
     "strangers sent spam through a page of a site"},
    {"a mailing list is carrying spam to its members now",
     "a mailing list carried spam to its members"},
    {"a host is sending spam through this server without logging in",
     "a host sent spam through this server without logging in"},
    {"strangers are attacking the mail service now", "strangers attacked the mail service"},
    {"bounces of mail that was never sent from here are arriving now",
     "bounces of mail that was never sent from here arrived"},
}};

// Kinds of attack from outside, by the sign that tells them apart.
struct AttackWords {
  std::string_view signal;
  KindWords words;
};
constexpr std::array<AttackWords, 4> kAttacks{{
    {"password_guessing", {"strangers are guessing passwords now", "strangers guessed passwords"}},
    {"recipient_probing",
     {"strangers are trying out recipient addresses now",
      "strangers tried out recipient addresses"}},
    {"inbound_flood",
     {"strangers are flooding this server with mail now",
      "strangers flooded this server with mail"}},
    {"mail_bomb", {"a mailbox is being buried under mail now", "a mailbox was buried under mail"}},
}};

constexpr KindWords kLocalRelay{"a program on this server is sending spam without logging in now",
                                "a program on this server sent spam without logging in"};

// What a stolen password is of, and what a form's own one, the page's owner can tell.
constexpr KindWords kPageWithLogin{"a page that logs in as a mailbox is sending spam now",
                                   "a page that logs in as a mailbox sent spam"};

// No stranger is known to have its password: a computer there may be infected.
constexpr KindWords kOldPlaces{"a mailbox is sending spam from addresses it has long used now",
                               "a mailbox sent spam from addresses it has long used"};

constexpr KindWords kLogin{"a host is sending spam with a login that the log does not name now",
                           "a host sent spam with a login that the log does not name"};

const KindWords& words_for(const Incident& incident) {
  if (incident.kind == IncidentKind::mailbox && incident.url) return kPageWithLogin;
  if (incident.is_from_old_places) return kOldPlaces;
  if (incident.kind == IncidentKind::relay && incident.has_unnamed_login()) return kLogin;
  if (incident.kind == IncidentKind::relay && incident.is_from_this_server()) return kLocalRelay;
  for (const AttackWords& attack : kAttacks) {
    for (const Evidence& evidence : incident.evidence) {
      if (evidence.signal == attack.signal) return attack.words;
    }
  }
  return kKinds[static_cast<std::size_t>(incident.kind)];
}

struct Phrase {
  std::string_view name, words;
};

std::string_view words_of(std::span<const Phrase> phrases, std::string_view name) {
  const auto row = std::ranges::find(phrases, name, &Phrase::name);
  return row == phrases.end() ? std::string_view() : row->words;
}

constexpr auto kActions = std::to_array<Phrase>({
    {"seal_script", "disable the script"},
    {"stop_process", "stop the running mailer of"},
    {"disable_cron", "disable the crontab line of"},
    {"hold_account", "hold the outgoing mail of"},
    {"reset_password", "set a new password for"},
    {"suspend_account", "suspend the account"},
    {"disable_list", "stop the list"},
    {"block_address", "block"},
    {"freeze_messages", "freeze the queued spam:"},
    {"quarantine_messages", "move the queued spam to quarantine:"},
    {"advise", "write to"},
});

constexpr auto kSources = std::to_array<Phrase>({
    {"exim_main", "main log"},
    {"exim_reject", "reject log"},
    {"exim_panic", "panic log"},
    {"dovecot", "Dovecot log"},
    {"access", "web log"},
    {"webmail", "webmail log"},
    {"php_mail", "PHP mail log"},
    {"cron", "cron file"},
    {"ftp", "FTP log"},
    {"system", "system log"},
    {"panel", "panel log"},
});

}  // namespace

std::string kind_sentence(const Incident& incident, std::string_view until) {
  const KindWords& words = words_for(incident);
  if (incident.active) return std::string(words.now);
  return fmt::format("{} until {}", words.past, until);
}

std::string actor_name(const Incident& incident) {
  const bool is_page = incident.kind == IncidentKind::form && incident.url;
  if (is_page) return *incident.url;
  if (incident.kind == IncidentKind::mailbox && incident.account) return *incident.account;
  for (const auto* name :
       {&incident.list, &incident.script, &incident.account, &incident.directory, &incident.url}) {
    if (*name && !(*name)->empty()) return **name;
  }
  const bool is_remote =
      incident.kind == IncidentKind::relay || incident.kind == IncidentKind::inbound;
  if (is_remote && !incident.origins.empty()) {
    const std::size_t others = incident.origins.size() - 1;
    const std::string first = to_text(incident.origins.front().address);
    return others == 0 ? first : fmt::format("{} and {} more", first, others);
  }
  for (const auto* name : {&incident.system_user, &incident.domain}) {
    if (*name && !(*name)->empty()) return **name;
  }
  return incident.id;
}

std::string_view certainty_word(double confidence) {
  if (confidence >= 0.9) return "sure";
  return confidence >= 0.7 ? "likely" : "possible";
}

std::string action_words(std::string_view action, std::string_view target) {
  const std::string_view words = words_of(kActions, action);
  if (words.empty()) return fmt::format("{}: {}", action, target);
  if (action == "advise" && target != "postmaster")
    return fmt::format("write to the owner of {}", target);
  return fmt::format("{} {}", words, target);
}

bool is_main_log_strange(const ScanResult& result) {
  constexpr std::uint64_t kFewest = 20, kOneOf = 20;
  std::uint64_t lines = 0, strange = 0;
  for (const SourceReport& source : result.sources) {
    if (source.kind != "exim_main") continue;
    lines += source.records;
    strange += source.unrecognised;
  }
  return strange >= kFewest && strange * kOneOf >= lines;
}

std::string_view unread_words(const ScanResult& result) {
  if (!result.main_log_was_read) return "the main log could not be read";
  if (is_main_log_strange(result)) return "many lines of the main log are not understood";
  if (result.main_log_is_silent) return "the main log tells nothing of now";
  return result.queue_was_read ? "" : "the queue could not be read";
}

std::string_view source_words(std::string_view kind) {
  const std::string_view words = words_of(kSources, kind);
  return words.empty() ? kind : words;
}

}  // namespace queuehound
