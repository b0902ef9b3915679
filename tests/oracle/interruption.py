#!/usr/bin/env python3
"""What the program does when it is in the way: Ctrl-C tells what is known so far, a second one ends it at
once, --max-memory is kept, and reading stands back unless --fast.

    tests/oracle/interruption.py [BINARY]     default: $QUEUEHOUND, else build/release/queuehound
"""
import gzip
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.dont_write_bytecode = True
REPO = Path(__file__).resolve().parents[2]
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.environ.get(
    "QUEUEHOUND", str(REPO / "build/release/queuehound"))
sys.path.insert(0, str(REPO / "tests/cases"))
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background is given to ignore it
RESULTS = Counter()
BIG = 3_000_000_000  # bytes of the packed log, unpacked: longer to read than it takes to send a signal
NOTE = re.compile(r"^interrupted: (\d+) of (\d+) bytes of logs read, (\d+) of (\d+) queued messages")


def check(claim, holds, shown=""):
    print(f"{'ok  ' if holds else 'FAIL'} {claim}" + ("" if holds else f": {shown}"))
    RESULTS["passed" if holds else "failed"] += 1


def build_tree(folder):
    """The mailbox case, with a packed log before its own that takes seconds to read."""
    from run_cases import load
    tree = folder / "tree"
    tree.mkdir()
    expected = load("mailbox_smtp_auth").build(str(tree)).write()
    live = next(path for path in sorted(tree.rglob("*mainlog")) if path.is_file())
    text = live.read_bytes()
    member = gzip.compress(text * max(1, 4_000_000 // len(text)), 6)
    packed = live.with_name(live.name + ".1.gz")
    with open(packed, "wb") as file:
        for _ in range(BIG // 4_000_000):
            file.write(member)
    os.utime(packed, (expected["now"] - 86400, expected["now"] - 86400))
    return tree, packed, datetime.fromtimestamp(expected["now"], timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def holds_open(pid, path):
    try:
        return any(os.readlink(f"/proc/{pid}/fd/{fd}") == str(path) for fd in os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return False


def interrupt(words, path, signals=(signal.SIGINT,), wait=0.0):
    """Runs it, stops it while it reads `path`, signals it, lets it go on: (status, out, err, seconds)."""
    run = subprocess.Popen([PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while not holds_open(run.pid, path) and run.poll() is None and time.monotonic() < until:
        time.sleep(0.0005)
    time.sleep(wait)
    if run.poll() is None:
        run.send_signal(signal.SIGSTOP)
        for number in signals:
            run.send_signal(number)
        run.send_signal(signal.SIGCONT)
    began = time.monotonic()
    out, err = run.communicate(timeout=120)
    return run.returncode, out, err.decode(errors="replace"), time.monotonic() - began


def check_logs(tree, packed, where):
    for number in (signal.SIGINT, signal.SIGTERM):
        status, out, err, seconds = interrupt(["scan", *where, "--json"], packed, (number,), 0.2)
        name = f"scan, {number.name}"
        document = json.loads(out) if out else {"notes": [], "incidents": []}
        notes = [NOTE.match(note) for note in document["notes"] if note.startswith("interrupted")]
        check(f"{name}: its JSON says so", len(notes) == 1 and bool(notes[0]), document["notes"][:3])
        if notes and notes[0]:
            done, total, messages, queued = map(int, notes[0].groups())
            check(f"{name}: not all of the logs", done < total and total >= packed.stat().st_size, notes[0][0])
            check(f"{name}: the whole queue, which is read first", messages == queued > 0, notes[0][0])
        check(f"{name}: status as found", status == (1 if document["incidents"] else 130), status)
        check(f"{name}: soon", seconds < 20, seconds)
        check(f"{name}: said on standard error", "interrupted: " in err, err)
    status, out, err, _ = interrupt(["scan", *where], packed, wait=0.2)
    check("the text says so", b"interrupted: " in out, out[-400:])
    for words in (["who", "mailbox:nobody@nowhere.example"], ["explain", "I-000000"]):
        status, out, err, _ = interrupt([*words, *where, "--json"], packed, wait=0.2)
        check(f"{words[0]}: nothing was known yet", status == 130 and "interrupted: " in err, (status, err))
    # Both signals wait while it is stopped, and are delivered one after the other.
    status, out, err, seconds = interrupt(["scan", *where, "--json"], packed, (signal.SIGINT, signal.SIGTERM), 0.2)
    check("the second ends it at once", status in (128 + 2, 128 + 15) and not out and seconds < 5, (status, seconds))


def check_queue(folder):
    spool = folder / "spool" / "input"
    spool.mkdir(parents=True)
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    for n in range(20_000):
        name = f"1xAA{digits[n // 3844 % 62]}{digits[n // 62 % 62]}-0000{digits[n % 62]}1-00"
        (spool / f"{name}-H").write_text(f"{name}-H\nmail 8 8\n<a@b.example>\n1795441000 0\n-ident mail\n-local\nXX\n"
                                         f"1\nc@d.example\n\n011  Subject: x\n")
    words = ["queue", "--spool", "/spool", "--root", str(folder), "--json", "--threads", "1"]
    whole = json.loads(subprocess.run([PROGRAM, *words], capture_output=True).stdout)
    check("the whole queue", len(whole["messages"]) == whole["total"] == 20_000 and not whole["notes"], whole["notes"])
    for attempt in range(80):  # reading takes a tenth of a second only, and begins later on a busy machine
        status, out, err, _ = interrupt(words, spool, wait=0.004 * attempt)
        document = json.loads(out) if out else {"notes": [], "messages": [], "total": 0}
        if status == 130 and document["messages"]:
            break
    check("queue: its JSON says so", status == 130 and any(
        re.match(r"interrupted: \d+ of 20000 queued messages read", note) for note in document["notes"]),
          (status, document["notes"]))
    check("queue: what was read is shown", 0 < len(document["messages"]) < document["total"],
          len(document["messages"]))


def check_memory(folder):
    """A log of many senders, which a limit of 64 MiB cannot hold."""
    root = folder / "many"
    (root / "var/log/exim4").mkdir(parents=True)
    (root / "var/spool/exim4/input").mkdir(parents=True)
    now = datetime(2026, 11, 24, 12, 0, 0, tzinfo=timezone.utc)
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    with open(root / "var/log/exim4/mainlog", "w") as file:
        for n in range(500_000):
            at = now - timedelta(hours=10) + timedelta(seconds=n // 15)
            seconds, letters = int(at.timestamp()), ""
            for _ in range(6):
                letters, seconds = digits[seconds % 62] + letters, seconds // 62
            tail = "".join(digits[n // 62 ** k % 62] for k in (3, 2, 1, 0))
            file.write(f"{at:%Y-%m-%d %H:%M:%S} {letters}-00{tail}-00 <= u{n}@d{n % 90000}.example "
                       f"H=h{n % 90000}.example [198.51.{n // 250 % 100}.{n % 250}] P=esmtps S=900 "
                       f"id=m{n}@x.example T=\"Offer {n} for you {n * 7919}\" from <u{n}@d.example> for r{n}@e.example\n")
    words = ["scan", "--root", str(root), "--now", "2026-11-24T12:00:00Z", "--json"]
    run = subprocess.run([PROGRAM, *words, "--max-memory", "64M"], capture_output=True, timeout=300)
    text = run.stdout.decode(errors="replace")
    notes = json.loads(text)["notes"] if text else []
    check("a limit that is too small is kept, and told", run.returncode in (0, 1) and any(
        note.startswith("memory limit reached: ") for note in notes), (run.returncode, notes[:3], run.stderr[-200:]))
    run = subprocess.run([PROGRAM, *words, "--max-memory", "4G"], capture_output=True, timeout=300)
    check("one that is large enough changes nothing", not any(
        "memory limit" in note for note in json.loads(run.stdout)["notes"]), run.stderr[-200:])


def check_visitors(folder):
    """A script's site is asked for a name of its own 400,000 times: a limit ends the reading of its log, not the answer."""
    from run_cases import load
    root = folder / "visitors"
    root.mkdir()
    expected = load("shell_in_docroot").build(str(root)).write()
    now = datetime.fromtimestamp(expected["now"], timezone.utc)
    log = max((path for path in root.rglob("*") if path.is_file() and '"POST /' in path.read_text(errors="replace")),
              key=lambda path: path.stat().st_size)
    with open(log, "a") as file:
        for n in range(400_000):
            at = now - timedelta(seconds=20_000 - n // 20)
            file.write(f'203.0.{n >> 8 & 255}.{n & 255} - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "GET /old/{n:x}.php HTTP/1.1" 404 196 "-" "-"\n')
    words = ["scan", "--root", str(root), "--now", f"{now:%Y-%m-%dT%H:%M:%SZ}", "--json", "--max-memory", "80M"]
    run = subprocess.run([PROGRAM, *words], capture_output=True, timeout=300)
    answer = json.loads(run.stdout) if run.stdout else {"notes": [], "incidents": []}
    check("a flood of visitors ends at the limit, and is told", run.returncode == 1 and any(
        note.startswith("memory limit reached while web logs were read") for note in answer["notes"]),
        (run.returncode, answer["notes"][:3], run.stderr[-200:]))
    check("who sent is named all the same", any(one["kind"] == "script" for one in answer["incidents"]), answer["incidents"][:1])


def check_gentle(packed, where):
    for option, wanted in ((["--fast"], 0), ([], 10)):
        run = subprocess.Popen([PROGRAM, "scan", *where, *option], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not holds_open(run.pid, packed) and run.poll() is None:
            time.sleep(0.001)
        nice = {int(Path(f"/proc/{run.pid}/task/{task}/stat").read_text().rpartition(") ")[2].split()[16])
                for task in os.listdir(f"/proc/{run.pid}/task")}
        run.kill()
        run.wait()
        before = os.getpriority(os.PRIO_PROCESS, 0)
        check(f"niceness {' '.join(option)}", nice == {max(wanted, before)}, nice)


def main():
    if not os.access(PROGRAM, os.X_OK):
        print(f"no program at {PROGRAM}")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        tree, packed, now = build_tree(folder)
        where = ["--root", str(tree), "--now", now]
        check_logs(tree, packed, where)
        check_gentle(packed, where)
        check_visitors(folder)
        check_queue(folder)
        check_memory(folder)
    print(f"{RESULTS['passed']} passed, {RESULTS['failed']} failed, 0 skipped")
    return 1 if RESULTS["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
