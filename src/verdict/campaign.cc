#include "verdict/campaign.h"

#include <algorithm>
#include <unordered_set>

#include "base/keyed_rows.h"
#include "base/text.h"
#include "mail/address.h"
#include "verdict/answers.h"
#include "verdict/bought_list.h"
#include "verdict/clients.h"
#include "verdict/crowd.h"
#include "verdict/driven_texts.h"
#include "verdict/letters_in_vain.h"
#include "verdict/likeness.h"
#include "verdict/list_posts.h"
#include "verdict/local_recipient.h"
#include "verdict/mail_runs.h"
#include "verdict/measure.h"
#include "verdict/page_file.h"
#include "verdict/regular_writers.h"
#include "verdict/script_claims.h"
#include "verdict/script_place.h"
#include "verdict/strangers_letters.h"
#include "verdict/untitled_flood.h"
#include "verdict/volume_alone.h"

namespace queuehound {
namespace {

const Alike* largest_of(const Likeness& likeness) {
  const std::vector<Alike>& texts = likeness.texts();
  const auto most = std::ranges::max_element(texts, {}, &Alike::recipients);
  return most == texts.end() ? nullptr : &*most;
}

std::uint64_t largest_text(const Likeness& likeness) {
  const Alike* const largest = largest_of(likeness);
  return largest == nullptr ? 0 : largest->recipients;
}

// Where nobody tells who speaks (a host, a login that its programs share, an account whose pages
// nobody knows): beside a flood of
// `largest` a text under a fifth of it, and no more of it than the actor sends on its busy days, is
// somebody's orders or tickets.
bool is_small_beside(std::uint64_t largest, const Dossier& dossier, const Alike* text) {
  return text != nullptr && text->recipients * 5 < largest && dossier.past.days > 0 &&
         text->recipients <= dossier.past.busiest_day;
}

// Beside a flood from a login's usual place, where many programs and people write (a reseller's
// relay, a shop's office): what went out for hours before it, and no more of it than the login
// sends on its busy days, are orders and invoices that go on. Who starts another text early keeps
// that one in the queue, and neither the verdict nor his flood.
bool went_on_before(const Alike& flood, const Dossier& dossier, const Alike& text) {
  constexpr seconds kLongBefore{7200};
  return text.first + kLongBefore < flood.first && dossier.past.days > 0 &&
         text.recipients <= dossier.past.busiest_day;
}

void select_for_mailbox(const CaseFile& file, const Likeness& likeness, Dossier& dossier) {
  const Ledger& ledger = file.ledger;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    if (dossier.client_of[i] != kNothing && likeness.is_bulk_text(i))
      dossier.clients[dossier.client_of[i]].has_bulk = true;

  const Alike* const flood = largest_of(likeness);
  const std::uint64_t largest = flood == nullptr ? 0 : flood->recipients;
  const RegularWriters regular(file, dossier);
  const std::vector<char> has_mailing = strangers_with_mailing(file, dossier);
  const bool is_from_desk = is_mailing_from_desk(file, dossier);
  bool strangers = false;
  std::vector<char> by_owner(dossier.messages.size(), 0);
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = ledger.messages[dossier.messages[i]];
    const bool text = likeness.is_bulk_text(i);
    const bool is_of_shape = !text && message.has_subject && likeness.is_personal(i, message) &&
                             likeness.is_shape_bulk(ledger.shape_of(message));
    const bool in_burst = likeness.is_untitled_burst(message);
    if (dossier.client_of[i] == kNothing) {
      dossier.selected[i] = ((text && !is_small_beside(largest, dossier, likeness.text_of(i))) ||
                             is_of_shape || in_burst) &&
                            !regular.wrote(i);
      continue;
    }
    const Client& client = dossier.clients[dossier.client_of[i]];
    // The burst is the mailbox's; who sent two letters in the midst of it may be its owner.
    const bool unlike_but_bulk =
        is_of_shape || (in_burst && (client.near_messages >= kAlike || client.is_usual));
    if (client.is_usual) {
      by_owner[i] = text || unlike_but_bulk ||
                    (is_from_desk && !message.is_reply &&
                     (!message.in_spool || likeness.is_shape_repeated(ledger.shape_of(message))));
      continue;
    }
    // Somebody who reads the mail there as often as he writes, and no mailing of his is seen.
    const bool is_reader =
        client.near_reads >= client.near_messages && !client.has_bulk && !dossier.is_scattered;
    if (is_reader && !message.has_subject) continue;
    const bool with_its_sender =
        client.has_bulk || dossier.is_scattered || has_mailing[dossier.client_of[i]] ||
        client.near_messages >= kManyAtOnce ||
        (!message.has_subject && client.near_messages >= kAlike) || unlike_but_bulk;
    const bool a_letter = message.is_reply && likeness.is_personal(i, message);
    dossier.selected[i] = text || (with_its_sender && !a_letter);
    strangers |= dossier.selected[i] != 0;
  }
  if (strangers) return;  // what the owner's own addresses sent is the owner's
  // From the owner's own addresses (an infected computer, a newsletter) only what outweighs his
  // letters by far is a mailing: "Offer 17", "Offer 18" repeat themselves too.
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Alike* text = likeness.text_of(i);
    const bool is_small =
        text != nullptr && likeness.is_bulk(*text) &&
        (text->recipients * 5 < largest || went_on_before(*flood, dossier, *text));
    if (by_owner[i] && !is_small && !regular.wrote(i)) dossier.selected[i] = 1;
  }
}

// The visitor a message names itself (X-PHP-Script ... for IP; phpBB's User IP).
std::optional<IpAddress> claimed_visitor(const CaseFile& file, const Message& message) {
  const HeaderHints* hints = file.ledger.hints_of(message);
  if (hints == nullptr) return {};
  std::string_view host, path, client;
  if (split_php_script(file.ledger.text(hints->php_script), host, path, client))
    return parse_ip_address(client);
  return parse_ip_address(file.ledger.text(hints->board_user_ip));
}

// Who drives it, as addresses of the access log and as the messages themselves may name them.
struct Drivers {
  std::unordered_set<std::uint32_t> ids;
  std::vector<IpAddress> addresses;
  bool names(const std::optional<IpAddress>& visitor) const {
    return visitor && std::ranges::find(addresses, *visitor) != addresses.end();
  }
};

Drivers drivers_of(const Dossier& dossier) {
  Drivers drivers;
  for (const WebDriver& driver : dossier.web.drivers) {
    drivers.ids.insert(driver.address);
    if (dossier.web_evidence != nullptr)
      drivers.addresses.push_back(dossier.web_evidence->address(driver.address));
  }
  return drivers;
}

std::uint32_t owner_of(const Dossier& dossier, std::size_t i) {
  return i < dossier.web.owner.size() ? dossier.web.owner[i] : 0;
}

// The text is the site's own: only who asked for it tells an honest copy from the flood's. Letters
// of another text are another page's.
void select_for_form(const CaseFile& file, Dossier& dossier) {
  const Drivers drivers = drivers_of(dossier);
  DrivenTexts texts;
  Time last_driven{};
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    const auto visitor = claimed_visitor(file, message);
    const std::uint32_t owner = owner_of(dossier, i);
    const bool driven = visitor ? drivers.names(visitor) : drivers.ids.contains(owner);
    if (driven) last_driven = message.at;
    const bool same_run =
        owner == 0 && !visitor && message.at - last_driven <= kUnbrokenRun && last_driven != Time{};
    dossier.selected[i] = driven || same_run;
    texts.add(message, dossier.selected[i] != 0, visitor && driven);
  }
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    if (texts.is_anothers(file.ledger.messages[dossier.messages[i]])) dossier.selected[i] = 0;
  if (!drivers.ids.empty() || dossier.web.owner.empty() || !are_dead_in_crowd(file, dossier))
    return;
  dossier.has_only_visitors = true;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    dossier.selected[i] = dossier.web.owner[i] != 0;
}

// What ties one message to the program: its place, PHP's word for the file, the request before it.
struct Tie {
  bool is_here = false;       // the log's directory is the program's
  bool is_named = false;      // PHP names the program for it
  bool is_elsewhere = false;  // PHP names another
  bool is_driven = false;     // a driver's request started it
  bool is_contested = false;  // somebody else sent a form to another page just before, too
  bool is_own() const { return is_named || (is_driven && !is_contested); }
};

// Of a site that nobody here is known to own, and that is not the page's.
bool is_of_strange_site(const CaseFile& file, const Dossier& dossier, const RequestRow& row) {
  if (row.site == dossier.web.page.site) return false;
  const std::string_view url = dossier.web_evidence->text(row.url);
  const std::string_view host = host_of(url);
  return !host.empty() && file.server.owner_of_domain(host).empty();
}

// A visitor's POST to another page of the site within reach of the message: a shared second, in
// which the driver's request proves nothing. Where PHP names a file, only a page of that name
// competes.
bool has_competitor(const CaseFile& file, const Dossier& dossier, const Drivers& drivers,
                    const Message& message, std::string_view named) {
  const WebEvidence* web = dossier.web_evidence;
  if (web == nullptr) return false;
  const auto first =
      std::ranges::lower_bound(web->joined, message.at - kRequestToMail, {}, &JoinedRequest::at);
  for (auto at = first; at != web->joined.end() && at->at <= message.at + kMailToRequest; ++at) {
    const RequestRow& row = web->rows[at->row];
    if (!at->is_post || row.suspect != dossier.web.suspect || row.page() == dossier.web.page)
      continue;
    if (drivers.ids.contains(row.address) || is_of_strange_site(file, dossier, row)) continue;
    if (named.empty() || file_name_of(web->text(row.path)) == named) return true;
  }
  return false;
}

Tie tie_of(const CaseFile& file, const Dossier& dossier, const Drivers& drivers, std::size_t i) {
  const Message& message = file.ledger.messages[dossier.messages[i]];
  const std::string named = message_script(file, message);
  Tie tie;
  tie.is_here = !dossier.directory.empty() &&
                file.ledger.text(file.ledger.actors[message.actor].place) == dossier.directory;
  tie.is_named = !named.empty() &&
                 named == (dossier.called_file.empty() ? file_name_of(dossier.script)
                                                       : std::string_view(dossier.called_file));
  tie.is_elsewhere =
      !named.empty() && !dossier.script.empty() && !tie.is_named && !dossier.is_library;
  tie.is_driven = drivers.ids.contains(owner_of(dossier, i));
  tie.is_contested = !tie.is_named && has_competitor(file, dossier, drivers, message, named);
  return tie;
}

// Where nothing tells the program: a text no larger than the account's busy days, beside a flood
// that is, whose letters name another of PHP's files than most do.
bool is_of_another_file(const CaseFile& file, const Dossier& dossier, std::string_view most_claim,
                        std::uint64_t largest, const Alike* text, const Message& message) {
  const std::uint64_t usual = dossier.past.busiest_day;
  if (text == nullptr || most_claim.empty() || text->recipients > usual || largest <= usual)
    return false;
  const std::string named = message_script(file, message);
  return !named.empty() && named != most_claim;
}

// Nobody reads what a driver's requests send: a service's calls to the site's own page write to
// people who exist.
bool are_driven_in_vain(const CaseFile& file, const Dossier& dossier,
                        const std::vector<Tie>& ties) {
  constexpr std::uint64_t kDead = 5, kOneOf = 10;
  ListFate fate;
  for (std::size_t i = 0; i < ties.size(); ++i)
    if (ties[i].is_driven) fate.add(file.ledger, file.ledger.messages[dossier.messages[i]]);
  return fate.is_dead(kDead, kOneOf);
}

// One directory can hold the intruder's program and the site's own pages: where some messages are
// known to be the program's, only they and others of their text are its work.
void select_for_script(const CaseFile& file, const Likeness& likeness, Dossier& dossier) {
  const Drivers drivers = drivers_of(dossier);
  std::vector<Tie> ties;
  DrivenTexts texts;
  std::unordered_set<std::uint32_t> own_senders;
  std::size_t own = 0;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    ties.push_back(tie_of(file, dossier, drivers, i));
    const Message& message = file.ledger.messages[dossier.messages[i]];
    texts.add(message, ties.back().is_own(), ties.back().is_named);
    if (!ties.back().is_own()) continue;
    own_senders.insert(message.sender);
    own += message.has_subject;
  }
  const bool in_vain = are_driven_in_vain(file, dossier, ties);
  const UntitledFlood untitled(file, dossier, likeness);
  const std::uint64_t largest = largest_text(likeness);
  const std::string most_claim =
      dossier.script.empty() ? claimed_name(file, dossier) : std::string{};
  const RegularWriters regular(file, dossier);
  // Where the largest text is a shop's orders and no flood, each letter of a flood of random
  // subjects is small beside it.
  const bool is_flood_a_text = largest > dossier.past.busiest_day;
  const auto is_small_text = [&](std::size_t i) {
    return (is_flood_a_text || likeness.is_bulk_text(i)) &&
           is_small_beside(largest, dossier, likeness.text_of(i));
  };
  // A program may go to another folder before it mails, where the site's own pages mail from too.
  const bool lies_here =
      dossier.script.empty() || directory_of(dossier.script) == dossier.directory;
  const bool is_all_in_vain = are_letters_in_vain(file, dossier, largest);
  // The log names no file: what is gone was of the one that all in the queue is of.
  const bool is_one_files =
      is_all_in_vain && std::ranges::none_of(ties, [](const Tie& tie) { return tie.is_elsewhere; });
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    const Tie& tie = ties[i];
    const bool is_own_text = texts.is_own(message);
    // A shared second: the page's letter bears the page's sender, the program's the program's.
    if (tie.is_contested && !tie.is_here && !is_own_text &&
        (tie.is_elsewhere || !own_senders.contains(message.sender)))
      continue;
    const bool is_from_planted = is_planted(dossier.place) && tie.is_here && lies_here;
    const bool is_anothers = !tie.is_named && texts.is_anothers(message);
    if (is_from_planted ||  // nothing honest mails from there
        (is_planted(dossier.place) && tie.is_own() && !is_anothers)) {
      dossier.selected[i] = 1;
      continue;
    }
    if (is_anothers || (tie.is_elsewhere && !is_own_text)) continue;
    const bool text =
        is_all_in_vain || likeness.is_bulk_text(i) || likeness.is_untitled_burst(message) ||
        (likeness.is_personal(i, message) &&
         (likeness.is_shape_bulk(file.ledger.shape_of(message)) || untitled.is_of(message))) ||
        (!message.has_subject && dossier.all.people >= 2 * kAlike);
    const bool is_told_apart = own >= kAlike
                                   ? message.has_subject && !is_own_text && !tie.is_own() &&
                                         (message.in_spool || !is_one_files)
                                   : own_senders.empty() && !tie.is_own() &&
                                         (regular.wrote(i) || is_small_text(i) ||
                                          is_of_another_file(file, dossier, most_claim, largest,
                                                             likeness.text_of(i), message));
    dossier.selected[i] = (text && !is_told_apart) ||
                          (tie.is_driven && (in_vain || dossier.messages_per_request_x10 >= 15));
  }
}

// A list copies every post to many people: that is its work. Only what strangers flood it with is
// the mailing; where nobody does, whatever a list manager copied most. A list that Exim expands
// makes no copies of its own: its posters answer for their posts.
void select_for_list(const CaseFile& file, const Likeness& likeness, Dossier& dossier) {
  const FloodCopies flood(file, dossier);
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    if (dossier.flood_posts.empty() && !dossier.counts_posts)
      dossier.selected[i] = likeness.is_bulk_text(i) || likeness.is_untitled_burst(message);
    else
      dossier.selected[i] = flood.is_copy(message);
  }
}

void select_for_host(const CaseFile& file, const Likeness& likeness, Dossier& dossier) {
  const std::uint64_t largest = largest_text(likeness);
  const RegularWriters regular(file, dossier);
  const bool is_all_in_vain = are_letters_in_vain(file, dossier, largest);
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    if (regular.wrote(i)) continue;
    const Message& message = file.ledger.messages[dossier.messages[i]];
    const bool is_mailing =
        likeness.is_bulk_text(i) && !is_small_beside(largest, dossier, likeness.text_of(i));
    // A host that logged in is a person's or an office's: a letter without a logged subject is one.
    dossier.selected[i] = is_mailing || is_all_in_vain || likeness.is_untitled_burst(message) ||
                          likeness.is_shape_bulk(file.ledger.shape_of(message)) ||
                          (!message.has_subject && !dossier.has_unnamed_login);
  }
}

bool belongs_to_actor(const CaseFile& file, const Dossier& dossier, std::string_view sender) {
  const std::string_view domain = domain_of(sender);
  if (domain.empty() || domain == file.server.primary_hostname || domain == file.server.hostname)
    return true;
  if (!dossier.account.empty()) {
    const std::string_view own = domain_of(dossier.account);
    if (is_same_or_subdomain(domain, own) || is_same_or_subdomain(own, domain)) return true;
    const std::string_view owner = file.server.owner_of_domain(own);
    return !owner.empty() && owner == file.server.owner_of_domain(domain);
  }
  if (dossier.kind == IncidentKind::relay) return file.server.is_local_domain(domain);
  if (!dossier.domain.empty() && is_same_or_subdomain(domain, dossier.domain)) return true;
  const std::string_view owner = file.server.owner_of_domain(domain);
  if (is_of_system(file, dossier) && (file.server.is_local_domain(domain) ||
                                      is_same_or_subdomain(file.server.primary_hostname, domain)))
    return true;
  if (owner.empty()) return file.server.is_local_domain(domain) && file.server.domain_owner.empty();
  if (owner == dossier.system_user) return true;
  const Account* account = file.server.account_of_path(dossier.directory);
  return account != nullptr && owner == account->name;
}

// The first of `copies`, in order of time; before the window the first that was one of several in
// a day: a letter that waits for a full mailbox since Monday begins nothing.
Time first_of_mailing(const CaseFile& file, const std::vector<MessageIndex>& copies) {
  constexpr seconds kDay{86400};
  for (std::size_t i = 0; i < copies.size(); ++i) {
    const Message& first = file.ledger.messages[copies[i]];
    std::uint64_t people = 0;
    for (std::size_t k = i; k < copies.size() && people < kAlike; ++k) {
      const Message& copy = file.ledger.messages[copies[k]];
      if (copy.at - first.at > kDay) break;
      people += copy.recipients;
    }
    if (first.in_window || people >= kAlike) return first.at;
  }
  return file.ledger.messages[copies.front()].at;
}

}  // namespace

Time likely_onset(const CaseFile& file, const Dossier& dossier, const Likeness& likeness) {
  const Alike* largest = nullptr;
  for (const Alike& text : likeness.texts())
    if (likeness.is_bulk(text) && (largest == nullptr || text.recipients > largest->recipients))
      largest = &text;
  if (largest != nullptr) {
    std::vector<MessageIndex> copies;
    for (std::size_t i = 0; i < dossier.messages.size(); ++i)
      if (likeness.text_of(i) == largest) copies.push_back(dossier.messages[i]);
    return first_of_mailing(file, copies);
  }
  // The busiest hour's start where no text repeats.
  struct Hour {
    std::int64_t at = 0;
    std::uint64_t recipients = 0;
  };
  KeyedRows<Hour> hours;
  for (const MessageIndex index : dossier.messages) {
    const Message& message = file.ledger.messages[index];
    const std::int64_t at = message.at.time_since_epoch().count() / 3600;
    Hour& hour = hours[static_cast<std::uint64_t>(at)];
    hour.at = at;
    hour.recipients += message.recipients;
  }
  Hour busiest{file.ledger.from().time_since_epoch().count() / 3600, 0};
  for (const Hour& hour : hours.rows())
    if (hour.recipients > busiest.recipients ||
        (hour.recipients == busiest.recipients && hour.at < busiest.at))
      busiest = hour;
  return Time(seconds(busiest.at * 3600));
}

void reset_description(Dossier& dossier) {
  Dossier fresh;
  dossier.bulk = dossier.counted = fresh.bulk;
  dossier.proven = dossier.queued = dossier.in_spool_or_witnessed = dossier.with_subject =
      dossier.top_text = dossier.top_text_recipients = 0;
  dossier.top_three_texts = 0;
  dossier.list_headers = dossier.replies = dossier.shaped = dossier.top_shape =
      dossier.correspondents = dossier.answered = dossier.own_recipients = 0;
  dossier.foreign_sender = dossier.sender_domains = 0;
  dossier.first_bulk = dossier.last_bulk = Time{};
  dossier.first_in_log = dossier.first_from_stranger = kNothing;
  dossier.stranger_clients = dossier.stranger_networks = dossier.stranger_lines =
      dossier.stranger_origins = dossier.stranger_providers = 0;
  dossier.stranger_messages = dossier.stranger_recipients = 0;
  for (Client& client : dossier.clients) client.selected = 0;
}

void select_campaign(const CaseFile& file, Dossier& dossier) {
  if (dossier.kind != IncidentKind::form)
    return select_campaign(file, Likeness(file, dossier), dossier);
  dossier.selected.assign(dossier.messages.size(), 0);
  select_for_form(file, dossier);
}

void select_campaign(const CaseFile& file, const Likeness& likeness, Dossier& dossier) {
  dossier.selected.assign(dossier.messages.size(), 0);
  switch (dossier.kind) {
    case IncidentKind::mailbox:
      select_for_mailbox(file, likeness, dossier);
      break;
    case IncidentKind::script:
      select_for_script(file, likeness, dossier);
      break;
    case IncidentKind::list:
      select_for_list(file, likeness, dossier);
      break;
    default:
      select_for_host(file, likeness, dossier);
  }
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    if (!dossier.selected[i] || i >= dossier.client_of.size() || dossier.client_of[i] == kNothing)
      continue;
    Client& client = dossier.clients[dossier.client_of[i]];
    const Time at = file.ledger.messages[dossier.messages[i]].at;
    if (client.selected++ == 0) client.first_selected = at;
    client.last_selected = at;
  }
}

namespace {

struct SenderSeen {
  bool is_seen = false;
  bool is_of_actor = false;
};

void note_sender(const CaseFile& file, Dossier& dossier, std::uint32_t sender,
                 KeyedRows<SenderSeen>& senders, std::unordered_set<std::uint32_t>& domains) {
  if (sender == 0) return;  // "<>": in nobody's name
  SenderSeen& seen = senders[sender];
  const std::string_view address = file.ledger.text(sender);
  if (!seen.is_seen) {
    domains.insert(file.ledger.strings.find(domain_of(address)));
    seen = {true, belongs_to_actor(file, dossier, address)};
  }
  if (seen.is_of_actor) return;
  ++dossier.foreign_sender;
  if (dossier.sample_foreign_sender.empty()) dossier.sample_foreign_sender = std::string(address);
}

bool is_strangers(const Dossier& dossier, std::size_t at) {
  if (at >= dossier.client_of.size() || dossier.client_of[at] == kNothing) return false;
  return !dossier.clients[dossier.client_of[at]].is_usual;
}

// `at`: of a selected message that has a line in the log.
void note_first(Dossier& dossier, std::size_t at) {
  if (dossier.first_in_log == kNothing) dossier.first_in_log = dossier.messages[at];
  if (dossier.first_from_stranger == kNothing && is_strangers(dossier, at))
    dossier.first_from_stranger = dossier.messages[at];
}

}  // namespace

void describe_campaign(const CaseFile& file, Dossier& dossier) {
  struct Text {
    std::uint64_t messages = 0, recipients = 0;
  };
  const Ledger& ledger = file.ledger;
  std::vector<MessageIndex> bulk;
  bool is_all_inside = true;
  Measuring measuring(file, dossier.messages.size());
  KeyedRows<Text> texts;  // by skeleton
  KeyedRows<std::uint64_t> shapes;
  KeyedRows<SenderSeen> senders;
  std::unordered_set<std::uint32_t> sender_domains;
  const std::string_view own =
      dossier.account.empty() ? std::string_view(dossier.domain) : domain_of(dossier.account);
  const std::uint32_t own_domain = ledger.strings.find(own);
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    if (!dossier.selected[i]) continue;
    const Message& message = ledger.messages[dossier.messages[i]];
    bulk.push_back(dossier.messages[i]);
    if (is_strangers(dossier, i)) dossier.stranger_recipients += message.recipients;
    is_all_inside &= message.in_window;
    measuring.add(message);
    if (dossier.first_bulk == Time{}) dossier.first_bulk = message.at;
    dossier.last_bulk = message.at;
    if (message.in_log) note_first(dossier, i);
    dossier.queued += message.in_spool;
    dossier.proven += message.in_log && message.is_proven;
    dossier.in_spool_or_witnessed +=
        message.in_spool || (i < dossier.web.owner.size() && dossier.web.owner[i] != 0);
    dossier.list_headers += message.has_list_headers;
    dossier.replies += message.is_reply;
    if (message.has_subject) {
      ++dossier.with_subject;
      auto& [count, recipients] = texts[message.skeleton];
      ++count;
      recipients += message.recipients;
      if (count > dossier.top_text) {
        dossier.top_text = count;
        dossier.top_subject = message.subject;
        dossier.top_text_recipients = recipients;
      }
    }
    if (message.in_spool) {
      ++dossier.shaped;
      dossier.top_shape = std::max(dossier.top_shape, ++shapes[ledger.shape_of(message)]);
    }
    note_sender(file, dossier, message.sender, senders, sender_domains);
    ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      measuring.add(recipient);
      dossier.correspondents += file.writers.find(recipient.hash) != FlatMap::kNone;
      dossier.own_recipients +=
          recipient.domain == own_domain || is_local_recipient(file, recipient);
    });
  }
  std::vector<std::uint64_t> counts;
  for (const Text& text : texts.rows()) counts.push_back(text.messages);
  std::ranges::sort(counts, std::greater{});
  for (std::size_t i = 0; i < std::min<std::size_t>(3, counts.size()); ++i)
    dossier.top_three_texts += counts[i];
  dossier.bulk = measuring.volume();
  const bool may_answer =
      dossier.correspondents > 0 && (dossier.account.empty() || dossier.kind == IncidentKind::list);
  if (may_answer && dossier.correspondents * 10 >= dossier.bulk.recipients * 9)
    dossier.answered = answered_at_once(file, bulk);
  // Old mail that still waits in the queue is of the mailing and is not counted.
  dossier.counted = is_all_inside ? dossier.bulk : measure(file, bulk);
  if (dossier.counts_posts) count_copies(file, bulk, dossier.bulk);
  dossier.sender_domains = sender_domains.size();
  count_strange_places(file, dossier);
}

}  // namespace queuehound
