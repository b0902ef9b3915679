// What Exim's logs tell of clients that were refused or tried passwords.
#include "base/byte_scan.h"
#include "base/text.h"
#include "mail/refusal_words.h"
#include "survey/exim_log_learner.h"

namespace queuehound {
namespace {

Refusal::What what_of(EximReject::What what, std::string_view reason) {
  using What = EximReject::What;
  const RefusalMeaning meaning = meaning_of_refusal(reason);
  switch (meaning) {
    case RefusalMeaning::relay:
      return Refusal::What::relay;
    case RefusalMeaning::listed:
      return Refusal::What::listed;
    case RefusalMeaning::unknown_recipient:
      return what == What::rcpt || what == What::verify ? Refusal::What::unknown_recipient
                                                        : Refusal::What::other;
    case RefusalMeaning::spam:
      return what == What::data || what == What::mime ? Refusal::What::spam : Refusal::What::other;
    default:
      break;
  }
  switch (what) {
    case What::helo:
    case What::auth:
    case What::starttls:
    case What::synchronization:
      return Refusal::What::protocol;
    case What::data:
    case What::mime:
      return Refusal::What::spam;
    default:
      return Refusal::What::other;
  }
}

}  // namespace

// Refused recipients and failed logins are most of what an attacked server logs.
bool EximLogLearner::learn_plain_refusal(const EximFrame& frame, std::string_view line,
                                         std::uint64_t offset, Time at) {
  if (begins_with(frame.text, "H=")) {
    PlainReject reject;
    if (!read_plain_reject(frame.text, reject)) return false;
    const auto address = parse_ip_address(reject.client.ip);
    if (!address) return true;
    Refusal refusal;
    refusal.at = at;
    refusal.address = *address;
    if (at >= ledger_.from()) refusal.what = what_of(EximReject::What::rcpt, reject.reason);
    refusal.is_temporary = reject.is_temporary;
    refusal.is_bounce = reject.sender.empty();
    refusal.host_name = reject.client.name;
    refusal.recipient = reject.recipient;
    learn_refusal(refusal, line, offset);
    return true;
  }
  if (!frame.id.empty()) return false;
  PlainAuthFailure failure;
  if (!read_plain_auth_failure(frame.text, failure)) return false;
  learn_auth_failure(failure, line, offset, at);
  return true;
}

void EximLogLearner::learn_refusal(Refusal& refusal, std::string_view line, std::uint64_t offset) {
  refusal.source = {file_, offset};
  refusal.is_proven = refusal.at >= ledger_.from() && is_proven();
  refusal.line = line;
  ledger_.learn(refusal);
}

void EximLogLearner::learn_reject(const EximFrame& frame, std::string_view line,
                                  std::uint64_t offset, Time at) {
  const auto parsed = parse_exim_reject(frame.text);
  if (!parsed) {
    not_understood(line);
    return;
  }
  const auto address = parse_ip_address(parsed->host.ip);
  if (parsed->is_ambiguous && parsed->host.present && parsed->host.ip.empty())
    ledger_.learn_twofold(at, false, line);
  // A customer who logged in and is refused (rate, sender) attacks nobody.
  if (!parsed->host.present || !address || parsed->has_login()) return;
  Refusal refusal;
  refusal.at = at;
  refusal.address = *address;
  refusal.what = what_of(parsed->what, parsed->reason);
  refusal.is_temporary = parsed->is_temporary;
  refusal.is_bounce = parsed->sender.empty();
  refusal.host_name = parsed->host.name;
  std::string_view recipient = parsed->what == EximReject::What::rcpt ? parsed->argument : "";
  if (recipient.starts_with('<') && recipient.ends_with('>'))
    recipient = recipient.substr(1, recipient.size() - 2);
  refusal.recipient = recipient;
  learn_refusal(refusal, line, offset);
}

void EximLogLearner::learn_auth_failure(const PlainAuthFailure& failure, std::string_view line,
                                        std::uint64_t offset, Time at) {
  const auto address = parse_ip_address(failure.client.ip);
  if (!address) {
    not_understood(line);
    return;
  }
  if (failure.code != 535) return;  // cancelled, malformed or temporary: no password was tried
  Login login;
  login.at = at;
  take_mailbox_of_login(failure.set_id.substr(0, 256), server_, login_);
  login.user = login_;
  login.address = *address;
  login.door = Login::Door::smtp_auth;
  login.succeeded = false;
  login.source = {file_, offset};
  login.is_proven = at >= ledger_.from() && is_proven();
  login.line = line;
  ledger_.learn(login);
}

}  // namespace queuehound
