#!/usr/bin/env python3
"""Compares `queuehound queue` with Exim's own reading of a spool: `exim -bp`, `-bpu`, `-bpr` and
`-bpc` byte for byte, and what exiqgrep and exipick find
with what the same options find here.

    queue_list.py build/.../queuehound

Needs root and Exim 4 (Debian: exim4-daemon-heavy). Works in a directory of its own with a private
configuration; no daemon, no network beyond a closed loopback port, nothing is sent anywhere.
Exit status: 0 equal, 1 different, 77 skipped.
"""

import base64
import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

CONFIG = r"""
primary_hostname = mail.customer.example
exim_user = @USER@
exim_group = @GROUP@
spool_directory = @DIR@/spool
log_file_path = @DIR@/log/%slog
pid_file_path = @DIR@/exim.pid
split_spool_directory = @SPLIT@
keep_environment =
add_environment = PATH=/usr/sbin:/usr/bin:/sbin:/bin
trusted_users = root
queue_only = true
host_lookup =
rfc1413_query_timeout = 0s
tls_advertise_hosts =
auth_advertise_hosts = *
dsn_advertise_hosts = *
smtputf8_advertise_hosts = *
helo_accept_junk_hosts = *
helo_allow_chars = "()[] =:"
message_size_limit = 20M
acl_smtp_mail = check_mail
acl_smtp_rcpt = check_rcpt
acl_not_smtp = check_rcpt
bounce_return_size_limit = 2K

begin acl
check_mail:
  warn set acl_c0 = connection value
  warn set acl_m_note = -local\n-frozen 12\nXX\n1\nghost@nowhere.example\n\n
  warn set acl_m_none =
  accept
check_rcpt:
  accept

begin routers
list:
  driver = redirect
  local_parts = list
  one_time
  errors_to = owner@customer.example
  data = member1@slow.example, member2@slow.example, kept@done.example
kept:
  driver = accept
  domains = done.example : customer.example
  transport = to_file
refused:
  driver = redirect
  allow_fail
  domains = no.example
  data = :fail: nobody of that name
slow:
  driver = manualroute
  domains = !customer.example
  route_list = * 127.0.0.1
  self = send
  transport = to_nowhere

begin transports
to_file:
  driver = appendfile
  file = @DIR@/delivered
  user = @USER@
  group = @GROUP@
to_nowhere:
  driver = smtp
  port = @PORT@

begin retry
* * F,4d,6h

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = true
  server_set_id = $auth2
"""


def closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A spool of its own and the exim program to work on it."""

    def __init__(self, exim, base, split):
        self.exim = exim
        self.dir = os.path.join(base, "split" if split else "flat")
        self.spool = os.path.join(self.dir, "spool")
        self.input = os.path.join(self.spool, "input")
        user = pwd.getpwnam("Debian-exim" if has_user("Debian-exim") else "exim")
        os.makedirs(os.path.join(self.dir, "log"))
        os.makedirs(self.spool)
        for path in (self.dir, self.spool, os.path.join(self.dir, "log")):
            os.chown(path, user.pw_uid, user.pw_gid)
        self.owner = (user.pw_uid, user.pw_gid)
        self.config = os.path.join(self.dir, "exim.conf")
        values = {"DIR": self.dir, "SPLIT": "yes" if split else "no", "USER": user.pw_name,
                  "GROUP": str(user.pw_gid), "PORT": str(closed_port())}
        text = re.sub(r"@([A-Z]+)@", lambda m: values.get(m[1], m[0]), CONFIG)
        with open(self.config, "w") as file:
            file.write(text)

    def run(self, *arguments, given=b"", queue=None):
        name = ["-qG" + queue] if queue else []
        done = subprocess.run([self.exim, "-C", self.config, *name, *arguments], input=given,
                              capture_output=True, timeout=60, check=False)
        return done.stdout

    def headers(self):
        """Paths of all -H files."""
        found = []
        for place, _, names in os.walk(self.spool):
            found += [os.path.join(place, name) for name in names if name.endswith("-H")]
        return sorted(found)

    def submit(self, text, *arguments):
        """A local message; its id."""
        before = set(self.headers())
        self.run("-odq", "-oi", *arguments, given=text)
        new = [path for path in self.headers() if path not in before]
        if len(new) != 1:
            raise RuntimeError(f"exim took no message: {arguments} {text[:80]!r}")
        return os.path.basename(new[0])[:-2]

    def speak(self, *lines, arguments=()):
        """One SMTP session on standard input."""
        given = b"".join((l if isinstance(l, bytes) else l.encode()) + b"\r\n" for l in lines)
        return self.run("-odq", *arguments, "-bs", given=given)


def has_user(name):
    try:
        pwd.getpwnam(name)
        return True
    except KeyError:
        return False


def mail(subject, extra=b"", body=b"text\n"):
    return b"From: shop@customer.example\nTo: ann@there.example\nSubject: " + subject + b"\n" + \
        extra + b"\n" + body


def fill_local(server):
    server.submit(mail(b"plain"), "-f", "shop@customer.example", "ann@there.example")
    server.submit(mail(b"a bounce"), "-f", "<>", "ann@there.example")
    server.submit(mail(b"quoted"), "-f", '"two words"@customer.example',
                  '"odd local"@there.example', "a+tag@there.example", '"q 7"@there.example')
    server.submit(mail(b"caf\xc3\xa9 \xff", b"X-Raw: \x80\x81 \xe2\x82\xac\n"), "ann@there.example")
    long_header = b"X-Long: " + b"a" * 600 + b"\n" + b"".join(b" " + b"b" * 70 + b"\n" for _ in range(40))
    server.submit(mail(b"long header", long_header), "ann@there.example")
    server.submit(b"Bcc: hidden@there.example\nSender: forged@x.example\n" + mail(b"from -t"), "-t")
    for size in (900, 1100, 9000, 30000, 1_500_000, 12_000_000):
        server.submit(mail(b"large", body=b"0123456789abcdef" * 4 + b"\n" + b"x\n" * (size // 2)),
                      "ann@there.example")
    server.submit(mail(b"many"), *[f"r{i}@there.example" for i in range(300)])
    server.submit(mail(b"no bounce"), "-f", '"<>"@customer.example', "ann@there.example")


def fill_smtp(server):
    auth = base64.b64encode(b"\0shop@customer.example\0secret").decode()
    talk = ("DATA", "From: shop@customer.example", "Subject: by smtp", "", "..dot", "text", ".", "QUIT")
    outside = ("-oMa", "192.0.2.7.50123", "-oMi", "198.51.100.1.587", "-oMs", "client.example")
    server.speak("EHLO [192.0.2.7]", f"AUTH PLAIN {auth}",
                 "MAIL FROM:<shop@customer.example>", "RCPT TO:<ann@there.example>",
                 "RCPT TO:<bob@there.example>", *talk, arguments=outside)
    server.speak("EHLO other.example", "MAIL FROM:<> RET=HDRS ENVID=e77",
                 "RCPT TO:<ann@there.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;ann@was.example",
                 "RCPT TO:<bob@there.example> NOTIFY=NEVER", "RCPT TO:<eve@there.example>", *talk,
                 arguments=("-oMa", "2001:db8::7"))
    server.speak("EHLO junk helo ) [203.0.113.9] A=x:y", 'MAIL FROM:<"a b"@customer.example>',
                 'RCPT TO:<"c 12"@there.example> NOTIFY=NEVER', "RCPT TO:<d@[192.0.2.99]>", *talk)
    server.speak("EHLO u.example", "MAIL FROM:<gr\u00fc\u00dfe@customer.example> SMTPUTF8",
                 "RCPT TO:<j\u00fcrgen@there.example>", *talk)


def fill_delivered(server):
    """Messages that Exim has tried, marked, frozen and thawed: trees, one-time parents, bounces."""
    partly = server.submit(mail(b"partly"), "kept@done.example", "Kept2@Done.Example",
                           "slow@slow.example", "none@no.example", '"also kept"@done.example')
    listed = server.submit(mail(b"list"), "list@customer.example", "ann@slow.example")
    for message in (partly, listed):
        server.run("-M", message)
    marked = server.submit(mail(b"marked"), *[f"m{i}@there.example" for i in range(25)])
    server.run("-Mmd", marked, *[f"m{i}@there.example" for i in range(0, 25, 2)])
    everyone = server.submit(mail(b"all marked"), "a@there.example", "b@there.example")
    server.run("-Mmd", everyone, "a@there.example", "b@there.example")
    added = server.submit(mail(b"changed"), "a@there.example")
    server.run("-Mar", added, "later@there.example", '"new one"@there.example')
    server.run("-Mes", added, "other@customer.example")
    frozen = server.submit(mail(b"frozen"), "-f", "<>", "ann@there.example")
    thawed = server.submit(mail(b"thawed"), "ann@there.example")
    server.run("-Mf", frozen, thawed)
    server.run("-Mt", thawed)
    journal = server.submit(mail(b"journal"), "a@there.example", "b@there.example")
    path = next(path for path in server.headers() if journal in path)
    write(server, path[:-1] + "J", b"b@there.example\n")
    lone = server.submit(mail(b"no data"), "a@there.example")
    path = next(path for path in server.headers() if lone in path)
    os.unlink(path[:-1] + "D")


def write(server, path, data):
    with open(path, "wb") as file:
        file.write(data)
    os.chown(path, *server.owner)
    os.chmod(path, 0o640)


def set_ages(server):
    """Line 4 is the time of arrival. Half a minute off, so that both sides round alike."""
    minutes = [0, 1, 89, 90, 91, 100, 60 * 72, 60 * 72 + 31, 60 * 80, 60 * 24 * 9, 60 * 24 * 130]
    now = int(time.time())
    for index, path in enumerate(server.headers()):
        with open(path, "rb") as file:
            lines = file.read().split(b"\n", 4)
        if len(lines) < 5:
            continue
        age = minutes[index % len(minutes)] * 60 + 30
        lines[3] = b"%d %d" % (now - age, index % 3)
        if index % 5 == 0:
            lines[4] = b"-sender_set_untrusted\n" + lines[4]
        write(server, path, b"\n".join(lines))


def message_id(number):
    """Ids that no real message here has, in the order of their numbers."""
    digits = ""
    for _ in range(4):
        digits = BASE62[number % 62] + digits
        number //= 62
    return f"1a{digits}-000001-00"


def damaged_variants(text):
    """What crashes, full disks and editors do to a file. Each variant is a whole new content."""
    blank = re.search(rb"\n\n(?=\d{3}[A-Z] )", text).start()
    envelope, headers = text[:blank], text[blank + 2:]
    lines = (envelope + b"\n").splitlines(keepends=True)
    last = len(envelope) - len(lines[-1]) + 1
    for cut in range(1, len(text)):
        # Exim takes half a recipient at the end of a file for a whole one, and the first digit of
        # "018" for a header of no bytes; we do not.
        if not last < cut <= len(envelope) and not text[:cut].endswith((b"\n0", b"\n00")):
            yield text[:cut]
    for index in range(1, len(lines)):
        yield b"".join(lines[:index] + lines[index + 1:]) + b"\n" + headers
        if lines[index].startswith(b"-"):
            yield b"".join(lines[:index] + [lines[index]] + lines[index:]) + b"\n" + headers
    for tail in (b"\0" * 64, b"\n", b"x", b"012", b"999  Subject: x\n", b"004  a\0b\n"):
        yield text + tail
    yield envelope + b"\n" + headers
    yield envelope + b"\nextra@there.example\n\n" + headers


def fill_damaged(server, sample):
    """Every variant of `sample` under an id of its own; and an empty file."""
    own = re.match(rb"[0-9A-Za-z-]{16}", sample)[0]
    count = 0
    for count, variant in enumerate(damaged_variants(sample)):
        fresh = message_id(count)
        place = server.input
        write(server, f"{place}/{fresh}-H", variant.replace(own + b"-H", fresh.encode() + b"-H"))
        write(server, f"{place}/{fresh}-D", fresh.encode() + b"-D\nbody\n")
    fresh = message_id(count + 1)
    write(server, f"{server.input}/{fresh}-H", b"")
    fresh = message_id(count + 2)
    write(server, f"{server.input}/{fresh}-H", sample)  # says it is another message


def fill_ties(server, sample, split):
    """Messages of one second and fraction, whose order the directory alone decides; and a few others."""
    own = re.match(rb"[0-9A-Za-z-]{16}", sample)[0]
    numbers = [(n * 7919) % 400 for n in range(400)]  # not in the order of their names
    for n in numbers:
        fresh = f"1bAAA{n % 3}-{n:06d}-{'00' if n % 5 else '0A'}"
        place = os.path.join(server.input, fresh[5]) if split else server.input
        os.makedirs(place, exist_ok=True)
        write(server, f"{place}/{fresh}-H", sample.replace(own + b"-H", fresh.encode() + b"-H"))
        write(server, f"{place}/{fresh}-D", fresh.encode() + b"-D\nbody\n")


def show_difference(ours, theirs):
    ours, theirs = ours.split(b"\n\n"), theirs.split(b"\n\n")
    for index in range(max(len(ours), len(theirs))):
        mine = ours[index] if index < len(ours) else b"(nothing)"
        real = theirs[index] if index < len(theirs) else b"(nothing)"
        if mine != real:
            print(f"  message {index}:\n  exim: {real!r}\n  ours: {mine!r}")
            return


def compare(server, program, what, queue=None):
    wrong = 0
    for form, spelled in (("bp", "bp"), ("bpu", "-bpu"), ("bpr", "bpr"), ("bpc", "-bpc")):  # as Exim's option, or without its dash
        theirs = server.run("-" + form, queue=queue)
        named = ["-G", "=" + queue] if queue else []
        ours = subprocess.run([program, "queue", "--spool", server.spool, f"--like={spelled}", *named],
                              capture_output=True, timeout=60, check=True).stdout
        if form == "bpr":  # in no certain order
            ours, theirs = (b"\n\n".join(sorted(text.split(b"\n\n"))) for text in (ours, theirs))
        same = ours == theirs and theirs != b""
        wrong += not same
        messages = theirs.count(b"\n\n") if form != "bpc" else int(theirs or 0)
        print(f"{'ok  ' if same else 'FAIL'} {os.path.basename(server.dir)} {what} -{form}: "
              f"{messages} messages, {len(theirs)} bytes")
        if not same:
            show_difference(ours, theirs)
    return wrong


def exiqgrep(server, *options):
    """Ids that exiqgrep prints; None where it gives up on a line it does not know."""
    wrapper = os.path.join(server.dir, "exim")
    with open(wrapper, "w") as file:
        file.write(f'#!/bin/sh\nexec {server.exim} -C {server.config} "$@"\n')
    os.chmod(wrapper, 0o755)
    done = subprocess.run(["exiqgrep", "-E", wrapper, "-i", *options], capture_output=True,
                          timeout=60, check=False)
    return None if b"mismatch" in done.stderr else sorted(done.stdout.split())


def compare_exiqgrep(server, program):
    """Rows: exiqgrep's options (regular expressions), ours (literal text)."""
    rows = [(["-z"], ["-z"]), (["-x"], ["-x"]),
            (["-f", "shop@customer"], ["-f", "shop@customer"]),
            (["-f", "^<>$"], ["-f", "<>"]), (["-f", "^<>$"], ["--bounce"]),
            (["-f", "^<shop@customer.example>$"], ["-f", "=shop@customer.example"]),
            (["-r", "bob@there"], ["-r", "bob@there"]),
            (["-r", "ann@there.example$"], ["-r", "*ann@there.example"]),
            (["-s", "K"], ["-s", "K"]), (["-s", "^1.K$"], ["-s", "1?K"]),
            (["-s", "M"], ["-s", "M"]),
            (["-z", "-r", "there"], ["-z", "-r", "there"])]
    wrong = 0
    for theirs, ours in rows:
        expected = exiqgrep(server, *theirs)
        if expected is None:
            print("FAIL exiqgrep does not read this queue")
            return wrong + 1
        done = subprocess.run([program, "queue", "--spool", server.spool, "-G", "=", "-i", *ours],
                              capture_output=True, timeout=60, check=False)
        same = sorted(done.stdout.split()) == expected and done.returncode == (0 if expected else 1)
        wrong += not same
        print(f"{'ok  ' if same else 'FAIL'} exiqgrep {' '.join(theirs)}: {len(expected)} messages, "
              f"{len(done.stdout.split())} here")
    return wrong


def compare_exipick(server, program):
    """Rows: exipick's criteria, ours, and whether the order counts."""
    rows = [(["$recipients_count >= 25"], ["-a", "--recipients", "+25"]),
            (["$recipients_undel_count == 12"], ["--recipients", "12"]),
            (["$recipients_undel_count <= 1"], ["--recipients=-1"]),
            (["$received_protocol eq local"], ["--protocol", "=local"]),
            (["$received_protocol =~ /^esmtpa$/"], ["--protocol", "esmtpa"]),
            (["$sender_helo_name eq other.example"], ["--helo", "=other.example"]),
            (["$interface_address eq 198.51.100.1"], ["--interface", "198.51.100.1"]),
            (["--or", "$sender_helo_name eq other.example", "$recipients_count >= 25"],
             ["--any", "-a", "--helo", "=other.example", "--recipients", "+25"]),
            (["--or", "-z", "$sender_address eq shop@customer.example"], ["--any", "-z", "-f", "=shop@customer.example"]),
            # exipick's --not flips each test.
            (["--not", "-z", "$message_size > 10K"], ["--not", "--any", "-z", "-s", "+10K"]),
            (["--not", "--or", "-z", "$message_size > 10K"], ["--not", "-z", "-s", "+10K"])]
    # Ours are all others, of whatever queue.
    main = set(subprocess.run([program, "queue", "--spool", server.spool, "-G", "=", "-i"], capture_output=True,
                              timeout=60, check=True).stdout.split())
    # exipick does not read the journal of recipients that are done since -H was written.
    journals = {os.path.basename(path)[:-2].encode() for path in server.headers() if os.path.exists(path[:-1] + "J")}
    wrong = 0
    for theirs, ours in rows:
        expected = subprocess.run(["exipick", "--spool", server.spool, "-i", *theirs], capture_output=True,
                                  timeout=60, check=True).stdout.split()
        place = [] if "--not" in ours else ["-G", "="]
        done = subprocess.run([program, "queue", "--spool", server.spool, *place, "-i", *ours],
                              capture_output=True, timeout=60, check=False)
        same = set(done.stdout.split()) & main - journals == set(expected) - journals and expected
        wrong += not same
        print(f"{'ok  ' if same else 'FAIL'} exipick {' '.join(theirs)}: {len(expected)} messages, "
              f"{len(done.stdout.split())} here")
    return wrong


def compare_order(server, program):
    """By size and by number of recipients, largest first; -R the other way round."""
    wrong = 0
    for what, key in (("size", lambda m: -m["size"]), ("recipients", lambda m: -len(m["recipients"]))):
        def listed(*options):
            done = subprocess.run([program, "queue", "--spool", server.spool, "--sort", what, *options],
                                  capture_output=True, timeout=60, check=True).stdout
            return done
        messages = [json.loads(line) for line in listed("--jsonl").splitlines()]
        ids = listed("-i").decode().split()
        same = [m["id"] for m in messages] == ids and messages == sorted(messages, key=key) and \
            listed("-i", "-R").decode().split() == ids[::-1] and len(ids) > 10
        wrong += not same
        print(f"{'ok  ' if same else 'FAIL'} --sort {what}: {len(ids)} messages")
    return wrong


def check_layout(exim, program, base, split):
    server = Server(exim, base, split)
    fill_local(server)
    fill_smtp(server)
    fill_delivered(server)
    server.run("-odq", "-oi", "ann@there.example", given=mail(b"in a named queue"), queue="bulk")
    for path in server.headers()[:8]:
        server.run("-MG", "bulk", os.path.basename(path)[:-2])
    wrong = compare_exiqgrep(server, program) + compare_exipick(server, program) + compare_order(server, program)
    set_ages(server)
    wrong += compare(server, program, "named", queue="bulk") + compare(server, program, "real")
    samples = []
    for path in server.headers():
        with open(path, "rb") as file:
            samples.append(file.read())
    chosen = [text for text in samples if b"\nYY " in text and len(text) < 3000]
    chosen += [text for text in samples if b"-aclm _note" in text and len(text) < 3000]
    for sample in chosen[:4]:
        for path in server.headers():
            os.unlink(path)
        fill_damaged(server, sample)
        wrong += compare(server, program, "damaged")
    for path in server.headers():
        os.unlink(path)
    fill_ties(server, chosen[0], split)
    wrong += compare(server, program, "ties")
    if len(chosen) < 2:
        print("FAIL no message with a tree and one with variables came about")
        wrong += 1
    return wrong


def main():
    program = sys.argv[1] if len(sys.argv) == 2 else os.environ.get("QUEUEHOUND", "")
    if not program:
        sys.exit(__doc__)
    exim = shutil.which("exim4") or shutil.which("exim")
    if os.geteuid() != 0 or not exim:
        print("SKIPPED: queue_list needs root and Exim: NOTHING WAS COMPARED", file=sys.stderr)
        sys.exit(77)
    program = os.path.abspath(program)
    base = tempfile.mkdtemp(prefix="queue_list.")
    os.chmod(base, 0o755)
    try:
        wrong = check_layout(exim, program, base, split=False)
        wrong += check_layout(exim, program, base, split=True)
    finally:
        shutil.rmtree(base, ignore_errors=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
