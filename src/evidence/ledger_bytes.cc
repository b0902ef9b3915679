// Each table is a row count and rows without padding, so that reading is one copy a table. Rows
// leave out what a closed part cannot have; is_closed() sees to it that there is none.
//
// Every struct is taken apart by name (structured bindings): a field that is added to one does not
// compile here until it is kept, or shown to be empty before a window.
#include "evidence/ledger_bytes.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace queuehound {
namespace {

#if defined(__GLIBCXX__) && defined(__LP64__) && !defined(_GLIBCXX_DEBUG)
// A ledger has private tables and cannot be taken apart. A new one changes this: keep it in encode
// and decode, or show in is_closed that it is empty; then change the number.
static_assert(sizeof(Ledger) == 1600);
#endif

struct TextRow {
  std::uint64_t hash;
  std::uint32_t length, unused;
};
struct ActorRow {
  std::uint32_t submission, name, place, hours;
};
struct UseRow {
  std::uint32_t actor, address, messages, days;
  std::int64_t first, last;
  std::int32_t last_day;
  std::uint32_t unused;
};
struct LoginRow {
  std::uint32_t user, address, door, succeeded, failed, unknown_user, days;
  std::int32_t last_day;
  std::int64_t first_success, last_success, first_failure, last_failure;
};
struct RefusalRow {
  std::uint32_t address, before;
};
struct WebmailRow {
  std::int64_t at;
  std::uint32_t user, address, is_send, unused;
};
struct PhpRow {
  std::int64_t at;
  std::uint64_t to_hash, offset;
  std::uint32_t script, unused;
};
struct DomainRow {
  std::uint64_t local, remote;
  std::uint32_t domain, unused;
};
struct OldRow {
  std::uint64_t key;
  std::uint32_t actor;
  std::int32_t hour;
  std::uint32_t counts_deliveries, unused;
};
struct OrphanRow {
  char id[23];
  std::uint8_t id_length;
  std::int64_t at;
  std::uint64_t hash;
  std::uint32_t domain, text;
  std::uint32_t outcome, flags;
};
struct BlockRow {
  std::uint64_t from, to;
};
struct PartRow {  // what there is one of
  std::uint64_t forged_blocks, forgery_offset;
  std::int64_t oldest, newest, first_stamp, last_stamp;
  std::uint32_t has_forgery, has_span;
};

template <class Row>
concept Flat = std::is_trivially_copyable_v<Row> && std::has_unique_object_representations_v<Row>;

std::int64_t number(Time at) { return at.time_since_epoch().count(); }
Time time_of(std::int64_t number) { return Time(seconds(number)); }

enum OrphanFlag : std::uint32_t {
  is_completed = 1,
  is_remote = 2,
  is_unknown = 4,
  is_refused = 8,
};

}  // namespace

struct LedgerBytes::Writer {
  std::string bytes;

  template <Flat Row>
  void put(const std::vector<Row>& rows) {
    const std::uint64_t count = rows.size();
    bytes.append(reinterpret_cast<const char*>(&count), sizeof count);
    bytes.append(reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(Row));
  }
  void put(std::string_view text) { put(std::vector<char>(text.begin(), text.end())); }

  void strings(const Interner& strings);
  void actors(const Ledger& ledger);
  void uses(const Ledger& ledger);
  void logins(const Ledger& ledger);
  void others(const Ledger& ledger);
  void mail(const Ledger& ledger);
  void part(const Ledger& ledger);
};

struct LedgerBytes::Reader {
  std::string_view rest;
  std::uint32_t file = 0;

  template <Flat Row>
  bool take(std::vector<Row>& rows) {
    std::uint64_t count = 0;
    if (rest.size() < sizeof count) return false;
    std::memcpy(&count, rest.data(), sizeof count);
    rest.remove_prefix(sizeof count);
    if (count > rest.size() / sizeof(Row)) return false;
    rows.resize(count);
    if (count > 0) std::memcpy(rows.data(), rest.data(), count * sizeof(Row));
    rest.remove_prefix(count * sizeof(Row));
    return true;
  }
  bool take(std::string_view& text, std::size_t limit) {
    std::uint64_t count = 0;
    if (rest.size() < sizeof count) return false;
    std::memcpy(&count, rest.data(), sizeof count);
    rest.remove_prefix(sizeof count);
    if (count > rest.size() || count > limit) return false;
    text = rest.substr(0, count);
    rest.remove_prefix(count);
    return true;
  }

  bool strings(Interner& strings);
  bool actors(Ledger& ledger);
  bool uses(Ledger& ledger);
  bool logins(Ledger& ledger);
  bool others(Ledger& ledger);
  bool mail(Ledger& ledger);
  bool part(Ledger& ledger);
};

// ---- strings

void LedgerBytes::Writer::strings(const Interner& strings) {
  std::vector<TextRow> rows(strings.size());
  std::vector<char> text;
  for (std::uint32_t id = 0; id < rows.size(); ++id) {
    const std::string_view one = strings.text(id);
    rows[id] = {strings.hash(id), static_cast<std::uint32_t>(one.size()), 0};
    text.insert(text.end(), one.begin(), one.end());
  }
  put(rows);
  put(text);
}

bool LedgerBytes::Reader::strings(Interner& strings) {
  std::vector<TextRow> rows;
  std::string_view text;
  if (!take(rows) || !take(text, SIZE_MAX) || rows.empty() || rows[0].length != 0) return false;
  strings.reserve(static_cast<std::uint32_t>(rows.size()));
  for (std::uint32_t id = 1; id < rows.size(); ++id) {
    if (rows[id].length > text.size()) return false;
    if (strings.intern(text.substr(0, rows[id].length), rows[id].hash) != id) return false;
    text.remove_prefix(rows[id].length);
  }
  return text.empty();
}

// ---- actors

void LedgerBytes::Writer::actors(const Ledger& ledger) {
  std::vector<ActorRow> rows;
  std::vector<HourCount> hours;
  for (const ActorRecord& actor : ledger.actors) {
    const auto& [submission, name, place, all, messages, source, line] = actor;
    rows.push_back({static_cast<std::uint32_t>(submission), name, place,
                    static_cast<std::uint32_t>(all.size())});
    hours.insert(hours.end(), all.begin(), all.end());
  }
  put(rows);
  put(hours);
}

bool LedgerBytes::Reader::actors(Ledger& ledger) {
  std::vector<ActorRow> rows;
  std::vector<HourCount> hours;
  if (!take(rows) || !take(hours)) return false;
  const std::uint32_t strings = ledger.strings.size();
  std::size_t used = 0;
  for (const ActorRow& row : rows) {
    if (row.submission > static_cast<std::uint32_t>(SubmissionClass::bounce)) return false;
    if (row.name >= strings || row.place >= strings || row.hours > hours.size() - used)
      return false;
    const auto next = static_cast<ActorId>(ledger.actors.size());
    if (ledger.actor_for(static_cast<SubmissionClass>(row.submission), row.name, row.place) != next)
      return false;
    const auto first = hours.begin() + static_cast<std::ptrdiff_t>(used);
    ledger.actors.back().hours.assign(first, first + row.hours);
    used += row.hours;
  }
  return used == hours.size();
}

// ---- who used what from where

void LedgerBytes::Writer::uses(const Ledger& ledger) {
  std::vector<UseRow> rows;
  for (const AddressUse& use : ledger.address_uses) {
    const auto& [actor, address, messages, first, last, last_day, days] = use;
    rows.push_back({actor, address, messages, days, number(first), number(last), last_day, 0});
  }
  put(rows);
}

bool LedgerBytes::Reader::uses(Ledger& ledger) {
  std::vector<UseRow> rows;
  if (!take(rows)) return false;
  ledger.address_uses.reserve(rows.size());
  for (const UseRow& row : rows) {
    if (row.actor >= ledger.actors.size() || row.address >= ledger.strings.size()) return false;
    ledger.address_uses[ledger.address_use(row.actor, row.address)] = {
        row.actor,         row.address,  row.messages, time_of(row.first),
        time_of(row.last), row.last_day, row.days};
  }
  return ledger.address_uses.size() == rows.size();
}

void LedgerBytes::Writer::logins(const Ledger& ledger) {
  std::vector<LoginRow> rows;
  for (const LoginUse& use : ledger.logins) {
    const auto& [key, succeeded, failed, succeeded_before, failed_before, unknown_user, days,
                 last_day, first_success, last_success, first_failure, last_failure, failures_hour,
                 busiest, hour, first_hour, in_first_hour, proven, source, line] = use;
    const auto& [user, address, door] = key;
    rows.push_back({user, address, static_cast<std::uint32_t>(door), succeeded_before,
                    failed_before, unknown_user, days, last_day, number(first_success),
                    number(last_success), number(first_failure), number(last_failure)});
  }
  put(rows);
}

bool LedgerBytes::Reader::logins(Ledger& ledger) {
  std::vector<LoginRow> rows;
  if (!take(rows)) return false;
  const std::uint32_t strings = ledger.strings.size();
  ledger.logins.reserve(rows.size());
  for (const LoginRow& row : rows) {
    if (row.user >= strings || row.address >= strings) return false;
    if (row.door > static_cast<std::uint32_t>(Login::Door::other)) return false;
    LoginUse& use =
        ledger
            .logins[ledger.login_use({row.user, row.address, static_cast<Login::Door>(row.door)})];
    use.succeeded_before = row.succeeded;
    use.failed_before = row.failed;
    use.unknown_user = row.unknown_user;
    use.days = row.days;
    use.last_day = row.last_day;
    use.first_success = time_of(row.first_success);
    use.last_success = time_of(row.last_success);
    use.first_failure = time_of(row.first_failure);
    use.last_failure = time_of(row.last_failure);
  }
  return ledger.logins.size() == rows.size();
}

// ---- refusals, webmail, PHP, deliveries

void LedgerBytes::Writer::others(const Ledger& ledger) {
  std::vector<RefusalRow> refusals;
  for (const RefusalUse& use : ledger.refusals) {
    const auto& [address, by_what, before, distinct, hashes, first, last, hour, in_hour, busiest,
                 first_hour, in_first_hour, proven, source, line] = use;
    refusals.push_back({address, before});
  }
  put(refusals);
  std::vector<WebmailRow> webmail;
  for (const auto& [at, user, address, is_send] : ledger.webmail)
    webmail.push_back({number(at), user, address, is_send, 0});
  put(webmail);
  std::vector<PhpRow> calls;
  for (const auto& [at, script, to_hash, source] : ledger.php_calls)
    calls.push_back({number(at), to_hash, source.offset, script, 0});
  put(calls);
  std::vector<DomainRow> domains;
  for (std::uint32_t id = 0; id < ledger.delivered_domains.size(); ++id) {
    const auto& [local, remote] = ledger.delivered_domains[id];
    if (local + remote > 0) domains.push_back({local, remote, id, 0});
  }
  put(domains);
}

bool LedgerBytes::Reader::others(Ledger& ledger) {
  std::vector<RefusalRow> refusals;
  std::vector<WebmailRow> webmail;
  std::vector<PhpRow> calls;
  std::vector<DomainRow> domains;
  if (!take(refusals) || !take(webmail) || !take(calls) || !take(domains)) return false;
  const std::uint32_t strings = ledger.strings.size();
  ledger.refusals.reserve(refusals.size());
  for (const RefusalRow& row : refusals) {
    if (row.address >= strings) return false;
    ledger.refusals[ledger.refusal_use(row.address)].before = row.before;
  }
  if (ledger.refusals.size() != refusals.size()) return false;
  ledger.webmail.reserve(webmail.size());
  for (const WebmailRow& row : webmail) {
    if (row.user >= strings || row.address >= strings) return false;
    ledger.webmail.push_back({time_of(row.at), row.user, row.address, row.is_send != 0});
  }
  ledger.php_calls.reserve(calls.size());
  for (const PhpRow& row : calls) {
    if (row.script >= strings) return false;
    ledger.php_calls.push_back({time_of(row.at), row.script, row.to_hash, {file, row.offset}});
  }
  for (const DomainRow& row : domains) {
    if (row.domain >= strings) return false;
    ledger.deliveries_of(row.domain) = {row.local, row.remote};
  }
  return true;
}

// ---- mail that was not done, and outcomes whose arrival stands before this part

void LedgerBytes::Writer::mail(const Ledger& ledger) {
  std::vector<OldRow> old;
  ledger.old_index_.for_each([&](std::uint64_t key, std::uint32_t slot) {
    const auto& [actor, hour, counts_deliveries] = ledger.old_[slot];
    old.push_back({key, actor, hour, counts_deliveries, 0});
  });
  std::ranges::sort(old, {}, &OldRow::key);  // a table's order depends on its size
  put(old);
  std::vector<OrphanRow> orphans;
  for (const Ledger::Orphan& orphan : ledger.orphans_) {
    const auto& [id, at, hash, domain, text, outcome, completed, remote, unknown, refused] = orphan;
    OrphanRow row{};
    std::memcpy(row.id, id.chars.data(), sizeof row.id);
    row.id_length = id.length;
    row.at = number(at);
    row.hash = hash;
    row.domain = domain;
    row.text = text;
    row.outcome = static_cast<std::uint32_t>(outcome);
    row.flags = (completed ? is_completed : 0u) | (remote ? is_remote : 0u) |
                (unknown ? is_unknown : 0u) | (refused ? is_refused : 0u);
    orphans.push_back(row);
  }
  put(orphans);
  std::vector<BlockRow> blocks;
  for (const auto& [file, from, to] : ledger.forged_) blocks.push_back({from, to});
  put(blocks);
}

bool LedgerBytes::Reader::mail(Ledger& ledger) {
  std::vector<OldRow> old;
  std::vector<OrphanRow> orphans;
  std::vector<BlockRow> blocks;
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
    const auto id = parse_message_id({row.id, std::min<std::size_t>(row.id_length, 23)});
    if (!id) return false;
    Ledger::Orphan& orphan = ledger.orphans_.emplace_back();
    orphan.id = *id;
    orphan.at = time_of(row.at);
    orphan.hash = row.hash;
    orphan.domain = row.domain;
    orphan.text = row.text;
    orphan.outcome = static_cast<Outcome>(row.outcome);
    orphan.is_completed = (row.flags & is_completed) != 0;
    orphan.is_remote = (row.flags & is_remote) != 0;
    orphan.is_unknown_recipient = (row.flags & is_unknown) != 0;
    orphan.is_spam_refusal = (row.flags & is_refused) != 0;
  }
  for (const BlockRow& row : blocks) ledger.forged_.push_back({file, row.from, row.to});
  return true;
}

// ---- the part as a whole

void LedgerBytes::Writer::part(const Ledger& ledger) {
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
  put(std::vector{row});
  put(ledger.first_forgery_line);
  put(ledger.exim_version);
}

bool LedgerBytes::Reader::part(Ledger& ledger) {
  constexpr std::size_t kLine = 4096;
  std::vector<PartRow> rows;
  std::string_view line, version;
  if (!take(rows) || rows.size() != 1 || !take(line, kLine) || !take(version, kLine)) return false;
  const PartRow& row = rows.front();
  ledger.forged_blocks = row.forged_blocks;
  if (row.has_forgery != 0) ledger.first_forgery = {file, row.forgery_offset};
  ledger.first_forgery_line = line;
  ledger.exim_version = version;
  if (row.has_span != 0) {
    ledger.oldest_log = time_of(row.oldest);
    ledger.newest_log = time_of(row.newest);
  }
  ledger.stamps = {time_of(row.first_stamp), time_of(row.last_stamp)};
  return true;
}

bool LedgerBytes::is_closed(const Ledger& ledger) {
  if (ledger.stamps.last >= ledger.from_ || ledger.counts_lag_) return false;
  if (!ledger.messages.empty() || !ledger.recipients.empty() || !ledger.hints.empty()) return false;
  if (!ledger.bounce_refusals.empty() || !ledger.php_first_lines.empty()) return false;
  if (ledger.doubtful_arrivals + ledger.dropped_messages > 0) return false;
  for (const ActorRecord& actor : ledger.actors)
    if (!actor.messages.empty() || actor.first_source.file != SourceRef::kNoFile) return false;
  for (const LoginUse& use : ledger.logins)
    if (use.succeeded + use.failed + use.proven > 0 || !use.line.empty()) return false;
  for (const RefusalUse& use : ledger.refusals)
    if (use.first != Time{} || !use.line.empty()) return false;
  return ledger.oldest_log.has_value() == ledger.newest_log.has_value();
}

bool LedgerBytes::names_files(const Ledger& ledger) {
  return !ledger.php_calls.empty() || !ledger.forged_.empty() ||
         ledger.first_forgery.file != SourceRef::kNoFile;
}

std::string LedgerBytes::encode(const Ledger& ledger) {
  Writer writer;
  writer.strings(ledger.strings);
  writer.actors(ledger);
  writer.uses(ledger);
  writer.logins(ledger);
  writer.others(ledger);
  writer.mail(ledger);
  writer.part(ledger);
  return std::move(writer.bytes);
}

bool LedgerBytes::decode(std::string_view bytes, std::uint32_t file, Ledger& ledger) {
  Reader reader{bytes, file};
  return reader.strings(ledger.strings) && reader.actors(ledger) && reader.uses(ledger) &&
         reader.logins(ledger) && reader.others(ledger) && reader.mail(ledger) &&
         reader.part(ledger) && reader.rest.empty();
}

}  // namespace queuehound
