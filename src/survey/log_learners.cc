#include "survey/log_learners.h"

#include "base/ip_address.h"
#include "base/text.h"
#include "formats/crontab.h"
#include "formats/horde_log.h"
#include "formats/login_line.h"
#include "formats/php_mail_log.h"
#include "formats/snappymail_log.h"
#include "formats/sogo_log.h"
#include "formats/syslog_stamp.h"
#include "formats/webmail_client.h"
#include "formats/webmail_log.h"
#include "host/find_server.h"
#include "host/text_map.h"
#include "survey/exim_log_learner.h"
#include "survey/held_failures.h"
#include "survey/line_reader.h"

namespace queuehound {
namespace {

Login::Door door_of(std::string_view protocol) {
  if (protocol == "imap") return Login::Door::imap;
  if (protocol == "pop3") return Login::Door::pop3;
  if (protocol == "submission" || protocol == "smtp") return Login::Door::smtp_auth;
  return Login::Door::other;
}

class DovecotLearner : public LogLearner {
 public:
  DovecotLearner(Ledger& ledger, const Server& server, std::uint32_t file, Time written)
      : LogLearner(ledger, server, file),
        years_(server.zone, written),
        keeps_opened_(server.keeps_mailboxes_opened()) {}

 protected:
  bool learn_line(std::string_view line, std::uint64_t offset) override {
    const auto syslog = parse_syslog_line(line);
    if (!syslog) return false;
    const auto event = parse_login_line(*syslog);
    // A mail log is everybody's: what other programs say in it is none of our business. A file of
    // Dovecot's own names no program.
    if (!event) return !syslog->program.empty() && !syslog->program.starts_with("dovecot");
    learn_event(*event, syslog->stamp, line, offset);
    return cut_column(*event, line) == 0;
  }

 private:
  void learn_event(const DovecotEvent& event, const SyslogStamp& stamp, std::string_view line,
                   std::uint64_t offset) {
    using Kind = DovecotEvent::Kind;
    const bool is_failure = event.kind == Kind::failure || event.kind == Kind::auth_failure;
    if (event.protocol == "submission" && !is_failure) learn_submission(event, stamp);
    if (event.kind != Kind::login && !is_failure) return;
    // An attempt with a session id is told twice, by auth and by the login process.
    if (event.kind == Kind::auth_failure && !event.session.empty()) return;
    const auto address = parse_ip_address(event.rip);
    if (!address || event.user.empty()) return;
    Login login;
    login.at = years_.resolve(stamp);
    user_ = mailbox_of_login(event.user.substr(0, 256), server_);
    login.user = user_;
    login.address = *address;
    login.door =
        event.kind == Kind::auth_failure ? Login::Door::smtp_auth : door_of(event.protocol);
    // Exim's log tells of the same SMTP AUTH attempt: counted apart, and the larger number holds.
    if (event.kind == Kind::auth_failure) login.door = Login::Door::other;
    login.succeeded = event.kind == Kind::login;
    login.is_unknown_user = event.is_unknown_user;
    login.attempts = event.attempts;
    login.source = {file_, offset};
    login.line = line;
    ledger_.learn(login);
    if (keeps_opened_ && login.succeeded && server_.is_own_address(*address))
      ledger_.learn(MailboxOpened{login.at, user_});
  }

  void learn_submission(const DovecotEvent& event, const SyslogStamp& stamp) {
    using Kind = DovecotEvent::Kind;
    using What = SubmissionStep::What;
    const auto address = parse_ip_address(event.rip);
    const bool is_login = event.kind == Kind::login && address;
    if (event.user.empty() || (!is_login && event.kind != Kind::relayed && event.session.empty()))
      return;
    if (!is_login && event.kind != Kind::relayed && event.kind != Kind::session_end) return;
    user_ = mailbox_of_login(event.user.substr(0, 256), server_);
    SubmissionStep step;
    step.what = is_login ? What::login : event.kind == Kind::relayed ? What::relayed : What::end;
    step.at = years_.resolve(stamp);
    step.user = user_;
    step.session = event.session;
    if (is_login) step.address = *address;
    if (!event.letter.empty()) step.letter = parse_message_id(event.letter);
    ledger_.learn(step);
  }

  SyslogYears years_;
  bool keeps_opened_;
  std::string user_;
};

class WebmailLearner : public LogLearner {
 public:
  WebmailLearner(Ledger& ledger, const Server& server, std::uint32_t file, LogKind kind,
                 Time written)
      : LogLearner(ledger, server, file),
        kind_(kind),
        years_(server.zone, written),
        failures_(ledger) {}

  void finish() override { failures_.finish(); }

 protected:
  bool learn_line(std::string_view line, std::uint64_t offset) override {
    const auto event = parse(line);
    const bool holds = holds_failures(event);
    const bool has_session = holds && has_roundcube_session(line);
    const bool may_be_typed = holds && !has_session && failures_.may_be_typed(offset);
    if (holds)
      failures_.pass(offset, offset + line.size(), has_session,
                     event ? parse_ip_address(event->client) : std::nullopt);
    if (!event) return is_no_matter(line);
    const auto at = time_of(*event, server_.zone, years_);
    if (!at) return false;
    is_broken_off_ |= event->is_broken_off;
    if (event->user.empty()) return true;
    if (may_be_typed && event->kind != WebmailEvent::Kind::failure) return true;
    user_ = mailbox_of_login(unescaped_user(*event), server_);
    // Behind a name that goes over the end of its line, who typed it may have written the rest.
    const auto address = is_broken_off_ ? std::nullopt : parse_ip_address(event->client);
    if (event->tells_sender) learn_letter(*event, *at, address);
    if (!address) return true;
    using Kind = WebmailEvent::Kind;
    if (event->kind == Kind::login || event->kind == Kind::failure) {
      Login login;
      login.at = *at;
      login.user = user_;
      login.address = *address;
      login.door = Login::Door::webmail;
      login.succeeded = event->kind == Kind::login;
      login.source = {file_, offset};
      login.line = line;
      if (!login.succeeded && holds)
        failures_.hold(login);
      else
        ledger_.learn(login);
    }
    if (event->kind != Kind::failure && !event->tells_sender)
      ledger_.learn(WebmailAct{*at, user_, *address, deed_of(*event), true, {}});
    return true;
  }

 private:
  // syslog's daemon writes a line feed as #012.
  bool holds_failures(const std::optional<WebmailEvent>& event) const {
    return kind_ == LogKind::roundcube_login && !(event && event->syslog);
  }

  static WebmailDeed deed_of(const WebmailEvent& event) {
    if (event.kind == WebmailEvent::Kind::send) return WebmailDeed::send;
    return event.is_poll ? WebmailDeed::poll : WebmailDeed::request;
  }

  // A webmail behind a proxy of ours that it does not know as one tells the proxy's address: then
  // who logged in before is the person.
  void learn_letter(const WebmailEvent& event, Time at, const std::optional<IpAddress>& address) {
    const bool is_person = address && !server_.is_own_address(*address);
    ledger_.learn(
        WebmailAct{at, user_, address.value_or(IpAddress{}),
                   event.keeps_mailbox_open ? WebmailDeed::telling_open : WebmailDeed::telling,
                   is_person, first_recipient(event.recipients)});
  }

  // "Ann <a@b>, c@d": a@b.
  static std::string_view first_recipient(std::string_view list) {
    const std::size_t comma = list.find(','), open = list.find('<');
    if (open < comma) list = list.substr(open + 1, list.find('>', open) - open - 1);
    return trim(list.substr(0, list.find(',')));
  }

  // Both write a name as it stood in a request.
  std::string unescaped_user(const WebmailEvent& event) const {
    // Cut first: a guesser's name may be a megabyte of "%40", each of which moves what follows it.
    std::string user(event.user.substr(0, 256));
    if (kind_ != LogKind::sogo && kind_ != LogKind::cpanel_access) return user;
    for (std::size_t at = user.find("%40"); at != user.npos; at = user.find("%40", at + 1))
      user.replace(at, 3, "@");
    return user;
  }

  bool is_no_matter(std::string_view line) const {
    if (kind_ == LogKind::snappymail) return false;
    // Roundcube's errors are of PHP, of its database and of servers that do not answer, too.
    if (kind_ == LogKind::roundcube_login && line.contains(" Error: ")) return true;
    if (tells_senders(kind_)) return parse_syslog_line(line).has_value();
    return is_of_another_program(line);
  }

  std::optional<WebmailEvent> parse(std::string_view line) const {
    switch (kind_) {
      case LogKind::roundcube_login:  // through syslog both stand in one file
        if (auto login = parse_roundcube_login(line)) return login;
        return parse_roundcube_send(line);
      case LogKind::roundcube_send:
        return parse_roundcube_send(line);
      case LogKind::cpanel_access:
        return parse_cpanel_access(line);
      case LogKind::cpanel_session:
        return parse_cpanel_session(line);
      case LogKind::horde:
        return parse_horde_line(line);
      case LogKind::sogo:
        return parse_sogo_line(line);
      case LogKind::snappymail:
        return parse_snappymail_line(line);
      default:
        return parse_cpanel_login(line);
    }
  }

  LogKind kind_;
  SyslogYears years_;
  std::string user_;
  bool is_broken_off_ = false;
  HeldFailures failures_;
};

class PhpMailLearner : public LogLearner {
 public:
  PhpMailLearner(Ledger& ledger, const RootDir& root, const Server& server, std::uint32_t file)
      : LogLearner(ledger, server, file), root_(root) {}

 protected:
  bool learn_line(std::string_view line, std::uint64_t offset) override {
    const auto call = parse_php_mail_line(line);
    if (!call) return false;
    PhpMail mail;
    mail.at = call->has_instant ? call->at : zone_called(call->zone_name).to_utc(call->wall);
    mail.script = call->script;
    std::string_view first = call->to;
    first = trim(cut(first, ','));
    mail.to = first;
    mail.source = {file_, offset};
    ledger_.learn(mail);
    return true;
  }

 private:
  // A stamp is in the zone that the script has set, not in the server's: a shop's own, or one that
  // a shell chose so that nothing would fit its mail. Where none is called so, the server's.
  const TimeZone& zone_called(std::string_view name) {
    constexpr std::size_t kMostZones = 64;
    if (name == server_.zone_name) return server_.zone;
    const auto known = zones_.find(name);
    if (known != zones_.end()) return known->second;
    if (name.empty() || zones_.size() >= kMostZones) return server_.zone;
    auto zone = zone_of_clocks(root_, name);
    return zones_.try_emplace(std::string(name), zone ? *std::move(zone) : server_.zone)
        .first->second;
  }

  const RootDir& root_;
  TextMap<TimeZone> zones_;
};

}  // namespace

void LogLearner::learn_block(std::string_view lines, std::uint64_t offset) {
  tally_.bytes += lines.size();
  for_each_line(lines, [&](std::string_view line) {
    if (line.empty()) return;
    if (line.back() == '\r') line.remove_suffix(1);
    ++tally_.records;
    const std::uint64_t at = offset + static_cast<std::uint64_t>(line.data() - lines.data());
    bool is_understood = false;
    tally_.unread.survive(at, [&] { is_understood = learn_line(line, at); });
    if (is_understood) return;
    tally_.take_sample(line, true);
    ++tally_.unrecognised;
  });
}

std::unique_ptr<LogLearner> make_log_learner(LogKind kind, Ledger& ledger, const RootDir& root,
                                             const Server& server, std::uint32_t file,
                                             Time written) {
  switch (kind) {
    case LogKind::dovecot:
      return std::make_unique<DovecotLearner>(ledger, server, file, written);
    case LogKind::php_mail:
      return std::make_unique<PhpMailLearner>(ledger, root, server, file);
    case LogKind::roundcube_login:
    case LogKind::roundcube_send:
    case LogKind::cpanel_access:
    case LogKind::cpanel_session:
    case LogKind::cpanel_login:
    case LogKind::horde:
    case LogKind::sogo:
    case LogKind::snappymail:
      return std::make_unique<WebmailLearner>(ledger, server, file, kind, written);
    default:
      return nullptr;
  }
}

}  // namespace queuehound
