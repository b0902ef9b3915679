// Parses one fixed line (or -H file) again and again: the program whose instructions are counted.
// tests/oracle/instruction_counts.py runs it under callgrind, which counts inside parse_rounds
// only.
//
//   oracle_parser_loop             the names of the rows, and the compiler
//   oracle_parser_loop ROW ROUNDS
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "formats/access_log.h"
#include "formats/access_plain.h"
#include "formats/dovecot_log.h"
#include "formats/exim_log.h"
#include "formats/exim_plain.h"
#include "formats/spool_header.h"
#include "formats/syslog_stamp.h"

namespace {

using namespace queuehound;

// What it adds up keeps the compiler from leaving the work out.
using Parse = std::size_t (*)(std::string_view line);

std::string_view frame_text(std::string_view line, EximLineKind& kind) {
  const auto frame = parse_exim_frame(line);
  if (!frame) std::abort();
  kind = classify_exim_text(*frame);
  return frame->text;
}

std::size_t parse_arrival(std::string_view line) {
  EximLineKind kind{};
  const auto parsed = parse_exim_arrival(frame_text(line, kind).substr(3));  // after "<= "
  if (!parsed || kind != EximLineKind::arrival) std::abort();
  return parsed->sender.size();
}

std::size_t parse_delivery(std::string_view line) {
  EximLineKind kind{};
  const std::string_view text = frame_text(line, kind);
  const auto parsed = parse_exim_delivery(kind, text.substr(3));
  if (!parsed) std::abort();
  return parsed->router.size();
}

std::size_t parse_completed(std::string_view line) {
  EximLineKind kind{};
  const std::size_t length = frame_text(line, kind).size();
  if (kind != EximLineKind::completed) std::abort();
  return length;
}

std::size_t parse_cwd(std::string_view line) {
  EximLineKind kind{};
  const auto parsed = parse_exim_cwd(frame_text(line, kind));
  if (!parsed || kind != EximLineKind::cwd) std::abort();
  return parsed->directory.size();
}

std::size_t parse_reject(std::string_view line) {
  EximLineKind kind{};
  const auto parsed = parse_exim_reject(frame_text(line, kind));
  if (!parsed || kind != EximLineKind::reject) std::abort();
  return parsed->host.ip.size();
}

// As the learner of whole logs reads most lines.
std::string_view plain_text(std::string_view line) {
  static EximFrameReader frames;
  static EximFrame frame;
  if (!frames.read(line, frame)) std::abort();
  return frame.text;
}

std::size_t read_arrival_plain(std::string_view line) {
  static std::vector<std::string_view> recipients;
  PlainArrival arrival;
  if (!read_plain_arrival(plain_text(line).substr(3), arrival, recipients)) std::abort();
  return recipients.size();
}

std::size_t read_delivery_plain(std::string_view line) {
  PlainDelivery delivery;
  if (!read_plain_delivery(EximLineKind::delivery, plain_text(line).substr(3), delivery))
    std::abort();
  return delivery.recipient.size();
}

std::size_t read_reject_plain(std::string_view line) {
  PlainReject reject;
  if (!read_plain_reject(plain_text(line), reject)) std::abort();
  return reject.recipient.size();
}

std::size_t parse_dovecot(std::string_view line) {
  const auto stamp = parse_syslog_line(line);
  if (!stamp) std::abort();
  const auto parsed = parse_dovecot_text(stamp->text);
  if (!parsed) std::abort();
  return parsed->user.size();
}

std::size_t parse_access(std::string_view line) {
  const auto parsed = parse_access_line(line);
  if (!parsed) std::abort();
  return parsed->target.size();
}

std::size_t read_access_plain(std::string_view line) {
  static PlainAccessReader reader;
  AccessRequest request;
  if (!reader.read(line, request)) std::abort();
  return request.target.size();
}

std::size_t parse_spool(std::string_view bytes) {
  static SpoolHeader header;  // kept, as the survey keeps one a thread
  parse_spool_header(bytes, "1xVUGb-0005L4-0b-H", header);
  if (header.damage != SpoolDamage::none) std::abort();
  return header.recipients.size();
}

std::size_t parse_spool_for_scan(std::string_view bytes) {
  static SpoolHeader header;
  parse_spool_header(bytes, "1xVUGb-0005L4-0b-H", header, SpoolParts::survey);
  if (header.damage != SpoolDamage::none) std::abort();
  return header.recipients.size();
}

struct Row {
  std::string_view name;
  Parse parse;
  std::string_view line;
};

constexpr std::string_view kSpoolFile =
    "1xVUGb-0005L4-0b-H\nDebian-exim 101 103\n<shop@customer.example>\n1763978400 0\n"
    "-received_time_usec .123456\n-helo_name laptop.lan\n-host_address [192.0.2.7]:50123\n"
    "-host_auth dovecot_login\n-interface_address [198.51.100.1]:587\n"
    "-received_protocol esmtpsa\n-aclm 0 5\nvalue\n-body_linecount 12\n-max_received_linelength "
    "76\n"
    "-auth_id shop@customer.example\n-auth_sender shop@customer.example\n"
    "-tls_cipher TLS1.3:TLS_AES_256_GCM_SHA384:256\nNN bob@there.example\n2\nann@there.example\n"
    "bob@there.example\n\n"
    "084P Received: from laptop.lan by host.customer.example; Tue, 24 Nov 2026 10:00:00 +0000\n"
    "030F From: <shop@customer.example>\n"
    "022T To: ann@there.example\n"
    "039  Subject: Your order 4711 is on its way\n"
    "047I Message-ID: <7f3a.1763978400@customer.example>\n";

constexpr Row kRows[] = {
    {"arrival_smtp", parse_arrival,
     "2026-11-24 10:00:00 [4711] 1xVUGb-0005L4-0b <= shop@customer.example H=(laptop.lan) "
     "[192.0.2.7]:50123 I=[198.51.100.1]:587 P=esmtpsa X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no "
     "A=dovecot_login:shop@customer.example S=2437 id=7f3a.1763978400@customer.example "
     "T=\"Your order 4711 is on its way\" from <shop@customer.example> for ann@there.example "
     "bob@there.example"},
    {"arrival_local", parse_arrival,
     "2026-11-24 10:00:00 1xVUGb-0005L4-0b <= gazette@host.customer.example U=gazette P=local "
     "S=1190 T=\"New comment\" for editor@gazette.example"},
    {"delivery_smtp", parse_delivery,
     "2026-11-24 10:00:02 1xVUGb-0005L4-0b => ann@there.example R=dkim_lookuphost "
     "T=dkim_remote_smtp "
     "H=mx1.there.example [203.0.113.25]:25 X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes DT=0.6s "
     "C=\"250 2.0.0 OK 1763978402 a1b2c3d4\""},
    {"delivery_local", parse_delivery,
     "2026-11-24 10:00:02 1xVUGb-0005L4-0b => editor <editor@gazette.example> R=virtual_user "
     "T=dovecot_virtual_delivery C=\"250 2.0.0 <editor@gazette.example> Saved\""},
    {"deferral", parse_delivery,
     "2026-11-24 10:00:02 1xVUGb-0005L4-0b == ann@there.example R=dkim_lookuphost "
     "T=dkim_remote_smtp "
     "defer (-46) H=mx1.there.example [203.0.113.25]: SMTP error from remote mail server after "
     "RCPT "
     "TO:<ann@there.example>: 450 4.7.1 Try again later"},
    {"failure", parse_delivery,
     "2026-11-24 10:00:02 1xVUGb-0005L4-0b ** ann@there.example R=dkim_lookuphost "
     "T=dkim_remote_smtp "
     "H=mx1.there.example [203.0.113.25]: SMTP error from remote mail server after RCPT "
     "TO:<ann@there.example>: 550 5.1.1 No such user here"},
    {"completed", parse_completed, "2026-11-24 10:00:03 1xVUGb-0005L4-0b Completed QT=1.2s"},
    {"cwd", parse_cwd,
     "2026-11-24 10:00:00 cwd=/home/gazette/public_html/wp-content/uploads 4 args: "
     "/usr/sbin/sendmail -t -i -fnobody@gazette.example"},
    {"reject", parse_reject,
     "2026-11-24 10:00:00 H=(mail.scanner.test) [198.51.100.199]:41234 F=<scan@prober.test> "
     "rejected "
     "RCPT <nobody@gazette.example>: No Such User Here"},
    {"plain_arrival", read_arrival_plain,
     "2026-11-24 10:00:00 [4711] 1xVUGb-0005L4-0b <= shop@customer.example H=(laptop.lan) "
     "[192.0.2.7]:50123 I=[198.51.100.1]:587 P=esmtpsa X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no "
     "A=dovecot_login:shop@customer.example S=2437 id=7f3a.1763978400@customer.example "
     "T=\"Your order 4711 is on its way\" from <shop@customer.example> for ann@there.example "
     "bob@there.example"},
    {"plain_delivery", read_delivery_plain,
     "2026-11-24 10:00:02 1xVUGb-0005L4-0b => ann@there.example R=dkim_lookuphost "
     "T=dkim_remote_smtp H=mx1.there.example [203.0.113.25]:25 "
     "X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes C=\"250 2.0.0 OK 1763978402 a1b2c3d4\" QT=2s "
     "DT=0.6s"},
    {"plain_reject", read_reject_plain,
     "2026-11-24 10:00:00 H=(mail.scanner.test) [198.51.100.199]:41234 F=<scan@prober.test> "
     "rejected RCPT <nobody@gazette.example>: No Such User Here"},
    {"dovecot_login", parse_dovecot,
     "Nov 24 10:00:00 host dovecot: imap-login: Login: user=<shop@customer.example>, method=PLAIN, "
     "rip=192.0.2.7, lip=198.51.100.1, mpid=4711, TLS, session=<a1b2c3d4e5f6>"},
    {"access_post", parse_access,
     "203.0.113.9 - - [24/Nov/2026:10:00:00 +0000] \"POST /wp-content/uploads/2026/x.php?a=1 "
     "HTTP/1.1\" 200 512 \"https://gazette.example/\" \"Mozilla/5.0 (X11; Linux x86_64) "
     "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36\""},
    {"plain_access", read_access_plain,
     "203.0.113.9 - - [24/Nov/2026:10:00:00 +0000] \"POST /wp-content/uploads/2026/x.php?a=1 "
     "HTTP/1.1\" 200 512 \"https://gazette.example/\" \"Mozilla/5.0 (X11; Linux x86_64) "
     "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36\""},
    {"spool_header", parse_spool, kSpoolFile},
    {"spool_scan", parse_spool_for_scan, kSpoolFile},
};

}  // namespace

// Outside of every namespace and never inlined: callgrind knows it by this name.
extern "C" [[gnu::noinline]] std::size_t parse_rounds(Parse parse, const char* line,
                                                      std::size_t size, int rounds) {
  std::size_t sum = 0;
  for (int i = 0; i < rounds; ++i) sum += parse({line, size});
  return sum;
}

int main(int count, char** words) {
  if (count != 3) {
    std::printf("compiler %s\n", __VERSION__);
    for (const Row& row : kRows) std::printf("%s\n", std::string(row.name).c_str());
    return 0;
  }
  for (const Row& row : kRows) {
    if (row.name != words[1]) continue;
    const std::string line = std::string(row.line) + std::string(64, '\0');  // room to read over
    const char* const begin = line.data();
    (void)row.parse({begin, row.line.size()});  // tables that are filled once
    return parse_rounds(row.parse, begin, row.line.size(), std::atoi(words[2])) == 1 ? 3 : 0;
  }
  return 2;
}
