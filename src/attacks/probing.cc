#include "attacks/probing.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "attacks/attack_report.h"
#include "dossier/host_families.h"
#include "dossier/reading_door.h"

namespace queuehound {
namespace {

constexpr std::uint32_t kProbes = 20;  // recipients that do not exist

// Of a botnet whose hosts try a few each, in all: thirty hosts of three, or fewer of more, where no
// host counts for more than half of a busy one.
constexpr std::uint32_t kProbesOfOne = 3;
constexpr std::uint64_t kOfManyHosts = 90;
constexpr std::uint64_t kNames = 200;
constexpr std::uint64_t kTimesUsual = 5;

struct Prober {
  std::uint32_t address = 0;
  std::uint32_t probes = 0;
  std::uint32_t row = 0;  // of Ledger::refusals_in_window
};

// A customer whose mail program does not log in to send is refused for every letter he tries, and
// reads his mail with success all the while.
bool is_read_from(const CaseFile& file, std::uint32_t address) {
  std::uint64_t reads = 0, failures = 0;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_address, address)) {
    const LoginUse& use = file.ledger.logins[row];
    failures += file.ledger.failures_of(use);
    if (is_reading(use.key.door)) reads += file.ledger.successes_of(use);
  }
  return reads > failures;
}

std::uint32_t unknown_recipients(const RefusalsInWindow& use) {
  return use.by_what[static_cast<int>(Refusal::What::unknown_recipient)];
}

std::uint32_t relays(const RefusalsInWindow& use) {
  return use.by_what[static_cast<int>(Refusal::What::relay)];
}

std::uint32_t probes_of(const CaseFile& file, std::uint32_t address, const RefusalsInWindow& use) {
  const std::uint32_t all = unknown_recipients(use) + relays(use);
  const bool asks = relays(use) > 0 && all >= kProbes / 2;
  return asks && is_read_from(file, address) ? all - relays(use) : all;
}

// A second MX for the domains here, a filter in front, a forwarder: it hands on all the world's
// mail, on nearly every day, and whoever floods it with made-up names has it ask for them here. Who
// wants to be taken for one has to bring letters for days that are taken, and gains that nothing
// but his vain questions goes unpunished.
bool hands_on_daily(const Ledger& ledger, const Visitor& visitor, std::uint32_t probes) {
  constexpr std::int64_t kDays = 5;
  constexpr std::uint64_t kADay = 5, kForOneLetter = 8;
  if (!ledger.oldest_log || *ledger.oldest_log >= ledger.from()) return false;
  const std::int64_t logged = (ledger.from() - *ledger.oldest_log) / seconds(86400);
  const auto days = static_cast<std::int64_t>(visitor.days_before);
  return days >= kDays && days * 4 >= logged * 3 && visitor.before >= kADay * visitor.days_before &&
         probes <= kForOneLetter * (visitor.messages + visitor.before);
}

// A partner with an old address book is refused now and then, and mostly let in.
bool is_probing(const CaseFile& file, const Visitors& mail, const RefusalUse& refused,
                std::uint64_t total, std::uint32_t probes) {
  const RefusalsInWindow& use = file.ledger.refusals_in_window[refused.in_window];
  const bool alone = probes >= kProbes && use.distinct_recipients >= kProbes / 2;
  const bool allied = probes >= kProbes / 2 && use.distinct_recipients >= 5 &&
                      total >= 3 * kProbes && use.hours.busiest >= kProbes / 2;
  if ((!alone && !allied) || !is_believed(use.proven, probes) || refused.before > 4 * probes)
    return false;
  const Visitor* visitor = mail.at(refused.address);
  return visitor == nullptr || ((visitor->messages + visitor->before) * 2 <= probes &&
                                !hands_on_daily(file.ledger, *visitor, probes));
}

std::vector<Prober> busy_probers(const CaseFile& file, const Visitors& mail) {
  std::uint64_t total = 0;
  for (const RefusalsInWindow& use : file.ledger.refusals_in_window)
    total += unknown_recipients(use) + relays(use);
  std::vector<Prober> probers;
  for (const RefusalUse& refused : file.ledger.refusals) {
    const auto [address, before, row] = refused;
    if (row == kNothing || file.server.is_own_address(file.ledger.address(address))) continue;
    const std::uint32_t probes = probes_of(file, address, file.ledger.refusals_in_window[row]);
    if (is_probing(file, mail, refused, total, probes)) probers.push_back({address, probes, row});
  }
  return probers;
}

// Nothing but names that do not exist, each once, from a host that nothing else is known of.
bool is_nothing_but_probing(const CaseFile& file, const Visitors& mail, const RefusalUse& refused) {
  const RefusalsInWindow& use = file.ledger.refusals_in_window[refused.in_window];
  const std::uint32_t probes = unknown_recipients(use);
  std::uint32_t all = 0;
  for (const std::uint32_t count : use.by_what) all += count;
  return probes >= kProbesOfOne && probes == all && use.distinct_recipients == probes &&
         refused.before == 0 && is_believed(use.proven, probes) &&
         mail.at(refused.address) == nullptr &&
         rows_of(file.logins.logins_of_address, refused.address).empty() &&
         !file.server.is_own_address(file.ledger.address(refused.address));
}

// Names that are made up are others for each host. When a domain's mailboxes are closed, all the
// world's hosts ask for the same few.
bool are_made_up(const Ledger& ledger, const std::vector<Prober>& probers, std::uint64_t probes) {
  std::vector<bool> is_asked(ledger.refusals_in_window.size());
  for (const Prober& prober : probers) is_asked[prober.row] = true;
  std::vector<std::uint64_t> names;
  for (const RefusedRecipient& refused : ledger.refused_recipients())
    if (is_asked[refused.row]) names.push_back(refused.hash);
  std::ranges::sort(names);
  const auto repeated = std::ranges::unique(names);
  names.erase(repeated.begin(), repeated.end());
  return names.size() >= kNames && names.size() * 4 >= probes * 3;
}

// What was refused on a day before, for whatever reason.
std::uint64_t usual_refusals(const Ledger& ledger) {
  std::uint64_t before = 0;
  for (const RefusalUse& refused : ledger.refusals) before += refused.before;
  if (!ledger.oldest_log || *ledger.oldest_log >= ledger.from()) return before;
  const std::int64_t days = (ledger.from() - *ledger.oldest_log) / seconds(86400);
  return before / static_cast<std::uint64_t>(std::max<std::int64_t>(days, 1));
}

// A botnet that harvests addresses: none of its hosts is busy.
std::vector<Prober> patient_probers(const CaseFile& file, const Visitors& mail) {
  std::vector<Prober> probers;
  std::uint64_t probes = 0, by_many = 0;
  for (const RefusalUse& refused : file.ledger.refusals) {
    const std::uint32_t row = refused.in_window;
    if (row == kNothing || !is_nothing_but_probing(file, mail, refused)) continue;
    probers.push_back(
        {refused.address, unknown_recipients(file.ledger.refusals_in_window[row]), row});
    probes += probers.back().probes;
    by_many += std::min(probers.back().probes, kProbes / 2);
  }
  if (by_many < kOfManyHosts || probes < kTimesUsual * usual_refusals(file.ledger) ||
      !are_made_up(file.ledger, probers, probes))
    return {};
  return probers;
}

// What one of a provider's customers tries, his address book or a list of made-up names, comes from
// the hosts that bring everybody's letters.
std::string why_others_need_it(const HostFamilies& families, const Visitor* visitor,
                               std::uint32_t family) {
  if (visitor != nullptr && visitor->is_known())
    return fmt::format("it wrote to this server on {} days before", visitor->days_before);
  if (families.is_providers(family))
    return "hosts of its name wrote to this server on days before: a mail provider's";
  return {};
}

std::vector<Prober> probers_of(const CaseFile& file, const Visitors& mail) {
  std::vector<Prober> probers = busy_probers(file, mail);
  const std::vector<Prober> patient = patient_probers(file, mail);
  probers.insert(probers.end(), patient.begin(), patient.end());
  std::ranges::stable_sort(probers, {}, &Prober::row);  // both name who is busy and nothing else
  const auto repeated = std::ranges::unique(probers, {}, &Prober::row);
  probers.erase(repeated.begin(), repeated.end());
  return probers;
}

}  // namespace

std::optional<Incident> judge_probing(const CaseFile& file, const Visitors& mail) {
  const std::vector<Prober> probers = probers_of(file, mail);
  if (probers.empty()) return {};
  Incident incident;
  incident.kind = IncidentKind::inbound;
  const HostFamilies families(file);
  std::uint64_t probes = 0;
  for (const Prober& prober : probers) {
    const RefusalsInWindow& use = file.ledger.refusals_in_window[prober.row];
    probes += prober.probes;
    add_origin(file, incident, prober.address, Via::smtp, prober.probes, use.first, use.last);
    if (std::string why = why_others_need_it(families, mail.at(prober.address), use.family);
        !why.empty())
      keep_open(incident.origins.back(), std::move(why));
  }
  const SeenLine& shown =
      file.ledger.refusals_in_window[std::ranges::max(probers, {}, &Prober::probes).row].line;
  add_evidence(
      file, incident, "recipient_probing", 3,
      fmt::format(
          "{} recipients that do not exist here (or are not ours) were tried from {} address{}",
          probes, incident.origins.size(), incident.origins.size() == 1 ? "" : "es"),
      shown);
  finish_incident(file, incident, "probing", probes, kProbes);
  return incident;
}

}  // namespace queuehound
