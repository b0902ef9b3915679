"""Lines and headers whose client invented them to accuse somebody else, or to break what shows them."""
import re
import shlex
import unicodedata

from forgery import NOW, stamp
from forgery_cases import add_forger, queued, real_mailing
from harness import (ACCESS_LOG, ANYBODY, INPUT, MAIL_LOG, MAIN_LOG, PHP_LOG, Failed, append, headers, message_id,
                     must_find, must_find_usual, scan, server)

VICTIM = "anna@harbor-tools.example"
VICTIM_ADDRESS = "198.51.100.25"
OTHER = "203.0.113.204"           # the attacker's real address in every line

# Arrivals over SMTP without login from OTHER, whose texts imitate a login of the victim, another
# address, or a local account. {n} numbers them; {i} is an id.
ARRIVALS = {
    "HELO imitates A=": "<= deal{n}@bulk.test H=(x A=dovecot_plain:%s) [%s] P=esmtp S=400 id=x{n}@bulk.test T=\"Cheap\" for r{n}@lakeside-hotel.example" % (VICTIM, OTHER),
    "HELO imitates an address": "<= deal{n}@bulk.test H=([%s]) [%s] P=esmtp S=400 T=\"Cheap\" for r{n}@lakeside-hotel.example" % (VICTIM_ADDRESS, OTHER),
    "HELO closes its bracket": "<= deal{n}@bulk.test H=(x) [%s] P=esmtpa A=dovecot_plain:%s) [%s] P=esmtp S=400 for r{n}@lakeside-hotel.example" % (VICTIM_ADDRESS, VICTIM, OTHER),
    "subject imitates all of it": "<= deal{n}@bulk.test H=(x) [%s] P=esmtp S=400 T=\"x\\\" A=dovecot_plain:%s U=gazette for a@b.test\" for r{n}@lakeside-hotel.example" % (OTHER, VICTIM),
    "id= imitates A=": "<= deal{n}@bulk.test H=(x) [%s] P=esmtp S=400 id=A=dovecot_plain:%s@x T=\"Cheap\" for r{n}@lakeside-hotel.example" % (OTHER, VICTIM),
    "sender imitates H= and A=": "<= \"x H=(y) [%s] A=dovecot_plain:%s\"@bulk.test H=(x) [%s] P=esmtp S=400 T=\"Cheap\" for r{n}@lakeside-hotel.example" % (VICTIM_ADDRESS, VICTIM, OTHER),
    "sender is the victim": "<= %s H=(harbor-tools.example) [%s] P=esmtp S=400 T=\"Cheap\" for r{n}@lakeside-hotel.example" % (VICTIM, OTHER),
    "ident imitates a local account": "<= deal{n}@bulk.test H=(x) [%s] U=gazette P=esmtp S=400 T=\"Cheap\" for r{n}@lakeside-hotel.example" % OTHER,
    "sender with U= and P=local": "<= \"deal U=gazette P=local S=1\"@bulk.test H=(x) [%s] P=esmtp S=400 T=\"Cheap\" for r{n}@lakeside-hotel.example" % OTHER,
}

REFUSALS = {
    "set_id imitates an address": "dovecot_login authenticator failed for (x) [%s]: 535 Incorrect authentication data (set_id=info) [%s]: 535 x (set_id=q)" % (OTHER, VICTIM_ADDRESS),
    "HELO of a failed login imitates an address": "dovecot_login authenticator failed for (x) [%s]: 535 x) [%s]: 535 Incorrect authentication data (set_id=info)" % (VICTIM_ADDRESS, OTHER),
    "HELO of a refusal imitates an address": "H=(x) [%s] F=<a@b.test> rejected RCPT <q{n}@lakeside-hotel.example>: x) [%s] F=<a@bulk.test> rejected RCPT <q{n}@lakeside-hotel.example>: No Such User Here" % (VICTIM_ADDRESS, OTHER),
    "sender of a refusal imitates an address": "H=(x) [%s] F=<\"x H=(y) [%s]\"@bulk.test> rejected RCPT <q{n}@lakeside-hotel.example>: No Such User Here" % (OTHER, VICTIM_ADDRESS),
    "recipient of a refusal imitates an address": "H=(x) [%s] F=<a@bulk.test> rejected RCPT <\"q{n}> H=(y) [%s] <\"@lakeside-hotel.example>: No Such User Here" % (OTHER, VICTIM_ADDRESS),
}

DOVECOT = {
    "user imitates rip=": "dovecot: imap-login: Disconnected: Connection closed (auth failed, 1 attempts in 2 secs): user=<x>, method=PLAIN, rip=%s, lip=192.0.2.10, session=<a>, method=PLAIN, rip=%s, lip=192.0.2.10, session=<AAAA{n}>" % (VICTIM_ADDRESS, OTHER),
    "user in auth imitates an address": "dovecot: auth: passwd-file(x,%s): unknown user (,%s,<s{n}>): Password mismatch" % (VICTIM_ADDRESS, OTHER),
}


def claimed(line, count=120):
    with server() as tree:
        rows = []
        for number in range(count):
            second = NOW + number // 4
            identifier = message_id(second, 9000 + number * 5, number % 60)
            text = line.replace("{n}", str(number))
            prefix = f"{stamp(second)} " + (f"{identifier} " if text.startswith("<= ") else "")
            rows.append(prefix + text + "\n")
            if text.startswith("<= "):
                rows.append(f"{stamp(second)} {identifier} => r{number} <r{number}@lakeside-hotel.example> R=mailboxes T=to_mailbox\n"
                            f"{stamp(second)} {identifier} Completed\n")
        append(tree / MAIN_LOG, "".join(rows))
        must_find_usual(scan(tree, guilty=[OTHER], text_too=False))


def claimed_to_dovecot(line):
    with server() as tree:
        append(tree / MAIL_LOG, "".join(f"Nov 23 16:57:{2 + n // 10:02} server {line.replace('{n}', str(n))}\n" for n in range(120)))
        must_find_usual(scan(tree, guilty=[OTHER], text_too=False))


def header_claims(headers_text, guilty=("mallory", "mallory.example"), allow_domain=False):
    """Real mail of mallory with headers that name a neighbour's program."""
    with server() as tree:
        add_forger(tree)
        for number in range(60):
            second = NOW + number // 2
            sender = "mallory@server.hosting.example"
            identifier, recipient = queued(tree, user="mallory", uid=1105, sender=sender, number=number, second=second,
                                           subject="Cheap watches", headers=headers_text)
            append(tree / MAIN_LOG, f"{stamp(second)} cwd=/home/mallory 3 args: /usr/sbin/sendmail -t -i\n"
                                    f"{stamp(second)} {identifier} <= {sender} U=mallory P=local S=400 T=\"Cheap watches\" for {recipient}\n")
        answer = scan(tree, guilty=guilty)
        must_find(answer, system_user="mallory")
        must_find_usual(answer)


def php_log_of_another():
    """A customer writes a neighbour's script into his own PHP log."""
    with server() as tree:
        add_forger(tree)
        (tree / "home/mallory/logs").mkdir()
        real_mailing(tree, user="mallory", uid=1105, directory="/home/mallory")
        with open(tree / "home/mallory/logs/php_mail.log", "w") as file:
            for number in range(60):
                file.write(f"[23-Nov-2026 21:57:{number:02} UTC] mail() on [/home/gazette/public_html/index.php:3]: "
                           f"To: real{number}@bulk{number % 12}.test -- Headers:  -- Subject: Cheap watches\n")
        answer = scan(tree, guilty=["mallory", "mallory.example"])
        must_find(answer, system_user="mallory")


def from_header_is_anothers():
    header_claims("From: Anna <anna@harbor-tools.example>\nReply-To: anna@harbor-tools.example\n"
                  "Message-ID: <lab.3.5179@harbor-tools.example>\nX-AuthUser: anna@harbor-tools.example\n"
                  "X-Authenticated-Sender: anna@harbor-tools.example\nX-Originating-IP: 198.51.100.25\n"
                  "Received: from [198.51.100.25] (helo=pc) by server.hosting.example with esmtpa (Exim 4.96) "
                  "id 1xVbwW-000066-0G for x@y.test")


SUBJECTS = (b"\x1b[2J\x1b[1;1HAll is well", b"\x1b]0;owned\x07", b"\x9b31mred", b"\xc2\x9b31mred", b"\xe2\x80\xaegnp.exe",
            b"a\rb\x08\x08\x08\x7f", b"\xff\xfe\xfd bad", b"\xed\xa0\x80\xed\xb0\x80", b"\xf4\x90\x80\x80", b"<script>alert(1)</script>",
            b"=?utf-8?Q?=1B[2J=0Ax?=", b"=?utf-8?B?G1sySg==?=", b"=?utf-16?B?//4b?=", b"=?utf-8?B?" + b"A" * 5000, b"%s%s%n",
            b"\xe2\x81\xa6\xe2\x80\x8f\xef\xbb\xbf", b"\x00NUL\x00", "\u0301" .encode() * 500, b"\t\x0b\x0c\x1c\x85")


def subject(text):
    """In -H, in T=, as a sender, a HELO, a file name in the access log and PHP's log."""
    escaped = text.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    raw = text.replace(b"\n", b" ")
    with server() as tree:
        for path in headers(tree):
            data = path.read_bytes()
            if b"info@harbor-tools" in data or b"wp-cache" in data or b"ucp.php" in data:
                data = re.sub(rb"\n\d+  Subject: [^\n]*\n",
                              lambda m: b"\n%03d  Subject: %s\n" % (10 + len(raw), raw), data)
                path.write_bytes(data)
        log = (tree / MAIN_LOG).read_bytes()
        log = re.sub(rb' T="[^\n]*?" for', lambda m: b' T="' + escaped.replace(b"\n", b"\\n") + b'" for', log)
        log = log.replace(b"(ylmf-pc)", b"(" + raw.replace(b")", b"") + b")")
        (tree / MAIN_LOG).write_bytes(log)
        for name in (ACCESS_LOG, PHP_LOG):
            data = (tree / name).read_bytes()
            (tree / name).write_bytes(data.replace(b"Subject: ", b"Subject: " + raw).replace(b"Mozilla", raw))
        must_find(scan(tree), kind="mailbox", account="info@harbor-tools.example")


def script_with_hostile_name():
    """The program's own path holds an escape, a quote and a newline: text and shell lines stay harmless."""
    name = "wp-\x1b[31m'; touch PWNED;'\u202e$(id)`id`.php"
    with server() as tree:
        old = tree / "home/lakeside/public_html/wp-content/uploads/2026/11/wp-cache-7f3.php"
        old.rename(old.with_name(name))
        for log in (PHP_LOG, ACCESS_LOG):
            data = (tree / log).read_bytes()
            new = name if log == PHP_LOG else name.replace("\x1b", "%1b").replace(" ", "%20")
            (tree / log).write_bytes(data.replace(b"wp-cache-7f3.php", new.encode()))
        for path in headers(tree):
            data = path.read_bytes()
            if b"wp-cache-7f3.php" in data:
                path.write_bytes(re.sub(rb"\n\d+  X-PHP-Originating-Script: [^\n]*\n", b"\n", data))
        answer = scan(tree, guilty=ANYBODY)
        for incident in answer.incidents:
            for step in incident["plan"]:
                check_quoted(step["shell"])


def check_quoted(line):
    """What a POSIX shell would make of it: the name is one word, and a terminal shows it as it is."""
    if line is None:
        return
    if any(unicodedata.category(character) in ("Cc", "Cf") for character in line):
        raise Failed(f"a shell line holds control characters: {line!r}")
    words = list(shlex.shlex(line, posix=True, punctuation_chars=True))
    if "touch" in words and "PWNED" in words:
        raise Failed(f"a shell line is not quoted: {line!r}")


def cases():
    for what, line in {**ARRIVALS, **REFUSALS}.items():
        yield f"claim: {what}", lambda l=line: claimed(l)
    for what, line in DOVECOT.items():
        yield f"claim: Dovecot's {what}", lambda l=line: claimed_to_dovecot(l)
    yield "claim: X-PHP-Script of a neighbour", lambda: header_claims("X-PHP-Script: gazette.example/index.php for 203.0.113.205")
    yield "claim: X-PHP-Originating-Script of a neighbour", lambda: header_claims("X-PHP-Originating-Script: 1104:index.php")
    yield "claim: X-Source of a neighbour", lambda: header_claims(
        "X-Source: /usr/bin/php\nX-Source-Args: /usr/bin/php /home/gazette/public_html/index.php\n"
        "X-Source-Dir: gazette.example:/public_html")
    yield "claim: X-AntiAbuse and X-phpBB-Origin of a neighbour", lambda: header_claims(
        "X-phpBB-Origin: phpbb://gazette.example/index.php\nX-AntiAbuse: User IP - 198.51.100.25\n"
        "X-AntiAbuse: Board servername - gazette.example")
    yield "claim: From and Received of a neighbour", from_header_is_anothers
    yield "claim: PHP's log of another account", php_log_of_another
    for number, text in enumerate(SUBJECTS):
        yield f"claim: hostile subject {number}", lambda t=text: subject(t)
    yield "claim: script with a hostile name", script_with_hostile_name
