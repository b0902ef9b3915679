#include "formats/dovecot_log.h"

#include <gtest/gtest.h>

#include <string>

namespace queuehound {
namespace {

using Kind = DovecotEvent::Kind;

struct Row {
  std::string_view text;
  Kind kind;
  std::string_view protocol, user, rip, session, reason;
};

void expect_rows(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.text));
    const auto event = parse_dovecot_text(row.text);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->kind, row.kind);
    EXPECT_EQ(event->protocol, row.protocol);
    EXPECT_EQ(event->user, row.user);
    EXPECT_EQ(event->rip, row.rip);
    EXPECT_EQ(event->session, row.session);
    EXPECT_EQ(event->reason, row.reason);
  }
}

TEST(Dovecot, LoginsOfEveryVersion) {
  expect_rows({
      {"imap-login: Login: user=<kim@shop.example>, method=PLAIN, rip=192.0.2.7, lip=198.51.100.1, "
       "mpid=81, TLS, session=<aB3/xYz+>",
       Kind::login, "imap", "kim@shop.example", "192.0.2.7", "aB3/xYz+", ""},
      {"pop3-login: Info: Login: user=<kim>, method=CRAM-MD5, rip=::ffff:192.0.2.7, "
       "lip=::ffff:198.51.100.1, mpid=81, secured, session=<s>",
       Kind::login, "pop3", "kim", "::ffff:192.0.2.7", "s", ""},
      {"submission-login: Logged in: user=<kim>, method=PLAIN, rip=2001:db8::7, lip=2001:db8::1, "
       "mpid=81, TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits), session=<s>",
       Kind::login, "submission", "kim", "2001:db8::7", "s", ""},
      {"managesieve-login: Login: user=<kim>, method=PLAIN, rip=192.0.2.7, lip=198.51.100.1",
       Kind::login, "managesieve", "kim", "192.0.2.7", "", ""},
      {"dovecot: imap-login: Info: Login: user=<kim>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1",
       Kind::login, "imap", "kim", "192.0.2.7", "", ""},
  });
}

TEST(Dovecot, AProxysLoginIsOne) {
  constexpr std::string_view kTail =
      ": user=<kim@shop.example>, method=PLAIN, rip=192.0.2.7, "
      "lip=198.51.100.1, TLS, session=<s>";
  for (const std::string_view words :
       {"started proxying to 192.0.2.9:143", "started proxying to 192.0.2.9:143 as user k",
        "started proxying to 192.0.2.9:143 (master m)", "Started proxying to <192.0.2.9>",
        "Started proxying to <2001:db8::9> (<imap.shop.example>) (0.003 secs)"}) {
    const std::string text =
        "imap-login: Info: proxy(kim@shop.example): " + std::string(words) + std::string(kTail);
    expect_rows({{text, Kind::login, "imap", "kim@shop.example", "192.0.2.7", "s", ""}});
  }
  // Refused, ended, or in the name of somebody else: no login.
  const std::string framing =
      "boss): started proxying to 192.0.2.9:143: user=<boss>, rip=192.0.2.66";
  for (const std::string& message :
       {std::string("proxy(kim@shop.example): Login failed to 192.0.2.9:143: no"),
        std::string("proxy(kim@shop.example): disconnecting 192.0.2.7 (Disconnected by client)"),
        std::string("proxy(boss): started proxying to 192.0.2.9:143"),
        "proxy(" + framing + "): Login failed to 192.0.2.9:143: no"}) {
    const std::string text = "imap-login: " + message + std::string(kTail);
    expect_rows({{text, Kind::other, "imap", "", "", "", ""}});
  }
}

TEST(Dovecot, FailuresOfEveryWording) {
  constexpr std::string_view kTail = ": user=<kim>, method=PLAIN, rip=192.0.2.7, lip=198.51.100.1";
  struct Wording {
    std::string_view message;
    Kind kind;
    std::string_view reason;
    std::uint32_t attempts;
  };
  const Wording wordings[] = {
      {"Aborted login (auth failed, 3 attempts)", Kind::failure, "auth failed, 3 attempts", 3},
      {"Disconnected (auth failed, 1 attempts in 2 secs)", Kind::failure,
       "auth failed, 1 attempts in 2 secs", 1},
      {"Disconnected: Inactivity (auth failed, 17 attempts in 180 secs)", Kind::failure,
       "auth failed, 17 attempts in 180 secs", 17},
      {"Disconnected: Connection closed: SSL_read() failed: error:0A000126: eof (auth failed, 2 "
       "attempts in 9 secs)",
       Kind::failure, "auth failed, 2 attempts in 9 secs", 2},
      {"Disconnected: Aborted login by logging out (auth failed, 1 attempts in 2 secs)",
       Kind::failure, "auth failed, 1 attempts in 2 secs", 1},
      {"Login aborted: Connection closed (auth failed, 4 attempts in 6 secs) (auth_failed)",
       Kind::failure, "auth failed, 4 attempts in 6 secs", 4},
      {"Login aborted: Logged out (tried to use disallowed cleartext auth) "
       "(cleartext_auth_disabled)",
       Kind::failure, "tried to use disallowed cleartext auth", 1},
      {"Disconnected (tried to use disallowed plaintext auth)", Kind::failure,
       "tried to use disallowed plaintext auth", 1},
      {"Disconnected (user disabled)", Kind::failure, "user disabled", 1},
      {"Login aborted: Connection closed (auth_failed)", Kind::failure, "auth_failed", 1},
      {"Aborted login (2 authentication attempts)", Kind::failure, "2 authentication attempts", 2},
      {"Disconnected (no auth attempts in 0 secs)", Kind::other, "no auth attempts in 0 secs", 1},
      {"Disconnected: Connection closed (disconnected before auth was ready, waited 0 secs)",
       Kind::other, "disconnected before auth was ready, waited 0 secs", 1},
      {"Maximum number of connections from user+IP exceeded (mail_max_userip_connections=20)",
       Kind::other, "mail_max_userip_connections=20", 1},
      {"Disconnected (auth failed, 99999999999 attempts)", Kind::failure,
       "auth failed, 99999999999 attempts", 1},
  };
  for (const Wording& wording : wordings) {
    SCOPED_TRACE(std::string(wording.message));
    for (const std::string_view front : {"imap-login: ", "pop3-login: Info: "}) {
      const std::string text =
          std::string(front) + std::string(wording.message) + std::string(kTail);
      const auto event = parse_dovecot_text(text);
      ASSERT_TRUE(event);
      EXPECT_EQ(event->kind, wording.kind);
      EXPECT_EQ(event->reason, wording.reason);
      EXPECT_EQ(event->attempts, wording.attempts);
      EXPECT_EQ(event->user, "kim");
      EXPECT_EQ(event->rip, "192.0.2.7");
      EXPECT_EQ(event->lip, "198.51.100.1");
      EXPECT_EQ(event->method, "PLAIN");
    }
  }
}

TEST(Dovecot, FailuresWithoutAUser) {
  expect_rows({
      {"imap-login: Aborted login (auth failed, 1 attempts): rip=192.0.2.7, lip=198.51.100.1",
       Kind::failure, "imap", "", "192.0.2.7", "", "auth failed, 1 attempts"},
      {"imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<>, method=PLAIN, "
       "rip=192.0.2.7, lip=198.51.100.1, session=<s>",
       Kind::failure, "imap", "", "192.0.2.7", "s", "auth failed, 1 attempts in 2 secs"},
      {"imap-login: Disconnected (no auth attempts in 0 secs): user=<>, rip=192.0.2.7, "
       "lip=198.51.100.1, TLS handshaking: SSL_accept() failed: error:1408F10B:a, b: c, "
       "session=<s>",
       Kind::other, "imap", "", "192.0.2.7", "s", "no auth attempts in 0 secs"},
  });
}

TEST(Dovecot, AUserNameThatImitatesTheFieldsFramesNobody) {
  expect_rows({
      {"imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<a>, method=PLAIN, "
       "rip=192.0.2.66, lip=192.0.2.1>, method=PLAIN, rip=203.0.113.5, lip=198.51.100.1, "
       "session=<s>",
       Kind::failure, "imap", "a>, method=PLAIN, rip=192.0.2.66, lip=192.0.2.1", "203.0.113.5", "s",
       "auth failed, 1 attempts in 2 secs"},
      {"imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<a, rip=192.0.2.66, "
       "lip=>, method=LOGIN, rip=203.0.113.5, lip=198.51.100.1",
       Kind::failure, "imap", "a, rip=192.0.2.66, lip=", "203.0.113.5", "",
       "auth failed, 1 attempts in 2 secs"},
      {"imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<a>, method=X>, "
       "rip=203.0.113.5, lip=198.51.100.1, session=<s>",
       Kind::failure, "imap", "a>, method=X", "203.0.113.5", "s",
       "auth failed, 1 attempts in 2 secs"},
      {"imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<a>, session=<f>, "
       "method=PLAIN, rip=203.0.113.5, lip=198.51.100.1, session=<s>",
       Kind::failure, "imap", "a>, session=<f", "203.0.113.5", "s",
       "auth failed, 1 attempts in 2 secs"},
      // The address first: then everything behind the name is to be trusted, not the last rip=.
      {"imap-login: Disconnected (auth failed, 1 attempts in 2 secs): rip=203.0.113.5, "
       "lip=198.51.100.1, user=<a>, rip=192.0.2.66, lip=192.0.2.1>, method=PLAIN",
       Kind::failure, "imap", "a>, rip=192.0.2.66, lip=192.0.2.1", "203.0.113.5", "",
       "auth failed, 1 attempts in 2 secs"},
      {"imap-login: Disconnected (auth failed, 1 attempts in 2 secs): method=PLAIN, "
       "rip=203.0.113.5, user=<kim@shop.example>, session=<s>",
       Kind::failure, "imap", "kim@shop.example", "203.0.113.5", "s",
       "auth failed, 1 attempts in 2 secs"},
      // A proxy's message holds the name itself: not ours to take apart.
      {"imap-login: proxy(x (auth failed, 9 attempts): user=<boss>, rip=192.0.2.66): started "
       "proxying to 192.0.2.9:143: user=<x>, rip=203.0.113.5",
       Kind::other, "imap", "", "", "", ""},
  });
}

TEST(Dovecot, AuthProcessUpTo23) {
  expect_rows({
      {"auth: passwd-file(kim@shop.example,192.0.2.7): Password mismatch", Kind::auth_failure,
       "auth", "kim@shop.example", "192.0.2.7", "", "Password mismatch"},
      {"auth: Info: passwd-file(kim,192.0.2.7,<aB/+>): Password mismatch", Kind::auth_failure,
       "auth", "kim", "192.0.2.7", "aB/+", "Password mismatch"},
      {"auth: sql(kim,2001:db8::7,master,<s>): unknown user (given password: hunter2)",
       Kind::auth_failure, "auth", "kim", "2001:db8::7", "s", "unknown user"},
      {"auth-worker(4711): Info: pam(kim,192.0.2.7,<s>): pam_authenticate() failed: Authentication "
       "failure (Password mismatch?)",
       Kind::auth_failure, "auth", "kim", "192.0.2.7", "s",
       "pam_authenticate() failed: Authentication failure (Password mismatch?)"},
      {"auth-worker(4711): conn unix:auth-worker (pid=4700,uid=97): auth-worker<5>: "
       "sql(kim,192.0.2.7,<s>): Password mismatch",
       Kind::auth_failure, "auth", "kim", "192.0.2.7", "s", "Password mismatch"},
      {"auth: plain(?,192.0.2.7,<s>): unknown user", Kind::auth_failure, "auth", "", "192.0.2.7",
       "s", "unknown user"},
      {"auth: sql(kim): Password mismatch", Kind::auth_failure, "auth", "kim", "", "",
       "Password mismatch"},
      {"auth: passwd(kim,192.0.2.7): unknown user - trying the next userdb", Kind::other, "auth",
       "kim", "192.0.2.7", "", ""},
      {"auth: Error: net_connect_unix(anvil-auth-penalty) failed: No such file", Kind::other,
       "auth", "", "", "", ""},
  });
}

TEST(Dovecot, AuthProcessSince24) {
  expect_rows({
      {"auth(kim@shop.example,192.0.2.7,sasl:plain)<s>: sql: Password mismatch", Kind::auth_failure,
       "auth", "kim@shop.example", "192.0.2.7", "s", "Password mismatch"},
      {"auth(kim,192.0.2.7,sasl:login,master)<s>: Info: passwd-file: unknown user",
       Kind::auth_failure, "auth", "kim", "192.0.2.7", "s", "unknown user"},
      {"auth-worker(kim,192.0.2.7)<4711><s>: request [3]: pam: pam_authenticate() failed: User not "
       "known to the underlying authentication module",
       Kind::auth_failure, "auth", "kim", "192.0.2.7", "s",
       "pam_authenticate() failed: User not known to the underlying authentication module"},
      {"auth(7): sql(boss,192.0.2.66): Password mismatch,203.0.113.5,sasl:plain)<s>: sql: Password "
       "mismatch",
       Kind::auth_failure, "auth", "7): sql(boss,192.0.2.66): Password mismatch", "203.0.113.5",
       "s", "Password mismatch"},
  });
}

TEST(Dovecot, AUserNameCannotEndTheParenthesesEarly) {
  expect_rows({
      {"auth: sql(x,192.0.2.66): unknown user,203.0.113.5,<s>): Password mismatch",
       Kind::auth_failure, "auth", "x,192.0.2.66): unknown user", "203.0.113.5", "s",
       "Password mismatch"},
      {"auth: sql(x,192.0.2.66,203.0.113.5): Password mismatch", Kind::auth_failure, "auth",
       "x,192.0.2.66", "203.0.113.5", "", "Password mismatch"},
      // Nor a logged password reach back: the name would be longer than Dovecot writes any.
      {"auth: sql(somebody.with.a.name@shop.example,203.0.113.5): Password mismatch (given "
       "password: p,192.0.2.66): q)",
       Kind::auth_failure, "auth", "somebody.with.a.name@shop.example", "203.0.113.5", "",
       "Password mismatch"},
  });
}

TEST(Dovecot, UnknownUsersAreTold) {
  struct Told {
    std::string_view text;
    bool unknown;
  };
  const Told rows[] = {
      {"auth: sql(kim,192.0.2.7): unknown user", true},
      {"auth: sql(kim,192.0.2.7): Password mismatch (given password: unknown user)", false},
      {"auth: ldap(kim,192.0.2.7): Unknown user", true},
      {"auth: pam(kim,192.0.2.7): pam_authenticate() failed: User not known to it", true},
      {"auth: pam(unknown user,192.0.2.7): pam_authenticate() failed: x", false},
  };
  for (const Told& row : rows) {
    const auto event = parse_dovecot_text(row.text);
    ASSERT_TRUE(event) << row.text;
    EXPECT_EQ(event->is_unknown_user, row.unknown) << row.text;
  }
}

TEST(Dovecot, SessionEnds) {
  expect_rows({
      {"imap(kim@shop.example)<81><aB/+>: Disconnected: Logged out in=12 out=477",
       Kind::session_end, "imap", "kim@shop.example", "", "aB/+",
       "Disconnected: Logged out in=12 out=477"},
      {"imap(kim): Disconnected: Logged out in=12 out=477", Kind::session_end, "imap", "kim", "",
       "", "Disconnected: Logged out in=12 out=477"},
      {"pop3(kim)<81><s>: Info: Disconnected: Logged out top=0/0", Kind::session_end, "pop3", "kim",
       "", "s", "Disconnected: Logged out top=0/0"},
      {"imap(kim)<81><s>: Connection closed (IDLE running for 0.001 secs)", Kind::session_end,
       "imap", "kim", "", "s", "Connection closed (IDLE running for 0.001 secs)"},
      {"imap(kim)<81><s>: Error: Mailbox a): Disconnected: broken", Kind::other, "imap", "kim", "",
       "s", ""},
      {"lmtp(kim)<81><s>: msgid=<m@shop.example>: saved mail to INBOX", Kind::other, "lmtp", "kim",
       "", "s", ""},
  });
}

TEST(Dovecot, LettersOfTheSubmissionService) {
  constexpr std::string_view kHead = "submission(kim@shop.example)<81><aB/+>: ";
  constexpr std::string_view kTail = ", size=900, id=oBkO/V7+X:2, nrcpt=1, reply=`";
  struct Told {
    std::string from, reply;
    std::string_view letter;
  };
  const std::string forged =
      "\"a>, size=1, id=b, nrcpt=1, reply=`250 OK id=1aaaaa-000001-AA'\"@shop.example";
  const Told rows[] = {
      {"kim@shop.example", "250 OK id=1tAbCd-000123-XY'", "1tAbCd-000123-XY"},
      {"", "250 2.0.0 OK id=1tAbCd-0000000ABCD-1XyZ'", "1tAbCd-0000000ABCD-1XyZ"},
      {forged, "250 OK id=1tAbCd-000123-XY'", "1tAbCd-000123-XY"},
      {forged, "250 Thank you'", ""},
      {std::string(900, 'a') + forged, "250 OK id=1tAbCd-000123-XY'", ""},
      {"kim@shop.example", "250 OK id=1tAbCd-000123-XY", ""},
      {"kim@shop.example", "250 OK id=1tAbCd-000123-XY queued'", ""},
      {"kim@shop.example", "250 see OK id=1tAbCd-000123-XY'", ""},
  };
  for (const auto& [from, reply, letter] : rows)
    for (const std::string_view level : {"", "Info: "}) {
      const std::string text = std::string(kHead) + std::string(level) +
                               "Successfully relayed message: from=<" + from + ">" +
                               std::string(kTail) + reply;
      SCOPED_TRACE(text);
      expect_rows({{text, Kind::relayed, "submission", "kim@shop.example", "", "aB/+", ""}});
      EXPECT_EQ(parse_dovecot_text(text)->letter, letter);
    }
  // Cut off inside the sender, whose words are then the last.
  const std::string cut = std::string(kHead) + "Successfully relayed message: from=<" +
                          std::string(900, 'a') + forged.substr(0, forged.find('\'') + 1);
  EXPECT_EQ(parse_dovecot_text(cut)->letter, "");
  expect_rows({{"imap(kim)<81><s>: Successfully relayed message: from=<>", Kind::other, "imap",
                "kim", "", "s", ""}});
}

TEST(Dovecot, NumbersInOldLmtpLinesAreNobodysNames) {
  expect_rows({
      {"lmtp(4711): Connect from local", Kind::other, "lmtp", "", "", "", ""},
      {"lmtp(4711, kim@shop.example): s: msgid=<m@x>: saved mail to INBOX", Kind::other, "lmtp",
       "kim@shop.example", "", "", ""},
      {"lmtp(4711)<81><s>: msgid=<m@x>: saved mail to INBOX", Kind::other, "lmtp", "4711", "", "s",
       ""},
  });
}

TEST(Dovecot, SecuredMeansAFinishedHandshakeOrLoopback) {
  const auto secured = [](std::string_view words) {
    const std::string text =
        "imap-login: Login: user=<TLS>, method=PLAIN, rip=192.0.2.7, "
        "lip=192.0.2.1, mpid=1" +
        std::string(words) + ", session=<s>";
    return parse_dovecot_text(text)->is_secured;
  };
  EXPECT_TRUE(secured(", TLS"));
  EXPECT_TRUE(secured(", secured"));
  EXPECT_TRUE(secured(", TLSv1.2 with cipher X (256/256 bits)"));
  EXPECT_TRUE(secured(", TLS: read(size=5) failed"));
  EXPECT_FALSE(secured(", TLS handshaking"));
  EXPECT_FALSE(secured(""));
}

TEST(Dovecot, OtherLinesAreDovecotsToo) {
  for (const std::string_view text :
       {"master: Warning: Killed with signal 15", "lmtp(9): Connect from local", "anvil: Error: x",
        "config: Warning: please set x", "imap: Error: y", "doveadm(192.0.2.7,kim): Error: z"}) {
    const auto event = parse_dovecot_text(text);
    ASSERT_TRUE(event) << text;
    EXPECT_EQ(event->kind, Kind::other) << text;
  }
  for (const std::string_view text : {"", "x", "two words: x", ": x", "(x): y", "a=b: x"}) {
    EXPECT_FALSE(parse_dovecot_text(text)) << text;
  }
}

TEST(DovecotPam, TheLastRhostIsPams) {
  const auto event = parse_dovecot_pam(
      "pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot "
      "ruser=kim rhost=192.0.2.66 rhost=203.0.113.5  user=kim");
  ASSERT_TRUE(event);
  EXPECT_EQ(event->kind, Kind::auth_failure);
  EXPECT_EQ(event->rip, "203.0.113.5");
  EXPECT_EQ(event->user, "kim");
  EXPECT_FALSE(event->is_unknown_user);

  const auto unknown = parse_dovecot_pam(
      "pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot "
      "ruser=no body rhost=203.0.113.5 ");
  ASSERT_TRUE(unknown);
  EXPECT_EQ(unknown->user, "no body");
  EXPECT_EQ(unknown->rip, "203.0.113.5");
  EXPECT_TRUE(unknown->is_unknown_user);

  // Where what is typed also stands behind "user=", either address could be PAM's.
  const auto doubtful = parse_dovecot_pam(
      "pam_sss(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot "
      "ruser=x rhost=203.0.113.5  user=x rhost=192.0.2.66");
  ASSERT_TRUE(doubtful);
  EXPECT_EQ(doubtful->rip, "");

  EXPECT_FALSE(parse_dovecot_pam("pam_unix(sshd:auth): authentication failure; rhost=192.0.2.7"));
  EXPECT_FALSE(parse_dovecot_pam("pam_unix(dovecot:auth): check pass; user unknown"));
  EXPECT_FALSE(parse_dovecot_pam(""));
}

}  // namespace
}  // namespace queuehound
