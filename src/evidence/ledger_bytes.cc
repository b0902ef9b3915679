// Each table is a row count and rows without padding, so that reading is one copy a table.
//
// Every struct is taken apart by name (structured bindings): a field that is added to one does not
// compile here until it is kept, or shown to need no keeping. Rows that are copied as they stand
// are taken apart where they are checked.
#include "evidence/ledger_bytes.h"

#include <algorithm>
#include <cstring>
#include <initializer_list>
#include <type_traits>
#include <vector>

#include "evidence/ledger_bytes_rows.h"
#include "evidence/ledger_keys.h"

namespace queuehound {
namespace {

#if defined(__GLIBCXX__) && defined(__LP64__) && !defined(_GLIBCXX_DEBUG)
// A ledger has private tables and cannot be taken apart. A new one changes this: keep it in encode
// and decode, or show in place_of that it is empty; then change the number.
static_assert(sizeof(Ledger) == 2080);
#endif

template <class Row>
concept Flat = std::is_trivially_copyable_v<Row> && std::has_unique_object_representations_v<Row>;

std::int64_t number(Time at) { return at.time_since_epoch().count(); }
Time time_of(std::int64_t number) { return Time(seconds(number)); }

enum OrphanFlag : std::uint32_t {
  is_completed = 1,
  is_to_loopback = 2,
  is_unknown = 4,
  is_refused = 8,
};

template <class Map>
std::vector<typename Map::key_type> sorted_keys(const Map& map) {  // a map's order is its size's
  std::vector<typename Map::key_type> keys;
  for (const auto& [key, value] : map) keys.push_back(key);
  std::ranges::sort(keys);
  return keys;
}

}  // namespace

struct LedgerBytes::Writer {
  const Ledger& ledger;
  Table<char>& bytes;

  template <Flat Row>
  void put(const Row* rows, std::uint64_t count) {
    bytes.append(reinterpret_cast<const char*>(&count), sizeof count);
    bytes.append(reinterpret_cast<const char*>(rows), count * sizeof(Row));
  }
  template <class Rows>
  void put(const Rows& rows) {
    put(rows.data(), rows.size());
  }

  void strings();
  void actors();
  void mail();
  void logins();
  void refusals();
  void acts();
  void deliveries();
  void unfinished();
  void part();
};

struct LedgerBytes::Reader {
  Ledger& ledger;
  std::string_view rest;
  std::uint32_t file = 0;

  bool take_count(std::uint64_t& count, std::size_t row) {
    if (rest.size() < sizeof count) return false;
    std::memcpy(&count, rest.data(), sizeof count);
    rest.remove_prefix(sizeof count);
    return count <= rest.size() / row;
  }
  template <class Rows>
    requires Flat<typename Rows::value_type>
  bool take(Rows& rows) {
    using Row = typename Rows::value_type;
    std::uint64_t count = 0;
    if (!take_count(count, sizeof(Row))) return false;
    rows.resize(count);
    if (count > 0) std::memcpy(static_cast<void*>(rows.data()), rest.data(), count * sizeof(Row));
    rest.remove_prefix(count * sizeof(Row));
    return true;
  }
  bool take(std::string_view& text, std::size_t limit) {
    std::uint64_t count = 0;
    if (!take_count(count, 1) || count > limit) return false;
    text = rest.substr(0, count);
    rest.remove_prefix(count);
    return true;
  }
  bool is_string(std::uint32_t id) const { return id < ledger.strings.size(); }
  bool are_strings(std::initializer_list<std::uint32_t> ids) const {
    return std::ranges::all_of(ids, [this](std::uint32_t id) { return is_string(id); });
  }
  // A line's place in the log is that of this run's list of files.
  void settle_line(SeenLine& line) const {
    auto& [offset, in_file, digest] = line;
    if (in_file != SourceRef::kNoFile) in_file = file;
  }

  bool strings();
  bool actors();
  bool mail();
  bool logins();
  bool refusals();
  bool acts();
  bool deliveries();
  bool unfinished();
  bool part();
};

// ---- strings

void LedgerBytes::Writer::strings() {
  const Interner& strings = ledger.strings;
  std::vector<TextRow> rows(strings.size());
  const std::vector<std::uint64_t> hashes = strings.hashes();
  std::string text;
  for (std::uint32_t id = 0; id < rows.size(); ++id) {
    const std::string_view one = strings.text(id);
    rows[id] = {hashes[id], static_cast<std::uint32_t>(one.size()), 0};
    text += one;
  }
  put(rows);
  put(text);
}

bool LedgerBytes::Reader::strings() {
  std::vector<TextRow> rows;
  std::string_view text;
  if (!take(rows) || !take(text, SIZE_MAX) || rows.empty() || rows[0].length != 0) return false;
  ledger.strings.reserve(static_cast<std::uint32_t>(rows.size()));
  for (std::uint32_t id = 1; id < rows.size(); ++id) {
    if (rows[id].length > text.size()) return false;
    if (ledger.strings.intern(text.substr(0, rows[id].length), rows[id].hash) != id) return false;
    text.remove_prefix(rows[id].length);
  }
  return text.empty();
}

// ---- actors, their hours and addresses

void LedgerBytes::Writer::actors() {
  put(ledger.hour_rows_);
  put(ledger.actors);
  put(ledger.address_uses);
}

bool LedgerBytes::Reader::actors() {
  if (!take(ledger.hour_rows_) || !take(ledger.actors) || !take(ledger.address_uses)) return false;
  const auto is_row = [](std::uint32_t row, const auto& table) {
    return row == kNothing || row < table.size();
  };
  for (std::uint32_t row = 0; row < ledger.hour_rows_.size(); ++row) {
    const auto& [low, high, older] = ledger.hour_rows_[row];
    // Chains lead to older rows, so none goes round.
    if (older != kNothing && older >= row) return false;
  }
  for (ActorId id = 0; id < ledger.actors.size(); ++id) {
    const auto& [name, place, hours, messages, oldest, newest, family, submission, unused] =
        ledger.actors[id];
    if (submission > SubmissionClass::bounce || !are_strings({name, place, family})) return false;
    if (!is_row(oldest, ledger.hour_rows_) || !is_row(newest, ledger.hour_rows_)) return false;
    if ((oldest == kNothing) != (newest == kNothing)) return false;
    if (hours.count + messages.count > 0) return false;
    if (ledger.index_actor(submission, name, place, id) != id) return false;
  }
  for (std::uint32_t row = 0; row < ledger.address_uses.size(); ++row) {
    const auto& [actor, address, messages, days, first, last, last_day, family] =
        ledger.address_uses[row];
    if (actor >= ledger.actors.size() || !are_strings({address, family})) return false;
    if (ledger.index_address_use(actor, address, row) != row) return false;
  }
  return true;
}

// ---- messages of the window

void LedgerBytes::Writer::mail() {
  put(ledger.recipients);
  put(ledger.messages);
  put(ledger.arrival_lines);
}

bool LedgerBytes::Reader::mail() {
  if (!take(ledger.recipients) || !take(ledger.messages) || !take(ledger.arrival_lines))
    return false;
  for (ArrivalLine& line : ledger.arrival_lines) {
    if (SourceRef place = line.place; place.file != SourceRef::kNoFile) {
      place.file = file;
      line.place = place;
    }
  }
  for (std::uint32_t row = 0; row < ledger.recipients.size(); ++row) {
    const RecipientEntry& entry = ledger.recipients[row];
    if (entry.next != kNothing && entry.next >= row) return false;
    if (entry.outcome > Outcome::discarded || !are_strings({entry.domain, entry.text}))
      return false;
  }
  ledger.message_index_.reserve(ledger.messages.size());
  for (MessageIndex row = 0; row < ledger.messages.size(); ++row) {
    Message& message = ledger.messages[row];
    if (!message.id.is_well_formed()) return false;
    if (message.actor >= ledger.actors.size()) return false;
    if (message.has_line ? message.told >= ledger.arrival_lines.size() : message.told != kNothing)
      return false;
    if (!are_strings({message.sender, message.subject, message.skeleton, message.address}))
      return false;
    std::uint32_t counted = 0;
    for (std::uint32_t at = message.first_recipient; at != kNothing;
         at = ledger.recipients[at].next, ++counted)
      if (at >= ledger.recipients.size()) return false;
    if (counted != message.recipients) return false;
    if (ledger.index_message(message.id, ledger.id_hash(message.id), row) != row) return false;
    if (counted >= kIndexedRecipients) ledger.index_recipients(message);
  }
  return true;
}

// ---- logins and refusals

void LedgerBytes::Writer::logins() {
  put(ledger.logins);
  put(ledger.logins_got_in);
  put(ledger.logins_in_window);
}

bool LedgerBytes::Reader::logins() {
  if (!take(ledger.logins) || !take(ledger.logins_got_in) || !take(ledger.logins_in_window))
    return false;
  for (std::uint32_t row = 0; row < ledger.logins.size(); ++row) {
    const auto& [key, failed, unknown_user, first_failure, last_failure, got_in, in_window] =
        ledger.logins[row];
    if (!are_strings({key.user, key.address}) || key.door > Login::Door::other) return false;
    if (got_in != kNothing && got_in >= ledger.logins_got_in.size()) return false;
    if (in_window != kNothing && in_window >= ledger.logins_in_window.size()) return false;
    if (ledger.index_login(key, row) != row) return false;
  }
  for (LoginsInWindow& use : ledger.logins_in_window) {
    auto& [succeeded, failed, proven, hours, line] = use;
    settle_line(line);
  }
  return true;
}

void LedgerBytes::Writer::refusals() {
  put(ledger.refusals);
  put(ledger.refusals_in_window);
  put(ledger.refused_recipients_);
  std::vector<BounceRow> rows;
  std::vector<std::uint32_t> all_hosts;
  for (const std::uint32_t domain : sorted_keys(ledger.bounce_refusals)) {
    const auto& [count, hosts, first, last] = ledger.bounce_refusals.at(domain);
    rows.push_back(
        {count, number(first), number(last), domain, static_cast<std::uint32_t>(hosts.size())});
    const std::size_t begin = all_hosts.size();
    all_hosts.insert(all_hosts.end(), hosts.begin(), hosts.end());
    std::ranges::sort(all_hosts.begin() + static_cast<std::ptrdiff_t>(begin), all_hosts.end());
  }
  put(rows);
  put(all_hosts);
}

bool LedgerBytes::Reader::refusals() {
  if (!take(ledger.refusals) || !take(ledger.refusals_in_window)) return false;
  if (!take(ledger.refused_recipients_)) return false;
  for (std::uint32_t row = 0; row < ledger.refusals.size(); ++row) {
    const auto& [address, before, in_window] = ledger.refusals[row];
    if (in_window != kNothing && in_window >= ledger.refusals_in_window.size()) return false;
    if (!is_string(address) || ledger.index_refusal(address, row) != row) return false;
  }
  for (RefusalsInWindow& use : ledger.refusals_in_window) {
    auto& [by_what, distinct, proven, first, last, hours, family, line] = use;
    if (!is_string(family)) return false;
    settle_line(line);
  }
  for (std::uint32_t at = 0; at < ledger.refused_recipients_.size(); ++at) {
    const auto& [hash, row, unused] = ledger.refused_recipients_[at];
    if (row >= ledger.refusals_in_window.size()) return false;
    if (ledger.index_refused(row, hash, at) != at) return false;
  }
  std::vector<BounceRow> rows;
  std::vector<std::uint32_t> all_hosts;
  if (!take(rows) || !take(all_hosts)) return false;
  auto next = all_hosts.begin();
  for (const BounceRow& row : rows) {
    if (!is_string(row.domain) || row.hosts > all_hosts.end() - next) return false;
    const auto end = next + row.hosts;
    if (!std::all_of(next, end, [this](std::uint32_t id) { return is_string(id); })) return false;
    ledger.bounce_refusals[row.domain] = {
        row.count, {next, end}, time_of(row.first), time_of(row.last)};
    next = end;
  }
  return next == all_hosts.end();
}

// ---- webmail, PHP, deliveries

void LedgerBytes::Writer::acts() {
  std::vector<WebmailRow> webmail;
  for (const auto& [at, user, address, recipient, deed] : ledger.webmail)
    webmail.push_back({number(at), user, address, recipient, static_cast<std::uint32_t>(deed)});
  put(webmail);
  std::vector<OpenedRow> opened;
  for (const auto& [user, at] : ledger.mailboxes_opened) opened.push_back({number(at), user, 0});
  put(opened);
  put(ledger.submission_steps);
  std::vector<PhpRow> calls;
  for (const auto& [at, script, to_hash, source] : ledger.php_calls)
    calls.push_back({number(at), to_hash, source.offset, script, 0});
  put(calls);
  std::vector<PipedRow> piped;
  for (const auto& [letter, end, command, recipient, source] : ledger.piped_runs)
    piped.push_back({letter, number(end), source.offset, command, recipient});
  put(piped);
}

bool LedgerBytes::Reader::acts() {
  std::vector<WebmailRow> webmail;
  std::vector<OpenedRow> opened;
  std::vector<PhpRow> calls;
  std::vector<PipedRow> piped;
  if (!take(webmail) || !take(opened) || !take(ledger.submission_steps) || !take(calls) ||
      !take(piped))
    return false;
  for (const auto& [session, letter, at, user, address, what, unused] : ledger.submission_steps) {
    if (!are_strings({user, address}) || what > SubmissionStep::What::end) return false;
    if (!letter.is_none() && !letter.is_well_formed()) return false;
  }
  ledger.webmail.reserve(webmail.size());
  for (const WebmailRow& row : webmail) {
    if (!are_strings({row.user, row.address})) return false;
    if (row.deed > static_cast<std::uint32_t>(WebmailDeed::telling_open)) return false;
    ledger.webmail.push_back({time_of(row.at), row.user, row.address, row.recipient,
                              static_cast<WebmailDeed>(row.deed)});
  }
  ledger.mailboxes_opened.reserve(opened.size());
  for (const OpenedRow& row : opened) {
    if (!is_string(row.user)) return false;
    ledger.mailboxes_opened.push_back({row.user, time_of(row.at)});
  }
  ledger.php_calls.reserve(calls.size());
  for (const PhpRow& row : calls) {
    if (!is_string(row.script)) return false;
    ledger.php_calls.push_back({time_of(row.at), row.script, row.to_hash, {file, row.offset}});
  }
  ledger.piped_runs.reserve(piped.size());
  for (const PipedRow& row : piped) {
    if (!are_strings({row.command, row.recipient}) || !row.letter.is_well_formed()) return false;
    ledger.piped_runs.push_back(
        {row.letter, time_of(row.end), row.command, row.recipient, {file, row.offset}});
  }
  return true;
}

void LedgerBytes::Writer::deliveries() {
  std::vector<DomainRow> domains;
  for (const auto& [local, remote, domain, unused] : ledger.delivered_domains)
    domains.push_back({local, remote, domain, unused});
  put(domains);
}

bool LedgerBytes::Reader::deliveries() {
  std::vector<DomainRow> domains;
  if (!take(domains)) return false;
  for (const DomainRow& row : domains) {
    if (!is_string(row.domain)) return false;
    DomainDeliveries& seen = ledger.deliveries_of(row.domain);
    seen.local = row.local;
    seen.remote = row.remote;
  }
  return true;
}

// ---- mail that was not done, and outcomes whose arrival stands before this part

void LedgerBytes::Writer::unfinished() {
  std::vector<OldRow> old;
  ledger.old_index_.for_each([&](std::uint64_t key, std::uint32_t slot) {
    const auto& [actor, hour, counts_deliveries] = ledger.old_[slot];
    old.push_back({key, actor, hour, counts_deliveries, 0});
  });
  std::ranges::sort(old, {}, &OldRow::key);  // a table's order depends on its size
  put(old);
  std::vector<OrphanRow> orphans;
  for (const Ledger::Orphan& orphan : ledger.orphans_) {
    const auto& [id, at, hash, domain, text, outcome, completed, loopback, unknown, refused] =
        orphan;
    OrphanRow row{};
    row.id = id;
    row.at = number(at);
    row.hash = hash;
    row.domain = domain;
    row.text = text;
    row.outcome = static_cast<std::uint32_t>(outcome);
    row.flags = (completed ? is_completed : 0u) | (loopback ? is_to_loopback : 0u) |
                (unknown ? is_unknown : 0u) | (refused ? is_refused : 0u);
    orphans.push_back(row);
  }
  put(orphans);
  std::vector<ForgedBlockRow> blocks;
  for (const auto& [file, from, to] : ledger.forged_) blocks.push_back({from, to});
  put(blocks);
  put(ledger.handed_back_);
}

bool LedgerBytes::Reader::unfinished() {
  std::vector<OldRow> old;
  std::vector<OrphanRow> orphans;
  std::vector<ForgedBlockRow> blocks;
  if (!take(old) || !take(orphans) || !take(blocks)) return false;
  for (const OldRow& row : old) {
    if (row.actor >= ledger.actors.size()) return false;
    const auto next = static_cast<std::uint32_t>(ledger.old_.size());
    if (ledger.old_index_.insert(row.key, next) != next) return false;
    ledger.old_.push_back({row.actor, row.hour, row.counts_deliveries != 0});
  }
  for (const OrphanRow& row : orphans) {
    if (row.domain >= ledger.strings.size() || row.text >= ledger.strings.size()) return false;
    if (row.outcome > static_cast<std::uint32_t>(Outcome::discarded)) return false;
    if (!row.id.is_well_formed()) return false;
    Ledger::Orphan& orphan = ledger.orphans_.emplace_back();
    orphan.id = row.id;
    orphan.at = time_of(row.at);
    orphan.hash = row.hash;
    orphan.domain = row.domain;
    orphan.text = row.text;
    orphan.outcome = static_cast<Outcome>(row.outcome);
    orphan.is_completed = (row.flags & is_completed) != 0;
    orphan.is_to_loopback = (row.flags & is_to_loopback) != 0;
    orphan.is_unknown_recipient = (row.flags & is_unknown) != 0;
    orphan.is_spam_refusal = (row.flags & is_refused) != 0;
  }
  for (const ForgedBlockRow& row : blocks) ledger.forged_.push_back({file, row.from, row.to});
  return take(ledger.handed_back_) &&
         std::ranges::all_of(ledger.handed_back_, [](const auto& pair) {
           return pair.first.is_well_formed() && pair.second.is_well_formed();
         });
}

// ---- the part as a whole

void LedgerBytes::Writer::part() {
  PartRow row{};
  row.forged_blocks = ledger.forged_blocks;
  row.has_forgery = ledger.first_forgery.file != SourceRef::kNoFile;
  row.forgery_offset = ledger.first_forgery.offset;
  row.has_span = ledger.oldest_log.has_value();
  row.oldest = number(ledger.oldest_log.value_or(Time{}));
  row.newest = number(ledger.newest_log.value_or(Time{}));
  const auto& [first, last] = ledger.stamps;
  row.first_stamp = number(first);
  row.last_stamp = number(last);
  row.dropped_messages = ledger.dropped_messages;
  row.twofold_logins = ledger.twofold.logins;
  row.twofold_others = ledger.twofold.others;
  put(&row, 1);
  put(ledger.forging_paths);
  put(ledger.twofold.line);
  put(ledger.first_forgery_line);
  put(ledger.exim_version);
}

bool LedgerBytes::Reader::part() {
  constexpr std::size_t kLine = 4096;
  std::vector<PartRow> rows;
  std::string_view twofold, line, version;
  if (!take(rows) || rows.size() != 1 || !take(ledger.forging_paths) || !take(twofold, kLine) ||
      !take(line, kLine) || !take(version, kLine))
    return false;
  const PartRow& row = rows.front();
  ledger.twofold = {row.twofold_logins, row.twofold_others, std::string(twofold)};
  ledger.forged_blocks = row.forged_blocks;
  ledger.dropped_messages = row.dropped_messages;
  if (row.has_forgery != 0) ledger.first_forgery = {file, row.forgery_offset};
  ledger.first_forgery_line = line;
  ledger.exim_version = version;
  if (row.has_span != 0) {
    ledger.oldest_log = time_of(row.oldest);
    ledger.newest_log = time_of(row.newest);
  }
  ledger.stamps = {time_of(row.first_stamp), time_of(row.last_stamp)};
  return std::ranges::all_of(ledger.forging_paths, [this](auto id) { return is_string(id); });
}

LedgerBytes::Place LedgerBytes::place_of(const Ledger& ledger) {
  const auto& [first, last] = ledger.stamps;
  const bool is_being_learned = ledger.counts_lag_ || !ledger.hours.empty();
  if (is_being_learned || !ledger.hints.empty() || ledger.doubtful_arrivals > 0)
    return Place::across;
  if (last < ledger.from_) return Place::before;
  return first >= ledger.from_ && last <= ledger.to_ ? Place::inside : Place::across;
}

bool LedgerBytes::names_files(const Ledger& ledger) {
  return !ledger.php_calls.empty() || !ledger.piped_runs.empty() || !ledger.forged_.empty() ||
         !ledger.messages.empty() || !ledger.logins_in_window.empty() ||
         !ledger.refusals_in_window.empty() || ledger.first_forgery.file != SourceRef::kNoFile;
}

void LedgerBytes::encode(const Ledger& ledger, Table<char>& bytes) {
  Writer writer{ledger, bytes};
  writer.strings();
  writer.actors();
  writer.mail();
  writer.logins();
  writer.refusals();
  writer.acts();
  writer.deliveries();
  writer.unfinished();
  writer.part();
}

bool LedgerBytes::decode(std::string_view bytes, std::uint32_t file, Ledger& ledger) {
  Reader reader{ledger, bytes, file};
  return reader.strings() && reader.actors() && reader.mail() && reader.logins() &&
         reader.refusals() && reader.acts() && reader.deliveries() && reader.unfinished() &&
         reader.part() && reader.rest.empty();
}

}  // namespace queuehound
