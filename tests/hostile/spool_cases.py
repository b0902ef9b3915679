"""Queues that are damaged, huge, hostile, or change while they are scanned."""
import os
import random
import re
import shutil
import threading
import time

from forgery_cases import queued
from harness import (ANYBODY, INPUT, SPOOL, Failed, Limits, headers, message_id, must_find, must_find_usual, scan,
                     server, check_note)

GARBAGE = random.Random(11).randbytes(200_000)


def change_some(change, share=10, **wanted):
    """Every tenth -H is damaged; the rest still tells who sends."""
    with server() as tree:
        files = headers(tree)[::share]
        for path in files:
            change(path)
        must_find_usual(scan(tree, **wanted))


def change_all(change):
    """All of the queue is damaged; the logs remain."""
    with server() as tree:
        for path in headers(tree):
            change(path)
        must_find(scan(tree), kind="mailbox", account="info@harbor-tools.example")


def rewrite(function):
    return lambda path: path.write_bytes(function(path.read_bytes()))


def become(kind):
    def change(path):
        path.unlink()
        if kind == "fifo":
            os.mkfifo(path)
        elif kind == "directory":
            path.mkdir()
        elif kind == "link out":
            path.symlink_to("/etc/passwd")
        elif kind == "loop":
            path.symlink_to(path.name)
        elif kind == "zeros":
            path.symlink_to("/dev/zero")
    return change


def with_count(count):
    return lambda data: re.sub(rb"\nXX\n\d+\n", b"\nXX\n" + count + b"\n", data)


DAMAGES = {
    "empty": lambda data: b"",
    "one byte": lambda data: data[:1],
    "cut in the envelope": lambda data: data[:90],
    "cut in the recipients": lambda data: data[:data.find(b"\nXX\n") + 6],
    "cut in the headers": lambda data: data[:-50],
    "garbage": lambda data: GARBAGE,
    "garbage behind": lambda data: data + GARBAGE,
    "NULs": lambda data: bytes(5000),
    "NULs behind": lambda data: data + bytes(5000),
    "NULs in the middle": lambda data: data[:len(data) // 2] + bytes(100) + data[len(data) // 2:],
    "recipient count of 4 billion": with_count(b"4294967297"),
    "recipient count of minus one": with_count(b"-1"),
    "recipient count without end": with_count(b"9" * 5000),
    "header length of 999999999": lambda data: re.sub(rb"\n\d+P ", b"\n999999999P ", data),
    "header length of 000": lambda data: re.sub(rb"\n\d+T ", b"\n000T ", data),
    "another message's name": lambda data: b"1xVbzz-000AAA-00" + data[16:],
    "future-dated": lambda data: re.sub(rb">\n\d+ 0\n", b">\n4102444800 0\n", data),
    "dated beyond time": lambda data: re.sub(rb">\n\d+ 0\n", b">\n99999999999999999999 0\n", data),
    "dated 1970": lambda data: re.sub(rb">\n\d+ 0\n", b">\n-5 0\n", data),
    "warning count huge": lambda data: re.sub(rb"(>\n\d+) 0\n", rb"\1 99999999999999\n", data),
    "CR LF": lambda data: data.replace(b"\n", b"\r\n"),
    "recipient tree of a thousand levels": lambda data: data.replace(b"\nXX\n", b"\n" + b"YN " + b"a" * 5 + b"\nYY x\n" * 1000, 1),
}

HOSTILE_VARIABLES = (
    b"-acl 0 9999999999\nx\n",
    b"-aclm 0 -5\nx\n",
    b"-aclc evil 100000000\nx\n",
    b"-aclm_x 40\n-auth_id anna@harbor-tools.example\n1234567890\n",
    b"-acl_c 0\n\n",
    b"-aclm 3 37\nXX\n1\nvictim@post.test\n\n010T To: x\n\n\n",
    b"-auth_id anna@harbor-tools.example\x00\n",
    b"--host_address [203.0.113.250]:x\n" * 3,
    b"-" + b"x" * 200_000 + b"\n",
    b"-spam_score_int 99999999999999999999999999\n",
    b"-frozen 99999999999999999999\n",
)


def hostile_variables(text):
    """Values of ACL variables are the client's text: one that looks like -auth_id is none."""
    def change(path):
        data = path.read_bytes()
        at = data.index(b"\n", data.index(b">\n") + 2) + 1
        path.write_bytes(data[:at] + text + data[at:])
    change_some(change)


def acl_value_imitates_auth():
    """Sixty messages whose ACL variable holds "-auth_id VICTIM": the length says where it ends."""
    with server() as tree:
        for number in range(60):
            second = 1795470990 + number // 6
            identifier, _ = queued(tree, user="www-data", uid=33, sender="www-data@server.hosting.example", number=number,
                                   second=second, subject="Cheap watches")
            path = tree / INPUT / identifier[5] / f"{identifier}-H"
            value = b"x\n-auth_id anna@harbor-tools.example\n-host_auth dovecot_login\n-host_address [203.0.113.250]:5"
            data = path.read_bytes()
            path.write_bytes(data.replace(b"-ident www-data\n", b"-aclm 0 %d\n%s\n-ident www-data\n" % (len(value), value)))
        scan(tree)


def big_header(megabytes):
    def change(path):
        data = path.read_bytes()
        path.write_bytes(data + b"%dX X-Big: " % (megabytes * 1_000_000 + 8) + b"y" * (megabytes * 1_000_000) + b"\n")
    with server() as tree:
        for path in headers(tree)[:3]:
            change(path)
        must_find_usual(scan(tree, limits=Limits(20, 400)))


def many_recipients(count):
    with server() as tree:
        path = next(p for p in headers(tree) if b"info@harbor-tools" in p.read_bytes())
        data = path.read_bytes()
        rows = b"".join(b"r%d@bulk%d.test\n" % (n, n % 50) for n in range(count))
        path.write_bytes(re.sub(rb"\nXX\n1\n[^\n]*\n", lambda m: b"\nXX\n%d\n" % count + rows, data))
        answer = scan(tree, limits=Limits(30, 500))
        must_find(answer, kind="mailbox", account="info@harbor-tools.example")


def junk_names():
    names = (b"-H", b"1xVbyb-0000II-0m-H-H", b"x-H", b"1xVbyb-0000II-0m-H.old", b"..-H", b"1xVbyb-0000II-0m-h",
             b"\xff\xfe\xff-H", b"1xVbyb-0000I\n-0m-H", b"1xVbyb-0000I\x1b[31m-0m-H", b"a" * 250 + b"-H", b"%n%s-H",
             b"-rf", b"1xVbyb-0000II-0m-D-H", b"      -H", b"1xVbyb_0000II_0m-H", b"zzzzzz-zzzzzz-zz-H",
             b"zzzzzz-zzzzzzzzzzz-zzzz-H", b"hdr.1234", b"1xVbyb-0000II-0m-K")
    with server() as tree:
        for folder in (tree / INPUT, tree / INPUT / "b", tree / SPOOL / "msglog"):
            folder.mkdir(exist_ok=True)
            for name in names:
                with open(os.fsencode(folder) + b"/" + name, "wb") as file:
                    file.write(b"junk\n")
        must_find_usual(scan(tree))


def many_queues(count):
    with server() as tree:
        for number in range(count):
            (tree / SPOOL / f"queue{number}" / "input").mkdir(parents=True)
        for name in ("queue\x1b[2J", "queue\nx", "q" * 200, "\u202equeue"):
            (tree / SPOOL / name / "input").mkdir(parents=True)
            shutil.copy(headers(tree)[0], tree / SPOOL / name / "input")
        must_find_usual(scan(tree))


def big_queue(count):
    """`count` messages, made quickly from one of the sample's."""
    with server() as tree:
        pattern = next(p for p in headers(tree) if b"info@harbor-tools" in p.read_bytes())
        data, name = pattern.read_bytes(), pattern.name[:-2].encode()
        body = pattern.with_name(pattern.name[:-1] + "D").read_bytes()
        for number in range(count):
            identifier = message_id(1795470700 + number // 500, 1 + number % 60000, number % 60).encode()
            folder = os.fsencode(tree / INPUT) + b"/" + identifier[5:6]
            os.makedirs(folder, exist_ok=True)
            with open(folder + b"/" + identifier + b"-H", "wb") as file:
                file.write(data.replace(name, identifier))
            with open(folder + b"/" + identifier + b"-D", "wb") as file:
                file.write(body)
        answer = scan(tree, limits=Limits(60, 700), text_too=False)
        must_find(answer, kind="mailbox", account="info@harbor-tools.example")
        if answer.document["queue"]["messages"] < count:
            raise Failed(f"counts {answer.document['queue']['messages']} of {count} messages")


def vanishing():
    """Exim delivers while the queue is scanned: files go under our hands."""
    with server() as tree:
        for _ in range(3):
            for path in headers(tree)[:250]:
                for number in range(3):
                    shutil.copy(path, path.with_name(message_id(1795470700, random.randrange(60000), number) + "-H"))
        files = headers(tree)
        random.Random(3).shuffle(files)
        stop = threading.Event()

        def remove():
            for path in files:
                if stop.is_set():
                    return
                for letter in "HDJ":
                    path.with_name(path.name[:-1] + letter).unlink(missing_ok=True)
                time.sleep(0.0002)

        worker = threading.Thread(target=remove)
        worker.start()
        try:
            for _ in range(6):
                scan(tree, text_too=False)
        finally:
            stop.set()
            worker.join()


def queue_goes_away():
    """The whole queue is moved aside and back while it is scanned."""
    with server() as tree:
        stop = threading.Event()

        def move():
            while not stop.is_set():
                os.rename(tree / INPUT, tree / "aside")
                time.sleep(0.002)
                os.rename(tree / "aside", tree / INPUT)
                time.sleep(0.005)

        worker = threading.Thread(target=move)
        worker.start()
        try:
            for _ in range(10):
                scan(tree, text_too=False)
        finally:
            stop.set()
            worker.join()


def damaged_bodies():
    with server() as tree:
        for number, path in enumerate(headers(tree)):
            body = path.with_name(path.name[:-1] + "D")
            if number % 4 == 0:
                body.unlink(missing_ok=True)
            elif number % 4 == 1:
                body.write_bytes(b"")
            elif number % 4 == 2:
                become("fifo")(body)
            journal = path.with_name(path.name[:-1] + "J")
            if number % 3 == 0:
                journal.write_bytes(GARBAGE[:3000])
            elif number % 3 == 1:
                become("link out")(journal) if journal.exists() else journal.symlink_to("/etc/passwd")
        must_find_usual(scan(tree))


def cases():
    for what, damage in DAMAGES.items():
        yield f"queue: -H {what}, some", lambda d=damage: change_some(rewrite(d))
        yield f"queue: -H {what}, all", lambda d=damage: change_all(rewrite(d))
    for kind in ("fifo", "directory", "link out", "loop", "zeros"):
        yield f"queue: {kind} in place of -H", lambda k=kind: change_some(become(k))
        yield f"queue: {kind} in place of every -H", lambda k=kind: change_all(become(k))
    for number, text in enumerate(HOSTILE_VARIABLES):
        yield f"queue: hostile variable {number}", lambda t=text: hostile_variables(t)
    yield "queue: an ACL variable imitates -auth_id", acl_value_imitates_auth
    yield "queue: header of 20 MB", lambda: big_header(20)
    yield "queue: 200,000 recipients", lambda: many_recipients(200_000)
    yield "queue: junk names", junk_names
    yield "queue: a thousand named queues", lambda: many_queues(1000)
    yield "queue: 100,000 messages", lambda: big_queue(100_000)
    yield "queue: messages vanish", vanishing
    yield "queue: the queue goes away and comes back", queue_goes_away
    yield "queue: bodies and journals damaged", damaged_bodies
