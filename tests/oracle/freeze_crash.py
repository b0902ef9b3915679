#!/usr/bin/env python3
"""Freezing and thawing killed (SIGKILL) at every system call that changes a file, starts a program or waits for one: us,
and Exim that we started. Then no message is lost or altered but for what Exim writes of freezing; `finish` freezes what
was chosen, `undo` thaws it and leaves frozen what was so before. Messages of real Exim.

Exit status: 0 all agree, 1 something differs, 77 no strace, no Exim or no namespaces here.
"""
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import private_exim as px
from private_exim import SPOOL, check, exim

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "fchown", "fchmod", "ftruncate", "rename", "link", "unlink", "unlinkat",
         "mkdir", "clone", "clone3", "wait4")
STATE, TEMPLATE, TRACE = Path("/run/state"), Path("/run/template"), Path("/run/trace")
MOST = 120


def bare_header(path):
    """A -H without what freezing and thawing write into it."""
    return re.sub(rb"(?m)^-(frozen \d+|manual_thaw)\n", b"", path.read_bytes())


def messages(spool):
    """Every file of the queue: whole, or a -H without its marks. Of a killed Exim's half-written -H the name tells: hdr.*"""
    files = [path for path in sorted(spool.rglob("*")) if path.is_file() and path.name[-2:] in ("-H", "-D")]
    return {str(path.relative_to(spool)): bare_header(path) if path.name.endswith("-H") else path.read_bytes() for path in files}


def frozen(spool=SPOOL):
    return {path.name[:-2] for path in spool.rglob("*-H") if re.search(rb"(?m)^-frozen \d+$", path.read_bytes())}


def reset():
    shutil.rmtree(STATE, ignore_errors=True)
    for place in SPOOL.iterdir():
        shutil.rmtree(place) if place.is_dir() else place.unlink()
    subprocess.run(["cp", "-a", f"{TEMPLATE}/.", SPOOL], check=True)


def act(*words, ids, kill=None):
    wrap = [] if kill is None else ["strace", "-f", "-qq", "-o", TRACE, "-e", f"trace={kill[0]}", "-e",
                                    f"inject={kill[0]}:signal=KILL:when={kill[1]}"]
    return px.act(*words, ids=ids, state=STATE, wrap=wrap)


def was_killed():
    return "+++ killed by SIGKILL" in TRACE.read_text(errors="replace")


def try_one(ids, whole, before, undoing, call):
    """None where nobody was killed any more, else what is wrong: a list."""
    reset()
    do, undo = ("do", "freeze_messages", "patience=0"), ("undo", "A-1")
    if undoing:
        act(*do, ids=ids)
    act(*(undo if undoing else do), ids=ids, kill=call)
    if not was_killed():
        return None
    place, wrong = f"{'undo' if undoing else 'do'} killed at {call}", []
    if messages(SPOOL) != whole:
        wrong.append(f"{place}: a message is lost or altered")
    finished = act("finish", ids=ids)
    chosen, states = frozen() - before, re.findall(r"A-1 (\w+):", finished.stdout)
    if not undoing and states and (states != ["done"] or chosen != set(ids) - before):
        wrong.append(f"{place}, finish: {sorted(chosen)} {finished.stdout}{finished.stderr}")
    undone = act(*undo, ids=ids)
    if frozen() != before:
        wrong.append(f"{place}, undo: {sorted(frozen())} {undone.stdout}{undone.stderr}")
    if messages(SPOOL) != whole:
        wrong.append(f"{place}, undo: a message is lost or altered")
    return wrong


def two_that_want_it(ids, before):
    """What two freeze stays frozen until both are undone, in either order; what a stranger froze stays so."""
    for order in ((1, 2, 3), (3, 2, 1), (2, 1, 3), (2, 3, 1)):
        reset()
        for wanted in (ids[:2], ids, ids[1:]):
            act("do", "freeze_messages", "patience=0", ids=wanted)
        wishes = {1: set(ids[:2]), 2: set(ids), 3: set(ids[1:])}
        for number in order:
            undone = act("undo", f"A-{number}", ids=ids)
            del wishes[number]
            check(f"undone in the order {order}: A-{number}", frozen(), before.union(*wishes.values()))
            wrong = [f"A-{other}" for other in order if other not in wishes and f"A-{other} froze" in undone.stdout]
            check(f"what it says names nobody who is undone: {undone.stdout}", wrong, [])


def main():
    px.enter(__file__)
    if not shutil.which("strace"):
        px.skip("no strace here")
    px.set_up()
    ids = px.submit(3)
    named = px.submit(1, first=10)
    exim("-MG", "promo", *named, check=True)
    px.submit(2, first=20)  # nobody chose these
    exim("-Mf", ids[0], check=True)
    before, ids = {ids[0]}, ids + named
    subprocess.run(["cp", "-a", SPOOL, TEMPLATE], check=True)
    whole = messages(TEMPLATE)
    check("messages, one of them frozen before", (len(whole), frozen()), (12, before))
    two_that_want_it(ids, before)
    for undoing in (False, True):
        kills, wrong = {}, []
        for call in CALLS:
            for when in range(1, MOST):
                found = try_one(ids, whole, before, undoing, (call, when))
                if found is None:
                    break
                kills[call] = kills.get(call, 0) + 1
                wrong += found
        print(f"     killed: {', '.join(f'{call} {count}' for call, count in kills.items())}")
        title = "thawing" if undoing else "freezing"
        check(f"{title}: killed at every step", sum(kills.values()) > 40 and kills.get("rename", 0) > 0 and kills.get("clone", 0) > 0)
        check(f"{title}: nothing lost or altered, finished and undone", wrong[:3], [])
    px.finish()


if __name__ == "__main__":
    main()
