#include "spool.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace bench {
namespace {

constexpr std::int64_t kQueueSpan = 18 * 3600;  // how long ago the oldest queued message came

// Exim's -H holds a newline inside a value as "\n".
std::string escape_certificate(const std::string& pem) {
  std::string out;
  for (const char c : pem) {
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out;
}

class HeaderLines {
 public:
  // Exim's flag letter and the line without its end; a length of three digits goes before it.
  void add(char flag, const std::string& text) {
    std::array<char, 8> lead{};
    std::snprintf(lead.data(), lead.size(), "%03zu%c ", text.size() + 1, flag);
    text_ += lead.data() + text + '\n';
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

class Spool {
 public:
  Spool(const World& world, std::string directory, const SpoolShape& shape)
      : world_(world),
        input_(directory + "/input"),
        shape_(shape),
        certificate_(escape_certificate(shape.certificate)) {
    ::mkdir(directory.c_str(), 0755);
    ::mkdir((directory + "/msglog").c_str(), 0755);
    ::mkdir(input_.c_str(), 0755);
  }
  SpoolTruth write();

 private:
  struct Mail {
    std::string id, sender, subject, header_block;
    std::vector<std::string> recipients;
    std::int64_t at = 0;
    bool is_frozen = false;
    HeaderLines headers;
  };

  void from_mailbox(Mail& mail, const std::string& box, const std::string& ip,
                    const std::string& subject);
  void from_script(Mail& mail, unsigned domain, bool is_culprit);
  void bounce(Mail& mail);
  void received(Mail& mail, const std::string& from);
  std::string header_file(const Mail& mail) const;
  void store(const Mail& mail);
  void put(const std::string& path, std::string_view bytes);

  const World& world_;
  std::string input_;
  const SpoolShape& shape_;
  std::string certificate_;
  Dice dice_{96};
  SpoolTruth truth_;
};

void Spool::received(Mail& mail, const std::string& from) {
  mail.headers.add('P', "Received: " + from + "\n\t(Exim 4.96)\n\t(envelope-from <" + mail.sender +
                            ">)\n\tid " + mail.id + "\n\tfor " + mail.recipients.front() +
                            ";\n\tMon, 23 Nov 2026 10:00:00 +0000");
}

void Spool::from_mailbox(Mail& mail, const std::string& box, const std::string& ip,
                         const std::string& subject) {
  mail.sender = box;
  const std::string port = std::to_string(1024 + dice_.below(60000));
  mail.header_block =
      "-received_time_usec .626883\n-received_time_complete " + std::to_string(mail.at) +
      ".727005\n--helo_name WIN-" + port + "\n--host_address [" + ip + "]:" + port +
      "\n-host_auth dovecot_login\n-interface_address [192.0.2.10]:587\n-received_protocol "
      "esmtpsa\n"
      "-body_linecount 22\n-max_received_linelength 76\n-auth_id " +
      box + "\n-auth_sender " + box + "\n-tls_cipher TLS1.3:TLS_AES_256_GCM_SHA384:256\n";
  if (!certificate_.empty()) mail.header_block += "-tls_ourcert " + certificate_ + "\n";
  mail.header_block += "-tls_resumption A\n";
  received(mail, "from [" + ip + "] (port=" + port + " helo=WIN-" + port + ")\n\tby " +
                     world_.hostname + " with esmtpsa  (TLS1.3) tls TLS_AES_256_GCM_SHA384");
  mail.headers.add('F', "From: Accounts <" + box + ">");
  mail.headers.add('T', "To: " + mail.recipients.front());
  mail.headers.add(' ', "Subject: " + subject);
  mail.headers.add(' ', "Date: Mon, 23 Nov 2026 10:00:00 +0000");
  mail.headers.add('I', "Message-ID: <" + mail.id + "@" + box.substr(box.find('@') + 1) + ">");
  mail.headers.add(' ', "MIME-Version: 1.0");
  mail.headers.add(' ', "Content-Type: text/html; charset=\"UTF-8\"");
  mail.headers.add(' ', "Content-Transfer-Encoding: quoted-printable");
}

void Spool::from_script(Mail& mail, unsigned domain, bool is_culprit) {
  const std::string& account = world_.accounts[domain];
  const std::string user = std::to_string(2000 + domain);
  mail.sender = account + "@" + world_.hostname;
  mail.header_block =
      "-received_time_usec .126883\n-received_time_complete " + std::to_string(mail.at) +
      ".227005\n-ident " + account +
      "\n-received_protocol local\n-body_linecount 9\n-max_received_linelength 80\n-auth_id " +
      account + "\n-auth_sender " + mail.sender +
      "\n-allow_unqualified_recipient\n-allow_unqualified_sender\n-local\n-tls_resumption A\n";
  received(mail, "from " + account + " by " + world_.hostname + " with local");
  mail.headers.add('T', "To: " + mail.recipients.front());
  mail.headers.add(
      ' ', "Subject: " + (is_culprit ? world_.script_subject(dice_) : world_.plain_subject(dice_)));
  mail.headers.add(' ', "X-PHP-Script: " + world_.domains[domain] +
                            (is_culprit ? "/wp-content/uploads/2026/thumb.php" : "/index.php") +
                            " for " + visitor_ip(dice_.below(kScriptVisitors)));
  mail.headers.add(' ', "X-PHP-Originating-Script: " + user + ":" +
                            (is_culprit ? "thumb.php" : "class-phpmailer.php"));
  mail.headers.add('F', "From: <" + mail.sender + ">");
  mail.headers.add('I', "Message-Id: <E" + mail.id + "@" + world_.hostname + ">");
  mail.headers.add(' ', "Date: Mon, 23 Nov 2026 10:00:00 +0000");
}

void Spool::bounce(Mail& mail) {
  mail.recipients = {world_.remote_address(dice_)};
  mail.is_frozen = dice_.percent(85);
  mail.header_block =
      "-received_time_usec .326883\n-received_time_complete " + std::to_string(mail.at) +
      ".427005\n-ident mailnull\n-received_protocol local\n-body_linecount 60\n"
      "-max_received_linelength 98\n-allow_unqualified_recipient\n-allow_unqualified_sender\n";
  if (mail.is_frozen) mail.header_block += "-frozen " + std::to_string(mail.at + 1) + "\n";
  mail.header_block += "-localerror\n-tls_resumption A\n";
  received(mail, "from mailnull by " + world_.hostname + " with local");
  mail.headers.add(' ', "X-Failed-Recipients: " + world_.remote_address(dice_));
  mail.headers.add(' ', "Auto-Submitted: auto-replied");
  mail.headers.add('F', "From: Mail Delivery System <Mailer-Daemon@" + world_.hostname + ">");
  mail.headers.add('T', "To: " + mail.recipients.front());
  mail.headers.add(' ', "Subject: Mail delivery failed: returning message to sender");
  mail.headers.add('I', "Message-Id: <E" + mail.id + "@" + world_.hostname + ">");
}

std::string Spool::header_file(const Mail& mail) const {
  const bool is_local = mail.header_block.find("-local\n") != std::string::npos;
  std::string text = mail.id + "-H\n" +
                     (is_local ? mail.sender.substr(0, mail.sender.find('@')) + " 2077 2077\n"
                               : "mailnull 47 12\n");
  text += "<" + mail.sender + ">\n" + std::to_string(mail.at) + " 0\n" + mail.header_block + "XX\n";
  text += std::to_string(mail.recipients.size()) + "\n";
  for (const std::string& recipient : mail.recipients) text += recipient + "\n";
  return text + "\n" + mail.headers.text();
}

void Spool::put(const std::string& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0 || ::write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
    std::perror(path.c_str());
    std::exit(1);
  }
  ::close(file);
  truth_.bytes += bytes.size();
}

void Spool::store(const Mail& mail) {
  std::string folder = input_ + "/";
  if (shape_.is_split) {
    folder += mail.id[5];  // the last digit of the second
    ::mkdir(folder.c_str(), 0755);
    folder += '/';
  }
  put(folder + mail.id + "-H", header_file(mail));
  put(folder + mail.id + "-D", mail.id + "-D\n" + std::string(400 + dice_.below(1000), 'x') + "\n");
  ++truth_.messages;
  truth_.recipients += mail.recipients.size();
  truth_.frozen += mail.is_frozen;
  truth_.bounces += mail.sender.empty();
}

SpoolTruth Spool::write() {
  for (std::uint64_t i = 0; i < shape_.messages; ++i) {
    Mail mail;
    mail.at =
        kEnd - kQueueSpan + static_cast<std::int64_t>(i * (kQueueSpan - 60) / shape_.messages);
    mail.id = message_id(mail.at, 1000 + i * 3 % 4190000, dice_.below(2000));
    const unsigned kind = dice_.below(100);
    for (unsigned n = 1 + (kind < 78 ? dice_.below(3) : 0); n-- > 0;)
      mail.recipients.push_back(world_.remote_address(dice_));
    if (kind < 78) {
      from_mailbox(mail, world_.mailboxes[kVictim], attacker_ip(dice_.below(kVictimAddresses)),
                   world_.victim_subject(dice_));
      ++truth_.victim_messages;
    } else if (kind < 92) {
      from_script(mail, kScriptDomain, true);
      ++truth_.script_messages;
    } else if (kind < 96) {
      bounce(mail);
    } else if (kind < 98) {
      const std::uint32_t number = dice_.below(kMailboxes);
      from_mailbox(mail, world_.mailboxes[number], remote_ip(70000 + number * 3),
                   world_.plain_subject(dice_));
      if (number == kVictim) ++truth_.victim_messages;
    } else {
      from_script(mail, dice_.below(kDomains), false);
    }
    store(mail);
  }
  return truth_;
}

}  // namespace

SpoolTruth write_spool(const World& world, const std::string& directory, const SpoolShape& shape) {
  return Spool(world, directory, shape).write();
}

}  // namespace bench
