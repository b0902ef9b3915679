#!/usr/bin/env python3
"""`queuehound parse` on the sample server: every line is understood, the kinds are as many as grep
counts their flags, and a -H file says what Python reads in it by itself.

    parse_records.py [build/.../queuehound]
"""

import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
from datetime import datetime
from email.header import decode_header, make_header
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
SAMPLE = REPO / "examples/sample-server"
RESULTS = {"passed": 0, "failed": 0}
FLAGS = {"<=": "arrival", "=>": "delivery", "==": "deferral", "**": "failure"}


def check(what, found, wanted):
    RESULTS["passed" if found == wanted else "failed"] += 1
    if found != wanted:
        print(f"FAIL {what}: {found!r}, wanted {wanted!r}")


def parse(program, kind, *files, given=None):
    done = subprocess.run([program, "parse", "--kind", kind, "--jsonl", *map(str, files)],
                          input=given, capture_output=True, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def text_of(path):
    data = path.read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def check_logs(program):
    logs = [("exim_main", "exim_mainlog*"), ("exim_reject", "exim_rejectlog*"), ("dovecot", "maillog*")]
    for kind, pattern in logs:
        for path in sorted((SAMPLE / "var/log").glob(pattern)):
            status, records = parse(program, kind, path)
            lines = [line for line in text_of(path).split(b"\n") if line]
            check(f"{path.name}: a record a line", len(records), len(lines))
            check(f"{path.name}: status", status, 0)
            check(f"{path.name}: not understood", [r for r in records if "unparsed" in r], [])
    access = [p for p in SAMPLE.glob("var/log/**/*access*") if p.is_file()]
    for path in sorted(access):
        status, records = parse(program, "access", path)
        check(f"{path.name}: status", status, 0)


def check_flags(program):
    path = SAMPLE / "var/log/exim_mainlog"
    _, records = parse(program, "exim_main", path)
    counted = {}
    for row in (REPO / "examples/sample-server.oracle/mainlog-flags.txt").read_text().splitlines():
        flag, count = row.split()
        counted[flag] = int(count)
    for flag, kind in FLAGS.items():
        check(f"main log: {flag}", sum(r["kind"] == kind for r in records), counted[flag])
    _, piped = parse(program, "exim_main", "-", given=path.read_bytes())
    check("main log on a pipe", piped, records)
    with tempfile.TemporaryDirectory() as place:
        packed = Path(place) / "mainlog.gz"
        packed.write_bytes(gzip.compress(path.read_bytes()))
        check("main log, packed", parse(program, "exim_main", packed)[1], records)


def read_spool(text):
    """A -H file as Exim's documentation describes it; nothing of queuehound's."""
    envelope, headers = re.split(rb"\n\n(?=\d{3}[A-Z* ] )", text, maxsplit=1)
    lines = envelope.decode("utf-8", "replace").split("\n")
    options = dict(line[1:].lstrip("-").partition(" ")[::2] for line in lines[4:] if line.startswith("-"))
    count = next(i for i, line in enumerate(lines[4:], 4) if re.fullmatch(r"\d+", line))
    subject = re.search(rb"(?m)^\d{3}[ A-Z] Subject: (.*)$", headers)
    return {"id": lines[0][:-2], "user": lines[1].split()[0], "uid": int(lines[1].split()[1]),
            "sender": lines[2][1:-1], "at": int(lines[3].split()[0]),
            "recipients": sorted(lines[count + 1:count + 1 + int(lines[count])]),
            "auth_id": options.get("auth_id"), "protocol": options.get("received_protocol"),
            "frozen": "frozen" in options,
            "subject": str(make_header(decode_header(subject[1].decode("utf-8", "replace")))) if subject else None}


def check_spool(program):
    files = sorted(SAMPLE.glob("var/spool/**/*-H"))
    _, records = parse(program, "spool", *files)
    check("a record a -H file", len(records), len(files))
    for path, record in zip(files, records):
        fields, wanted = record["fields"], read_spool(path.read_bytes())
        found = {name: fields.get(name) for name in wanted}
        found["recipients"] = sorted(fields["recipients"])
        check(f"{path.name}: who is done was a recipient", set(fields["delivered"]) - set(fields["recipients"]), set())
        found["frozen"] = fields.get("frozen", False)
        found["at"] = int(seconds_of(record["at"]))
        if wanted["subject"] and found["subject"]:  # the first line of a folded one
            found["subject"] = found["subject"].split("\n")[0]
        check(path.name, found, wanted)
    _, logged = parse(program, "exim_main", *sorted((SAMPLE / "var/log").glob("exim_mainlog*")))
    called = {one["fields"]["id"]: one["fields"]["message_id"] for one in logged
              if one["kind"] == "arrival" and "message_id" in one["fields"]}
    both = [(one["fields"].get("message_id"), called[one["fields"]["id"]]) for one in records if one["fields"]["id"] in called]
    check("log and -H file call a message alike", [pair for pair in both if pair[0] != pair[1]], [])
    check("of some that both name", len(both) > 100, True)


def seconds_of(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def check_odd(program):
    status, records = parse(program, "exim_main", "-", given=b"junk\r\n\n\xff\xfe\n")
    check("odd lines: status", status, 1)
    check("odd lines", [(r["line"], r["unparsed"]["column"]) for r in records], [(1, 1), (3, 1)])
    check("no record", parse(program, "exim_main", "-", given=b"")[0], 1)
    check("packed on a pipe", parse(program, "exim_main", "-", given=gzip.compress(b"x\n"))[0], 2)
    line = b"2026-11-23 13:40:01 1aBcDe-000001-00 Completed\n"
    for name in ("<(cat)", "/dev/stdin"):
        done = subprocess.run(["bash", "-c", f'exec "$0" parse --kind exim_main --jsonl {name}', program], input=line, capture_output=True)
        check(f"what the shell hands over as {name}", (done.returncode, done.stdout.count(b"completed")), (0, 1))
    check("no such descriptor", parse(program, "exim_main", "/dev/fd/9999")[0], 2)
    check("no such file", parse(program, "exim_main", SAMPLE / "missing")[0], 2)
    with tempfile.TemporaryDirectory() as place:  # a message leaves the queue between the listing and us
        some = [Path(place) / name for name in ("one", "gone", "two")]
        for path in some[::2]:
            path.write_bytes(b"2026-11-23 13:40:01 1aBcDe-000001-00 Completed\n")
        status, records = parse(program, "exim_main", *some)
        check("one of three files is gone", (status, [Path(r["file"]).name for r in records]), (2, ["one", "two"]))
    for words, is_guess in ((b'"a b" c', None), (b'"a "b" c"', True)):
        line = b"2026-11-23 13:40:01 cwd=/a " + (b"3" if is_guess is None else b"2") + b" args: sendmail " + words + b"\n"
        fields = parse(program, "exim_main", "-", given=line)[1][0]["fields"]
        check(f"quotes within quotes: {words}", fields.get("ambiguous"), is_guess)
    split = (b"Nov 23 13:40:01 host exim[7]: [1/2] 2026-11-23 13:40:01 1aBcDe-000001-00 <= a@b.example \n"
             b"Nov 23 13:40:01 host exim[7]: [2/2] U=shop P=local S=9\n")
    check("split by syslog", [(r["line"], r["kind"], r["fields"].get("user")) for r in
                              parse(program, "exim_main", "-", given=split)[1]], [(1, "arrival", "shop")])
    pam = (b"Nov 23 13:40:01 mx dovecot-auth: pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 "
           b"tty=dovecot ruser=u rhost=9.9.9.9 rhost=192.0.2.1  user=u\n")
    check("PAM's own line", [(r["kind"], r["fields"].get("user"), r["fields"].get("ip")) for r in
                             parse(program, "dovecot", "-", given=pam)[1]], [("auth_failure", "u", "192.0.2.1")])


def check_who_ended_it(program):
    """Exim gives a message up by itself too: that is a reason, and nobody's login."""
    rows = (("removed by root", "root", None), ("cancelled by admin", "admin", None),
            ("cancelled by timeout_frozen_after", None, "timeout_frozen_after"),
            ("cancelled by system filter: a virus", None, "system filter: a virus"))
    for text, user, reason in rows:
        fields = parse(program, "exim_main", "-", given=f"2026-11-23 13:40:01 1aBcDe-000001-00 {text}\n".encode())[1][0]["fields"]
        check(text, (fields.get("user"), fields.get("reason")), (user, reason))
    line = b"2026-11-23 13:40:01 H=(x) [192.0.2.1]:5 I=[192.0.2.9]:25 Ci=7 F=<a@b.example> rejected RCPT <c@d.example>: no\n"
    fields = parse(program, "exim_reject", "-", given=line)[1][0]["fields"]
    check("the own side of a refusal", [fields.get(name) for name in ("interface", "interface_port", "connection_id")],
          ["192.0.2.9", 25, "7"])


def stops(program, kind, *lines):
    """Line and column of what was not understood, and what the text there begins with."""
    text = b"".join(line + b"\n" for line in lines)
    found = [(r["line"], r["unparsed"]["column"]) for r in parse(program, kind, "-", given=text)[1] if "unparsed" in r]
    for line, column in found:
        check(f"{kind}: line {line} has a column {column}", 1 <= column <= len(lines[line - 1]) + 1, True)
    return [(line, lines[line - 1][column - 1:].decode()) for line, column in found]


def check_parts(program):
    """Of a record that syslog cut, what is missing or odd is told by the line and column of the file."""
    head = b"Nov 23 13:40:01 host exim[%d]: [%d/%d] "
    first = head % (7, 1, 3) + b"2026-11-23 13:40:01 1aBcDe-000001-00 <= a@b.example U=shop "
    second, third = head % (7, 2, 3) + b"P=local S=9", head % (7, 3, 3) + b" T=\"x\""
    check("all its parts", stops(program, "exim_main", first, second, third), [])
    check("no part behind", stops(program, "exim_main", first), [(1, " U=shop ")])
    check("no last part", stops(program, "exim_main", first, second), [(2, "")])
    check("no first part", stops(program, "exim_main", second, third), [(1, "P=local S=9")])
    check("none between", stops(program, "exim_main", first, third), [(1, " U=shop "), (2, ' T="x"')])
    odd = head % (7, 2, 2) + b"P=local S=9 %%% T=\"x\""
    check("an odd word in the second part", stops(program, "exim_main", first.replace(b"/3]", b"/2]"), odd),
          [(2, ' %%% T="x"')])
    others = [line.replace(b"exim[7]", b"exim[8]") for line in (first, second)]
    check("another process between", stops(program, "exim_main", first, others[0], second, others[1], third), [(4, "")])


def check_columns(program):
    login = b"Nov 23 10:00:05 mx dovecot: imap-login: Login: user=<anna@a.example>, method=PLAIN, rip=192.0.2.9, lip=192.0.2.1, mpid=1, session=<x>"
    check("a whole login", stops(program, "dovecot", login), [])
    check("cut in the name", stops(program, "dovecot", login[:60]), [(1, "")])
    check("cut in an address", stops(program, "dovecot", login[:login.index(b"0.2.9")]), [(1, "192.")])
    stamp = b"192.0.2.1 - - [23/Nov/2026:10:00:00 +0100]"
    for line, rest in ((stamp + b' "GET / HTTP/1.1" 200 12 "-" "curl"', None), (b"junk", "junk"), (stamp, ""),
                       (stamp + b" nonsense", " nonsense"), (stamp + b' "GET / HT', ""), (stamp + b' "GET / HTTP/1.1" 200', ""),
                       (stamp + b' "GET / HTTP/1.1" x', " x"), (stamp + b' "GET / HTTP/1.1" 200 12 "-" "cu', '"cu')):
        check(f"access {line[42:]}", stops(program, "access", line), [] if rest is None else [(1, rest)])
    for line, rest in ((b'{"msec":1795437628.7,"remote_addr":"192.0.2.7","request":"GET / HTTP/1.1","status":200}', None),
                       (b'{"msec":1795437628.7,"remote_addr":"192.0.2.7","requ', "requ"), (b'{"msec":1,"status":200}', ""),
                       (b'{"msec":1795437628.7,"remote_addr" "192.0.2.7"}', '"192.0.2.7"}')):
        check(f"access {line}", stops(program, "access", line), [] if rest is None else [(1, rest)])
    name, path = next((p.name, p) for p in sorted(SAMPLE.glob("var/spool/exim*/input/**/*-H")))
    lines = path.read_bytes().split(b"\n")
    empty = lines.index(b"", 4)
    with tempfile.TemporaryDirectory() as place:
        for number, text in ((2, b"nobody"), (3, b"a@b.example"), (4, b"soon 0"), (empty + 2, b"xyz")):
            damaged = list(lines)
            damaged[number - 1] = text
            Path(place, name).write_bytes(b"\n".join(damaged))
            record = parse(program, "spool", Path(place, name))[1][0]
            check(f"spool line {number}", (record["line"], record["unparsed"]["column"], record["unparsed"]["text"]),
                  (number, 1, text.decode()))
        Path(place, name).write_bytes(b"\n".join(lines[:3]) + b"\n12")
        check("spool cut short", parse(program, "spool", Path(place, name))[1][0]["unparsed"]["text"], "12")


def check_holes(program):
    """A line that is too long is a record of its own; one behind NULs is read."""
    line = b"2026-11-23 13:40:01 1aBcDe-000001-00 Completed\n"
    hit = b'192.0.2.1 - - [23/Nov/2026:10:00:00 +0100] "GET / HTTP/1.1" 200 12 "-" "curl"\n'
    endless = b"2026-11-23 13:40:01 " + b"x" * 1_200_000 + b"\n"
    with tempfile.TemporaryDirectory() as place:
        log = Path(place) / "log"
        for form in ("file", "pipe"):
            def kinds(kind, text):
                log.write_bytes(text)
                _, records = parse(program, kind, log) if form == "file" else parse(program, kind, "-", given=text)
                return [(r["line"], r["kind"], "unparsed" in r) for r in records]
            check(f"{form}: too long", kinds("exim_main", line + endless + endless + line + endless),
                  [(1, "completed", False), (2, "other", True), (3, "other", True), (4, "completed", False),
                   (5, "other", True)])
            for count in (3_000, 2_000_000):
                holed = b"\0" * count
                check(f"{form}: {count} NULs", kinds("exim_main", line + holed + line + line),
                      [(n, "completed", False) for n in (1, 2, 3)])
                check(f"{form}: {count} NULs, access", kinds("access", hit + holed + hit),
                      [(n, "request", False) for n in (1, 2)])


def check_continuations(program):
    first = b"2026-11-23 13:40:01 Warning: purging the environment.\n"
    _, records = parse(program, "exim_main", "-", given=first + b" Suggested action: use keep_environment.\n")
    check("a second line", [(r["kind"], r["fields"]["text"]) for r in records if "unparsed" not in r],
          [("other", "Warning: purging the environment."), ("other", " Suggested action: use keep_environment.")])
    check("and what is no second line of Exim's", stops(program, "exim_main", first[:-1], b"detail"), [(2, "detail")])
    check("nothing before it", stops(program, "exim_main", b" detail", first[:-1]), [(1, " detail")])


def fields_of(program, kind, *lines):
    return [(r["kind"], r["fields"]) for r in parse(program, kind, "-", given=b"".join(line + b"\n" for line in lines))[1]]


def check_rejected_messages(program):
    """A refusal and the message that follows it are one record, whatever its headers say."""
    first = b"2026-11-23 13:40:43 1xVUHj-000735-2M H=(x) [192.0.2.1] F=<a@b.example> rejected after DATA: spam"
    message = (b"Envelope-from: <a@b.example>", b"Envelope-to: <c@d.example>", b"    <e@d.example>", b"    ...",
               b"P Received: from x", b"\tby y; Mon, 23 Nov 2026", b"F From: a@b.example", b"  Subject: =?utf-8?q?caf=C3=A9?=",
               b"   2026-11-23 13:40:44 1xVUHj-000736-2M Completed", b"* Subject: old", b"\tand folded", b"I Message-ID: <1@x>")
    second = first.replace(b"13:40:43", b"13:40:44")
    found = fields_of(program, "exim_reject", first, *message, second, b"*** truncated ***", first)
    check("one record a refusal", [kind for kind, _ in found], ["reject"] * 3)
    fields = found[0][1]
    check("the envelope", (fields["sender"], fields["recipients"], fields["more_recipients"]),
          ("a@b.example", ["c@d.example", "e@d.example"], True))
    check("the headers", [header.split(":")[0] for header in fields["headers"]], ["Received", "From", "Subject", "Message-ID"])
    check("a folded one", fields["headers"][0], "Received: from x\n\tby y; Mon, 23 Nov 2026")
    check("as the spool names them", (fields["subject"].split("\n")[0][:4], fields["message_id"]), ("café", "1@x"))
    check("a cut one", [fields.get("cut") for _, fields in found], [None, True, None])
    check("what is no message's", stops(program, "exim_reject", first, message[0], b"junk", first), [(3, "junk")])
    check("headers without a refusal", stops(program, "exim_reject", b"F From: a@b.example"), [(1, "F From: a@b.example")])
    parts = [b"Nov 23 13:40:43 host exim[7]: [%d%s%d] " % (n, mark, len(message) + 2) + text for n, (mark, text) in enumerate(
        ((b"/", first[:60]), (b"\\", first[60:]), *((b"\\", line) for line in message)), 1)]
    for kind in ("exim_main", "exim_reject"):
        joined = fields_of(program, kind, *parts)
        check(f"{kind}: through syslog", [(kind, {**fields, "pid": None}) for kind, fields in joined],
              [("reject", {**fields, "pid": None})])
    check("and a part missing", stops(program, "exim_main", *parts[:4]), [(4, "")])


def check_what_lines_tell(program):
    at = b"2026-11-23 13:40:01.123 +0100 [7] "
    _, records = parse(program, "exim_main", "-", given=at + b"1aBcDe-000001-00 Completed QT=0.3s\n")
    check("thousandths", records[0]["at"], "2026-11-23T12:40:01.123Z")
    host = b"(x) [192.0.2.1]:99 I=[192.0.2.9]:25"
    rows = (
        (b"1aBcDe-000001-00 Completed QT=3s", "completed", {"queue_time": "3s"}),
        (b"1aBcDe-000001-00 frozen by anna", "frozen", {"user": "anna"}),
        (b"1aBcDe-000001-00 frozen by ACL", "frozen", {"reason": "ACL", "user": None}),
        (b"1aBcDe-000001-00 Frozen (delivery error message)", "frozen", {"reason": "delivery error message"}),
        (b"1aBcDe-000001-00 Message is frozen", "frozen", {"event": "passed_over", "user": None}),
        (b"Start 'bulk' queue run: pid=9 -qff", "queue_run", {"event": "start", "queue": "bulk", "pid": 7, "args": "-qff"}),
        (b"TLS error on connection from " + host + b" (SSL_accept): error:0A00010B", "connection",
         {"ip": "192.0.2.1", "port": 99, "event": "tls_error"}),
        (b"H=" + host + b" incomplete transaction (RSET) from <a@b.example> for c@d.example", "connection",
         {"ip": "192.0.2.1", "sender": "a@b.example", "event": "incomplete"}),
        (b"H=(x) [6.6.6.6] incomplete transaction (QUIT) from <a@b.example> for q) [192.0.2.1] incomplete transaction (QUIT) from <>",
         "connection", {"ip": None, "sender": None, "ambiguous": True}),
        (b'1aBcDe-000001-00 => c@d.example R=r T=t H=mx [192.0.2.8] X=TLS1.3:A:256 CV=yes DN="CN=mx" C="250 ok" QT=2s DT=1s', "delivery",
         {"certificate_verified": "yes", "certificate_name": "CN=mx", "queue_time": "2s", "delivery_time": "1s"}),
        (b'H=(x) [192.0.2.1] X=TLS1.3:A:256 CV=no DN="CN=me" SNI=mx F=<a@b.example> rejected RCPT <c@d.example>: no', "reject",
         {"cipher": "TLS1.3:A:256", "certificate_verified": "no", "certificate_name": "CN=me", "sni": "mx"}))
    for text, kind, wanted in rows:
        found = fields_of(program, "exim_main", at + text)[0]
        check(text.decode(), (found[0], {name: found[1].get(name) for name in wanted}), (kind, wanted))
    for mark in (b"<=", b"=>", b"->", b">>", b"*>", b"**", b"=="):
        line = b"2026-11-23 13:40:01 1aBcDe-000001-00 " + mark
        for end in (b"", b" "):
            check(f"nothing behind {mark + end}", len(stops(program, "exim_main", line + end)), 1)
            check("and no number made up", [fields.get("errno") for _, fields in fields_of(program, "exim_main", line + end)], [None])
    ended = b"Nov 23 13:40:01 mx dovecot: imap(anna@b.example)<7><s1>: Disconnected: Logged out in=9 out=8"
    check("how a session ended", fields_of(program, "dovecot", ended)[0][1].get("reason"), "Disconnected: Logged out in=9 out=8")


def check_what_the_spool_tells(program):
    text = (b"1aBcDe-000001-00-H\nmail 8 8\n<a@b.example>\n1795437628 2\n-received_time_usec .250000\n--helo_name x\n"
            b"-host_address [192.0.2.1]:99\n-interface_address [192.0.2.9]:25\n-frozen 1795437700\n-manual_thaw\n"
            b"-tls_certificate_verified\n-tls_cipher TLS1.3:A:256\n--tls_peerdn CN=me\\, x\n--tls_sni mx\n"
            b"--aclm _note 3\na\nb\nYN c@d.example\nNN a@d.example\n2\nc@d.example\ne@d.example\n\n"
            b"012  Subject: x\n\n")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "1aBcDe-000001-00-H")
        path.write_bytes(text)
        record = parse(program, "spool", path)[1][0]
    wanted = {"recipients": ["c@d.example", "e@d.example"], "delivered": ["c@d.example"], "frozen": True,
              "frozen_at": "2026-11-23T12:41:40Z", "manually_thawed": True, "warnings": 2, "interface_port": 25,
              "cipher": "TLS1.3:A:256", "certificate_name": "CN=me\\, x", "certificate_verified": True, "sni": "mx",
              "variables": ["acl_m_note=a\nb"]}
    check("of the spool", {name: record["fields"].get(name) for name in wanted}, wanted)
    check("when it came", record["at"], "2026-11-23T12:40:28.250Z")


def check_cut(program):
    whole = gzip.compress((SAMPLE / "var/log/exim_mainlog").read_bytes())
    with tempfile.TemporaryDirectory() as place:
        half = Path(place) / "half.gz"
        half.write_bytes(whole[:len(whole) // 2])
        for options in ([], ["--jsonl"]):
            done = subprocess.run([program, "parse", "--kind", "exim_main", *options, str(half)],
                                  capture_output=True, text=True, check=False)
            check(f"cut {options}: status", done.returncode, 1)
            read = re.search(r"half.gz ends early: .* ([\d,]+) records read before", done.stderr)
            check(f"cut {options}: it is said", bool(read), True)
            check(f"cut {options}: all understood", "all of them" in done.stdout, False)
        if read:
            check("cut: records", int(read[1].replace(",", "")), len(done.stdout.splitlines()))


def check_unwritten(program):
    if not os.path.exists("/dev/full"):
        return
    log = str(SAMPLE / "var/log/exim_mainlog")
    for options in ("", "--jsonl"):
        for nowhere in (">/dev/full", ">&-"):
            command = f'"$0" parse --kind exim_main {options} "$1" {nowhere} 2>/dev/null'
            check(f"{options} {nowhere}: status",
                  subprocess.run(["sh", "-c", command, program, log], check=False).returncode, 2)


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else os.environ.get(
        "QUEUEHOUND", str(REPO / "build/release/queuehound"))
    check_logs(program)
    check_flags(program)
    check_spool(program)
    check_odd(program)
    check_who_ended_it(program)
    check_parts(program)
    check_columns(program)
    check_holes(program)
    check_continuations(program)
    check_rejected_messages(program)
    check_what_lines_tell(program)
    check_what_the_spool_tells(program)
    check_cut(program)
    check_unwritten(program)
    print(f"{RESULTS['passed']} passed, {RESULTS['failed']} failed, 0 skipped")
    return 1 if RESULTS["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
