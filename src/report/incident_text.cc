#include "report/incident_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "remedy/actions.h"
#include "remedy/plan.h"
#include "report/numbers.h"
#include "report/words.h"
#include "verdict/event_words.h"

namespace queuehound {
namespace {

// One incident being written; each write_ puts one labelled group.
class IncidentBlock {
 public:
  IncidentBlock(Page& page, const Incident& incident, const ScanResult& result)
      : page_(page), incident_(incident), result_(result) {}

  void write_facts() {
    write_actor();
    write_mail();
    write_rate();
    write_texts();
  }

  void write() {
    write_title();
    write_actor();
    write_mail();
    write_rate();
    write_texts();
    write_evidence();
    write_origins();
    write_entry();
    write_selection();
    write_ruled_out();
    write_deeds();
    write_plan();
  }

 private:
  void write_title();
  void write_actor();
  void write_mail();
  void write_rate();
  void write_texts();
  void write_campaigns();
  void write_evidence();
  void write_one(const Evidence& evidence, std::size_t number);
  void write_origins();
  void write_origin(const Origin& origin, std::size_t width);
  void write_entry();
  void write_siblings();
  void write_selection();
  void write_ids(std::string_view words, const std::vector<MessageId>& ids);
  void write_ruled_out();
  void write_deeds();
  void write_plan();
  void write_step(std::size_t row, std::size_t step, bool is_first);  // of its step
  void write_reasons(std::size_t number);
  void write_shell(const PlannedAction& action);

  std::string usual_text() const;
  std::size_t signs_for() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        incident_.evidence, [](const Evidence& evidence) { return evidence.weight >= 0; }));
  }
  // Empty where it is unknown, or has been said as the actor's name.
  std::string named(std::string_view word, const std::optional<std::string>& value) const {
    const bool is_new = value && !value->empty() && *value != actor_name(incident_);
    return is_new ? fmt::format("{} {}", word, page_.name(*value)) : std::string();
  }
  std::string span(Time from, Time to) const {
    return span_text(from, to, result_.generated_at, result_.zone);
  }
  void write_more(std::size_t total, std::size_t written) {
    if (total <= written) return;
    const std::string count = number_text(total - written);
    page_.row(page_.ink(fmt::format("and {} more: -v shows all", count), Ink::dim));
  }

  Page& page_;
  const Incident& incident_;
  const ScanResult& result_;
};

void IncidentBlock::write_title() {
  const Ink colour = incident_.active ? Ink::red : Ink::yellow;
  const std::size_t against = incident_.evidence.size() - signs_for();
  const std::string signs = fmt::format(
      "{}: {} for it{}", certainty_word(incident_.confidence), count_text(signs_for(), "sign"),
      against == 0 ? std::string() : fmt::format(", {} against", against));
  const std::string until = clock_text(incident_.last_seen, result_.generated_at, result_.zone);
  page_.blank();
  page_.line(fmt::format("{} {}  {}  ({})", page_.ink(page_.style().utf8 ? "●" : "*", colour),
                         page_.ink(page_.name(incident_.id), Ink::bold),
                         kind_sentence(incident_, until), signs),
             0, 2);
}

void IncidentBlock::write_actor() {
  page_.label("What");
  page_.row(page_.ink(page_.name(actor_name(incident_)), Ink::bold));
  const std::string place =
      facts(page_, {named("script", incident_.script), named("folder", incident_.directory),
                    named("page", incident_.url)});
  if (!place.empty()) {
    page_.label("Where");
    page_.row(place);
  }
  const std::string account =
      facts(page_, {named(incident_.list ? "owner" : "mailbox", incident_.account),
                    named("system user", incident_.system_user), named("site", incident_.domain)});
  if (account.empty()) return;
  page_.label("Account");
  page_.row(account);
}

std::string IncidentBlock::usual_text() const {
  const UsualLevel& usual = incident_.usual;
  if (!usual.is_known) return "usual unknown: no older log";
  return fmt::format("usual: {} (busiest day {}, busiest hour {}, in {})",
                     rate_text(usual.messages_per_day),
                     number_text(static_cast<std::uint64_t>(std::max(usual.busiest_day, 0.0))),
                     number_text(static_cast<std::uint64_t>(std::max(usual.busiest_hour, 0.0))),
                     count_text(usual.days, "day"));
}

void IncidentBlock::write_mail() {
  const MessageCounts& mail = incident_.messages;
  const bool is_inbound = incident_.kind == IncidentKind::inbound;
  const std::string when = span(incident_.first_seen, incident_.last_seen);
  if (is_inbound && mail.submitted == 0) {  // who guesses and probes hands in nothing
    page_.label("When");
    page_.row(when);
    return;
  }
  page_.label("Mail");
  page_.row(
      facts(page_, {count_text(mail.submitted, "message"),
                    fmt::format("to {}", count_text(mail.distinct_recipients, "person", "people")),
                    count_text(mail.recipients, "recipient"), when}));
  // Of what comes in nobody's usual level was measured.
  if (!is_inbound && incident_.kind != IncidentKind::backscatter)
    page_.row(page_.ink(usual_text(), Ink::dim));
  const std::string frozen =
      mail.frozen == 0 ? std::string() : fmt::format(" ({} frozen)", number_text(mail.frozen));
  page_.row(facts(page_, {fmt::format("in the queue {}{}", number_text(mail.queued), frozen),
                          fmt::format("delivered {}", number_text(mail.delivered)),
                          fmt::format("deferred {}", number_text(mail.deferred)),
                          fmt::format("failed {}", number_text(mail.failed))}));
}

void IncidentBlock::write_rate() {
  const std::vector<std::uint64_t>& hourly = incident_.hourly;
  const auto most = std::ranges::max_element(hourly);
  if (most == hourly.end() || *most == 0) return;
  const Time hour = result_.from + std::chrono::hours(most - hourly.begin());
  const std::size_t columns = std::clamp<std::size_t>(page_.room() / 2, 12, 48);
  // Blanks within are hours too; the end marks keep them from being trimmed.
  const std::string bars = solid("|" + sparkline(hourly, columns, page_.style()) + "|");
  page_.label("Rate");
  page_.row(
      fmt::format("{} {}", page_.ink(bars, incident_.active ? Ink::red : Ink::yellow),
                  together(fmt::format("most {} in the hour from {}", number_text(*most),
                                       clock_text(hour, result_.generated_at, result_.zone)))));
}

void IncidentBlock::write_texts() {
  if (incident_.campaigns.size() > 1) return write_campaigns();
  const std::size_t rows = std::min(incident_.subjects.size(), page_.most(3));
  page_.label("Subjects");
  for (std::size_t i = 0; i < rows; ++i) {
    const SubjectCount& subject = incident_.subjects[i];
    page_.row(fmt::format("\"{}\" {}", page_.text(subject.text),
                          together(count_text(subject.count, "time"))),
              2);
  }
  write_more(incident_.subjects.size(), rows);
}

void IncidentBlock::write_campaigns() {
  const std::size_t rows = std::min(incident_.campaigns.size(), page_.most(5));
  page_.label("Campaigns");
  for (std::size_t i = 0; i < rows; ++i) {
    const CampaignSummary& campaign = incident_.campaigns[i];
    page_.row(fmt::format("\"{}\" {}", page_.text(campaign.subject),
                          facts(page_, {count_text(campaign.messages, "message"),
                                        span(campaign.first_seen, campaign.last_seen)})),
              2);
  }
  write_more(incident_.campaigns.size(), rows);
}

void IncidentBlock::write_one(const Evidence& evidence, std::size_t number) {
  const std::string left = number == 0 ? std::string() : fmt::format("{:>2} ", number);
  page_.row(fmt::format("{}{}", solid(left), page_.sentence(evidence.text)), left.size());
  if (evidence.source.path.empty()) return;
  const std::string where = page_.place(evidence.source.path, evidence.source.offset);
  page_.row(solid(std::string(left.size(), ' ')) + page_.ink(where, Ink::dim));
  if (page_.is_full() && !evidence.source.line.empty())
    page_.row(solid(std::string(left.size(), ' ')) + page_.text(evidence.source.line), left.size());
}

void IncidentBlock::write_evidence() {
  const std::size_t most = page_.most(8);
  std::size_t number = 0;
  page_.label("Why");
  for (const Evidence& evidence : incident_.evidence) {
    if (evidence.weight < 0 || number >= most) continue;
    write_one(evidence, ++number);
  }
  write_more(signs_for(), number);
  page_.label("Against it");
  for (const Evidence& evidence : incident_.evidence) {
    if (evidence.weight < 0) write_one(evidence, 0);
  }
  page_.label("");
}

void IncidentBlock::write_origin(const Origin& origin, std::size_t width) {
  std::string address = to_text(origin.address);
  address.resize(std::max(address.size(), width), kSolidBlank);
  const std::string state = origin.block
                                ? page_.ink("to be blocked", Ink::red)
                                : "not blocked: " + page_.sentence(origin.not_blocked_because);
  page_.row(fmt::format("{}  {}{}{}", address,
                        facts(page_, {count_text(origin.events, event_word(incident_, origin)),
                                      page_.name(origin.country), page_.name(origin.asn),
                                      span(origin.first_seen, origin.last_seen),
                                      origin.lift ? fmt::format("{:.0f} times chance", *origin.lift)
                                                  : std::string()}),
                        page_.between(), state),
            2);
}

void IncidentBlock::write_origins() {
  if (incident_.kind == IncidentKind::backscatter && incident_.origins.empty()) return;
  const std::size_t rows = std::min(incident_.origins.size(), page_.most(8));
  page_.label("Driven by");
  if (rows == 0) page_.row("no address from outside was found");
  std::size_t width = 0;
  for (std::size_t i = 0; i < rows; ++i)
    width = std::max(width, to_text(incident_.origins[i].address).size());
  // Where lines are short a column costs more than it gives.
  if (page_.room() < 60) width = 0;
  for (std::size_t i = 0; i < rows; ++i) write_origin(incident_.origins[i], width);
  write_more(incident_.origins.size(), rows);
}

void IncidentBlock::write_entry() {
  if (!incident_.entry) return;
  const Entry& entry = *incident_.entry;
  page_.line(page_.ink("How it got in", Ink::cyan), 2);
  page_.row(page_.paragraph(entry.text));
  if (!entry.source.path.empty())
    page_.row(page_.ink(page_.place(entry.source.path, entry.source.offset), Ink::dim));
  if (page_.is_full() && !entry.source.line.empty()) page_.row(page_.text(entry.source.line));
  for (const std::string& text : entry.also) page_.row("also: " + page_.sentence(text), 2);
  write_siblings();
}

void IncidentBlock::write_siblings() {
  constexpr std::string_view kWhys[] = {"its owner's, of the same minute", "the same content",
                                        "the same name"};
  const std::vector<Sibling>& siblings = incident_.entry->siblings;
  const std::size_t rows = std::min(siblings.size(), page_.most(5));
  if (rows > 0) page_.row("look at these too:");
  for (std::size_t i = 0; i < rows; ++i)
    page_.row(facts(page_, {page_.name(siblings[i].path),
                            std::string(kWhys[static_cast<std::size_t>(siblings[i].why)])}),
              2);
  write_more(siblings.size(), rows);
}

void IncidentBlock::write_ids(std::string_view words, const std::vector<MessageId>& ids) {
  if (ids.empty()) return;
  const std::size_t rows = std::min(ids.size(), page_.most(3));
  std::string text = fmt::format("{} {}:", number_text(ids.size()), words);
  for (std::size_t i = 0; i < rows; ++i) text += " " + page_.name(ids[i].text());
  if (rows < ids.size()) text += fmt::format(" and {} more", number_text(ids.size() - rows));
  page_.row(text, 2);
}

void IncidentBlock::write_selection() {
  page_.label("Queue");
  if (incident_.quarantine.empty() && incident_.spare.empty()) {
    page_.row("nothing of it is in the queue");
    return;
  }
  write_ids("to quarantine", incident_.quarantine);
  write_ids("to spare, the actor's other mail", incident_.spare);
}

void IncidentBlock::write_ruled_out() {
  page_.label("Ruled out");
  for (const std::string& text : incident_.ruled_out) page_.row(page_.sentence(text), 2);
  page_.label("");
}

void IncidentBlock::write_shell(const PlannedAction& action) {
  const auto shell = whole_shell(action, incident_);
  if (!shell) return;
  constexpr std::size_t kStep = 17;
  constexpr std::size_t kLongest = 300;  // one that lists every message id helps nobody here
  if (shell->size() > kLongest) {
    page_.row(fmt::format("{}shell: a line of {}; queuehound scan --json has it", solid("   "),
                          size_text(shell->size())),
              5);
    return;
  }
  const std::string printable = shown(*shell, page_.style());
  // A line that was made printable is another line, and would do something else.
  if (printable != *shell) {
    page_.row(
        solid("   ") + "shell: it holds bytes that cannot be shown; queuehound scan --json has it",
        5);
    return;
  }
  page_.verbatim("$ " + printable, kStep);
}

// Reason and effect, unless the row before says the same.
void IncidentBlock::write_reasons(std::size_t number) {
  const PlannedAction& action = incident_.plan[number];
  const PlannedAction* before = number == 0 ? nullptr : &incident_.plan[number - 1];
  const auto put = [&](std::string_view word, const std::string& text, bool is_repeated) {
    if (text.empty() || is_repeated) return;
    page_.row(fmt::format("{}{}: {}", solid("   "), word, page_.sentence(text)), 5);
  };
  put("why", action.reason, before && before->reason == action.reason);
  put("effect", action.effect, before && before->effect == action.effect);
}

void IncidentBlock::write_step(std::size_t row, std::size_t step, bool is_first) {
  const PlannedAction& action = incident_.plan[row];
  const Deed* deed = incident_.deed_for(action.action, action.target);
  const std::string undo = action.reversible ? "" : " (cannot be undone)";
  page_.row(fmt::format("{}{}{}", is_first ? solid(fmt::format("{:>2} ", step)) : "   ",
                        action_text(page_, action, incident_),
                        deed == nullptr ? undo : fmt::format(": done by {}", deed->id)),
            3);
  if (deed != nullptr) return;
  write_reasons(row);
  write_shell(action);
}

void IncidentBlock::write_deeds() {
  if (incident_.deeds.empty()) return;
  page_.label("Done");
  for (const Deed& deed : incident_.deeds) {
    page_.row(fmt::format("{} {} {}", solid(deed.id),
                          clock_text(deed.at, result_.generated_at, result_.zone),
                          page_.sentence(deed.text)),
              solid(deed.id).size() + 1);
    if (!deed.now.empty())
      page_.row(solid("     ") + page_.ink("now: " + page_.sentence(deed.now), Ink::red), 5);
  }
}

void IncidentBlock::write_plan() {
  page_.label("Plan");
  if (incident_.plan.empty()) return page_.row("none could be made; the evidence is above");
  const std::size_t most = page_.most(4);  // of the same kind in a row: a botnet has hundreds
  std::size_t in_a_row = 0, step = 0;
  for (std::size_t i = 0; i < incident_.plan.size(); ++i) {
    const bool is_first = i == 0 || !shares_step(incident_.plan[i - 1], incident_.plan[i]);
    step += is_first ? 1 : 0;  // as `plan` numbers them
    const bool is_same = i > 0 && incident_.plan[i].action == incident_.plan[i - 1].action;
    in_a_row = is_same ? in_a_row + 1 : 1;
    if (in_a_row <= most) write_step(i, step, is_first);
    const bool is_last =
        i + 1 == incident_.plan.size() || incident_.plan[i + 1].action != incident_.plan[i].action;
    if (is_last) write_more(in_a_row, std::min(in_a_row, most));
  }
}

}  // namespace

std::string incident_headline(const Page& page, const Incident& incident,
                              const ScanResult& result) {
  const std::string until = clock_text(incident.last_seen, result.generated_at, result.zone);
  const std::string_view certainty = certainty_word(incident.confidence);
  const std::string name = solid(shown(actor_name(incident), page.style(), 60));
  return fmt::format("{} ({}{}{})", kind_sentence(incident, until), name,
                     certainty == "sure" ? "" : ", ", certainty == "sure" ? "" : certainty);
}

std::string action_text(const Page& page, const PlannedAction& action, const Incident& incident) {
  if (action.target == incident.id) {  // the queue selection
    return action_words(action.action,
                        count_text(incident.quarantine.size(), "message") + ", the others stay");
  }
  return action_words(shown(action.action, page.style(), 40), page.name(action.target));
}

void write_incident_facts(Page& page, const Incident& incident, const ScanResult& result) {
  page.blank();
  IncidentBlock(page, incident, result).write_facts();
}

void write_incident(Page& page, const Incident& incident, const ScanResult& result) {
  IncidentBlock(page, incident, result).write();
}

}  // namespace queuehound
