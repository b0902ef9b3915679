#!/usr/bin/env python3
"""`check` counts as many lines not understood as `parse` does of the same files: on the sample server, on some
cases, and of odd lines one by one. Those that `check` does not believe can be read, so `parse` has none of them."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cases"))
import run_cases  # noqa: E402

PROGRAM = os.environ.get("QUEUEHOUND", str(HERE.parents[1] / "build/release/queuehound"))
SAMPLE = HERE.parents[1] / "examples" / "sample-server"
CASES = ("forged_log_lines", "cron_mail", "zone_new_york", "mail_bomb*", "webmail_*", "log_*", "syslog_*")
EXIM = {"exim_main": "var/log/exim_mainlog", "exim_reject": "var/log/exim_rejectlog"}
WEBMAIL = {"roundcube_login", "roundcube_send", "cpanel_access", "cpanel_session", "cpanel_login", "horde", "sogo", "snappymail"}
PARSED = {"exim_main", "exim_reject", "dovecot", "php_mail"}
results = {"passed": 0, "failed": 0, "skipped": 0}


def expect(holds, what):
    results["passed" if holds else "failed"] += 1
    if not holds:
        print(f"FAILED: {what}")


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=60).stdout


def sources_of(root):
    return json.loads(run("check", "--root", str(root), "--json"))["sources"]


def count_of_parse(kind, files):
    records = map(json.loads, run("parse", "--kind", kind, "--jsonl", *map(str, files)).splitlines())
    return sum("unparsed" in record for record in records)


def segments(path):
    return [file for file in path.parent.glob("*") if re.fullmatch(re.escape(path.name) + r"([.-].*)?", file.name)]


def is_shared(source, sources):
    """syslog's file is every program's: who is told that it is Exim's takes the others' lines for none."""
    return sum(other["path"] == source["path"] for other in sources) > 1


def compare_server(root, name):
    sources = sources_of(root)
    for source in sources:
        kind = "webmail" if source["kind"] in WEBMAIL else source["kind"]
        if kind not in PARSED | {"webmail"} or is_shared(source, sources):
            continue
        told = source["unrecognised"] - source["disbelieved"]
        wanted = count_of_parse(kind, segments(root / source["path"].lstrip("/")))
        expect(told == wanted, f"{name}: {source['path']}: check {told}, parse {wanted}")


def servers():
    compare_server(SAMPLE, "the sample")
    names = sorted({path.parent.name for pattern in CASES for path in run_cases.HERE.glob(f"{pattern}/case.py")})
    expect(len(names) > 30, f"cases: {names}")
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            run_cases.load(name).build(folder).write()
            compare_server(pathlib.Path(folder), name)


STAMP = "2026-11-23 10:00:01 "
LETTER = STAMP + "1xVaCi-003ONR-FI "
REFUSED = "plain authenticator failed for (x) [192.0.2.1]"
ODD_OF_EXIM = [
    "garbage", " indented", "\tindented", "2026-13-23 10:00:01 x", "2026-11-23 10:00:01x", STAMP.strip(), STAMP, '{"a":1}', "x" * 9000,
    LETTER.strip(), LETTER + "<= ", LETTER + "=> ", LETTER + "== x", LETTER + "** ", LETTER + "Completed", LETTER + "Completedx",
    LETTER + "<= <> H=", LETTER + "=> a@b.example R=x T=y ZZ=1 junk", LETTER + "*> a@b.example R=x T=y", LETTER + "*> a@b.example Q9=x",
    LETTER + "removed by", LETTER + "removed by root", STAMP + "<= a@b.example U=x P=local S=1", STAMP + "no-id-at-x <= a@b.example",
    STAMP + "SMTP connection from nobody's", STAMP + "SMTP connection from [192.0.2.1]:4 closed by QUIT",
    STAMP + "SMTP connection from x y [192.0.2.1] lost", STAMP + "SMTP connection from [2001:db8::1] D=1s closed by QUIT",
    STAMP + "SMTP connection lost", STAMP + 'SMTP protocol error in "AUTH"', STAMP + 'SMTP syntax error in "x" H=(y) [192.0.2.1] no',
    STAMP + "no MAIL in SMTP connection", STAMP + "no MAIL in SMTP connection from (x) [192.0.2.1] D=1s C=EHLO", STAMP + "Connection from x",
    STAMP + REFUSED + ": 535 Incorrect authentication data", STAMP + "plain authenticator failed for x", STAMP + REFUSED + " [192.0.2.2]: 535 no",
    STAMP + "rejected nothing", STAMP + "H=x [192.0.2.1] F=<a@b.example> rejected RCPT <x@y.example>: no", STAMP + "H=x rejected RCPT",
    STAMP + "cwd=", STAMP + "cwd=/x", STAMP + "cwd=/x 2", STAMP + "cwd=/x 1 args: a", STAMP + "cwd=/x 2 args: a", STAMP + "cwd=/x 1 args: a b",
    STAMP + "Start queue run: pid=1", STAMP.strip() + ".123 +0100 [12] Start queue run: pid=1", "\0\0\0" + STAMP + "End queue run: pid=1",
    f"Nov 23 10:00:00 mx exim[12]: {STAMP}Start queue run: pid=1", f"Nov 23 10:00:00 mx exim[12]: {STAMP}SMTP connection lost",
    "2026-11-23 22:00:00 1xVaCi-003ONR-FI <= a@b.example U=x P=local S=1",  # its id is hours older: no line of this Exim's
]
LOGIN = ("Nov 23 10:00:00 mx dovecot: imap-login: Login: user=<kim@harbor.example>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1, mpid=1, TLS, "
         "session=<abc>")
ODD_OF_DOVECOT = ["garbage", "Nov 23 10:00:00 mx postfix/smtpd[1]: x", "Nov 23 10:00:00 mx dovecot: what", "Nov 23 10:00:00 mx dovecot:",
                  "Nov 23 10:00:00 mx imapd: LOGIN, user=kim@harbor.example, ip=[192.0.2.7], port=[1], protocol=IMAP",
                  "Nov 23 10:00:00 mx imapd: LOGIN, user=kim@harb"] + [LOGIN[:length] for length in range(20, len(LOGIN), 3)]


def odd_lines():
    """Each between two good ones, in a server of its own."""
    logs = [(kind, path, LETTER + "Completed", ODD_OF_EXIM) for kind, path in EXIM.items()]
    for kind, path, good, lines in [*logs, ("dovecot", "var/log/maillog", LOGIN, ODD_OF_DOVECOT)]:
        for line in lines:
            with tempfile.TemporaryDirectory() as folder:
                file = pathlib.Path(folder) / path
                file.parent.mkdir(parents=True)
                file.write_text(f"{good}\n{line}\n{good}\n")
                (source,) = [row for row in sources_of(folder) if row["kind"] == kind]
                told, wanted = source["unrecognised"] - source["disbelieved"], count_of_parse(kind, [file])
                expect(told == wanted, f"{kind}: check {told}, parse {wanted} of {line[:120]!r}")


servers()
odd_lines()
print("{passed} passed, {failed} failed, {skipped} skipped".format(**results))
sys.exit(1 if results["failed"] else 0)
