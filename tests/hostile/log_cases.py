"""Logs that are damaged, huge, lie about the time, or change while they are read."""
import bz2
import concurrent.futures
import datetime
import gzip
import lzma
import os
import random
import re
import shutil
import subprocess
import threading
import time

from harness import (ACCESS_LOG, ANYBODY, LOGS, MAIL_LOG, MAIN_LOG, PHP_LOG, REJECT_LOG, Failed, Limits, Skipped, append,
                     base62, message_id, must_find, must_find_usual, run, scan, server, check_note)

GARBAGE = random.Random(7).randbytes(3_000_000)
MEGABYTE = b"a" * 1_000_000


def damaged(log, change, **wanted):
    with server() as tree:
        path = tree / log
        path.write_bytes(change(path.read_bytes()))
        must_find_usual(scan(tree, **wanted), script=log not in (PHP_LOG, ACCESS_LOG))


CHANGES = {
    "binary garbage in the middle": lambda data: data[:len(data) // 2] + GARBAGE + b"\n" + data[len(data) // 2:],
    "binary garbage before": lambda data: GARBAGE + b"\n" + data,
    "binary garbage after": lambda data: data + GARBAGE,
    "NUL blocks": lambda data: bytes(8192) + data[:len(data) // 3] + bytes(100_000) + data[len(data) // 3:] + bytes(4096),
    "no last newline": lambda data: data.rstrip(b"\n"),
    "cut in a line": lambda data: data[:-37],
    "CR LF": lambda data: data.replace(b"\n", b"\r\n"),
    "every line twice": lambda data: b"".join(line * 2 for line in data.splitlines(keepends=True)),
    "empty lines": lambda data: data.replace(b"\n", b"\n\n\n"),
    "bad UTF-8 in every line": lambda data: data.replace(b"\n", b"\xff\xc0\xaf\xed\xa0\x80\n"),
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
}


def only_garbage(log, data):
    with server() as tree:
        (tree / log).write_bytes(data)
        answer = scan(tree)
        must_find(answer, kind="mailbox", account="info@harbor-tools.example")


def one_long_line(log, megabytes, sparse):
    """No newline for hundreds of megabytes, in bounded memory."""
    with server() as tree:
        with open(tree / log, "ab") as file:
            if sparse:
                file.truncate(file.tell() + megabytes * 1_000_000)
            else:
                file.write(b"2026-11-23 16:56:59 1xVc1g-00010p-0L <= ")
                for _ in range(megabytes):
                    file.write(MEGABYTE)
        must_find_usual(scan(tree, limits=Limits(60, 400), text_too=False), script=log not in (PHP_LOG, ACCESS_LOG))


def compressed(ending, pack, damage, log=MAIN_LOG):
    """An older segment that is cut short or broken."""
    with server() as tree:
        older = (tree / (log + "-20261123")).read_bytes()
        (tree / (log + "-20261123")).unlink()
        (tree / (log + "-20261123" + ending)).write_bytes(damage(pack(older)))
        must_find_usual(scan(tree))


def zstd(data):
    if shutil.which("zstd") is None:
        raise Skipped("needs zstd")
    return subprocess.run(["zstd", "-q", "-c"], input=data, capture_output=True, check=True).stdout


PACKERS = {".gz": gzip.compress, ".xz": lzma.compress, ".bz2": bz2.compress, ".zst": zstd}
DAMAGES = {
    "cut in half": lambda data: data[:len(data) // 2],
    "cut to its first bytes": lambda data: data[:5],
    "a byte changed": lambda data: data[:len(data) // 2] + bytes([data[len(data) // 2] ^ 0x55]) + data[len(data) // 2 + 1:],
    "garbage behind": lambda data: data + GARBAGE[:5000],
    "two in one file": lambda data: data + data,
}


def packed_bomb(ending, pack):
    """A few kilobytes that become a gigabyte without a newline."""
    with server() as tree:
        bomb = pack(bytes(50_000_000))
        with open(tree / (MAIN_LOG + "-20261122" + ending), "wb") as file:
            for _ in range(6):
                file.write(bomb)
        must_find_usual(scan(tree, limits=Limits(60, 400), text_too=False))


def wrong_ending():
    with server() as tree:
        shutil.copy(tree / MAIN_LOG, tree / (MAIN_LOG + "-20261120.gz"))
        os.utime(tree / (MAIN_LOG + "-20261120.gz"), (1795000000, 1795000000))
        must_find_usual(scan(tree))


def changing(change):
    """Another thread changes the log again and again while it is scanned."""
    with server() as tree:
        path = tree / MAIN_LOG
        whole = path.read_bytes()
        for _ in range(6):  # long enough that reading takes a while
            append(path, whole)
        longer = path.read_bytes()
        stop = threading.Event()

        def work():
            while not stop.is_set():
                change(path, longer)

        worker = threading.Thread(target=work)
        worker.start()
        try:
            for _ in range(8):
                scan(tree, "--now", "2026-11-23T21:57:01Z", text_too=False, guilty=ANYBODY)
        finally:
            stop.set()
            worker.join()


def truncate(path, longer):
    os.truncate(path, 1000)
    time.sleep(0.003)
    path.write_bytes(longer)
    time.sleep(0.01)


def copy_and_truncate(path, longer):
    shutil.copy(path, f"{path}-20261124")
    os.truncate(path, 0)
    time.sleep(0.002)
    path.write_bytes(longer)


def rename(path, longer):
    os.rename(path, f"{path}.1")
    time.sleep(0.002)
    path.write_bytes(longer)
    time.sleep(0.005)


def remove(path, longer):
    path.unlink()
    time.sleep(0.002)
    path.write_bytes(longer)
    time.sleep(0.005)


def grow(path, longer):
    append(path, longer[-3000:])
    if path.stat().st_size > 60_000_000:
        os.truncate(path, len(longer))


def future_lines():
    """Stamps years ahead are nobody's present."""
    with server() as tree:
        log = (tree / MAIN_LOG).read_text(errors="replace")
        append(tree / MAIN_LOG, log[-20000:].replace("2026-11-23", "2031-01-01"))
        answer = scan(tree, note=None)
        must_find_usual(answer)
        if answer.document["window"]["to"] > "2030":
            raise Failed(f"takes the future for the present: {answer.document['window']}")


def one_future_line():
    with server() as tree:
        append(tree / MAIN_LOG, "2099-12-31 23:59:59 SMTP connection from [192.0.2.220]\n")
        must_find_usual(scan(tree))


def impossible_stamps():
    with server() as tree:
        for stamp in ("0000-00-00 00:00:00", "9999-99-99 99:99:99", "2026-02-30 10:00:00", "2026-11-23 24:60:61",
                      "-2026-11-23 10:00:00", "1969-12-31 23:59:59", "2026-11-23 16:57:01.999999999 +9999",
                      "2026-11-23 16:57:01 -9959 [99999999999999999999]"):
            append(tree / MAIN_LOG, f"{stamp} 1xVc21-00012o-0g <= anna@harbor-tools.example H=(x) [203.0.113.9] P=esmtpa "
                                    f"A=dovecot_plain:anna@harbor-tools.example S=9 for a@b.test\n" * 30)
        must_find_usual(scan(tree))


def clock_back():
    """The clock jumps back two hours in the middle of the log, and forward again."""
    with server() as tree:
        lines = (tree / MAIN_LOG).read_text(errors="replace").splitlines(keepends=True)
        third = len(lines) // 3
        for number in range(third, third * 2):
            lines[number] = re.sub(r"^(2026-11-23) 16:", r"\1 14:", lines[number])
        (tree / MAIN_LOG).write_text("".join(lines))
        must_find(scan(tree), kind="mailbox", account="info@harbor-tools.example")


def repeated_hour():
    """01:59 EDT is followed by 01:00 EST: two hours have the same stamps."""
    with server() as tree:
        begin = datetime.datetime(2026, 11, 1, 5, 0, tzinfo=datetime.timezone.utc)  # 01:00 EDT
        lines = []
        for minute in range(0, 120):
            at = begin + datetime.timedelta(minutes=minute)
            wall = at - datetime.timedelta(hours=4 if minute < 60 else 5)
            second = int(at.timestamp())
            identifier = message_id(second, 400 + minute * 3)
            for number in range(3):
                identifier = message_id(second, 400 + minute * 9 + number)
                lines.append(f"{wall:%Y-%m-%d %H:%M:%S} {identifier} <= info@harbor-tools.example H=(x) [203.0.113.11] "
                             f"P=esmtpa A=dovecot_plain:info@harbor-tools.example S=500 T=\"Offer {minute % 3}\" "
                             f"for n{minute}.{number}@bulk{number}.test\n"
                             f"{wall:%Y-%m-%d %H:%M:%S} {identifier} ** n{minute}.{number}@bulk{number}.test R=outside "
                             f"T=to_outside H=mx [192.0.2.200]: SMTP error from remote mail server after RCPT "
                             f"TO:<n{minute}.{number}@bulk{number}.test>: 550 5.1.1 no such user\n"
                             f"{wall:%Y-%m-%d %H:%M:%S} {identifier} Completed\n")
        for name in ("exim_mainlog-20261123", "exim_mainlog-20261116.gz"):
            (tree / "var/log" / name).unlink()
        (tree / MAIN_LOG).write_text("".join(lines))
        shutil.rmtree(tree / "var/spool/exim")
        (tree / "var/spool/exim/input").mkdir(parents=True)
        answer = scan(tree, "--now", "2026-11-01T07:00:00Z", "--timezone", "America/New_York")
        incident = must_find(answer, kind="mailbox", account="info@harbor-tools.example")
        seen = [incident["first_seen"], incident["last_seen"]]
        wanted = ["2026-11-01T05:", "2026-11-01T06:"]
        times = [datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(datetime.timezone.utc)
                 .strftime("%Y-%m-%dT%H:") for text in seen]
        if times != wanted:
            raise Failed(f"the repeated hour is told as {seen}")


def only_continuations():
    with server() as tree:
        (tree / MAIN_LOG).write_bytes(b"  continued\n\tcontinued cwd=/x 3 args: exim -bp\nno stamp at all\n" * 50_000)
        must_find(scan(tree), kind="mailbox", account="info@harbor-tools.example")


def empty_segments():
    with server() as tree:
        for number in range(400):
            (tree / f"{MAIN_LOG}.{number}").write_bytes(b"")
            (tree / f"{MAIN_LOG}-2026{number:04}").write_bytes(b"")
        must_find_usual(scan(tree))


def many_senders():
    """A hundred thousand names, addresses and subjects: memory stays within bounds."""
    with server() as tree:
        lines = []
        for number in range(100_000):
            identifier = message_id(1795470000 + number // 100, 1000 + number % 60000, number % 50)
            lines.append(f"2026-11-23 16:{40 + number // 100 // 60:02}:{number // 100 % 60:02} {identifier} <= u{number}@n{number}.test "
                         f"H=(h{number}) [100.{number >> 16 & 63}.{number >> 8 & 255}.{number & 255}] P=esmtp S=9 "
                         f"T=\"s{number}\" for r{number}@lakeside-hotel.example\n")
        append(tree / MAIN_LOG, "".join(lines))
        scan(tree, limits=Limits(40, 600), text_too=False, guilty=ANYBODY)


CROWD = 200_000


def arrival(number, login="anna@harbor-tools.example", subject="s", recipient="r@bulk.test", extra=""):
    second = 1795468000 + number // 60
    wall = datetime.datetime.fromtimestamp(second, datetime.timezone(datetime.timedelta(hours=-5)))
    stamp = f"{wall:%Y-%m-%d %H:%M:%S}"
    identifier = message_id(second, 1000 + number % 200_000, number % 60)
    return stamp, identifier, (f"{stamp} {identifier} <= {login} H=(x) [203.0.113.{number % 200}] P=esmtpa "
                               f"A=dovecot_plain:{login} S=9{extra} T=\"{subject}\" for {recipient}\n")


class Words:
    """A different word for every number, and none kept: our own memory counts as the program's."""

    def __getitem__(self, number):
        number %= CROWD
        return "abcdefghij"[number * 7 % 10] * 3 + base62(number * 7919, 6)


def crowd(name):
    """In a process of its own: to read about two hundred thousand origins takes hundreds of megabytes here, and below
    what we ever held nothing is known of a child's memory."""
    with concurrent.futures.ProcessPoolExecutor(1) as alone:
        alone.submit(crowd_of, name).result()


def crowd_of(name):
    """Inputs that are many of one thing: nothing in the program may be slower than their number."""
    numbers = range(CROWD)
    words = Words()
    make = {
        "subjects of one mailbox": lambda: (MAIN_LOG, (arrival(n, subject=words[n] + " " + words[-n])[2] for n in numbers)),
        "recipients of one mailbox": lambda: (MAIN_LOG, (arrival(n, recipient=f"{words[n]}@{words[-n]}.test")[2] for n in numbers)),
        "deliveries of one message": lambda: (MAIN_LOG, (
            f"2026-11-23 16:56:00 1xVc1g-00010p-0L => {words[n]}@bulk.test R=outside T=to_outside H=mx [192.0.2.200]\n" for n in numbers)),
        "deliveries of unknown messages": lambda: (MAIN_LOG, (
            f"{arrival(n)[0]} {arrival(n)[1]} => {words[n]}@bulk.test R=outside T=to_outside H=mx [192.0.2.200]\n" for n in numbers)),
        "directories of one account": lambda: (MAIN_LOG, (
            f"{arrival(n)[0]} cwd=/home/gazette/{words[n]} 3 args: /usr/sbin/sendmail -t -i\n{arrival(n)[0]} {arrival(n)[1]} "
            f"<= gazette@server.hosting.example U=gazette P=local S=9 T=\"x\" for r@bulk.test\n" for n in numbers)),
        "cwd lines without mail": lambda: (MAIN_LOG, (
            f"{arrival(n)[0]} cwd=/home/gazette/{words[n]} 3 args: /usr/sbin/sendmail -t -i\n" for n in numbers)),
        "clients of one mailbox": lambda: (MAIN_LOG, (
            arrival(n)[2].replace("203.0.113.", f"100.{n >> 16}.{n >> 8 & 255}.") for n in numbers)),
        "guessers": lambda: (MAIL_LOG, (
            f"Nov 23 16:5{n // 30000}:{n // 500 % 60:02} server dovecot: imap-login: Disconnected: Connection closed (auth failed, 1 attempts "
            f"in 2 secs): user=<{words[n]}>, method=PLAIN, rip=100.{n >> 16}.{n >> 8 & 255}.{n & 255}, lip=192.0.2.10, session=<x>\n" for n in numbers)),
        "guesses of one address": lambda: (MAIL_LOG, (
            f"Nov 23 16:5{n // 30000}:{n // 500 % 60:02} server dovecot: imap-login: Disconnected: Connection closed (auth failed, 1 attempts "
            f"in 2 secs): user=<{words[n]}>, method=PLAIN, rip=203.0.113.7, lip=192.0.2.10, session=<x>\n" for n in numbers)),
        "probed recipients": lambda: (MAIN_LOG, (
            f"{arrival(n)[0]} H=(x) [203.0.113.8] F=<a@bulk.test> rejected RCPT <{words[n]}@lakeside-hotel.example>: No Such User Here\n" for n in numbers)),
        "visitors of a page": lambda: (ACCESS_LOG, (
            f"100.{n >> 16}.{n >> 8 & 255}.{n & 255} - - [23/Nov/2026:16:5{n // 30000}:{n // 500 % 60:02} -0500] \"POST "
            f"/wp-content/uploads/2026/11/wp-cache-7f3.php?{words[n]} HTTP/1.1\" 200 7 \"-\" \"x\"\n" for n in numbers)),
        "pages of a site": lambda: (ACCESS_LOG, (
            f"203.0.113.9 - - [23/Nov/2026:16:5{n // 30000}:{n // 500 % 60:02} -0500] \"GET /{words[n]} HTTP/1.1\" 200 7 \"-\" \"x\"\n" for n in numbers)),
        "scripts in PHP's log": lambda: (PHP_LOG, (
            f"[23-Nov-2026 21:5{n // 30000}:{n // 500 % 60:02} UTC] mail() on [/home/lakeside/public_html/{words[n]}.php:3]: To: {words[n]}@b.test\n" for n in numbers)),
        "bounces from everywhere": lambda: (MAIN_LOG, (
            f"{arrival(n)[0]} {arrival(n)[1]} <= <> H=(x) [100.{n >> 16}.{n >> 8 & 255}.{n & 255}] P=esmtp S=9 for {words[n]}@lakeside-hotel.example\n" for n in numbers)),
        "origins of an open relay": lambda: (MAIN_LOG, (
            f"{arrival(n)[0]} {arrival(n)[1]} <= a@bulk.test H=(x) [100.{n >> 16}.{n >> 8 & 255}.{n & 255}] P=esmtp S=9 T=\"x\" for r@bulk.test\n"
            f"{arrival(n)[0]} {arrival(n)[1]} => r@bulk.test R=dnslookup T=remote_smtp H=mx.bulk.test [192.0.2.200]\n" for n in numbers)),
        "texts of a storm": lambda: (MAIN_LOG, (  # two hundred hosts each send the same, a thousand times over
            f"{arrival(n)[0]} {arrival(n)[1]} <= {words[n]}@bulk.test H=(x) [100.{n >> 16}.{n >> 8 & 255}.{n & 255}] P=esmtp S=9 "
            f"T=\"Re: {words[n % 1000]}\" for info@lakeside-hotel.example\n{arrival(n)[0]} {arrival(n)[1]} Completed\n" for n in numbers)),
    }
    with server() as tree:
        log, lines = make[name]()
        with open(tree / log, "ab") as file:
            for line in lines:
                file.write(line.encode())
        # Beside builds, and politely: what grows with the square takes minutes.
        now, limits = ("--now", "2026-11-23T22:00:00Z"), Limits(60, 700)
        answer = scan(tree, *now, limits=limits, text_too=False, guilty=ANYBODY)
        longest = max(answer.incidents, key=lambda incident: len(incident["plan"]))
        for command in ("explain", "plan"):  # a plan of two hundred thousand addresses is one step
            told = run([command, longest["id"], "--root", str(tree), *now], limits=limits)
            if told.status != 0:
                raise Failed(f"{command} ended with {told.status}: {told.err[-400:]!r}")


CROWDS = ("subjects of one mailbox", "recipients of one mailbox", "deliveries of one message", "deliveries of unknown messages",
          "directories of one account", "cwd lines without mail", "clients of one mailbox", "guessers", "guesses of one address",
          "probed recipients", "visitors of a page", "pages of a site", "scripts in PHP's log", "bounces from everywhere", "origins of an open relay", "texts of a storm")


def cases():
    for name in CROWDS:
        yield f"log: {CROWD} lines, {name}", lambda n=name: crowd(n)
    for log in (MAIN_LOG, MAIL_LOG, PHP_LOG, ACCESS_LOG, REJECT_LOG):
        for what, change in CHANGES.items():
            yield f"log: {what}, {log}", lambda l=log, c=change: damaged(l, c)
        yield f"log: nothing but garbage, {log}", lambda l=log: only_garbage(l, GARBAGE)
        yield f"log: nothing but NULs, {log}", lambda l=log: only_garbage(l, bytes(1_000_000))
    yield "log: 300 MB without newline, main log", lambda: one_long_line(MAIN_LOG, 300, False)
    for log in (MAIN_LOG, MAIL_LOG, ACCESS_LOG, PHP_LOG):
        yield f"log: 300 MB of sparse NULs, {log}", lambda l=log: one_long_line(l, 300, True)
    for ending, pack in PACKERS.items():
        for what, damage in DAMAGES.items():
            yield f"log: {ending} {what}", lambda e=ending, p=pack, d=damage: compressed(e, p, d)
        yield f"log: {ending} bomb", lambda e=ending, p=pack: packed_bomb(e, p)
    yield "log: plain text called .gz", wrong_ending
    for what, change in (("truncated", truncate), ("copied and truncated", copy_and_truncate), ("renamed", rename),
                         ("removed", remove), ("growing", grow)):
        yield f"log: {what} while it is read", lambda c=change: changing(c)
    yield "log: lines of the future", future_lines
    yield "log: one line of the future", one_future_line
    yield "log: impossible stamps", impossible_stamps
    yield "log: the clock jumps back", clock_back
    yield "log: the repeated hour", repeated_hour
    yield "log: only continuation lines", only_continuations
    yield "log: many empty segments", empty_segments
    yield "log: many senders", many_senders
