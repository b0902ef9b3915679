#include <fmt/format.h>

#include <algorithm>

#include "apply/journal.h"
#include "apply/replace_file.h"
#include "cli/block.h"
#include "cli/clock.h"
#include "cli/live.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "host/allow_list.h"
#include "host/find_server.h"
#include "remedy/plan.h"
#include "remedy/shell_quote.h"
#include "report/block_report.h"

namespace queuehound {
namespace {

constexpr int kAsItWas = 1, kFailed = 2;

int failed(const Error& error) {
  complain(error);
  return kFailed;
}

Result<std::string> read_list(const RootDir& root) {
  if (!root.exists(kAllowFile)) return std::string();
  return root.read_file(kAllowFile);
}

bool has(const std::vector<AllowedSubject>& allowed, const AskedSubject& subject) {
  return std::ranges::any_of(
      allowed, [&](const AllowedSubject& one) { return subject.is_text(one.subject.text()); });
}

std::string note_of(const TimeZone& zone, const std::string& reason) {
  return fmt::format("{} {}{}{}", to_rfc3339(clock_now(), zone), who_am_i(),
                     reason.empty() ? "" : ": ", reason);
}

int show_list(const Options& options, const TimeZone& zone,
              const std::vector<AllowedSubject>& allowed) {
  std::vector<AllowRow> rows;
  for (const AllowedSubject& one : allowed) rows.push_back({one.subject.text(), one.note});
  const Terminal terminal = decide_display(options.scan.display, read_environment());
  const TextStyle style{terminal.width, terminal.utf8, terminal.colour};
  const bool is_put = options.scan.json ? put_results(allow_json(clock_now(), zone, rows))
                                        : put_text(allow_text(rows, style), terminal);
  return is_put ? 0 : kFailed;
}

// Somebody who allows half the world by a slip of the finger has no firewall any more.
// The exit status where it is not meant; nothing: it is.
std::optional<int> why_not_meant(const Options& options, const AskedSubject& subject) {
  const std::string why = why_too_wide(subject);
  if (why.empty() || options.block.yes) return {};
  const auto answer = ask(fmt::format("{}.\nAllow it all the same?", why));
  if (answer && *answer) return {};
  complain(answer ? "nothing was changed" : why + ": nothing was changed",
           answer ? "" : fmt::format("queuehound allow add {} --yes", shell_quote(subject.text())));
  return answer ? kAsItWas : kFailed;
}

// The list with what was typed added or taken away; the file is written where that changes it.
int change(const Options& options, bool is_add) {
  const auto root = RootDir::open("/");
  if (!root) return failed(root.error());
  const auto before = read_list(*root);
  if (!before) return failed(before.error());
  const TimeZone zone = zone_of_clocks(*root, {}).value_or(TimeZone::utc());
  std::string text = *before;
  for (auto typed = options.operands.begin() + 1; typed != options.operands.end(); ++typed) {
    const auto subject = parse_allowed(*typed);
    if (!subject) {
      complain(subject.error().text + ": nothing was changed", "queuehound allow --help");
      return kFailed;
    }
    const auto allowed = parse_allow_list(text);
    if (!allowed) return failed(allowed.error());
    if (is_add)
      if (const auto status = why_not_meant(options, *subject)) return *status;
    if (has(*allowed, *subject) == is_add)
      complain(subject->text() + (is_add ? " is on the list already" : " is not on the list"));
    else
      text = is_add ? with_allowed(text, {*subject, note_of(zone, options.block.reason)})
                    : without_allowed(text, *subject);
  }
  if (text == *before && options.scan.json)
    (void)show_list(options, zone, parse_allow_list(text).value_or(std::vector<AllowedSubject>{}));
  if (text == *before) return kAsItWas;
  const auto written = replace_file(*root, kAllowFile, text, 0644);
  if (!written) return failed(written.error());
  return show_list(options, zone, parse_allow_list(text).value_or(std::vector<AllowedSubject>{}));
}

int list(const Options& options) {
  const auto root = RootDir::open("/");
  if (!root) return failed(root.error());
  const auto text = read_list(*root);
  if (!text) return failed(text.error());
  const auto allowed = parse_allow_list(*text);
  if (!allowed) return failed(allowed.error());
  return show_list(options, zone_of_clocks(*root, {}).value_or(TimeZone::utc()), *allowed);
}

}  // namespace

int run_allow(const Options& options) {
  const std::string& verb = options.operands.front();
  const bool is_add = verb == "add", is_list = verb == "list";
  if (!is_add && !is_list && verb != "rm") {
    complain("allow wants list, add or rm, not \"" + verb + "\"", "queuehound allow --help");
    return kFailed;
  }
  if ((options.operands.size() > 1) == is_list) {
    complain(is_list ? "allow list takes nothing more" : "allow " + verb + " wants a subject",
             "queuehound allow --help");
    return kFailed;
  }
  if (!may_change("allow", options)) return kFailed;
  if (is_list) results_follow_changes({});
  return is_list ? list(options) : change(options, is_add);
}

}  // namespace queuehound
