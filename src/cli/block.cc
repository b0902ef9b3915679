#include "cli/block.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "apply/block_backend.h"
#include "apply/block_timer.h"
#include "apply/block_wish.h"
#include "apply/blocked_now.h"
#include "apply/lifelines.h"
#include "apply/perform.h"
#include "base/text.h"
#include "cli/changing.h"
#include "cli/live.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "mail/asked_subject.h"
#include "report/block_report.h"

namespace queuehound {
namespace {

constexpr int kSome = 1, kFailed = 2;

using Addresses = std::span<const std::string>;

int failed(const Error& error) {
  complain(error);
  return kFailed;
}

int show(const BlockReport& report, const Options& options) {
  const Terminal terminal = decide_display(options.scan.display, read_environment());
  const TextStyle style{terminal.width, terminal.utf8, terminal.colour};
  if (options.scan.json) return put_results(block_json(report)) ? 0 : kFailed;
  return put_text(block_text(report, style), terminal) ? 0 : kFailed;
}

int show_steps(const BlockReport& report, const Options& options) {
  if (const int status = show(report, options); status != 0) return status;
  return std::ranges::all_of(report.steps, &BlockStep::is_done) ? 0 : kSome;
}

BlockReport report_at(const LiveServer& live) {
  BlockReport report;
  report.at = live.now;
  report.zone = live.server.zone;
  return report;
}

BlockStep step_of(const Performed& performed, const std::string& address) {
  const bool is_done = performed.state == ActionState::done
                           ? performed.holds
                           : performed.state == ActionState::undone;
  return {performed.state == ActionState::planned ? "" : performed.id, address, is_done,
          performed.text, performed.verified};
}

Result<std::vector<JournalledAction>> block_rows(const Journal& journal) {
  return journal.actions({.kind = ActionKind::block_address});
}

// Nothing journalled yet is no error of somebody who only looks.
Result<std::vector<JournalledAction>> rows_to_read(const LiveServer& live) {
  const auto journal = Journal::open_to_read(live.state_directory);
  if (journal) return block_rows(*journal);
  if (journal.error().kind == Error::Kind::gone) return std::vector<JournalledAction>();
  return std::unexpected(journal.error());
}

// Ends what is overdue; the timer's work, and done on the way by every change.
Result<> expire(const LiveServer& live, Journal& journal, BlockReport* report) {
  for (const JournalledAction& row : overdue_blocks(TRY(block_rows(journal)), live.now)) {
    const Performed performed = TRY(take_back(live, journal, row));
    if (report != nullptr) report->steps.push_back(step_of(performed, row.action.target));
  }
  if (!has_timed_blocks(TRY(block_rows(journal)))) TRY(disarm_block_timer(live));
  return {};
}

Result<std::vector<IpNetwork>> networks_typed(Addresses typed) {
  std::vector<IpNetwork> networks;
  for (const std::string& text : typed) {
    const auto subject = parse_asked_subject(text);
    if (!subject || subject->kind != AskedSubject::Kind::network)
      return fail(Error::Kind::refused,
                  fmt::format("\"{}\" is no address or network such as 192.0.2.7, 192.0.2.0/24 or "
                              "2001:db8::/48: nothing was changed\n  try: queuehound block --help "
                              "(several are separated by blanks)",
                              to_printable(text.substr(0, 60))));
    networks.push_back(subject->network);
  }
  std::ranges::sort(networks);
  const auto repeated = std::ranges::unique(networks);
  networks.erase(repeated.begin(), repeated.end());
  return networks;
}

// --- add

Action wish_of(const std::vector<IpNetwork>& networks, const BlockOptions& asked) {
  Action action;
  action.kind = ActionKind::block_address;
  action.target = counted(networks);
  action.reason = asked.reason.empty() ? "asked for by hand" : asked.reason;
  if (networks.size() > 1) action.details["addresses"] = texts_of(networks);
  action.details["ttl"] = std::to_string(asked.ttl);
  if (!asked.backend.empty()) action.details["backend"] = asked.backend;
  if (asked.force) action.details["force"] = "1";
  return action;
}

// What blocking it cuts off: how much of the Internet, and all that is vital.
std::vector<std::string> warnings_of(const std::vector<Lifeline>& lifelines,
                                     const IpNetwork& network) {
  std::vector<std::string> warnings;
  if (const std::string wide = how_wide(network); !wide.empty())
    warnings.push_back("WARNING: " + to_text(network) + " is " + wide);
  for (const Lifeline& line : lifelines) {
    if (!overlap(line.network, network) || (!line.is_vital && !warnings.empty())) continue;
    const std::string what =
        line.network.contains(network) ? "is " : "holds " + to_text(line.network) + ": ";
    warnings.push_back(fmt::format("{}{} {}{}", line.is_vital ? "WARNING: " : "", to_text(network),
                                   what, line.why));
  }
  const auto repeated = std::ranges::unique(warnings);
  warnings.erase(repeated.begin(), repeated.end());
  return warnings;
}

// With --force: what it cuts off is said before it is cut off.
void warn(const LiveServer& live, const std::vector<IpNetwork>& networks) {
  const auto lifelines = read_lifelines(live);
  for (const IpNetwork& network : networks)
    for (const std::string& warning : warnings_of(lifelines, network))
      complain(warning + ": blocked all the same (--force)");
}

Result<BlockReport> add(const LiveServer& live, const Options& options,
                        const std::vector<IpNetwork>& networks) {
  Journal journal = TRY(open_to_change(live));
  TRY(expire(live, journal, nullptr));
  if (options.block.force) warn(live, networks);
  const Action action = wish_of(networks, options.block);
  BlockReport report = report_at(live);
  report.steps.push_back(step_of(TRY(perform(live, journal, action)), action.target));
  return report;
}

int run_add(const LiveServer& live, const Options& options, Addresses typed) {
  const auto networks = networks_typed(typed);
  if (!networks) return failed(networks.error());
  const auto report = add(live, options, *networks);
  return report ? show_steps(*report, options) : failed(report.error());
}

// --- rm

std::vector<IpNetwork> blocked_by_row(const std::vector<OurBlock>& ours, std::size_t row) {
  std::vector<IpNetwork> networks;
  for (const OurBlock& block : ours)
    if (block.row == row) networks.push_back(block.network);
  return networks;
}

// One action's addresses, or some of them, given free.
Result<BlockStep> free_some(const LiveServer& live, Journal& journal, const JournalledAction& row,
                            const std::vector<IpNetwork>& all,
                            const std::vector<IpNetwork>& asked) {
  if (all == asked) return step_of(TRY(take_back(live, journal, row)), counted(asked));
  Action action = unblock_of(parse_block_done(row.before), asked);
  action.reason = fmt::format("some of {}", row.id());
  return step_of(TRY(perform(live, journal, action)), action.target);
}

std::string why_not_ours(const std::vector<BlockedNow>& blocked, const IpNetwork& network) {
  for (const BlockedNow& one : blocked) {
    if (!overlap(one.network, network)) continue;
    if (one.row && one.network != network)
      return fmt::format("only {} is blocked: queuehound block rm {}", to_text(one.network),
                         to_text(one.network));
    if (!one.row) return fmt::format("{} blocks it, but not for us: not touched", one.backend);
  }
  return "it is not blocked";
}

// Ours by its mark, and of a journal that is not here: damaged, moved away, or another's (--state).
bool is_of_a_lost_journal(const BlockedNow& blocked) {
  return !blocked.row && blocked.tag.starts_with("queuehound");
}

Result<BlockStep> free_unjournalled(const LiveServer& live, Journal& journal,
                                    const BlockedNow& blocked) {
  BlockDone done;
  done.until = blocked.until;
  done.tag = blocked.tag;
  (blocked.network.is_v4() ? done.backend4 : done.backend6) = blocked.backend;
  Action action = unblock_of(done, {blocked.network});
  action.reason = "of a journal that is not here";
  return step_of(TRY(perform(live, journal, action)), action.target);
}

// What the journal knows nothing of.
Result<BlockStep> free_stranger(const LiveServer& live, Journal& journal,
                                const std::vector<BlockedNow>& blocked, const IpNetwork& network) {
  for (const BlockedNow& one : blocked)
    if (one.network == network && is_of_a_lost_journal(one))
      return free_unjournalled(live, journal, one);
  return BlockStep{"", to_text(network), false,
                   fmt::format("{}: {}", to_text(network), why_not_ours(blocked, network)), ""};
}

// What is let in by itself and stays out with a network of ours that nobody asked to let in.
std::vector<BlockStep> still_within(const std::vector<OurBlock>& ours,
                                    const std::vector<IpNetwork>& let_in) {
  std::vector<IpNetwork> wide;
  for (const OurBlock& block : ours)
    if (!block.network.is_one() && !std::ranges::binary_search(let_in, block.network))
      wide.push_back(block.network);
  std::vector<BlockStep> steps;
  for (const IpNetwork& network : let_in) {
    const auto around =
        std::ranges::find_if(wide, [&](const IpNetwork& one) { return one.contains(network); });
    if (around != wide.end())
      steps.push_back({"", to_text(network), false,
                       fmt::format("{} is still blocked with {}: queuehound block rm {}",
                                   to_text(network), to_text(*around), to_text(*around)),
                       ""});
  }
  return steps;
}

Result<BlockReport> rm(const LiveServer& live, const std::vector<IpNetwork>& networks) {
  Journal journal = TRY(open_to_change(live));
  const auto rows = TRY(block_rows(journal));
  const auto ours = our_blocks(rows);
  std::map<std::size_t, std::vector<IpNetwork>> asked;
  std::vector<IpNetwork> strangers, freed;
  for (const IpNetwork& network : networks) {
    const auto wanting = std::ranges::equal_range(ours, network, {}, &OurBlock::network);
    (wanting.empty() ? strangers : freed).push_back(network);
    for (const OurBlock& block : wanting) asked[block.row].push_back(network);
  }
  BlockReport report = report_at(live);
  for (const auto& [row, some] : asked)
    report.steps.push_back(
        TRY(free_some(live, journal, rows[row], blocked_by_row(ours, row), some)));
  for (BlockStep& step : still_within(ours, freed)) report.steps.push_back(std::move(step));
  if (!strangers.empty()) {
    const auto blocked = TRY(blocked_now(live, rows));
    for (const IpNetwork& network : strangers)
      report.steps.push_back(TRY(free_stranger(live, journal, blocked, network)));
  }
  TRY(expire(live, journal, nullptr));
  return report;
}

int run_rm(const LiveServer& live, const Options& options, Addresses typed) {
  const auto networks = networks_typed(typed);
  if (!networks) return failed(networks.error());
  const auto report = rm(live, *networks);
  return report ? show_steps(*report, options) : failed(report.error());
}

// --- list, test, expire

BlockRow row_of(const BlockedNow& now, const std::vector<JournalledAction>& rows) {
  BlockRow row;
  row.address = to_text(now.network);
  row.backend = now.backend;
  row.until = now.until;
  row.hits = now.hits;
  row.holds = now.holds;
  if (is_of_a_lost_journal(now)) row.reason = "ours, of a journal that is not here";
  if (!now.row) return row;
  const JournalledAction& action = rows[*now.row];
  row.action = action.id();
  row.incident = action.action.incident;
  row.who = action.who;
  row.reason = action.action.reason;
  return row;
}

int run_list(const LiveServer& live, const Options& options, Addresses) {
  const auto rows = rows_to_read(live);
  if (!rows) return failed(rows.error());
  const auto blocked = blocked_now(live, *rows);
  if (!blocked) return failed(blocked.error());
  BlockReport report = report_at(live);
  report.blocked.emplace();
  for (const BlockedNow& one : *blocked) report.blocked->push_back(row_of(one, *rows));
  return show(report, options);
}

Result<BlockTest> look(const LiveServer& live, const Options& options, const IpNetwork& network) {
  BlockTest test;
  test.address = to_text(network);
  const auto rows = TRY(rows_to_read(live));
  for (const BlockedNow& one : TRY(blocked_now(live, rows))) {
    if (!one.holds || !one.network.contains(network)) continue;
    test.is_blocked = true;
    test.row = row_of(one, rows);
    break;
  }
  const std::string why = why_keep_open(read_lifelines(live), network);
  if (!why.empty()) test.why_not.push_back(why);
  const std::string& wanted =
      options.block.backend.empty() ? live.server.firewall : options.block.backend;
  const auto backend = choose_block_backend(live, wanted, family_of(network));
  if (backend) test.backend = (*backend)->name;
  for (const BlockBackend& other : block_backends()) {
    if (!wanted.empty() || other.name == test.backend) break;
    test.passed_over.push_back(fmt::format(
        "{}: {}", other.name,
        other.is_installed() ? other.why_not(live, family_of(network)) : "not installed"));
  }
  return test;
}

int run_test(const LiveServer& live, const Options& options, Addresses typed) {
  const auto networks = networks_typed(typed);
  if (!networks) return failed(networks.error());
  auto test = look(live, options, networks->front());
  if (!test) return failed(test.error());
  BlockReport report = report_at(live);
  report.test = std::move(*test);
  if (const int status = show(report, options); status != 0) return status;
  return report.test->is_blocked ? 0 : kSome;
}

int run_expire(const LiveServer& live, const Options& options, Addresses) {
  auto journal = open_to_change(live);
  if (!journal) return failed(journal.error());
  BlockReport report = report_at(live);
  const auto expired = expire(live, *journal, &report);
  if (!expired) return failed(expired.error());
  return show_steps(report, options);
}

struct Verb {
  std::string_view name;
  std::size_t fewest, most;  // addresses
  int (*run)(const LiveServer&, const Options&, Addresses);
  std::string_view usage;
  Slips slips;
};
constexpr std::array<Verb, 5> kVerbs{{
    {"list", 0, 0, run_list, "queuehound block list", Slips::are_told},
    {"add", 1, 100'000, run_add, "queuehound block add ADDRESS...", Slips::stop},
    {"rm", 1, 100'000, run_rm, "queuehound block rm ADDRESS...", Slips::are_told},
    {"test", 1, 1, run_test, "queuehound block test ADDRESS", Slips::stop},
    {"expire", 0, 0, run_expire, "queuehound block expire", Slips::are_told},
}};

}  // namespace

int run_block(const Options& options) {
  const Addresses operands = options.operands;
  const auto verb = std::ranges::find(kVerbs, std::string_view(operands.front()), &Verb::name);
  if (verb == kVerbs.end()) {
    complain("block wants list, add, rm, test or expire, not \"" + operands.front() + "\"",
             "queuehound block --help");
    return kFailed;
  }
  const Addresses addresses = operands.subspan(1);
  if (addresses.size() < verb->fewest || addresses.size() > verb->most) {
    complain(fmt::format("block {} {}", verb->name,
                         verb->most == 0 ? "takes no address" : "wants an address or network"),
             verb->usage);
    return kFailed;
  }
  if (!may_change("block", options)) return kFailed;
  if (verb->name == "list" || verb->name == "test") results_follow_changes({});
  const auto view = find_server_of(options.scan, verb->slips);
  if (!view) return failed(view.error());
  return verb->run(live_of(**view, options), options, addresses);
}

}  // namespace queuehound
