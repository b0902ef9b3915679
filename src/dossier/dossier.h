// What is known of one actor that may answer for outgoing mail, in the numbers the signals weigh.
// Built by verdict/gather (whose messages), usual (its own past), clients (who drives a mailbox),
// pages/web_join (who drives a script) and verdict/campaign (which messages are one mailing).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/flat_map.h"
#include "dossier/incident.h"
#include "dossier/login_index.h"
#include "dossier/site_calls.h"
#include "evidence/ledger.h"
#include "evidence/web_evidence.h"
#include "host/server.h"

namespace queuehound {

// One address that handed messages of a mailbox to Exim (or to the webmail).
struct Client {
  std::uint32_t address = 0;  // string id of its 16 bytes; 0 = unknown
  std::uint32_t family = 0;   // AddressUse::family
  Via via = Via::smtp_auth;
  std::uint32_t messages = 0, recipients = 0, selected = 0;
  std::uint32_t reads = 0;  // sessions in the window that read this mailbox's mail
  // Of IPv6 the same of all addresses of its /64, which is one client's; else as above.
  std::uint32_t near_messages = 0, near_reads = 0;
  Time first{}, last{};  // of all its messages here
  Time first_selected{}, last_selected{};
  bool is_usual = false;            // the owner's, by history
  bool is_its_very_address = true;  // not merely of a network that is
  bool has_bulk = false;            // sent at least one message of a bulk text
  bool has_moved = false;           // usual because the owner came over with all he has
  std::string why_usual;
};

struct SharedThief {  // who sends with the passwords of many customers, a little with each
  std::vector<std::uint32_t> addresses;  // string ids of those he sends from with this one; sorted
  std::size_t customers = 0;             // whose mailboxes he uses
  std::string sure_of;  // "", or the one that these hosts abuse beyond doubt (hosts_of_thief)
};

struct Volume {  // of messages inside the window
  std::uint64_t messages = 0, recipients = 0, distinct_recipients = 0, recipient_domains = 0;
  std::uint64_t busiest_hour = 0;  // recipients
  std::uint64_t busiest_day = 0;   // recipients in the busiest 24 h
  std::uint64_t delivered = 0, deferred = 0, failed = 0;
  std::uint64_t unknown_recipients = 0, spam_refusals = 0;
  bool is_refused_by_one_domain = false;  // what is refused as spam
  std::uint64_t attempted() const { return delivered + failed; }
};

struct Activity {  // all mail inside the window, whatever it is
  std::uint64_t messages = 0, recipients = 0;
  std::uint64_t busiest_day = 0;  // recipients in the busiest 24 h
  std::size_t people = 0;         // different recipients, as far as People counts them
};

struct Past {            // the actor before this episode, in days of 24 h
  std::size_t days = 0;  // of history; 0 = unknown
  // A day or two may be a weekend, and tell little of what is usual.
  bool is_known() const { return days >= 3; }
  bool is_young() const { return days > 0 && !is_known(); }
  // One or two days on which nothing was sent: no usual to measure by.
  bool tells_nothing() const { return days == 0 || (is_young() && busiest_day == 0); }
  double median_day = 0;  // recipients, zero days included
  std::uint64_t busiest_day = 0, busiest_hour = 0;
  std::size_t days_like_now = 0;  // earlier days (not of this episode) with at least half of it
  bool is_weekly = false;         // one of them lies a whole number of weeks back
  Time like_now{};                // the most recent of them
  Time episode_start{};           // first day of the run of such days that reaches into the window
  bool is_always = false;         // high on every day of a history of a week or more
};

struct WebDriver {
  std::uint32_t address = 0;   // WebEvidence string id
  std::uint64_t events = 0;    // joined requests
  std::uint64_t messages = 0;  // owned messages
  std::uint64_t requests = 0, posts = 0;
  std::uint32_t pages_seen = 0;
  Time first{}, last{};
  double lift = 0;
  bool is_starter = false;  // that it started a mailing is all that is known of it
};

struct WebJoin {
  bool has_requests = false;  // the page that drives it is known
  std::string url;            // host/path
  std::string path;           // decoded
  PageId page;                // in WebEvidence
  // Pages that were asked for in the same seconds, this one first, where nothing tells which of
  // them mailed; else empty. Then requests name neither a site nor a file.
  struct Possible {
    PageId page;
    std::string url;
  };
  std::vector<Possible> one_of;
  // Less likely ones whose path is no program's place: if the file is there, it is one all the
  // same.
  std::vector<Possible> perhaps_planted;
  bool names_page() const { return has_requests && one_of.empty(); }
  bool may_be(const PageId& other) const;
  std::string pages() const;    // `url`, or "a, b or c"
  std::uint64_t explained = 0;  // messages owned by some request
  std::uint64_t joined = 0, posts = 0, requests = 0;
  double lift = 0;
  std::vector<WebDriver> drivers;      // most messages first
  std::uint64_t from_owners_desk = 0;  // messages that requests from there own
  std::uint64_t honest_visitors = 0;   // addresses that asked for the page and are no drivers
  std::uint64_t honest_writers = 0;    // of these, who looked at a page and whose request mailed
  std::uint32_t requests_before = 0, addresses_before = 0;  // the page in older logs
  SourceRef source;
  std::string line;
  // Where no page is known: what may have begun its runs (begun_runs).
  struct Begun {
    bool may_be_by_requests = false;  // half of its mail is of runs that do begin behind some
    std::string url, path;            // of the one that nearly all of them begin behind; "" none
    PageId page;   // the same in WebEvidence; none where another site's page was asked for, too
    IpAddress by;  // who asked for it
    std::uint64_t requests = 0, runs = 0, looks_at_it = 0, pages_seen = 0;  // his
  } begun;
  std::uint32_t suspect = 0;         // row of WebEvidence
  std::vector<std::uint32_t> owner;  // parallel to Dossier::messages: driver address id, 0 = none
};

enum class ScriptPlace : std::uint8_t { ordinary, upload_folder, temporary, hidden, unknown };

struct Dossier {
  IncidentKind kind = IncidentKind::mailbox;
  std::string account;  // mailbox or list address
  std::string system_user, directory, domain;
  // Requests to its sites in the hours of its mail were told: what is not among them, was not made.
  bool are_requests_known = false;
  // Of many programs judged as one: where they lie, and the files that are known.
  std::vector<std::string> folders, programs;
  std::string forging_path;        // "" where it forges no log (forger.h)
  bool has_only_visitors = false;  // a form's, and no visitor is a robot for sure: a note at most
  bool is_over_loopback = false;   // a page's; its mail comes in by SMTP from this server itself
  // Of a page that logs in to this server to send: its mail stands in that mailbox's dossier too,
  // which has the page in the end (login_page).
  std::string login;
  std::vector<ActorId> actors;  // rows of the ledger that are this actor
  std::vector<MessageIndex> messages;
  std::vector<char> selected;  // parallel: 1 = of the mailing

  Volume counted;  // the selected messages inside the window: what is reported
  Activity all;
  Volume bulk;  // the selected messages, old ones that still wait too
  Past past;
  std::uint64_t queued = 0;                 // selected, in the spool
  std::uint64_t in_spool_or_witnessed = 0;  // selected messages a second witness speaks for
  std::uint64_t proven = 0;  // selected messages whose log line cannot have been forged
  Time first_bulk{}, last_bulk{};
  MessageIndex first_in_log = kNothing;         // the first selected message that the log shows
  MessageIndex first_from_stranger = kNothing;  // of those, from an address that is not the owner's

  // Text
  std::uint64_t with_subject = 0;  // selected messages whose subject is known
  std::uint64_t top_text = 0;      // selected messages with the commonest subject skeleton
  std::uint64_t top_text_recipients = 0;
  std::uint32_t top_subject = 0;      // string id
  std::uint64_t top_three_texts = 0;  // selected messages with one of the three commonest
  std::uint64_t outward_with_subject = 0, top_three_outward = 0;  // the same of those to strangers
  std::uint64_t list_headers = 0, replies = 0;
  std::uint64_t shaped = 0, top_shape = 0;
  std::uint64_t correspondents = 0;  // recipients who wrote in before
  std::uint64_t answered = 0;        // of a program's: who had written a moment before
  std::uint64_t own_recipients = 0;  // recipients at the account's own domains

  // Sender
  std::uint64_t foreign_sender = 0;  // selected messages whose envelope sender is not of the actor
  std::uint64_t sender_domains = 0;
  std::string sample_foreign_sender;
  bool is_usual_sender = false;  // on other days too it wrote under that address

  // Mailbox
  std::vector<Client> clients;
  std::vector<std::uint32_t>
      client_of;  // parallel to messages: index into clients, kNothing = unknown
  std::size_t stranger_clients = 0, stranger_networks = 0;
  std::size_t stranger_origins = 0;    // clients, of which all hosts of one family are one
  std::size_t stranger_lines = 0;      // the least: one can have a network of IPv4 and one of IPv6
  std::size_t stranger_providers = 0;  // networks of IPv4 /16, IPv6 /32
  std::uint64_t stranger_messages = 0, stranger_recipients = 0;
  Time strangers_since{};  // the first letter of those that sent the mailing; before the window
  bool begins_in_window = false;  // the days before are the owner's, however busy
  bool has_only_senders = false;  // strangers that were there always, and never read
  bool sends_by_program = false;  // its strangers are a program of its own (mailing_program)
  bool is_on_a_journey = false;   // reads and writes at one new place after another, none at home
  bool has_history_of_clients = false;
  bool owner_reads_elsewhere = false;
  SharedThief shared_thief;
  // In logs too young for that: who sends with it does so with others' mailboxes too (one_driver).
  struct OneDriver {
    std::size_t customers = 0;                      // 0: nobody does
    std::uint64_t recipients = 0, turned_away = 0;  // of all of them together
  } one_driver;
  bool is_wanderer = false;             // its owner is in a new network every few days
  bool is_scattered = false;            // used from more networks than a person can be in
  std::uint32_t usual_new_clients = 0;  // addresses it never came from before, on a usual day
  // Failed logins before the first stranger, of addresses that send or were let in at last.
  std::uint64_t failures_before = 0;
  std::uint64_t failures_from_drivers = 0;
  // Of addresses that never got in, more than on other days; and where who sends never reads.
  std::uint64_t failures_of_others = 0, knocks = 0;
  bool is_guessed_as_ever = false;   // they say nothing: as many come on any day, of others
  std::uint64_t written_before = 0;  // of its recipients, where old logs were asked
  // Of a program's list a fifth of which does not exist, where old logs were asked (poisoned_list):
  // of these and of the others, how many are on it and how many of them were written to before.
  struct ListBefore {
    std::uint64_t dead = 0, dead_before = 0, living = 0, living_before = 0;
  } list_before;
  // Its strangers are one host that took over what pages here sent until it came (taken_over).
  struct TakenOver {
    std::uint64_t letters = 0;  // by the pages; 0: it did not
    std::size_t days = 0;       // on which they sent them
    Time last{};
  } taken_over;
  std::uint64_t unknown_client_messages = 0;

  // Script
  WebJoin web;
  const WebEvidence* web_evidence = nullptr;  // where web.drivers' ids live; outlives the dossier
  std::string script;                         // the file, "" unknown
  std::string called_file;  // PHP's word for what mailed, where a page that all others go through
                            // called it: a name without a folder
  std::string script_witness;  // who says so, in words
  SourceRef script_source;
  std::string script_line;  // empty where it is PHP's: see look_up_script_line
  ScriptPlace place = ScriptPlace::unknown;
  bool is_new_file = false;
  Time script_touched{};  // when its file was changed last; Time{} unknown
  bool has_file_facts = false;
  bool is_old_file = false;         // older than all that is known of its mail
  bool may_be_of_old_job = false;   // it began in the minute of one, and nothing names a program
  std::string cron_job, cron_path;  // the crontab entry that starts it
  std::size_t cron_line = 0;
  // Letters to `recipient` are piped to it and begin its mail (piped_program).
  struct PipedTo {
    std::string command, recipient;  // "" none
    std::uint64_t letters = 0;       // that began it
    MessageId first;                 // of these
    SourceRef source;
  } piped_to;
  std::uint64_t php_calls = 0;
  std::string false_claim;  // what a header claims against the evidence
  std::uint64_t messages_per_request_x10 = 0;
  bool is_library = false;  // the file that calls mail() is a mailer library

  // List
  bool counts_posts = false;              // Exim itself expands the list: one message a post
  std::vector<MessageIndex> posts;        // messages to the list's address
  std::vector<MessageIndex> flood_posts;  // those that strangers flood it with, sorted

  // Relay
  bool may_relay = false;                 // its network is allowed to, for all that is known
  bool has_unnamed_login = false;         // it may, because it logged in; as whom is not told
  std::uint64_t sender_is_elsewhere = 0;  // messages whose sender writes from a known place too
};

// Mail from outside: by whom (keyed_hash_folded of the sender), and when.
struct LetterIn {
  std::uint64_t sender = 0;
  Time at{};
  MessageIndex message = 0;
  auto operator<=>(const LetterIn&) const = default;
};

// What the verdict needs of the world, all of it values read before.
struct CaseFile {
  const Ledger& ledger;
  const Server& server;
  Time now{};
  std::vector<CronEntry> cron;
  FlatMap writers;  // keyed_hash_folded of everybody who wrote in
  LoginIndex logins;
  std::vector<std::string> allow;  // subjects the administrator declared fine
  // By string id of a domain, as far as they were asked about beforehand (know_local_domains).
  enum class Locality : std::uint8_t { unknown, local, remote };
  std::vector<Locality> domains = {};
  // Everybody's number by row of Ledger::recipients, one an address (know_people); empty: unknown.
  std::vector<std::uint32_t> person_of = {};
  std::size_t people = 0;
  // Sorted; made when it is asked for first, which few servers' programs ever do
  // (answered_at_once).
  mutable std::optional<std::vector<LetterIn>> letters_in = {};
  // Sorted string ids of families; made when it is asked for first (delivers_for_many).
  mutable std::optional<std::vector<std::uint32_t>> houses = {};
  // Made when it is asked for first (past_of).
  mutable std::optional<SiteCalls> site_calls = {};
};

}  // namespace queuehound
