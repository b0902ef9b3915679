// The shares of the kinds of lines are those of a busy shared server: arrivals and completions 16 %
// each, deliveries 22 %, cwd= 19 %, failures 3 %, deferrals 4 %, refusals 4 %, failed logins 3 %.
#include "main_log.h"

#include <array>
#include <cstdio>
#include <string_view>

#include "time_ordered_file.h"

namespace bench {
namespace {

constexpr std::string_view kTls = " X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=";

class MainLog {
 public:
  MainLog(const World& world, const std::string& path, std::uint64_t bytes)
      : world_(world), out_(path, kStart), wanted_(bytes) {}
  MainLogTruth write();

 private:
  struct Mail {
    std::string id;
    std::vector<std::string> recipients;
    bool is_victim = false;
  };

  std::int64_t clock() const;
  void message();
  void odd_message();
  void victim_message();
  void script_message(unsigned domain, bool is_culprit);
  void mailbox_message();
  void inbound_message();
  void deliver(const Mail& mail);
  void deliver_one(const Mail& mail, const std::string& to);
  void bounce(const Mail& mail, const std::string& to);
  void noise();
  void refusals();

  Mail begin(unsigned recipients, bool is_remote);
  void arrival(const Mail& mail, const std::string& middle, const std::string& subject);
  bool line(std::int64_t after, std::string_view text);
  std::string host(const std::string& ip);

  const World& world_;
  TimeOrderedFile out_;
  std::uint64_t wanted_;
  Dice dice_{20261123};
  std::int64_t now_ = kStart;
  std::uint64_t process_ = 1000;
  MainLogTruth truth_;
};

// Three quarters of the bytes belong to the first 29 days, the rest to the last.
std::int64_t MainLog::clock() const {
  const std::uint64_t quiet = wanted_ / 4 * 3, written = out_.bytes();
  const auto scale = [](std::uint64_t part, std::uint64_t whole, std::int64_t span) {
    return static_cast<std::int64_t>(static_cast<double>(part) / static_cast<double>(whole) *
                                     static_cast<double>(span));
  };
  if (written < quiet) return kStart + scale(written, quiet, 29 * kDay);
  return kEnd - kDay + scale(written - quiet, wanted_ - quiet, kDay);
}

// False past the end: what would be logged then is still under way.
bool MainLog::line(std::int64_t after, std::string_view text) {
  if (now_ + after > kEnd) return false;
  ++truth_.lines;
  if (text.starts_with("cwd=")) ++truth_.cwd;
  if (text.ends_with(" Completed")) ++truth_.completed;
  out_.add(now_ + after, text);
  return true;
}

std::string MainLog::host(const std::string& ip) {
  return "[" + ip + "]:" + std::to_string(1024 + dice_.below(60000));
}

MainLog::Mail MainLog::begin(unsigned recipients, bool is_remote) {
  Mail mail;
  process_ += 1 + dice_.below(4);
  mail.id = message_id(now_, process_ % 4194304, dice_.below(2000));
  for (unsigned i = 0; i < recipients; ++i)
    mail.recipients.push_back(is_remote ? world_.remote_address(dice_)
                                        : world_.mailboxes[dice_.skewed(kMailboxes)]);
  return mail;
}

void MainLog::arrival(const Mail& mail, const std::string& middle, const std::string& subject) {
  std::string text = mail.id + " <= " + middle + " T=\"" + subject + "\" for";
  for (const std::string& recipient : mail.recipients) text += " " + recipient;
  line(0, text);
  ++truth_.arrivals;
}

void MainLog::deliver_one(const Mail& mail, const std::string& to) {
  const std::string id = mail.id;
  const std::string_view domain = std::string_view(to).substr(to.find('@') + 1);
  if (domain.ends_with(".example")) {
    line(1, id + " => " + to.substr(0, to.find('@')) + " <" + to +
                "> R=virtual_user T=dovecot_virtual_delivery C=\"250 2.0.0 <" + to + "> " +
                mail.id.substr(7, 6) + "qP Saved\"");
    return;
  }
  const std::string route = " R=dkim_lookuphost T=dkim_remote_smtp";
  const std::string mx = " H=mx1." + std::string(domain) + " [" +
                         remote_ip(static_cast<std::uint32_t>(
                             domain.size() * 977 + static_cast<unsigned char>(domain[0]) * 31u)) +
                         "]";
  const unsigned luck = dice_.below(100);
  const bool is_bad = mail.is_victim ? luck < 24 : luck < 13;
  if (is_bad) {
    const bool is_told =
        line(2, id + " ** " + to + route + mx + kTls.data() +
                    "yes: SMTP error from remote mail server after RCPT TO:<" + to + ">: " +
                    (luck % 3 == 0
                         ? "550 5.7.1 Message content rejected as spam"
                         : "550 5.1.1 <" + to + ">: Recipient address rejected: User unknown"));
    truth_.victim_failed += is_told && mail.is_victim;
    if (luck % 4 == 0) bounce(mail, to);
    return;
  }
  if (luck > 66)
    line(1, id + " == " + to + route + " defer (-44)" + mx +
                ": SMTP error from remote mail server after RCPT TO:<" + to +
                ">: 451 4.7.1 Greylisted, please try again in 300 seconds");
  const bool is_told =
      line(luck > 66 ? 320 : 2, id + " => " + to + route + mx + kTls.data() +
                                    "yes C=\"250 2.0.0 Ok: queued as " + mail.id.substr(8, 5) +
                                    mail.id.substr(14) + "\"");
  truth_.victim_delivered += is_told && mail.is_victim;
}

void MainLog::bounce(const Mail& mail, const std::string& to) {
  Mail back = begin(0, false);
  back.recipients = {world_.mailboxes[kVictim]};
  if (!mail.is_victim) back.recipients = {world_.mailboxes[dice_.skewed(kMailboxes)]};
  arrival(back, "<> R=" + mail.id + " U=mailnull P=local S=" + std::to_string(2400 + to.size()),
          "Mail delivery failed: returning message to sender");
  line(2, "cwd=/var/spool/exim 7 args: /usr/sbin/exim -t -oem -oi -f <> -E" + mail.id);
  deliver(back);
}

void MainLog::deliver(const Mail& mail) {
  line(0, "cwd=/var/spool/exim 3 args: /usr/sbin/exim -Mc " + mail.id);
  for (const std::string& to : mail.recipients) deliver_one(mail, to);
  line(330, mail.id + " Completed");
}

void MainLog::victim_message() {
  Mail mail = begin(1 + dice_.below(5), true);
  mail.is_victim = true;
  const std::string& box = world_.mailboxes[kVictim];
  arrival(mail,
          box + " H=(WIN-" + std::to_string(100 + dice_.below(40)) + ") " +
              host(attacker_ip(dice_.below(kVictimAddresses))) + " P=esmtpsa" + kTls.data() +
              "no A=dovecot_login:" + box + " S=" + std::to_string(1800 + dice_.below(900)) +
              " id=" + mail.id.substr(0, 6) + "." + std::to_string(dice_.below(1000000)) + "@" +
              box.substr(box.find('@') + 1),
          world_.victim_subject(dice_));
  ++truth_.victim_messages;
  truth_.victim_recipients += mail.recipients.size();
  deliver(mail);
}

void MainLog::script_message(unsigned domain, bool is_culprit) {
  const Mail mail = begin(1, true);
  const std::string& account = world_.accounts[domain];
  const std::string sender = account + "@" + world_.hostname;
  const std::string directory =
      is_culprit ? world_.culprit_directory() : world_.directory(domain, dice_.below(3));
  line(0, "cwd=" + directory + " 4 args: /usr/sbin/sendmail -t -i -f" + sender);
  arrival(mail,
          sender + " U=" + account + " P=local S=" + std::to_string(900 + dice_.below(2000)) +
              " id=E" + mail.id + "@" + world_.hostname,
          is_culprit ? world_.script_subject(dice_) : world_.plain_subject(dice_));
  truth_.script_messages += is_culprit;
  truth_.script_cwd += is_culprit;
  deliver(mail);
}

void MainLog::mailbox_message() {
  const Mail mail = begin(dice_.percent(85) ? 1 : 2 + dice_.below(4), dice_.percent(80));
  const std::uint32_t number = dice_.skewed(kMailboxes);
  const std::string& box = world_.mailboxes[number];
  arrival(mail,
          box + " H=(" + (dice_.percent(50) ? "[192.168.1." : "[10.0.0.") +
              std::to_string(2 + number % 200) + "]) " +
              host(remote_ip(70000 + number * 3 + dice_.below(3))) + " P=esmtpsa" + kTls.data() +
              "no A=dovecot_login:" + box + " S=" + std::to_string(1500 + dice_.below(90000)) +
              " id=" + mail.id.substr(0, 6) + "." + std::to_string(dice_.below(1000000)) + "@" +
              box.substr(box.find('@') + 1),
          world_.plain_subject(dice_));
  deliver(mail);
}

void MainLog::inbound_message() {
  const Mail mail = begin(1, false);
  const std::string sender = world_.remote_address(dice_);
  const std::string domain = sender.substr(sender.find('@') + 1);
  const std::string ip = remote_ip(dice_.skewed(60000));
  line(0, "SMTP connection from [" + ip + "]:25" + std::to_string(dice_.below(1000)) +
              " (TCP/IP connection count = " + std::to_string(1 + dice_.below(30)) + ")");
  arrival(mail,
          sender + " H=out." + domain + " " + host(ip) + " P=esmtps" + kTls.data() +
              "no S=" + std::to_string(3000 + dice_.below(60000)) +
              " id=" + std::to_string(dice_.next()) + "@" + domain,
          world_.plain_subject(dice_));
  deliver(mail);
}

// What people with bad intentions, or odd programs, have the server log: none of it may be
// believed.
void MainLog::odd_message() {
  Mail mail = begin(1, true);
  const std::string& other = world_.mailboxes[99];
  const std::string id = " S=812 id=odd" + std::to_string(dice_.below(100000)) + "@example.test";
  const std::string from = "odd@example.test H=";
  const std::string ip = host("192.0.2." + std::to_string(dice_.below(250)));
  switch (dice_.below(5)) {
    case 0:
      return arrival(mail, from + "(x A=dovecot_login:" + other + ") " + ip + " P=esmtp" + id,
                     "hello");
    case 1:
      return arrival(mail, from + "(client) " + ip + " P=esmtp" + id,
                     "x\\\" A=dovecot_login:" + other + " for a@b.test");
    case 2: {
      const std::string directory = "/home/" + world_.accounts[5] + "/public_html/my files 3 args";
      line(0, "cwd=" + directory + " 3 args: /usr/sbin/sendmail -t -i");
      return;
    }
    case 3:
      line(0, mail.id + " DKIM: d=" + std::string(6000, 'd') + std::string(3, '\0') +
                  " [verification failed]");
      return;
    default:
      mail.recipients.assign(60, "list@example.test");
      return arrival(mail,
                     from + "(host) [2001:db8::" + std::to_string(dice_.below(9000)) +
                         "]:44321 P=esmtps" + kTls.data() + "no" + id,
                     "=?UTF-8?B?R3LDvMOfZQ==?=");
  }
}

void MainLog::refusals() {
  const std::string ip = remote_ip(dice_.below(130000));
  const std::string box = world_.mailboxes[dice_.below(kMailboxes)];
  const std::string sender = world_.remote_address(dice_);
  for (unsigned i = dice_.below(3); i-- > 0;)
    line(0, "H=(" + sender.substr(sender.find('@') + 1) + ") " + host(ip) + " F=<" + sender +
                "> rejected RCPT <" + std::to_string(dice_.below(1000)) + box + ">: " +
                (dice_.percent(60)
                     ? "No Such User Here"
                     : "\"JunkMail rejected - [" + ip + "] is in an RBL on bl.example.test\""));
  if (!dice_.percent(76)) return;
  line(0, "dovecot_login authenticator failed for (" +
              std::string(dice_.percent(50) ? "User" : "ADMIN") + ") " + host(ip) +
              ": 535 Incorrect authentication data (set_id=" + box + ")");
}

void MainLog::noise() {
  const std::string ip = remote_ip(dice_.below(130000));
  const std::array texts = {
      "no host name found for IP address " + ip,
      "SMTP connection from (mail.example.test) " + host(ip) + " closed by QUIT",
      "TLS error on connection from " + host(ip) +
          " (recv): The TLS connection was non-properly terminated.",
      "SMTP connection from (mail.example.test) " + host(ip) +
          " lost D=" + std::to_string(dice_.below(9)) + "s"};
  line(0, texts[dice_.below(texts.size())]);
}

void MainLog::message() {
  if (dice_.below(5000) == 0) odd_message();
  const unsigned kind = dice_.below(100);
  if (now_ >= kAttack && kind < 66) {
    kind < 42 ? victim_message() : script_message(kScriptDomain, true);
  } else if (kind < 78) {
    dice_.percent(55) ? inbound_message() : mailbox_message();
  } else {
    script_message(dice_.skewed(kDomains), false);
  }
  if (dice_.percent(24)) refusals();
  if (dice_.percent(60)) noise();
}

MainLogTruth MainLog::write() {
  while (now_ < kEnd && out_.bytes() < wanted_) {
    now_ = clock();
    out_.advance(now_);
    message();
  }
  now_ = kEnd;
  line(0, "End queue run: pid=4242");
  out_.advance(kEnd + 1);
  truth_.bytes = out_.bytes();
  return truth_;
}

}  // namespace

MainLogTruth write_main_log(const World& world, const std::string& path, std::uint64_t bytes) {
  return MainLog(world, path, bytes).write();
}

}  // namespace bench
