#!/usr/bin/env python3
"""Files of systemd's journal, made by systemd's own writer and read by `journalctl` and by queuehound: both
must see the same lines. Then as a server: a journal in its usual place, with archives, with lines that a
customer forged, beside files of syslog, and damaged.

    tests/oracle/journal.py [BINARY]     default: $QUEUEHOUND, else build/release/queuehound

Exit status: 0 all agree, 1 something differs, 77 systemd's programs are not here.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("QUEUEHOUND", str(REPO / "build/release/queuehound"))
WRITER = "/usr/lib/systemd/systemd-journal-remote"
SECOND = 1_000_000
START = 1_795_600_800 * SECOND
NOW = "2026-11-25 22:00:00"
FORMS = {"as today": {}, "as before systemd 252": {"SYSTEMD_JOURNAL_COMPACT": "0", "SYSTEMD_JOURNAL_KEYED_HASH": "0"}}
RESULTS = {True: 0, False: 0}


def check(claim, holds, more=""):
    RESULTS[bool(holds)] += 1
    print(f"{'ok   ' if holds else 'FAIL '} {claim}" + ("" if holds else f": {more}"))


def field(name, value):
    raw = value if isinstance(value, bytes) else value.encode()
    if b"\n" in raw:
        return name.encode() + b"\n" + len(raw).to_bytes(8, "little") + raw + b"\n"
    return name.encode() + b"=" + raw + b"\n"


def entry(at, program, message, pid=77, uid=0, **more):
    fields = {"__REALTIME_TIMESTAMP": str(at), "__MONOTONIC_TIMESTAMP": str(at - START + 90 * 86400 * SECOND), "_BOOT_ID": "1" * 32,
              "_HOSTNAME": "mx1", "_TRANSPORT": "syslog", "PRIORITY": "6", "SYSLOG_IDENTIFIER": program,
              "_PID": str(pid), "_UID": str(uid), "MESSAGE": message, **more}
    return b"".join(field(name, value) for name, value in fields.items()) + b"\n"


def write_journal(path, entries, form={}):
    path.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run([WRITER, "-o", str(path), "-"], input=b"".join(entries), env={**os.environ, **form},
                          capture_output=True)
    if done.returncode != 0:
        sys.exit(f"systemd's writer: {done.stderr.decode()}")


def run(*words, good=(0, 1)):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, timeout=120)
    if done.returncode not in good:
        sys.exit(f"{words}: status {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.stdout.decode(errors="replace")


def lines_of(path):
    """(second, text) of Dovecot's lines as queuehound reads them."""
    records = [json.loads(line) for line in run("parse", "--kind", "dovecot", "--jsonl", path).splitlines()]
    rows = [(record["at"], record["fields"].get("text", "")) for record in records]
    return [row for row in rows if row[1].split()[2] == "dovecot"]  # cron's and sshd's lines are read too


def escaped(message):
    raw = bytes(message) if isinstance(message, list) else message.encode()
    out = "".join(f"#{byte:03o}" if byte < 32 or byte == 127 else chr(byte) for byte in raw)
    return out.encode("latin-1").decode("utf-8", "replace")


def journalctl_lines_of(path):
    listed = subprocess.run(["journalctl", "-q", "-o", "json", "--all", "-t", "dovecot", "--file", path], capture_output=True,
                            text=True, check=True).stdout
    rows = []
    for line in listed.splitlines():
        one = json.loads(line)
        at = subprocess.run(["date", "-u", "-d", f"@{int(one['__REALTIME_TIMESTAMP']) // SECOND}", "+%Y-%m-%dT%H:%M:%SZ"],
                            capture_output=True, text=True).stdout.strip() if len(rows) % 40 == 0 else None
        rows.append((at, escaped(one["MESSAGE"])))
    return rows


def random_entries(chance, count):
    """Lines of several programs; Dovecot's are of no known form, so that all of their text is shown."""
    at, words = START, ["master", "auth", "Warning", "größer", "a=b", "user=<x>", "\x1b[1m", "#012", "rip=192.0.2.1"]
    for number in range(count):
        at += chance.choice([0, 1, 999, SECOND, 7 * SECOND])
        program = chance.choice(["dovecot", "dovecot", "sshd", "kernel", "CRON", "dovecot-like", "dove"])
        message = f"note {number} {program} " + " ".join(chance.choices(words, k=chance.choice([1, 3, 40, 400])))
        if number % 50 == 7:
            message += "\n2026-11-25T10:00:00.000000+00:00 mx1 dovecot[1]: imap-login: Login: user=<forged>"
        yield entry(at, program, message, pid=chance.randrange(1, 99999), _COMM=program, CODE_LINE=str(number))


def compare_with_journalctl(folder):
    for name, form in FORMS.items():
        path = folder / f"{name.split()[1]}.journal"
        write_journal(path, random_entries(random.Random(7), 3000), form)
        found, wanted = lines_of(path), journalctl_lines_of(path)
        check(f"{name}: as many of Dovecot's lines as journalctl -t dovecot, some thousand", len(found) == len(wanted) > 700,
              (len(found), len(wanted)))
        wrong = [(ours, theirs) for ours, theirs in zip(found, wanted) if ours[1] != theirs[1] and len(theirs[1]) < 4000]
        check(f"{name}: the same words in the same order, control characters made visible", not wrong, wrong[:2])
        times = [(ours[0], theirs[0]) for ours, theirs in zip(found, wanted) if theirs[0] and ours[0] != theirs[0]]
        check(f"{name}: the same times", not times, times[:3])
        check(f"{name}: a line break in a message begins no line", not any("forged" in (text or "") and not text.startswith("note")
                                                                         for _, text in found))


def login(user, address, result="Login"):
    tail = f"user=<{user}>, method=PLAIN, rip={address}, lip=198.51.100.9, TLS, session=<s{random.random()}>"
    if result == "Login":
        return f"imap-login: Login: {tail[:tail.index(', lip')]}, lip=198.51.100.9, mpid=5, TLS, session=<x>"
    return f"imap-login: Disconnected (auth failed, 1 attempts in 2 secs): {tail}"


def make_server(root):
    for folder in ("etc/exim4", "var/log/exim4", "var/spool/exim4/input", "home/kim"):
        (root / folder).mkdir(parents=True)
    (root / "etc/passwd").write_text("root:x:0:0::/root:/bin/sh\nkim:x:1000:1000::/home/kim:/bin/sh\n")
    (root / "etc/timezone").write_text("UTC\n")
    (root / "etc/debian_version").write_text("12.5\n")
    (root / "var/log/exim4/mainlog").write_text("2026-10-20 09:00:00 exim 4.96 daemon started: pid=9, -q30m, listening\n")
    return root / "var/log/journal/00112233445566778899aabbccddeeff"


def logins_of(root, mailbox):
    known = json.loads(run("who", mailbox, "--root", root, "--now", NOW, "--json"))
    return {(row["address"], row["succeeded"] + row["succeeded_before"], row["failed"] + row["failed_before"])
            for row in known["logins"]}


def try_as_server(folder):
    root = folder / "server"
    journal = make_server(root)
    old = [entry(START - 3 * 86400 * SECOND + i * SECOND, "dovecot", login("ann@shop.example", "192.0.2.10")) for i in range(4)]
    new = [entry(START + i * SECOND, "dovecot", login("ann@shop.example", "192.0.2.10")) for i in range(3)]
    guesses = [entry(START + i * SECOND, "dovecot", login("ann@shop.example", "203.0.113.66", "no")) for i in range(5)]
    forged = [entry(START + i * SECOND, "dovecot", login("ann@shop.example", "198.51.100.77"), uid=1000) for i in range(9)]
    forged += [entry(START + i * SECOND, "dovecot", login("ann@shop.example", "198.51.100.78"), uid=33,
                     _SYSTEMD_UNIT="apache2.service") for i in range(9)]
    new.append(entry(START, "dovecot", login("ann@shop.example", "192.0.2.11"), uid=112, _SYSTEMD_UNIT="dovecot.service"))
    write_journal(journal / "system@0123456789abcdef0123456789abcdef-0000000000000001-0005f0e1d2c3b4a5.journal", old)
    write_journal(journal / "system.journal", new + guesses + forged)
    write_journal(journal / "user-1000.journal", forged)
    wanted = {("192.0.2.10", 7, 0), ("192.0.2.11", 1, 0), ("203.0.113.66", 0, 5)}
    seen = logins_of(root, "ann@shop.example")
    check("who: logins of the journal and of its archive; none that a customer forged", seen == wanted, seen)
    report = run("check", "--root", root, "--now", NOW)
    check("check names the journal as Dovecot's log", "system.journal" in report and "no log of Dovecot" not in report, report)
    check("check tells how the journal is kept longer", "MaxRetentionSec=31day" in report, report)
    text = root / "var/log/mail.log"
    text.write_text("Nov 25 10:00:00 mx1 dovecot: " + login("ann@shop.example", "192.0.2.10") + "\n")
    check("a mail.log that is kept up is read in place of the journal", logins_of(root, "ann@shop.example") ==
          {("192.0.2.10", 1, 0)}, logins_of(root, "ann@shop.example"))
    os.utime(text, (START / SECOND - 30 * 86400,) * 2)
    seen = logins_of(root, "ann@shop.example")
    check("a mail.log from before the journal does not hide it", {("203.0.113.66", 0, 5)} <= seen, seen)
    text.unlink()
    return journal / "system.journal"


def damage(path, folder):
    sound, chance, crashed = path.read_bytes(), random.Random(3), []
    used = max(i for i in range(0, len(sound), 4096) if any(sound[i:i + 4096])) + 4096
    broken = folder / "broken.journal"
    for number in range(60):
        copy = bytearray(sound[:used] if number % 2 else sound[:chance.randrange(8, used)])
        for _ in range(chance.choice([1, 5, 200])):
            copy[chance.randrange(8, len(copy))] = chance.randrange(256)
        broken.write_bytes(copy)
        try:
            done = subprocess.run([PROGRAM, "parse", "--kind", "dovecot", str(broken)], capture_output=True, timeout=20)
            if done.returncode not in (0, 1):
                crashed.append((number, done.returncode))
        except subprocess.TimeoutExpired:
            crashed.append((number, "hangs"))
    check("60 damaged files: read as far as they go, no crash, no hang", not crashed, crashed[:5])


def main():
    if not Path(WRITER).exists() or not shutil.which("journalctl"):
        print("systemd-journal-remote or journalctl is not here")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compare_with_journalctl(folder)
        damage(try_as_server(folder), folder)
    print(f"{RESULTS[True]} passed, {RESULTS[False]} failed, 0 skipped")
    sys.exit(1 if RESULTS[False] else 0)


main()
