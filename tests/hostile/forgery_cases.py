"""A customer who forges the main log must not get a neighbour named, and must not hide behind it."""
import re
import shutil

from forgery import NOW, Forger, check_against_exim, directories, record, stamp
from harness import (INPUT, MAIN_LOG, TRUTH, Failed, append, check_note, message_id, must_find,
                     must_find_usual, scan, server)

FORGER_HOME = "/home/mallory"
LISTING = ["exim", "-bp"]        # no mail goes out; Exim logs the call before it refuses it
VICTIM = "anna@harbor-tools.example"
INNOCENT_ADDRESS = "198.51.100.25"   # anna's own

# What the genuine first line ends with, and the last forged one, which Exim itself completes.
SHAPES = {
    "plain": {},
    "first line complete": {"first": "x 2 args: exim -bp"},
    "tail like a cwd line": {"last": stamp(NOW + 30) + " cwd=/tmp"},
    "tail like a cwd line with arguments": {"last": stamp(NOW + 30) + " cwd=/tmp 2 args: exim -bp"},
    "tail like a refusal": {"last": stamp(NOW + 30) + " H=(x) [203.0.113.171] F=<a@b.test> rejected RCPT "
                            "<no@lakeside-hotel.example>: No Such User Here"},
    "tail like a deferral": {"last": stamp(NOW + 30) + " 1xVc21-00012o-0f == a@b.test R=outside T=to_outside "
                             "defer (111): Connection refused"},
    "tail like a failed login": {"last": stamp(NOW + 30) + " dovecot_login authenticator failed for (x) "
                                 "[198.51.100.151]: 535 Incorrect authentication data (set_id=q@q.test)"},
    "tail like a part of syslog": {"last": "Nov 23 16:57:20 server exim[77]: [1\\2] x"},
    "tail like a whole syslog line": {"last": "Nov 23 16:57:20 server exim[77]: " + stamp(NOW + 18) + " x"},
    "tail like an open subject": {"last": stamp(NOW + 30) + f" {message_id(NOW + 30, 6100)} <= a@b.test "
                                  'H=(x) [203.0.113.61] P=esmtp S=300 T="x'},
    "tail like a connection": {"last": stamp(NOW + 30) + " SMTP connection from [203.0.113.61]"},
    "tail like text without stamp": {"last": "and so on"},
    "first complete, tail like a refusal": {
        "first": "x 2 args: exim -bp",
        "last": stamp(NOW + 30) + " H=(x) [203.0.113.171] F=<a@b.test> rejected RCPT "
                "<no@lakeside-hotel.example>: No Such User Here"},
}


def victims(finished):
    forger = Forger()
    return {
        "a mailbox": forger.mailbox(VICTIM, "203.0.113.201", finished=finished),
        "a mailbox from its usual address": forger.mailbox(VICTIM, INNOCENT_ADDRESS, finished=finished),
        "a site's script": forger.script("gazette", "/home/gazette/public_html", finished=finished),
        "a relay": forger.relay("203.0.113.202", finished=finished),
    }


def add_forger(tree):
    append(tree / "etc/passwd", "mallory:x:1105:1105::/home/mallory:/bin/bash\n")
    append(tree / "etc/userdomains", "mallory.example: mallory\n")
    append(tree / "etc/trueuserdomains", "mallory.example: mallory\n")
    append(tree / "etc/localdomains", "mallory.example\n")
    (tree / "home/mallory").mkdir()


def write_forged(tree, paths, argv=LISTING):
    for number, path in enumerate(paths):
        append(tree / MAIN_LOG, record(NOW + 40 + number, path, argv))


def forged_paths(lines, shape):
    return directories(lines, base=FORGER_HOME, **SHAPES[shape])


def forge(shape, victim, finished):
    with server() as tree:
        add_forger(tree)
        write_forged(tree, forged_paths(victims(finished)[victim], shape))
        answer = scan(tree, text_too=False)
        must_find_usual(answer)


def forge_split():
    """Arrivals in one forged record, their deliveries in the next: each looks whole by itself."""
    with server() as tree:
        add_forger(tree)
        lines = victims(True)["a mailbox"]
        shape = {"last": stamp(NOW + 30) + " cwd=/tmp"}
        arrivals = [line for line in lines if " <= " in line]
        ends = [line for line in lines if " <= " not in line]
        write_forged(tree, directories(arrivals, base=FORGER_HOME, **shape))
        write_forged(tree, directories(ends, base=FORGER_HOME, **shape))
        must_find_usual(scan(tree, text_too=False))


def forge_with_inner_records():
    """Forged cwd= lines between the others, so that the last one seen is not the record's start."""
    with server() as tree:
        add_forger(tree)
        lines = []
        for number, line in enumerate(victims(True)["a mailbox"]):
            lines.append(line)
            if number % 3 == 2:
                lines.append(stamp(NOW + 5) + " cwd=/home/mallory 2 args: exim -bp")
        write_forged(tree, directories(lines, base=FORGER_HOME))
        answer = scan(tree, text_too=False)
        check_note(answer, "forged", "exim_mainlog")
        must_find_usual(answer)


def forge_closed_early(victim, finished):
    """The record's real beginning has no arguments, but a forged cwd line right after seems to be whole,
    and the last one is completed by Exim."""
    with server() as tree:
        add_forger(tree)
        lines = victims(finished)[victim]
        closing = stamp(NOW) + " cwd=/tmp 2 args: exim -bp"
        paths = directories(lines, base=FORGER_HOME, first="x\n" + closing, last=stamp(NOW + 30) + " cwd=/tmp")
        write_forged(tree, paths)
        must_find_usual(scan(tree, text_too=False))


def reply_imitates_a_tail():
    """A stranger's mail server answers with text that looks like the end of a forged record. Were the lines
    before it doubted for that, a spammer could hide behind his own server's replies."""
    with server() as tree:
        shutil.rmtree(tree / "var/spool")
        log = (tree / MAIN_LOG).read_text(errors="replace")
        log = re.sub(r"(?m)^(\S+ \S+ \S+ \*\* .*: 550 [^\n]*)$", r"\1 2 args: exim -bp", log)
        (tree / MAIN_LOG).write_text(log)
        must_find_usual(scan(tree, text_too=False))


def forge_perfect():
    """Both ends look like genuine cwd lines and every id lives and ends: no line betrays it. Nothing but
    the log speaks, so the answer must not be sure, and must say why."""
    with server() as tree:
        add_forger(tree)
        write_forged(tree, directories(victims(True)["a mailbox"], base=FORGER_HOME, first="x 2 args: exim -bp",
                                       last=stamp(NOW + 30) + " cwd=/tmp"))
        answer = scan(tree, guilty=[VICTIM, "203.0.113.201"], text_too=False)
        incident = answer.incident(account=VICTIM)
        if incident is None:
            return
        if incident["confidence"] >= 0.8:
            raise Failed(f"is sure ({incident['confidence']}) of a mailbox that only log lines speak of")
        if not re.search("forge", " ".join(incident["ruled_out"])):
            raise Failed("does not say that log lines alone speak of it")


def queued(tree, *, user, uid, sender, number, second, subject, headers=""):
    """A genuine -H and -D of a local submission; returns id and recipient."""
    identifier = message_id(second, 7000 + number * 3, number % 40)
    recipient = f"real{number}@bulk{number % 12}.test"
    received = (f"Received: from {user} by server.hosting.example with local (Exim 4.96)\n"
                f"\t(envelope-from <{sender}>)\n\tid {identifier}\n\tfor {recipient};\n"
                f"\tMon, 23 Nov 2026 16:57:30 -0500\n")
    rows = [("P", received), ("T", f"To: {recipient}\n"), (" ", f"Subject: {subject}\n"),
            ("F", f"From: {sender}\n")] + [(" ", line + "\n") for line in headers.splitlines()]
    text = (f"{identifier}-H\n{user} {uid} {uid}\n<{sender}>\n{second} 0\n-received_time_usec .1\n-ident {user}\n"
            f"-received_protocol local\n-body_linecount 3\n-max_received_linelength 60\n-auth_id {user}\n"
            f"-auth_sender {user}@server.hosting.example\n-allow_unqualified_recipient\n-local\nXX\n1\n{recipient}\n\n")
    text += "".join(f"{len(row):03}{flag} {row}" for flag, row in rows)
    folder = tree / INPUT / identifier[5]
    folder.mkdir(exist_ok=True)
    (folder / f"{identifier}-H").write_text(text)
    (folder / f"{identifier}-D").write_text(f"{identifier}-D\nBuy now.\n")
    return identifier, recipient


def real_mailing(tree, *, user, uid, directory, count=60, subject="Cheap watches", shown_as=None):
    """Sixty messages that are really there, each started in `directory` (which may hold forged lines)."""
    sender = f"{user}@server.hosting.example"
    for number in range(count):
        second = NOW + 45 + number
        identifier, recipient = queued(tree, user=user, uid=uid, sender=sender, number=number, second=second,
                                       subject=subject)
        append(tree / MAIN_LOG, record(second, directory, ["/usr/sbin/sendmail", "-t", "-i"]) +
               f"{stamp(second)} {identifier} <= {sender} U={user} P=local S=400 T=\"{subject}\" for {recipient}\n" +
               f"{stamp(second)} cwd=/var/spool/exim 3 args: /usr/sbin/exim4 -Mc {identifier}\n" +
               f"{stamp(second)} {identifier} == {recipient} R=outside T=to_outside defer (111): Connection refused\n")


def forger_mails(shape, finished):
    """He forges a neighbour's mailing and sends his own: the neighbour is spared, he is named."""
    with server() as tree:
        add_forger(tree)
        write_forged(tree, forged_paths(victims(finished)["a mailbox"], shape))
        real_mailing(tree, user="mallory", uid=1105, directory="/home/mallory/.x")
        answer = scan(tree, guilty=["mallory", "mallory.example"], text_too=False)
        must_find(answer, system_user="mallory")


def forger_mails_from_forged_directory(first, user, uid):
    """The directory of his own calls ends in a cwd= line of a neighbour's web folder, which Exim
    completes with the genuine arguments."""
    with server() as tree:
        add_forger(tree)
        directory = f"/home/mallory/{first}\n{stamp(NOW + 45)} cwd=/home/gazette/public_html"
        real_mailing(tree, user=user, uid=uid, directory=directory)
        answer = scan(tree, guilty=["mallory", "mallory.example", "www-data"], text_too=False)
        must_find(answer, system_user=user)
        for incident in answer.incidents:
            shown = str(incident["plan"])
            if "gazette" in shown:
                raise Failed(f"the plan is against the neighbour: {shown[:300]}")


def forge_refusals(kind, shape):
    """Refusals and failed logins of an address that never came: Exim writes each into the reject log
    too, where nobody can forge."""
    with server() as tree:
        add_forger(tree)
        forger = Forger()
        lines = (forger.refusals if kind == "refusals" else forger.failures)("203.0.113.203")
        write_forged(tree, directories(lines, base=FORGER_HOME, **SHAPES[shape]))
        must_find_usual(scan(tree, text_too=False))


def forge_end_of_the_guilty():
    """Forged lines about the ids of a real mailing ("Completed", "rescind", deliveries) hide nothing."""
    with server() as tree:
        add_forger(tree)
        log = (tree / MAIN_LOG).read_text(errors="replace")
        ids = re.findall(r"(\S+) <= info@harbor-tools\.example .*A=dovecot", log)
        lines = []
        for identifier in ids:
            lines.append(f"{stamp(NOW)} {identifier} rescind the above message-accept a/b")
            lines.append(f"{stamp(NOW)} {identifier} Completed")
        write_forged(tree, directories(lines, base=FORGER_HOME, last=stamp(NOW + 30) + " cwd=/tmp"))
        answer = scan(tree, text_too=False)
        incident = must_find(answer, kind="mailbox", account="info@harbor-tools.example")
        queued = next(len(crime["flood"]) for crime in TRUTH["crimes"] if crime["kind"] == "mailbox")
        if incident["messages"]["queued"] < queued:
            raise Failed(f"forged lines hid queued messages: {incident['messages']}")


def exim_writes_this():
    """The forged records are what a real Exim writes, byte for byte."""
    made = []
    for shape in SHAPES:
        for lines in victims(True).values():
            for path in directories(lines, base=FORGER_HOME, **SHAPES[shape])[:3]:
                made.append((path, LISTING))
    check_against_exim(made)


def cases():
    yield "forgery: the real Exim writes the same lines", exim_writes_this
    for shape in SHAPES:
        for victim in victims(False):
            for finished in (False, True):
                name = f"forgery: {victim}, {'with' if finished else 'without'} deliveries, {shape}"
                yield name, lambda s=shape, v=victim, f=finished: forge(s, v, f)
    for victim in victims(False):
        for finished in (False, True):
            name = f"forgery: {victim}, {'with' if finished else 'without'} deliveries, closed early"
            yield name, lambda v=victim, f=finished: forge_closed_early(v, f)
    yield "forgery: a remote server's reply imitates a tail", reply_imitates_a_tail
    yield "forgery: arrivals and deliveries in separate records", forge_split
    yield "forgery: cwd lines inside the record", forge_with_inner_records
    yield "forgery: nothing betrays it", forge_perfect
    for shape in SHAPES:
        for finished in (False, True):
            name = f"forgery: the forger mails too, {'with' if finished else 'without'} deliveries, {shape}"
            yield name, lambda s=shape, f=finished: forger_mails(s, f)
    for first in ("x", "x 2 args: exim -bp"):
        for user, uid in (("www-data", 33), ("mallory", 1105)):
            name = f"forgery: mail of {user} from a neighbour's folder, first line {first!r}"
            yield name, lambda f=first, u=user, n=uid: forger_mails_from_forged_directory(f, u, n)
    for kind in ("refusals", "failed logins"):
        for shape in ("plain", "first line complete", "tail like a cwd line", "tail like a refusal"):
            yield f"forgery: {kind} of an innocent address, {shape}", lambda k=kind, s=shape: forge_refusals(k, s)
    yield "forgery: the guilty are not hidden by it", forge_end_of_the_guilty
