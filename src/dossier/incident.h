// An actor judged: what is wrong, how sure, why, what is its work and what is not. A value that
// every report shows and every plan starts from. Times are UTC; texts are raw bytes (the reports
// make them printable).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ip_address.h"
#include "base/time.h"
#include "mail/message_id.h"
#include "survey/entry_traces.h"

namespace queuehound {

enum class IncidentKind : std::uint8_t { mailbox, script, form, list, relay, inbound, backscatter };
std::string_view kind_name(IncidentKind kind);
// "I-" and a name that the same actor has in every run.
std::string incident_id(IncidentKind kind, std::string_view actor);
// A sign of no weight: a host logged in, and nothing tells as whom.
inline constexpr std::string_view kUnnamedLogin = "unnamed_login";

enum class Via : std::uint8_t { smtp_auth, imap, pop3, webmail, web, smtp };
std::string_view via_name(Via via);

struct EvidenceSource {      // empty path: computed, no single line
  std::string path;          // inside the server
  std::uint64_t offset = 0;  // byte of the line's start in the uncompressed file
  std::string line;
  // The line is still to be read where one of these tells how to know it: what stands in it, such
  // as the id of the message whose arrival it is, or its digest (evidence/line_digest).
  std::string message = {};
  std::uint32_t digest = 0;
};

struct Evidence {
  std::string signal;  // name in the table of signals
  double weight = 0;   // contribution to the log-odds; negative speaks for innocence
  std::string text;    // a sentence with the number and the usual level beside it
  EvidenceSource source;
};

struct Origin {
  IpAddress address;
  Via via = Via::smtp;
  std::uint64_t events = 0;
  Time first_seen{}, last_seen{};
  std::string country, asn;    // "" unknown
  std::optional<double> lift;  // web: requests followed by a message, against the expected number
  bool block = false;
  std::string not_blocked_because;  // set where block is false
  bool counts_messages = false;     // its events are, whatever the door
};

struct SubjectCount {
  std::string text;  // decoded, as most copies have it
  std::uint64_t count = 0;
};

struct CampaignSummary {
  std::string subject;
  std::uint64_t messages = 0;
  Time first_seen{}, last_seen{};
};

struct MessageCounts {
  std::uint64_t submitted = 0, recipients = 0, distinct_recipients = 0;
  std::uint64_t queued = 0, frozen = 0;
  std::uint64_t delivered = 0, deferred = 0, failed = 0;
};

struct UsualLevel {  // the actor's own past
  bool is_known = false;
  double messages_per_day = 0;  // median of the days before the incident
  double busiest_day = 0;
  double busiest_hour = 0;
  std::size_t days = 0;  // of history
};

struct PlannedAction {  // filled by remedy/plan; shown by every report
  std::string action;   // design 5's name: seal_script, block_address, ...
  std::string target;
  std::string reason, effect;
  bool reversible = true;
  // One POSIX line, values quoted; nullopt: no equivalent. Where it takes the quarantine it is
  // empty here: remedy/plan.h, whole_shell.
  std::optional<std::string> shell;
  bool takes_quarantine = false;
};

enum class EntryWay : std::uint8_t {
  web_upload,
  ftp_upload,
  panel_upload,
  ssh_upload,
  password_guessed,
  password_known,  // and not guessed here: stolen elsewhere
  unknown
};
std::string_view entry_way_name(EntryWay way);
std::string_view sibling_why_name(SiblingWhy why);

struct Entry {  // how it got in: for people to look into, never a reason to block
  EntryWay how = EntryWay::unknown;
  std::optional<IpAddress> address;
  std::optional<Time> at;
  std::string text;               // sentences; how sure, and what was looked at
  EvidenceSource source;          // the line that shows it
  std::vector<Sibling> siblings;  // other files worth a look
  std::vector<std::string> also;  // what else the intruder did
};

struct Deed {          // what the journal says was done about it; filled by cli on a live server
  std::string id;      // "A-11"
  std::string action;  // as in PlannedAction
  std::vector<std::string> targets;  // sorted: a flood's block has a hundred thousand
  Time at{};
  std::string text;  // what was done
  std::string now;   // what is no longer as it was left: "a new file stands in ..."; "" nothing
};

struct DrivenMessage {  // a queued message whose remote driver is known
  MessageId id;
  IpAddress by;
};

struct Incident {
  std::string id;  // "I-3f9a2c": hash of kind and actor, the same across runs
  IncidentKind kind = IncidentKind::mailbox;
  std::optional<std::string> account, system_user, domain, script, directory, url, list;
  std::string
      called_file;  // PHP's word for what mailed, a name alone, where nothing says where it lies
  std::string possible_pages;  // "a or b", where nothing tells which of them `url` is
  double confidence = 0;
  // Of what is judged by number alone, from outside: so many events, of so many that make it one.
  std::uint64_t events = 0, events_needed = 0;
  bool active = false;
  Time first_seen{}, last_seen{};
  MessageCounts messages;
  UsualLevel usual;
  std::vector<SubjectCount> subjects;
  std::vector<CampaignSummary> campaigns;
  std::vector<Origin> origins;               // most events first
  std::vector<MessageId> quarantine, spare;  // sorted
  // Rows of Ledger::messages, sorted: gone ones too, and what filters handed back with both its
  // rows.
  std::vector<std::uint32_t> mailing;
  std::vector<DrivenMessage> driven;  // of the quarantine, by web requests
  // Of many programs judged as one: their files, or the folders where nothing names the files.
  std::vector<std::string> programs;
  bool is_over_loopback = false;    // a page's that mails by SMTP to this server itself
  bool is_told_by_webmail = false;  // that its letters are its, some of them: Exim saw no login
  bool is_from_old_places = false;  // a mailbox's mailing, whose addresses it has long used
  bool are_requests_known = false;  // to its sites, in the hours of its mail
  bool may_be_begun_by_requests = false;  // its runs; which page's is not told
  std::string how_page_changed;           // before it first mailed; "" it did not, or mailed before
  std::string piped_recipient;            // letters to whom start the program; "" others do
  std::string not_sealed_because;         // its file; "" where nothing speaks against it
  std::vector<Evidence> evidence;         // strongest first
  std::vector<std::string> ruled_out;
  std::vector<std::uint64_t> hourly;  // messages in each hour of the window, oldest first
  std::optional<Entry> entry;         // scripts and mailboxes
  std::vector<PlannedAction> plan;
  std::vector<Deed> deeds;  // oldest first; not those undone

  // The deed that carries out this step and still holds; nullptr: none, or it is about messages,
  // which go on coming.
  const Deed* deed_for(std::string_view kind_of_step, std::string_view target) const;
  const PlannedAction* next_step() const;  // the first that nobody did; nullptr: none is left
  std::string actor_subject() const;       // "mailbox:a@b", "script:/path", ...
  // Handed in over loopback only: the "host" is a program on this server.
  bool is_from_this_server() const;
  // Of a host: it logged in, and nothing tells as whom.
  bool has_unnamed_login() const;
};

struct LooksFine {
  std::string actor;  // "mailbox:a@b"
  std::uint64_t messages = 0;
  std::string why;
};

struct QueueTotals {
  std::uint64_t messages = 0, frozen = 0, bounces = 0, recipients = 0, bytes = 0;
  std::optional<Time> oldest;
};

struct SourceReport {
  std::string path, kind;
  std::uint64_t bytes = 0, records = 0, unrecognised = 0;
  std::string sample;             // one unrecognised line
  std::uint64_t disbelieved = 0;  // of the unrecognised: read, and made up by somebody
};

struct ScanResult {  // everything `scan` has to say
  Time generated_at{}, from{}, to{};
  TimeZone zone = TimeZone::utc();
  std::string hostname, profile, exim_version, root;
  std::vector<SourceReport> sources;
  QueueTotals queue;
  bool queue_was_read = false, main_log_was_read = false;
  bool main_log_is_silent = false;  // it was read, and tells nothing of now; a note says more
  std::vector<Incident> incidents;  // surest and largest first
  std::vector<LooksFine> looks_fine;
  std::vector<std::string> notes;
  std::size_t doubtful = 0;  // of the notes: who deserves a look, and is no incident
  std::uint64_t bytes_read = 0;
  double seconds_taken = 0;  // wall time, for the text report's second line only
};

}  // namespace queuehound
