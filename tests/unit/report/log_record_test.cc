#include "report/log_record.h"

#include <gtest/gtest.h>

#include "report/record_print.h"

namespace queuehound {
namespace {

const RecordClock kClock{TimeZone::utc(), Time(seconds(1'795'441'173))};

LogRecord exim(std::string_view line) { return exim_record(line, kClock); }
LogRecord dovecot(std::string_view line) { return dovecot_record(line, kClock); }
LogRecord access(std::string_view line) { return access_record(line, kClock); }
LogRecord webmail(std::string_view line) { return webmail_record(line, kClock); }

TEST(LogRecord, php_stamps_its_log_in_the_zone_that_the_script_has_set) {
  RecordClock clock = kClock;
  clock.zone_called = [](std::string_view name) {
    return name == "Pacific/Kiritimati" ? std::optional(TimeZone::fixed(seconds(14 * 3600)))
                                        : std::nullopt;
  };
  const auto at = [&](std::string_view stamp) {
    const std::string line = std::string(stamp) + "mail() on [/home/kim/x.php:3]: To: a@b.example";
    return php_mail_record(line, clock).at;
  };
  const auto instant = at("[23-Nov-2026 13:40:01 UTC] ");
  ASSERT_TRUE(instant);
  EXPECT_EQ(at("[24-Nov-2026 03:40:01 Pacific/Kiritimati] "), instant);
  EXPECT_EQ(at("[23-Nov-2026 13:40:01 No/Where] "), instant);  // the server's
  EXPECT_FALSE(at(""));                                        // through syslog
  const LogRecord record = php_mail_record(
      "[23-Nov-2026 13:40:01 UTC] mail() on [/home/kim/x.php(7) : eval()'d code:3]: To: "
      "a@b.example "
      "-- Headers: From: kim -- Subject: Hello",
      clock);
  EXPECT_EQ(record.kind, "mail");
  EXPECT_EQ(record.stopped_at, 0u);
  EXPECT_EQ(record.fields.size(), 7u);
  EXPECT_EQ(php_mail_record("x", clock).stopped_at, 1u);
}

TEST(LogRecord, a_courier_line_without_its_address_is_cut_short) {
  const std::string_view whole = "Nov 23 13:40:01 mx imapd: LOGIN FAILED, user=kim, ip=[192.0.2.7]";
  EXPECT_EQ(dovecot(whole).stopped_at, 0u);
  const std::string_view cut = whole.substr(0, whole.size() - 3);
  EXPECT_EQ(dovecot(cut).stopped_at, cut.size() + 1);
}

TEST(LogRecord, each_kind_has_its_fields_by_name) {
  struct {
    LogRecord (*parse)(std::string_view line);
    std::string_view line, kind, json;
    std::size_t stopped_at;
  } rows[] = {
      {exim,
       "2026-11-23 13:40:01 1aBcDe-000001-00 <= shop@customer.example H=(pc) [192.0.2.7]:50123 "
       "P=esmtpa A=plain:shop@customer.example S=812 T=\"a \\\"b\\\"\" for ann@there.example",
       "arrival",
       R"("id":"1aBcDe-000001-00","flag":"<=","sender":"shop@customer.example","helo":"pc",)"
       R"("ip":"192.0.2.7","port":50123,"protocol":"esmtpa","auth":"plain",)"
       R"("auth_id":"shop@customer.example","size":812,"subject":"a \"b\"",)"
       R"("recipients":["ann@there.example"])",
       0},
      {exim, "2026-11-23 13:40:01 1aBcDe-000001-00 <= a@b.example nonsense", "arrival",
       R"("unparsed":{"column":52,"text":)", 52},
      {exim,
       "2026-11-23 13:40:01 1aBcDe-000001-00 => ann@there.example R=r T=t H=mx [192.0.2.9]:25 "
       "I=[192.0.2.1]:40 C=\"250 queued as \\\"X\\\"\"",
       "delivery",
       R"("interface":"192.0.2.1","interface_port":40,"confirmation":"250 queued as \"X\"")", 0},
      {exim,
       "2026-11-23 13:40:01 1aBcDe-000001-00 == ann@there.example F=<> R=r T=t defer (110): "
       "Connection timed out H=mx [192.0.2.9] A=plain:u@v.example DT=2s: after EHLO",
       "deferral",
       R"("sender":"","router":"r","transport":"t","host_name":"mx","ip":"192.0.2.9",)"
       R"("auth":"plain","auth_id":"u@v.example","errno":110,"error":"Connection timed out",)"
       R"("reason":"after EHLO")",
       0},
      {exim, "2026-11-23 13:40:01 H=(x) [192.0.2.7] F=<> rejected RCPT <ann@there.example>: no",
       "reject", R"("sender":"","command":"RCPT","address":"ann@there.example")", 0},
      {exim, "2026-11-23 13:40:01 H=[192.0.2.7] rejected EHLO or HELO pc: no", "reject",
       R"("helo":"pc","ip":"192.0.2.7","command":"HELO")", 0},
      {exim, "2026-11-23 13:40:01 H=(x) [2001:DB8::7] I=[::ffff:192.0.2.1]:25 rejected MAIL <>: no",
       "reject", R"("ip":"2001:db8::7","interface":"192.0.2.1")", 0},
      {exim, "2026-11-23 13:40:01 H=(x) [192.0.2.7] rejected MAIL <>: no", "reject",
       R"("address":"<>")", 0},
      {exim, "2026-11-23 13:40:01 H=(x) [192.0.2.7] rejected ETRN #x: no", "reject",
       R"("command":"ETRN","address":"#x")", 0},
      {exim,
       "2026-11-23 13:40:01 1aBcDe-000001-00 <= a@b.example U=x P=local S=5 for a@b.example c@d "
       "**** log string overflowed log buffer ****",
       "arrival", R"("size":5,"recipients":["a@b.example","c@d"],"cut":true)", 0},
      {exim, "2026-11-23 13:40:01 1aBcDe-000001-00 Message removed because older than 4d",
       "removed", R"("older_than":"4d")", 0},
      {exim, "2026-11-23 13:40:01 1aBcDe-000001-00 Completed", "completed", R"("at":"2026)", 0},
      {exim, "2026-11-23 13:40:01 cwd=/home/shop 2 args: /usr/sbin/sendmail -t", "cwd",
       R"("cwd":"/home/shop","count":2,"args":["/usr/sbin/sendmail","-t"])", 0},
      {exim, "2026-11-23 13:40:01 cwd=/home/shop 9 args: /usr/sbin/sendmail -t", "cwd",
       R"("reason":"the arguments)", 44},
      {exim,
       "2026-11-23 13:40:01 login authenticator failed for H=(pc) [192.0.2.7]:9 I=[192.0.2.1]:25 "
       "U=me Ci=5: 535 Incorrect authentication data (set_id=bob@a.example)",
       "auth_failure",
       R"("ip":"192.0.2.7","port":9,"interface":"192.0.2.1","interface_port":25,"user":"me",)"
       R"("connection_id":"5","code":535,"reason":"Incorrect authentication data",)"
       R"("set_id":"bob@a.example")",
       0},
      {exim,
       "2026-11-23 13:40:01 SMTP connection Ci=7 from (pc) [192.0.2.7]:9 I=[192.0.2.1]:25 U=me "
       "closed by QUIT",
       "connection",
       R"("ip":"192.0.2.7","port":9,"interface":"192.0.2.1","interface_port":25,"user":"me",)"
       R"("connection_id":"7","event":"closed")",
       0},
      {exim, "Received: by nobody", "other", R"("unparsed":{"column":1,)", 1},
      {dovecot,
       "Nov 23 13:40:01 host dovecot: imap-login: Login: user=<shop@customer.example>, "
       "method=PLAIN, rip=192.0.2.7, lip=198.51.100.1, mpid=7, TLS, session=<abc>",
       "login", R"("user":"shop@customer.example","ip":"192.0.2.7")", 0},
      {dovecot, "Nov 23 13:40:01 host postfix/smtpd[7]: hello", "other",
       R"("program":"postfix/smtpd","text":"hello")", 0},
      {access,
       "203.0.113.5 - - [23/Nov/2026:13:40:01 +0100] \"POST /a%20b.php?x=1 HTTP/1.1\" 200 5 "
       "\"-\" \"agent\"",
       "request", R"("method":"POST","path":"/a b.php","target":"/a%20b.php?x=1")", 0},
      {access, "host.example - - [23/Nov/2026:13:40:01 +0100] \"GET / HTTP/1.1\" 200 5", "request",
       R"("fields":{"client":"host.example","method":"GET")", 0},
      {access, "192.0.2.7, 203.0.113.5 - - [23/Nov/2026:13:40:01 +0100] \"GET / HTTP/1.1\" 200 5",
       "request", R"("fields":{"client":"192.0.2.7, 203.0.113.5","method":"GET")", 0},
      {access,
       "Nov 23 13:40:28 lb haproxy[8]: 192.0.2.7:51234 [23/Nov/2026:13:40:28.655] www~ sites/web1 "
       "0/0/1/12/13 200 2750 - - CD-- 1/1/0/0/0 0/0 {shop.example} \"GET /a#22?x=1 HTTP/1.1\"",
       "request",
       R"("at":"2026-11-23T13:40:28Z","fields":{"ip":"192.0.2.7","host":"shop.example",)"
       R"("method":"GET","path":"/a\"","target":"/a#22?x=1","protocol":"HTTP/1.1","status":200,)"
       R"("size":2750,"termination":"CD--")",
       0},
      {access,
       "Nov 23 13:40:28 lb haproxy[8]: 192.0.2.7:37922 [23/Nov/2026:13:40:28.655] www/1: SSL "
       "handshake failure",
       "connection", R"("fields":{"text":"192.0.2.7:37922 )", 0},
      {access, "nothing of a web server", "request", R"("at":null)", 1},
      {webmail,
       "[23-Nov-2026 13:40:28 +0000]: <s1> Successful login for u@d.example (ID: 3) from "
       "192.0.2.1 in session abc",
       "login", R"("user":"u@d.example","ip":"192.0.2.1")", 0},
      {webmail,
       "Nov 23 13:40:28 host roundcube: <s1> Successful login for u@d.example (ID: 3) from "
       "192.0.2.1 in session abc",
       "login", R"("at":"2026-11-23T13:40:28Z","fields":{"user":"u@d.example","ip":"192.0.2.1")",
       0},
      {webmail, "Nov 23 13:40:28 host dovecot: imap-login: Login: user=<u@d.example>", "other",
       R"("fields":{"program":"dovecot","text":"imap-login)", 0},
      {webmail, "Nov 23 13:40:28 host roundcube: <s1> PHP Error: x", "other", R"("unparsed")", 1},
      {webmail, "<s1> Failed login for u@d.example from 192.0.2.1 in session abc (error: 0)",
       "failure", R"("at":null,"fields":{"user":"u@d.example","ip":"192.0.2.1")", 0},
  };
  for (const auto& row : rows) {
    const LogRecord record = row.parse(row.line);
    EXPECT_EQ(record.kind, row.kind) << row.line;
    EXPECT_EQ(record.stopped_at, row.stopped_at) << row.line;
    const std::string json = record_json(record, row.line, "", TimeZone::utc());
    EXPECT_NE(json.find(row.json), std::string::npos) << json;
    EXPECT_EQ(json.find('\n'), json.size() - 1);
  }
}

TEST(LogRecord, a_size_that_was_not_read_is_left_out) {
  for (const std::string_view line :
       {"2026-11-23 13:40:01 1aBcDe-000001-00 <= a@b.example nonsense",
        "2026-11-23 13:40:01 1aBcDe-000001-00 <= a@b.example U=x P=local S=12345678901234567890"}) {
    const std::string json = record_json(exim(line), line, "", TimeZone::utc());
    EXPECT_EQ(json.find("\"size\""), std::string::npos) << json;
  }
}

TEST(LogRecord, the_caret_stands_under_what_was_not_understood) {
  const std::string_view line = "2026-11-23 13:40:01 1aBcDe-000001-00 <= a@b.example nonsense";
  const std::string text = record_text(exim(line), line, TimeZone::utc(), {});
  const std::size_t word = text.find(" nonsense"), caret = text.find('^');
  ASSERT_NE(caret, std::string::npos) << text;
  const auto column = [&](std::size_t at) { return at - text.rfind('\n', at); };
  EXPECT_EQ(column(word), column(caret)) << text;
}

// A line that the terminal breaks has its caret under something else.
TEST(LogRecord, the_caret_stands_there_in_a_narrow_terminal_too) {
  const std::string line = "2026-11-23 13:40:01 1aBcDe-000001-00 <= " + std::string(90, 'a') +
                           "@b.example nonsense" + std::string(90, 'x');
  for (const std::size_t width : {40u, 60u, 80u, 100u, 200u, 400u}) {
    const TextStyle style{width, false, false};
    const std::string text = record_text(exim(line), line, TimeZone::utc(), style);
    const std::size_t word = text.find(" no"), caret = text.find('^');
    ASSERT_NE(word, std::string::npos) << text;
    const auto column = [&](std::size_t at) { return at - text.rfind('\n', at); };
    EXPECT_EQ(column(word), column(caret)) << text;
    EXPECT_LE(text.find('\n', word) - text.rfind('\n', word) - 1, width) << text;
  }
}

TEST(LogRecord, nothing_a_client_wrote_reaches_the_terminal_raw) {
  const std::string_view line = "2026-11-23 13:40:01 odd \x1b[2J text";
  RecordSummary summary;
  const LogRecord broken = exim("\x1b[2J");
  summary.count(broken, "\x1b[2J", "\x1b[2J");
  const std::string text = record_text(exim(line), line, TimeZone::utc(), {}) + summary.text({});
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(summary.not_understood(), 1u);
}

TEST(LogRecord, a_file_of_another_kind_is_told_as_such) {
  const std::string_view done = "2026-11-23 13:40:01 1aBcDe-000001-00 Completed";
  RecordSummary summary;
  summary.count(exim("odd"), "odd", "maillog");
  EXPECT_TRUE(summary.text({}).contains("does another --kind fit?"));
  summary.count(exim(done), done, "maillog");
  EXPECT_FALSE(summary.text({}).contains("does another --kind fit?"));
}

}  // namespace
}  // namespace queuehound
