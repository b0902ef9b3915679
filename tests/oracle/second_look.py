#!/usr/bin/env python3
"""A second look (--cache) answers what a first look answers, byte for byte: while a log grows, is
rotated and packed, for other windows, and whatever was done to the files that were kept. And it reads
less, by the bytes that strace counts.

    tests/oracle/second_look.py [CASE...]     the cases of tests/cases to ask twice; else all

Exit status: 0 all agree, 1 something differs, 77 no compiler here.
"""
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import datetime, timezone
from pathlib import Path

import case_server
import large_server
from case_server import CASES, PROGRAM
from large_server import NOW

LOG_BYTES = 72_000_000  # nine pieces, of which the first half lies before the windows
# What a second look reads: the piece that the window begins in and the last one, which may have
# grown, of 8 MB each; and of all others the ends, by which they are known again.
TWO_PIECES = 18_000_000
RESULTS = Counter()


def check(claim, holds, more=""):
    if not holds or not claim.startswith("case "):  # a case that agrees is not worth a line
        print(f"{'ok  ' if holds else 'FAIL'} {claim}{'' if holds else ': ' + more}")
    RESULTS["passed" if holds else "failed"] += 1


def ask(root, *arguments, command=("scan",)):
    done = subprocess.run([PROGRAM, *command, "--root", root, "--json", *arguments], capture_output=True)
    return done.returncode, done.stdout, done.stderr


def difference(one, other):
    for a, b in zip(one[1].splitlines(), other[1].splitlines()):
        if a != b:
            return f"{a[:150]!r} without, {b[:150]!r} with a cache"
    return f"status {one[0]} and {other[0]}, {len(one[1])} and {len(other[1])} bytes; {other[2][:200]!r}"


def agree(claim, root, cache, *arguments, command=("scan",), times=2):
    """Asked without a cache, then `times` with it."""
    plain = ask(root, "--no-cache", *arguments, command=command)
    for number in range(times):
        cached = ask(root, "--cache", cache, *arguments, command=command)
        check(f"{claim}{', again' * number}", plain == cached and plain[0] in (0, 1), difference(plain, cached))


def bytes_read(root, *arguments):
    """What a scan takes out of logs of the tree. One thread: strace breaks calls of several into halves."""
    with tempfile.NamedTemporaryFile("r") as trace:
        subprocess.run(["strace", "-f", "-qq", "-y", "-e", "trace=pread64,read", "-o", trace.name, PROGRAM, "scan", "--root", root,
                        "--json", "--threads", "1", *arguments], capture_output=True)
        found = re.findall(rf"<{re.escape(str(root))}/var/log/[^>]*>.*= (\d+)$", trace.read(), re.M)
    return sum(map(int, found))


# ---- a large server

def generate(work):
    root = Path(work, "large")
    large_server.generate(large_server.build_generator(work), root, "--messages", 300, "--log", LOG_BYTES, "--all-logs")
    return root


def grow_and_rotate(root, cache):
    log = root / "var/log/exim_mainlog"
    whole = log.read_bytes()
    parts = [whole.find(b"\n", len(whole) * share // 100) + 1 for share in (93, 97, 99)]
    log.write_bytes(whole[:parts[0] + 40])  # the last line is not whole yet
    now = ["--now", NOW, "--since", "5d"]
    agree("1. a growing log", root, cache, *now)
    check("1. stretches were kept", any(cache.glob("piece-*")))
    if shutil.which("strace"):
        cold, warm = bytes_read(root, "--no-cache", *now), bytes_read(root, "--cache", cache, *now)
        check(f"1. the second look reads less: {warm} bytes in place of {cold}", 0 < warm < TWO_PIECES < cold)
    with log.open("ab") as file:
        file.write(whole[parts[0] + 40:parts[1]])
    agree("2. something was added", root, cache, *now)
    for window in (["--now", NOW], ["--now", NOW, "--since", "20d"], ["--now", NOW, "--since", "15d", "--until", "10d"],
                   ["--now", "2026-11-15 20:00:00"], ["--now", "2026-10-30 08:00:00"], ["--now", "2026-12-20 20:00:00"],
                   ["--now", "2027-10-20 20:00:00"], ["--now", NOW, "--timezone", "+03:00"], ["--now", NOW, "--threads", "1"]):
        agree(f"3. another question: {' '.join(window[2:] or window)}", root, cache, *window, times=1)
    agree("3. the first one", root, cache, *now, times=1)
    if shutil.which("strace"):  # a stretch lies before the one window and inside the other
        for number in range(2):
            for window in (now, ["--now", NOW]):
                warm = bytes_read(root, "--cache", cache, *window)
                check(f"3. asked in turns, {' '.join(window[2:]) or 'a day'}, time {number}: {warm} bytes", 0 < warm < TWO_PIECES)
    rotated = log.with_name("exim_mainlog-20261122")
    log.rename(rotated)
    log.write_bytes(whole[parts[1]:parts[2]])
    os.utime(rotated, (1795392000, 1795392000))
    agree("4. rotated", root, cache, *now)
    if shutil.which("strace"):
        cold, warm = bytes_read(root, "--no-cache", *now), bytes_read(root, "--cache", cache, *now)
        check(f"4. the rotated log is known by its inode: {warm} bytes in place of {cold}", 0 < warm < TWO_PIECES < cold)
    packed = rotated.with_name(rotated.name + ".gz")
    packed.write_bytes(gzip.compress(rotated.read_bytes(), 1))
    os.utime(packed, (1795392000, 1795392000))
    rotated.unlink()
    agree("5. packed", root, cache, *now)
    with log.open("ab") as file:
        file.write(whole[parts[2]:])
    agree("5. something was added", root, cache, *now)
    later = ["--now", "2026-11-26 20:00:00"]
    agree("6. all of it is old", root, cache, *later)
    for command in (["who", "anna@copper-studio.example"], ["explain", "1"]):
        agree(f"7. {command[0]}", root, cache, *now, command=command)


def write_over(root, cache):
    """Windows of many lengths, in any order, on one folder; then the log is changed under it, at its size and at others."""
    log = root / "var/log/exim_mainlog"
    whole = log.read_bytes()
    now = ["--now", NOW]
    for since in ("2h", "3d", "12h", "20d", "1d", "8d", "1d"):
        agree(f"0. the last {since}", root, cache, *now, "--since", since, times=1)
    agree("0. a window long ago", root, cache, *now, "--since", "12d", "--until", "10d")
    first = ask(root, "--no-cache", *now)
    for begin, name in ((3_000_000, "its first stretch"), (20_000_000, "another"), (20_000_000, "the same again")):
        with log.open("r+b") as file:
            file.seek(begin)
            file.write(b"# gone\n" * 100_000)
        agree(f"0. written over in {name}, at the same size", root, cache, *now)
    check("0. that is another answer", ask(root, "--no-cache", *now)[1] != first[1])
    with log.open("r+b") as file:
        file.seek(3_000_000)
        file.write(whole[3_000_000:])
    agree("0. as it was", root, cache, *now)
    for share in (60, 30):
        os.truncate(log, len(whole) * share // 100)
        agree(f"0. cut down to {share} %", root, cache, *now)
        agree(f"0. cut down to {share} %, as long as it was old", root, cache, "--now", "2026-12-20 20:00:00")
    with log.open("ab") as file:
        file.write(whole[len(whole) * 50 // 100:])
    agree("0. cut down and written to", root, cache, *now)
    log.write_bytes(whole[: len(whole) // 2])  # copytruncate: the inode stays, other lines are in it
    log.write_bytes(whole[len(whole) // 4:])
    agree("0. begun anew in its place", root, cache, *now)
    agree("0. begun anew in its place, by a longer look", root, cache, *now, "--since", "3d")
    log.write_bytes(whole)


def do_harm(root, cache):
    """Whatever was done to a file: not used, and the answer is the same."""
    question = ["--now", "2026-11-26 20:00:00"]

    def flip(path):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 0x10
        path.write_bytes(data)

    def put_link(path):
        there = path.with_name(f"elsewhere-{path.name}")
        shutil.copy(path, there)
        path.unlink()
        path.symlink_to(there)

    def swap(path):
        others = [other for other in sorted(cache.glob("piece-*")) if other != path]
        path.write_bytes(others[0].read_bytes())

    harms = {
        "a bit flipped": flip,
        "cut short": lambda path: path.write_bytes(path.read_bytes()[:-7]),
        "longer": lambda path: path.write_bytes(path.read_bytes() + b"\0" * 8),
        "emptied": lambda path: path.write_bytes(b""),
        "readable by others": lambda path: path.chmod(0o644),
        "writable by the group": lambda path: path.chmod(0o620),
        "a link": put_link,
        "a second name": lambda path: os.link(path, path.with_name(f"second-{path.name}")),
        "another's content": swap,
        "a folder": lambda path: (path.unlink(), path.mkdir()),
        "a fifo": lambda path: (path.unlink(), os.mkfifo(path, 0o600)),
    }
    if os.geteuid() == 0:
        harms["of another owner"] = lambda path: os.chown(path, 12345, 12345)
    kept = root.parent / "kept"
    shutil.copytree(cache, kept)
    plain = ask(root, "--no-cache", *question)
    for name, harm in harms.items():
        shutil.rmtree(cache)
        shutil.copytree(kept, cache)
        for path in sorted(cache.glob("piece-*")):
            harm(path)
        cached = ask(root, "--cache", cache, *question)
        check(f"8. each file: {name}", plain == cached, difference(plain, cached))
    harm_folder(root, cache, kept, plain, question)


def harm_folder(root, cache, kept, plain, question):
    def afresh():
        shutil.rmtree(cache)
        shutil.copytree(kept, cache)

    afresh()
    cache.chmod(0o755)
    before = sorted(os.listdir(cache))
    cached = ask(root, "--cache", cache, *question)
    check("9. a folder that others can read", plain == cached and sorted(os.listdir(cache)) == before, difference(plain, cached))
    for content in (b"", b"12345678", b"x" * 100):
        afresh()
        (cache / "queuehound-key").write_bytes(content)
        cached = ask(root, "--cache", cache, *question)
        check(f"9. a key of {len(content)} other bytes", plain == cached, difference(plain, cached))
    for where in ("/dev/null", "/nowhere/at/all", str(cache / "queuehound-key")):
        cached = ask(root, "--cache", where, *question)
        check(f"9. no folder: {Path(where).name}", plain == cached, difference(plain, cached))
    afresh()
    (cache / "notes").write_bytes(b"not ours" * 1000)
    ask(root, "--cache", cache, *question)
    check("9. what is not ours stays", (cache / "notes").exists())


# ---- the cases

def ask_case(name, work):
    root, cache = Path(work, name), Path(work, f"{name}.cache")
    expected, arguments = case_server.build(name, root)
    for days in (0, 2):
        now = datetime.fromtimestamp(expected["now"] + days * 86400, timezone.utc)
        agree(f"case {name}, {days} days later", root, cache, "--now", now.strftime("%Y-%m-%dT%H:%M:%SZ"),
              *arguments)
    shutil.rmtree(root)


def main():
    if not shutil.which("g++"):
        print("no g++ here")
        return 77
    names = sys.argv[1:] or sorted(path.parent.name for path in CASES.glob("*/case.py"))
    with tempfile.TemporaryDirectory() as work:
        root, cache = generate(work), Path(work, "cache")
        write_over(root, Path(work, "other-cache"))
        grow_and_rotate(root, cache)
        do_harm(root, cache)
        for name in names:
            ask_case(name, work)
    print(f"{RESULTS['passed']} passed, {RESULTS['failed']} failed")
    return 1 if RESULTS["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
