#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "base/text.h"
#include "report/incident_text.h"
#include "report/life_text.h"
#include "report/notes_text.h"
#include "report/numbers.h"
#include "report/page.h"
#include "report/who.h"
#include "report/words.h"

namespace queuehound {
namespace {

constexpr std::size_t kRows = 8;

class WhoPage {
 public:
  WhoPage(Page& page, const WhoAnswer& answer) : page_(page), answer_(answer) {}

  void write() {
    write_first_lines();
    if (page_.is_full() || answer_.known.is_known()) write_parts();
    write_facts();
    if (answer_.life) write_message();
    write_traffic("SENT", answer_.known.sent);
    write_traffic("RECEIVED", answer_.known.received);
    write_usual();
    write_logins();
    write_refusals();
    write_requests();
    write_looked_at();
  }

 private:
  void write_first_lines();
  void write_left_open(const Part& part);
  void write_parts();
  void write_facts();
  void write_message();
  void write_traffic(std::string_view heading, const Traffic& traffic);
  void write_names(std::string_view label, const MostNamed& names);
  void write_usual();
  void write_logins();
  void write_refusals();
  void write_requests();
  void write_looked_at();
  void write_source(const EvidenceSource& source) {
    if (source.path.empty()) return;
    page_.line(page_.ink(page_.place(source.path, source.offset), Ink::dim), 4);
    if (!source.line.empty()) page_.line(shown(source.line, page_.style(), 600), 4, 2);
  }
  void write_more(std::size_t total) {
    const std::size_t rows = page_.most(kRows);
    if (total > rows) page_.line(fmt::format("and {} more: -v shows all", total - rows), 2);
  }
  std::string span(Time from, Time to) const {
    return span_text(from, to, answer_.result.generated_at, answer_.result.zone);
  }

  Page& page_;
  const WhoAnswer& answer_;
};

bool is_of_window(const MessageLines& life, Time from) {
  return std::ranges::any_of(life.lines,
                             [&](const MessageLine& line) { return line.at && *line.at >= from; });
}

void WhoPage::write_first_lines() {
  const Acquaintance& known = answer_.known;
  const std::string name = page_.name(known.subject.text());
  if (!answer_.is_known()) {
    const std::string_view unread = unread_words(answer_.result);
    if (unread.empty() && !known.facts.empty()) {
      page_.line(
          page_.ink(fmt::format("Nothing is known of {} but where it belongs (see below).", name),
                    Ink::yellow));
      page_.line("What to do: look further back with --since 30d.");
      return;
    }
    page_.line(page_.ink(unread.empty() ? fmt::format("Nothing is known of {}.", name)
                                        : fmt::format("Nothing is known of {}, but {}: half an "
                                                      "answer.",
                                                      name, unread),
                         Ink::yellow));
    page_.line(unread.empty()
                   ? "What to do: check its spelling, or look further back with --since 30d."
                   : "What to do: make it readable (see NOTES), and ask again.");
    return;
  }
  if (known.parts.empty()) {
    page_.line(page_.ink(fmt::format("{} takes part in no incident.", name), Ink::green));
    if (answer_.life && known.sent.messages == 0)
      page_.line(is_of_window(*answer_.life, answer_.result.from)
                     ? "It is none of the messages that were judged: its lines are below."
                     : "It is older than what was judged, and waits no more: its lines are below.");
    else
      page_.line(fmt::format("It sent {} and got {}.", count_text(known.sent.messages, "message"),
                             number_text(known.received.messages)));
    for (const Beside& beside : known.beside)
      page_.line(fmt::format("{} is the same actor's, and this is none of its messages: {}.",
                             page_.name(beside.incident->id), page_.sentence(beside.why)));
    return;
  }
  const Part& part = known.parts.front();
  page_.line(page_.ink(
      fmt::format("{} is {} of {}: {}", name, role_name(part.role), page_.name(part.incident->id),
                  incident_headline(page_, *part.incident, answer_.result)),
      Ink::red));
  if (known.parts.size() > 1)
    page_.line(fmt::format("It takes part in {} more, below.",
                           count_text(known.parts.size() - 1, "incident")));
  write_left_open(part);
  page_.line(fmt::format("Next: {}", solid("queuehound explain " + part.incident->id)));
}

// What the plan does not block, and why: who asks about such an address wants to know just that.
void WhoPage::write_left_open(const Part& part) {
  const std::size_t rows = std::min(part.left_open.size(), page_.most(kRows));
  for (std::size_t i = 0; i < rows; ++i)
    page_.line(fmt::format("The plan does not block {}: {}.", to_text(part.left_open[i]->address),
                           page_.sentence(part.left_open[i]->not_blocked_because)));
  write_more(part.left_open.size());
}

void WhoPage::write_parts() {
  if (answer_.known.parts.size() < 2) return;
  page_.heading("INCIDENTS");
  for (const Part& part : answer_.known.parts) {
    page_.line(fmt::format("{} of {}: {}", role_name(part.role), page_.name(part.incident->id),
                           incident_headline(page_, *part.incident, answer_.result)),
               2, 2);
    if (&part != &answer_.known.parts.front()) write_left_open(part);
  }
}

void WhoPage::write_facts() {
  if (answer_.known.facts.empty()) return;
  page_.heading("THE SERVER'S OWN SETTINGS");
  const std::size_t rows = std::min(answer_.known.facts.size(), page_.most(kRows));
  for (std::size_t i = 0; i < rows; ++i)
    page_.line("- " + page_.text(answer_.known.facts[i]), 2, 2);
  write_more(answer_.known.facts.size());
}

void WhoPage::write_message() {
  page_.heading("ITS LIFE");
  write_life(page_, *answer_.life);
  page_.line(fmt::format("now: {}", to_printable(answer_.now)), 2, 2);
}

void WhoPage::write_names(std::string_view label, const MostNamed& names) {
  if (names.rows.empty()) return;
  page_.label(label);
  const std::size_t rows = std::min(names.rows.size(), page_.most(5));
  for (const Named& name : names.rows | std::views::take(rows))
    page_.row(fmt::format("{} {}", page_.text(name.text),
                          together(fmt::format("({})", number_text(name.messages)))),
              2);
  if (names.all == rows) return;
  const std::string_view how = names.all > names.rows.size() ? "shows the first" : "shows all";
  page_.row(fmt::format("and {} more", number_text(names.all - rows)) +
            (page_.is_full() ? "" : fmt::format(": -v {}", how)));
}

void WhoPage::write_traffic(std::string_view heading, const Traffic& traffic) {
  if (traffic.messages == 0) return;
  page_.heading(heading);
  page_.label("Mail");
  const auto unless_none = [](std::string_view what, std::uint64_t count) {
    return count == 0 ? "" : fmt::format("{} {}", what, number_text(count));
  };
  page_.row(facts(page_, {count_text(traffic.messages, "message"),
                          unless_none("from before the window and still queued", traffic.older),
                          fmt::format("to {}", count_text(traffic.recipients, "recipient")),
                          traffic.first ? span(*traffic.first, *traffic.last) : ""}));
  page_.row(facts(page_, {fmt::format("in the queue {} ({} frozen)", number_text(traffic.queued),
                                      number_text(traffic.frozen)),
                          fmt::format("delivered {}", number_text(traffic.delivered)),
                          fmt::format("deferred {}", number_text(traffic.deferred)),
                          fmt::format("failed {}", number_text(traffic.failed)),
                          unless_none("discarded", traffic.discarded),
                          unless_none("not yet tried or not told", traffic.untold)}));
  write_names("Subjects", traffic.subjects);
  write_names("Senders", traffic.senders);
  write_names("By", traffic.actors);
  write_names("From", traffic.addresses);
  write_names("To domains", traffic.domains);
  for (const EvidenceSource& source : traffic.samples) write_source(source);
}

void WhoPage::write_usual() {
  const Acquaintance& known = answer_.known;
  if (!known.first_ever || known.subject.kind == AskedSubject::Kind::message) return;
  page_.heading("USUAL LEVEL");
  if (!known.usual.is_known)
    page_.line(known.subject.kind == AskedSubject::Kind::network
                   ? "unknown: what older logs tell of it is counted for its mailboxes"
                   : "unknown: nothing older is counted for it",
               2);
  else
    page_.line(fmt::format("sends {} (busiest day {}, busiest hour {}, in {})",
                           rate_text(known.usual.messages_per_day),
                           number_text(static_cast<std::uint64_t>(known.usual.busiest_day)),
                           number_text(static_cast<std::uint64_t>(known.usual.busiest_hour)),
                           count_text(known.usual.days, "day")),
               2, 2);
  if (known.usual.is_known && known.sent_by_others > 0)
    page_.line(
        fmt::format("counted for what it sent itself: not for {} of the {} above",
                    number_text(known.sent_by_others), count_text(known.sent.messages, "message")),
        2, 2);
  page_.line(fmt::format("first and last seen: {}", span(*known.first_ever, *known.last_ever)), 2);
}

void WhoPage::write_logins() {
  const auto& logins = answer_.known.logins;
  if (logins.empty()) return;
  page_.heading("LOGINS");
  const std::size_t rows = std::min(logins.size(), page_.most(kRows));
  for (std::size_t i = 0; i < rows; ++i) {
    const LoginLine& login = logins[i];
    const std::string_view in = login.door == "smtp_auth" ? "letters sent" : "in";
    page_.line(
        facts(page_, {page_.name(login.user), page_.name(login.address), login.door,
                      fmt::format("{} {}, {} failed", number_text(login.succeeded), in,
                                  number_text(login.failed)),
                      fmt::format("before: {} {}, {} failed", number_text(login.succeeded_before),
                                  in, number_text(login.failed_before)),
                      login.first ? span(*login.first, *login.last) : ""}),
        2, 2);
    write_source(login.source);
  }
  write_more(logins.size());
}

void WhoPage::write_refusals() {
  const auto& refusals = answer_.known.refusals;
  if (refusals.empty()) return;
  page_.heading("REFUSED HERE");
  const std::size_t rows = std::min(refusals.size(), page_.most(kRows));
  for (std::size_t i = 0; i < rows; ++i) {
    const RefusalLine& row = refusals[i];
    page_.line(
        facts(page_,
              {page_.name(row.address),
               fmt::format("unknown recipient {}", number_text(row.unknown_recipient)),
               fmt::format("relay {}", number_text(row.relay)),
               fmt::format("spam {}", number_text(row.spam)),
               fmt::format("protocol {}", number_text(row.protocol)),
               fmt::format("listed {}", number_text(row.listed)),
               fmt::format("other {}", number_text(row.other)),
               fmt::format("before {}", number_text(row.before)), span(row.first, row.last)}),
        2, 2);
    write_source(row.source);
  }
  write_more(refusals.size());
}

void WhoPage::write_requests() {
  const auto& requests = answer_.known.requests;
  if (requests.empty()) return;
  page_.heading("WEB REQUESTS");
  const std::size_t rows = std::min(requests.size(), page_.most(kRows));
  for (std::size_t i = 0; i < rows; ++i) {
    const RequestLine& row = requests[i];
    page_.line(facts(page_, {page_.name(row.address), page_.text(row.url),
                             fmt::format("{}, {} of them POST", count_text(row.requests, "request"),
                                         number_text(row.posts)),
                             fmt::format("{} followed by mail", number_text(row.followed_by_mail)),
                             span(row.first, row.last)}),
               2, 2);
    write_source(row.source);
  }
  write_more(requests.size());
}

void WhoPage::write_looked_at() {
  page_.heading("LOOKED AT");
  page_.line(fmt::format("window {}", span(answer_.result.from, answer_.result.to)), 2);
  const std::size_t rows = std::min(answer_.result.sources.size(), page_.most(kRows));
  for (std::size_t i = 0; i < rows; ++i) {
    const SourceReport& source = answer_.result.sources[i];
    page_.line(fmt::format("{} ({}, {})", page_.name(source.path), source_words(source.kind),
                           count_text(source.records, "record")),
               2, 2);
  }
  write_more(answer_.result.sources.size());
}

}  // namespace

std::string who_text(const WhoAnswer& answer, const TextOptions& options) {
  Page page(options);
  WhoPage(page, answer).write();
  write_notes(page, "", answer.result.notes);
  return page.take();
}

}  // namespace queuehound
