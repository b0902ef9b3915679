#include "verdict/notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "attacks/own_failures.h"
#include "dossier/local_recipient.h"
#include "dossier/people.h"
#include "dossier/unnamed_login.h"
#include "mail/address.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kMany = 200;  // letters: no visitors of a usual day

bool is_far_above_usual(const Dossier& dossier, std::uint64_t times) {
  return dossier.past.days > 0 &&
         dossier.all.recipients >= times * std::max<std::uint64_t>(1, dossier.past.busiest_day);
}

struct Buried {
  std::uint64_t letters = 0;
  std::uint32_t domain = 0;
};

void count_letters(const CaseFile& file, const Dossier& dossier,
                   std::unordered_map<std::uint64_t, Buried>& all) {
  for (const MessageIndex index : dossier.messages) {
    const Message& message = file.ledger.messages[index];
    if (!message.in_window || message.is_cron) continue;
    file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      Buried& buried = all[recipient.hash];
      buried.domain = recipient.domain;
      if (++buried.letters == kMany && is_local_recipient(file, recipient)) buried.domain = 0;
    });
  }
}

// HELO goes into the line as the client wrote it, and so does the name it tried to log in as.
std::string note_of_twofold_refusals(const CaseFile& file) {
  constexpr std::uint64_t kTold = 20;  // fewer are no attack
  constexpr std::size_t kSample = 120;
  const TwofoldRefusals& twofold = file.ledger.twofold;
  if (twofold.logins + twofold.others < kTold) return {};
  const std::string refused =
      twofold.logins == 0 ? fmt::format("{} refusals", twofold.others)
      : twofold.others == 0
          ? fmt::format("{} refused logins", twofold.logins)
          : fmt::format("{} refused logins and {} other refusals", twofold.logins, twofold.others);
  return fmt::format(
      "{} cannot be put down to any address: what the client calls itself imitates one. Take "
      "helo_accept_junk_hosts out of Exim's settings, or add +incoming_port +smtp_connection to "
      "its "
      "log_selector: then a line of each connection tells address and port before the HELO. The "
      "first: {}",
      refused, std::string_view(twofold.line).substr(0, kSample));
}

}  // namespace

std::string note_of_blind_writers(const Dossier& dossier) {
  constexpr std::uint64_t kTimesBusiest = 10;
  if (dossier.kind != IncidentKind::form || dossier.web_evidence == nullptr) return {};
  if (!dossier.web.names_page() || !is_far_above_usual(dossier, kTimesBusiest)) return {};
  std::unordered_set<std::uint32_t> writers(dossier.web.owner.begin(), dossier.web.owner.end());
  writers.erase(0);
  const auto blind = static_cast<std::size_t>(std::ranges::count_if(writers, [&](auto address) {
    return dossier.web_evidence->pages_seen(dossier.web.suspect, address) == 0;
  }));
  if (blind < kMany || blind * 2 < writers.size()) return {};
  return fmt::format(
      "{} mailed {} messages (busiest day before: {}), and {} of the {} addresses that asked for "
      "them never looked at a page of the site: robots press a form so, once from each address, "
      "and so does an application of the site's own. If there is none, the form needs a captcha",
      dossier.web.url, dossier.all.messages, dossier.past.busiest_day, blind, writers.size());
}

std::string note_of_others_names(const CaseFile& file, const Dossier& dossier) {
  constexpr std::size_t kNames = 15;
  if (dossier.kind != IncidentKind::script || dossier.all.people < People::kMost) return {};
  if (!dossier.past.is_known() || dossier.past.busiest_day > 0) return {};
  std::unordered_set<std::uint32_t> names;
  std::uint64_t as_others = 0;
  for (const MessageIndex index : dossier.messages) {
    const Message& message = file.ledger.messages[index];
    const std::string_view domain = domain_of(file.ledger.text(message.sender));
    if (domain.empty() || file.server.is_local_domain(domain) ||
        file.server.site_of_domain(domain) != nullptr)
      continue;
    ++as_others;
    names.insert(message.sender);
  }
  if (names.size() < kNames || as_others * 10 < dossier.messages.size() * 9) return {};
  const std::string_view sample = file.ledger.text(*std::ranges::min_element(names));
  return fmt::format(
      "a program that did not mail in the {} days before wrote {} messages as {} people of domains "
      "that are not this server's, {} for one. If nobody began an application there that mails for "
      "its users, look at what runs in that folder",
      dossier.past.days, dossier.all.messages, names.size(), sample);
}

void note_buried(const CaseFile& file, const std::vector<const Dossier*>& unsuspected,
                 Verdict& verdict) {
  constexpr std::uint64_t kTimesBusiest = 3;
  std::unordered_map<std::uint64_t, Buried> all;
  for (const Dossier* dossier : unsuspected)
    if ((dossier->kind == IncidentKind::script || dossier->kind == IncidentKind::form) &&
        is_far_above_usual(*dossier, kTimesBusiest))
      count_letters(file, *dossier, all);
  std::vector<Buried> buried;
  for (const auto& [hash, one] : all)
    if (one.letters >= kMany && one.domain != 0) buried.push_back(one);
  std::ranges::sort(buried, std::greater{},
                    [](const Buried& one) { return std::pair(one.letters, one.domain); });
  constexpr std::size_t kMostTold = 3;
  for (std::size_t i = 0; i < std::min(buried.size(), kMostTold); ++i)
    verdict.notes.push_back(fmt::format(
        "one address at {} was sent {} messages by programs here that mail far more than on any "
        "day before: robots at the forms of many sites bury a stranger so, and a program out of "
        "order its owner",
        file.ledger.text(buried[i].domain), buried[i].letters));
}

void note_cron_mail(const CaseFile& file, Verdict& verdict) {
  std::map<std::string, std::uint64_t> mails;
  for (const Message& message : file.ledger.messages)
    if (message.is_cron && message.in_window && !message.is_tampered)
      ++mails[std::string(file.ledger.text(file.ledger.actors[message.actor].name))];
  for (const auto& [account, count] : mails)
    verdict.looks_fine.push_back(
        {"account:" + account, count, "output of its cron jobs, mailed by cron itself"});
}

void note_log(const CaseFile& file, Verdict& verdict) {
  if (file.ledger.forged_blocks > 0)
    verdict.notes.push_back(fmt::format(
        "the main log holds {} forged block{}: a local user ran exim in a directory "
        "whose name holds a newline ({} at byte {}{}); what it says is not believed",
        file.ledger.forged_blocks, file.ledger.forged_blocks == 1 ? "" : "s",
        file.ledger.first_forgery.file < file.ledger.files.size()
            ? file.ledger.files[file.ledger.first_forgery.file]
            : "log",
        file.ledger.first_forgery.offset,
        file.ledger.forging_paths.empty()
            ? ""
            : fmt::format(", in {}...", file.ledger.text(file.ledger.forging_paths.front()))));
  if (file.ledger.doubtful_arrivals > 0)
    verdict.notes.push_back(
        fmt::format("{} arrivals in the main log are neither queued nor ever delivered: not "
                    "counted (log lines can be forged)",
                    file.ledger.doubtful_arrivals));
  if (file.ledger.dropped_messages > 0)
    verdict.notes.push_back(
        fmt::format("{} messages beyond the limit of {} were not kept one by one",
                    file.ledger.dropped_messages, kMaxMessages));
  for (std::string note :
       {note_of_own_failures(file), note_of_unnamed_logins(file), note_of_twofold_refusals(file)})
    if (!note.empty()) verdict.notes.push_back(std::move(note));
}

}  // namespace queuehound
