// Refusals, failed logins and connections. All three name the client in the middle of text that the
// client may have written: HELO, ident and set_id stand on either side of its address. Every place
// where the host could end is tried; if two fit and name different clients, none is named.
#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "formats/exim_host.h"
#include "formats/exim_items.h"
#include "formats/exim_log.h"

namespace queuehound {
namespace exim {
namespace {

using What = EximReject::What;

struct PhraseRow {
  std::string_view words;
  What what;
  bool has_argument;
  bool follows_sender = false;  // Exim writes F= in front, always: without it this is client's text
};
// Behind " rejected ".
constexpr std::array kRejected{
    PhraseRow{"RCPT ", What::rcpt, true, true},
    PhraseRow{"MAIL ", What::mail, true},
    PhraseRow{"EHLO or HELO ", What::helo, true},
    PhraseRow{"HELO ", What::helo, true},
    PhraseRow{"EHLO ", What::helo, true},
    PhraseRow{"connection in \"connect\" ACL", What::connect, false},
    PhraseRow{"AUTH ", What::auth, true},
    PhraseRow{"STARTTLS", What::starttls, false},
    PhraseRow{"after DATA", What::data, false, true},
    PhraseRow{"DATA", What::predata, false},
    PhraseRow{"during MIME ACL checks", What::mime, false, true},
    PhraseRow{"VRFY ", What::verify, true},
    PhraseRow{"EXPN ", What::verify, true},
    PhraseRow{"ETRN ", What::etrn, true},
    PhraseRow{"QUIT", What::quit, false},
    PhraseRow{"by non-SMTP ACL", What::non_smtp, false},
    PhraseRow{"by local_scan()", What::data, false},
    PhraseRow{"", What::relay_or_other, false},
};

struct HeadRow {
  std::string_view words;
  What what;
  bool is_tagged;           // H= or U= stands before the host
  bool has_sender = false;  // an address and '>' stand between
  bool is_recipient = false;
};
// Forms that name what was refused before whom.
constexpr std::array kHeads{
    HeadRow{"rejected from <", What::too_big, true, true},
    HeadRow{"rejected MAIL FROM:<", What::too_big, true, true},
    HeadRow{"unqualified sender rejected: <", What::mail, true, true},
    HeadRow{"unqualified recipient rejected: <", What::rcpt, true, true, true},
    HeadRow{"too many recipients: message rejected: sender=<", What::rcpt, true, true},
    HeadRow{"rejected MAIL command ", What::mail, true},
    HeadRow{"rejected MAIL from ", What::mail, false},
    HeadRow{"rejected RCPT from ", What::rcpt, false},
    HeadRow{"rejected HELO from ", What::helo, false},
    HeadRow{"rejected EHLO from ", What::helo, false},
    HeadRow{"rejected AUTH from ", What::auth, false},
    HeadRow{"rejected connection from ", What::connect, false},
};
// A name that helo_verify_hosts does not let in: `rejected "EHLO NAME" from HOST`; "temporarily"
// where DNS did not answer.
constexpr std::string_view kTemporarily = "temporarily ";
constexpr std::array<std::string_view, 2> kUnverifiedNames{"rejected \"EHLO ", "rejected \"HELO "};
constexpr std::array<std::string_view, 3> kSynchronization{
    "(input sent without waiting for greeting): rejected ",
    "(next input sent too soon: pipelining was not advertised): rejected ",
    "(next input sent too soon: pipelining was advertised): rejected "};

class RejectReader {
 public:
  explicit RejectReader(std::string_view text) : text_(text) {}
  std::optional<EximReject> read(RejectExtras& extras);

 private:
  using Tail = bool (RejectReader::*)(std::string_view rest);

  void read_who(std::size_t at, bool is_tagged, Tail tail);
  void note_who(const WhoCandidates& who);
  void accept();
  bool read_body(std::string_view rest);
  bool read_certificate_names(std::string_view rest);
  bool read_from_sni(std::string_view rest);
  bool read_auth(std::string_view& rest);
  bool has_sender() const { return is_present(extras_.from_lead); }
  bool read_rejected(std::string_view rest);
  bool read_sender_verify(std::string_view rest);
  bool read_discarded(std::string_view rest);
  bool read_dropped(std::string_view rest);
  bool read_reason(std::string_view rest);
  bool read_loose_reason(std::string_view rest);
  bool read_input(std::string_view rest);
  bool read_end_behind_host(std::string_view rest) { return rest.empty() && now_.host.present; }
  void read_local_scan();
  bool read_local_scan_verdict(std::string_view rest);
  void read_head_form(const HeadRow& row);
  void read_unverified_name();
  void read_synchronization();

  std::string_view text_;
  EximReject now_, found_;
  RejectExtras extras_, found_extras_;
  CountedTries tries_;
  unsigned readings_ = 0;
};

void RejectReader::note_who(const WhoCandidates& who) {
  now_.host = who.host();
  now_.interface_address = who.interface_address();
  now_.user = who.user();
  now_.connection_id = who.connection_id();
  extras_.host_lead = who.host_lead();
  extras_.interface_text = who.interface_text();
}

void RejectReader::accept() {
  if (++readings_ == 1) {
    found_ = now_;
    found_extras_ = extras_;
    return;
  }
  if (found_.protocol != now_.protocol) found_.protocol = {};
  const bool is_same = found_.host.ip == now_.host.ip && found_.auth_id == now_.auth_id &&
                       found_.auth == now_.auth && found_.sender == now_.sender &&
                       found_.argument == now_.argument;
  if (found_.interface_address != now_.interface_address) found_.interface_address = {};
  if (found_.connection_id != now_.connection_id) found_.connection_id = {};
  if (is_same && found_.user == now_.user) return;
  found_.is_ambiguous = true;
  if (found_.host.ip != now_.host.ip) found_.host.ip = found_.host.helo = {};
  if (found_.host.ip.empty()) found_.host.port = 0;
  if (found_.user != now_.user) found_.user = {};
  if (found_.sender != now_.sender) found_.sender = {};
  if (found_.argument != now_.argument) found_.argument = {};
  if (found_.auth != now_.auth || found_.auth_id != now_.auth_id) found_.auth = found_.auth_id = {};
}

// A try is worth counting only where something of a refusal follows.
bool can_start_body(std::string_view rest) {
  if (rest.size() < 4 || !std::string_view("FXCDArtsdRS").contains(rest[1])) return false;
  constexpr std::array<std::string_view, 12> kStarts{" F=<",
                                                     " X=",
                                                     " CV=",
                                                     " DN=\"",
                                                     " A=",
                                                     " rejected ",
                                                     " temporarily rejected ",
                                                     " sender verify ",
                                                     " RCPT ",
                                                     " dropped by ",
                                                     " SPF",
                                                     " DMARC"};
  return std::ranges::any_of(kStarts,
                             [&](std::string_view start) { return rest.starts_with(start); });
}

void RejectReader::read_who(std::size_t at, bool is_tagged, Tail tail) {
  WhoCandidates who(text_.substr(at), is_tagged);
  while (who.next()) {
    const std::string_view rest = who.rest();
    if (tail == &RejectReader::read_body && !can_start_body(rest)) continue;
    if (!tries_.next()) return;
    note_who(who);
    if (!(this->*tail)(rest)) continue;
    accept();
    if (!who.has_host()) return;  // a login is the system's own word: the first that fits
  }
  if (who.is_exhausted()) tries_.give_up();
}

// The name is the client's own and its quotes are not escaped: it may go on with a sender, a login
// and a refusal that never were. A later end counts as well, but not one in the words of a reason.
bool RejectReader::read_certificate_names(std::string_view rest) {
  std::optional<std::pair<EximReject, RejectExtras>> first;
  for (std::size_t end = rest.find('"'); end != kNone; end = rest.find('"', end + 1)) {
    const std::string_view after = rest.substr(end + 1);
    if (!after.starts_with(" F=<") && !after.starts_with(" SNI=") && !after.starts_with(" A=") &&
        !after.starts_with(" rejected ") && !after.starts_with(" temporarily rejected ")) {
      continue;
    }
    if (!tries_.next()) break;
    extras_.certificate_name = rest.substr(0, end);
    if (!read_from_sni(after)) continue;
    if (!first) {
      first.emplace(now_, extras_);
    } else if (now_.what != What::relay_or_other) {
      accept();
    }
  }
  if (!first) return false;
  std::tie(now_, extras_) = *first;
  return true;
}

bool RejectReader::read_auth(std::string_view& rest) {
  std::string_view after = rest;
  if (!skip(after, " A=")) return true;
  for (std::size_t end = after.find(' '); end != kNone; end = after.find(' ', end + 1)) {
    const std::string_view behind = after.substr(end);
    if (behind.starts_with(" [") || behind.starts_with(" A=")) return false;
    if (!behind.starts_with(" rejected ") && !behind.starts_with(" temporarily rejected ") &&
        !behind.starts_with(" RCPT ") && !behind.starts_with(" SPF") &&
        !behind.starts_with(" DMARC")) {
      continue;
    }
    std::string_view value = after.substr(0, end);
    now_.auth = cut(value, ':');
    now_.auth_id = value;
    rest = behind;
    return true;
  }
  return false;
}

// X= CV= DN= SNI= F= A= SPF DMARC, then what happened.
bool RejectReader::read_body(std::string_view rest) {
  extras_.cipher = extras_.certificate_verified = extras_.certificate_name = {};
  take_item(rest, " X=", extras_.cipher);
  take_item(rest, " CV=", extras_.certificate_verified);
  return skip(rest, " DN=\"") ? read_certificate_names(rest) : read_from_sni(rest);
}

bool RejectReader::read_from_sni(std::string_view rest) {
  now_.sender = now_.auth = now_.auth_id = {};
  extras_.sni = extras_.spf = extras_.dmarc = extras_.from_lead = {};
  take_item(rest, " SNI=", extras_.sni);
  for (const std::string_view lead : {" F=<", "F=<"}) {
    if (lead.front() == 'F' && rest.data() != text_.data()) continue;
    if (take_angled(rest, lead, now_.sender)) extras_.from_lead = lead;
  }
  if (!read_auth(rest)) return false;
  take_flag(rest, " SPF", extras_.spf);
  take_flag(rest, " DMARC", extras_.dmarc);
  return read_rejected(rest) || read_sender_verify(rest) || read_discarded(rest) ||
         read_dropped(rest);
}

bool RejectReader::read_rejected(std::string_view rest) {
  const std::string_view before = rest;
  now_.is_temporary = skip(rest, " temporarily rejected ");
  if (!now_.is_temporary && !skip(rest, " rejected ")) return false;
  const auto row = std::ranges::find_if(
      kRejected, [&](const PhraseRow& r) { return rest.starts_with(r.words); });
  if (row->follows_sender && !has_sender()) return false;
  now_.what = row->what;
  rest.remove_prefix(row->words.size());
  std::size_t end = 0;
  if (row->has_argument) {
    // `<...>` as typed may hold ": " itself; anything else ends at the first.
    end = rest.starts_with('<') ? rest.find(">: ") : kNone;
    end = end == kNone ? rest.find(": ") : end + 1;
  } else {
    end = rest.find(": ");
  }
  end = std::min(end, rest.size());
  now_.argument = row->has_argument ? rest.substr(0, end) : std::string_view{};
  const std::size_t phrase = before.size() - rest.size() + (row->has_argument ? 0 : end);
  extras_.phrase = before.substr(0, phrase);
  return read_reason(rest.substr(end));
}

bool RejectReader::read_sender_verify(std::string_view rest) {
  for (const std::string_view words : {" sender verify fail for ", " sender verify defer for "}) {
    std::string_view after = rest;
    if (!skip(after, words)) continue;
    extras_.phrase = words;
    now_.what = What::sender_verify;
    now_.is_temporary = words.contains("defer");
    std::size_t end = after.find(">: ");
    end = end == kNone ? after.size() : end + 1;
    now_.argument = after.substr(0, end);
    return read_reason(after.substr(end));
  }
  return false;
}

// "RCPT <arg>: discarded by RCPT ACL"; before 4.86 the word was "rejected".
bool RejectReader::read_discarded(std::string_view rest) {
  std::string_view after = rest;
  if (!has_sender() || !skip(after, " RCPT ")) return false;
  for (const std::string_view words : {": discarded by ", ": rejected by "}) {
    const std::size_t end = after.find(words);
    if (end == kNone) continue;
    now_.what = What::discarded;
    now_.is_temporary = false;
    extras_.phrase = " RCPT ";
    now_.argument = after.substr(0, end);
    return read_reason(after.substr(end));
  }
  return false;
}

bool RejectReader::read_dropped(std::string_view rest) {
  constexpr std::string_view kWords = " dropped by 'connect' ACL";
  if (!skip(rest, kWords)) return false;
  now_.what = What::connect;
  now_.is_temporary = false;
  now_.argument = {};
  extras_.phrase = kWords;
  return read_reason(rest);
}

bool RejectReader::read_reason(std::string_view rest) {
  now_.reason = extras_.reason_lead = {};
  if (rest.empty()) return true;
  if (!skip(rest, ": ")) return false;
  extras_.reason_lead = ": ";
  now_.reason = rest;
  return true;
}

bool RejectReader::read_loose_reason(std::string_view rest) {
  if (read_reason(rest)) return true;
  now_.reason = rest;
  return true;
}

bool RejectReader::read_input(std::string_view rest) {
  if (!rest.starts_with(" input=") && !rest.starts_with(" next input=")) return false;
  extras_.reason_lead = " ";
  now_.reason = rest.substr(1);
  return true;
}

// `F=SENDER H=HOST P=PROTOCOL rejected by local_scan(): why`: the sender stands first, and bare.
// Its quotes may hold all of these words: it is read by the grammar Exim keeps addresses to.
void RejectReader::read_local_scan() {
  std::string_view rest = text_.substr(2);
  if (rest.starts_with('<')) {
    if (!take_angled(rest, "<", now_.sender)) return;
  } else {
    const std::size_t length = address_length(rest);
    if (length == kNone) return;
    now_.sender = take(rest, length);
  }
  skip(rest, " DS");  // of a name that DNSSEC vouches for
  if (rest.starts_with(" P=")) {
    extras_.head = text_.substr(0, text_.size() - rest.size());
    if (read_local_scan_verdict(rest)) accept();
    return;
  }
  if (!skip(rest, " ")) return;
  extras_.head = text_.substr(0, text_.size() - rest.size());
  read_who(extras_.head.size(), true, &RejectReader::read_local_scan_verdict);
}

bool RejectReader::read_local_scan_verdict(std::string_view rest) {
  const std::string_view before = rest;
  std::string_view ignored;
  take_mark(rest, {" TFO*", " TFO"}, ignored);
  now_.protocol = {};  // of another reading
  take_item(rest, " P=", now_.protocol);
  take_mark(rest, {" L*-", " L.-", " L*", " L.", " L-", " L"}, ignored);
  now_.is_temporary = skip(rest, " temporarily");
  if (!skip(rest, " rejected by local_scan()")) return false;
  now_.what = What::data;
  extras_.phrase = before.substr(0, before.size() - rest.size());
  return read_reason(rest);
}

void RejectReader::read_head_form(const HeadRow& row) {
  std::string_view rest = text_.substr(row.words.size());
  now_.what = row.what;
  if (row.has_sender) {
    std::string_view value;
    if (!take_angled(rest, "", value)) return;
    (row.is_recipient ? now_.argument : now_.sender) = value;
    if (rest.starts_with(':')) {
      extras_.head = text_.substr(0, text_.size() - rest.size());
      if (read_reason(rest)) accept();
      return;
    }
    if (!skip(rest, " ")) return;
  }
  const std::size_t at = text_.size() - rest.size();
  extras_.head = text_.substr(0, at);
  const bool is_loose = row.words.starts_with("unqualified");
  read_who(at, row.is_tagged,
           is_loose ? &RejectReader::read_loose_reason : &RejectReader::read_reason);
}

// The name is the client's own and may hold `" from `; each such place is tried. The host, which
// only clients from elsewhere have, stands at the line's end.
void RejectReader::read_unverified_name() {
  constexpr std::string_view kFrom = "\" from ";
  const std::size_t start = text_.find('"') + 1 + std::string_view("EHLO ").size();
  now_.what = What::helo;
  now_.is_temporary = text_.starts_with(kTemporarily);
  for (std::size_t at = text_.find(kFrom, start); at != kNone; at = text_.find(kFrom, at + 1)) {
    if (!tries_.next()) return;
    extras_.head = text_.substr(0, at + kFrom.size());
    now_.argument = text_.substr(start, at - start);
    read_who(at + kFrom.size(), false, &RejectReader::read_end_behind_host);
  }
}

// `rejected connection from HI input="..."`, `rejected "CMD" HI next input="..."`. A command may
// hold `" H=`; each such place is tried.
void RejectReader::read_synchronization() {
  std::string_view rest = text_;
  if (!skip(rest, "SMTP protocol synchronization error ")) return;
  const auto row = std::ranges::find_if(
      kSynchronization, [&](std::string_view words) { return rest.starts_with(words); });
  if (row == kSynchronization.end()) return;
  rest.remove_prefix(row->size());
  now_.what = What::synchronization;
  if (skip(rest, "connection from ")) {
    extras_.head = text_.substr(0, text_.size() - rest.size());
    read_who(extras_.head.size(), false, &RejectReader::read_input);
    return;
  }
  if (!rest.starts_with('"')) return;
  const std::size_t start = text_.size() - rest.size();
  for (std::size_t at = text_.find("\" ", start + 1); at != kNone; at = text_.find("\" ", at + 1)) {
    if (!tries_.next()) return;
    extras_.head = text_.substr(0, at + 2);
    now_.argument = text_.substr(start + 1, at - start - 1);
    read_who(at + 2, true, &RejectReader::read_input);
  }
}

std::optional<EximReject> RejectReader::read(RejectExtras& extras) {
  const auto head = std::ranges::find_if(
      kHeads, [&](const HeadRow& row) { return text_.starts_with(row.words); });
  std::string_view refusal = text_;
  skip(refusal, kTemporarily);
  const bool is_unverified_name = std::ranges::any_of(
      kUnverifiedNames, [&](std::string_view words) { return refusal.starts_with(words); });
  if (head != kHeads.end()) {
    read_head_form(*head);
  } else if (is_unverified_name) {
    read_unverified_name();
  } else if (text_.starts_with("SMTP protocol ")) {
    read_synchronization();
  } else if (text_.starts_with("F=")) {
    read_local_scan();
    if (readings_ == 0) extras_ = {};
    if (readings_ == 0 && read_body(text_)) accept();
  } else {
    read_who(0, true, &RejectReader::read_body);
  }
  if (readings_ == 0 && !tries_.is_exhausted()) return {};
  if (tries_.is_exhausted()) {
    found_.is_ambiguous = found_.host.present = true;
    found_.host.ip = found_.host.helo = found_.user = found_.auth = found_.auth_id = {};
    found_.interface_address = {};
    found_.connection_id = {};
    found_.host.port = 0;
  }
  extras = found_extras_;
  return found_;
}

class AuthFailureReader {
 public:
  std::optional<EximAuthFailure> read(std::string_view text, AuthFailureExtras& extras);

 private:
  bool read_answer(std::string_view rest);
  void accept(const WhoCandidates& who);

  EximAuthFailure now_, found_;
  AuthFailureExtras extras_, found_extras_;
  unsigned readings_ = 0;
};

// ": 535 Incorrect authentication data (set_id=WHO)", maybe an error behind it.
bool AuthFailureReader::read_answer(std::string_view rest) {
  std::uint64_t code = 0;
  if (!skip(rest, ": ") || !take_number(rest, code) || code < 400 || code > 599) return false;
  if (!is_at_blank(rest)) return false;
  const bool has_message = skip(rest, " ");
  now_.code = static_cast<std::uint16_t>(code);
  now_.set_id = extras_.after_set_id = {};
  now_.message = has_message ? rest : std::string_view{};
  constexpr std::string_view kSetId = " (set_id=";
  const std::size_t at = rest.find(kSetId);
  if (at == kNone) return true;
  const std::string_view value = rest.substr(at + kSetId.size());
  std::size_t end = value.ends_with(')') ? value.size() - 1 : value.find("): ");
  if (end == kNone) return true;
  now_.message = rest.substr(0, at);
  now_.set_id = value.substr(0, end);
  extras_.after_set_id = value.substr(end + 1);
  return true;
}

void AuthFailureReader::accept(const WhoCandidates& who) {
  now_.host = who.host();
  now_.interface_address = who.interface_address();
  now_.user = who.user();
  now_.connection_id = who.connection_id();
  extras_.host_lead = who.host_lead();
  extras_.interface_text = who.interface_text();
  if (++readings_ == 1) {
    found_ = now_;
    found_extras_ = extras_;
    return;
  }
  found_.is_ambiguous = true;
  if (found_.host.ip != now_.host.ip) found_.host.ip = found_.host.helo = {};
  if (found_.host.ip.empty()) found_.host.port = 0;
  if (found_.set_id != now_.set_id) found_.set_id = {};
  if (found_.interface_address != now_.interface_address) found_.interface_address = {};
  if (found_.user != now_.user) found_.user = {};
  if (found_.connection_id != now_.connection_id) found_.connection_id = {};
}

std::optional<EximAuthFailure> AuthFailureReader::read(std::string_view text,
                                                       AuthFailureExtras& extras) {
  std::string_view rest = text;
  now_.authenticator = take_word(rest);
  if (now_.authenticator.empty() || !skip(rest, " authenticator failed for ")) return {};
  CountedTries tries;
  WhoCandidates who(rest, false);
  while (who.next()) {
    if (!who.rest().starts_with(": ")) continue;
    if (!tries.next()) break;
    if (read_answer(who.rest())) accept(who);
    if (readings_ != 0 && !who.has_host()) break;
  }
  if (who.is_exhausted()) tries.give_up();
  if (readings_ == 0) return {};
  if (tries.is_exhausted()) {
    found_.is_ambiguous = true;
    found_.host.ip = found_.host.helo = found_.set_id = {};
    found_.interface_address = {};
    found_.user = found_.connection_id = {};
  }
  extras = found_extras_;
  return found_;
}

}  // namespace

std::optional<EximReject> parse_reject(std::string_view text, RejectExtras& extras) {
  return RejectReader(text).read(extras);
}
std::optional<EximAuthFailure> parse_auth_failure(std::string_view text,
                                                  AuthFailureExtras& extras) {
  return AuthFailureReader().read(text, extras);
}

}  // namespace exim

std::optional<EximReject> parse_exim_reject(std::string_view text) {
  exim::RejectExtras extras;
  return exim::parse_reject(text, extras);
}

EximLineDetails details_of_reject(std::string_view text) {
  exim::RejectExtras extras;
  const auto found = exim::parse_reject(text, extras);
  if (!found || found->is_ambiguous) return {};
  return {.cipher = extras.cipher,
          .certificate_verified = extras.certificate_verified,
          .certificate_name = extras.certificate_name,
          .sni = extras.sni,
          .queue_time = {},
          .delivery_time = {}};
}

std::optional<EximAuthFailure> parse_exim_auth_failure(std::string_view text) {
  exim::AuthFailureExtras extras;
  return exim::parse_auth_failure(text, extras);
}

}  // namespace queuehound
