#!/usr/bin/env python3
"""Quarantine, its undo and its release killed (SIGKILL) at every system call that changes a file or makes it
durable; then `finish`, or `undo`, sets it right. Asked each time: every file of every message exists exactly
once, unaltered, and all of them are where they should be. The messages are real Exim's: flat, split, in a
named queue, with -J and msglog, with long ids.

    tests/oracle/quarantine_crash.py [STRIDE]     every STRIDE-th write of the journal; default 3

Exit status: 0 all agree, 1 something differs, 77 no strace, no Exim or no namespaces here.
"""
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import private_exim as px
from private_exim import ACTIONS, SPOOL, check, exim

STRIDE = int(sys.argv[1]) if len(sys.argv) > 1 else 3
# Calls that change what is on the disk, and how far apart the kills are. The journal is SQLite's own care: its
# writes come between the moves, so being killed there is tried too.
CALLS = {"renameat2": 1, "mkdirat": 1, "fchmod": 1, "fsync": 1, "unlinkat": 1, "flock": 1, "fdatasync": 1, "pwrite64": STRIDE}
MOST = 400


def lengthen(spool, one):
    """As exim_id_update would: the message gets an id of the long form."""
    time_, pid, tick = one.split("-")
    name = f"{time_}-00000{pid}-{tick}00"
    for path in spool.rglob(f"{one}*"):
        if path.name.endswith(("-H", "-D")):
            kept = path.stat()
            path.write_bytes(path.read_bytes().replace(one.encode(), name.encode(), 1))
            os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))
        path.rename(path.with_name(path.name.replace(one, name)))
    return name


def make_messages():
    px.configure(split=False)
    ids = px.submit(3, first=0)
    px.configure(split=True)
    ids += px.submit(4, first=10)
    named = px.submit(2, first=20)
    for one in named:
        exim("-MG", "promo", one, check=True)
    journal = next(SPOOL.rglob(f"{ids[0]}-D")).with_name(f"{ids[0]}-J")
    journal.write_text("half@sink.example\n")
    shutil.chown(journal, "Debian-exim", "Debian-exim")
    journal.chmod(0o640)
    ids = ids[:-1] + [lengthen(SPOOL, ids[-1])]
    (SPOOL / "input" / ids[1][5]).mkdir(exist_ok=True)
    return ids + named


class Trial:
    """A copy of the spool, with a journal of its own."""

    def __init__(self, template, ids, number):
        self.place, self.ids = Path(f"/run/trial/{number}"), ids
        shutil.rmtree(self.place, ignore_errors=True)
        self.place.mkdir(parents=True)
        self.spool, self.state = self.place / "spool", self.place / "state"
        subprocess.run(["cp", "-a", template, self.spool], check=True)

    def act(self, *words, kill=None):
        wrap = [] if kill is None else ["strace", "-f", "-qq", "-o", "/dev/null", "-e",
                                        f"inject={kill[0]}:signal=KILL:when={kill[1]}"]
        return px.act(*words, ids=self.ids, state=self.state, spool=self.spool, wrap=wrap)

    def files(self):
        """Which files there are and what is in them, wherever they are."""
        found = {}
        for name, rows in px.files_of(self.ids, self.spool).items():
            found[name] = [row[:-1] for row in rows]  # the copy has other inodes
        return found

    def in_queue(self):
        return {name: row for name, row in px.tree(self.spool).items() if not name.startswith("queuehound-quarantine/")}


def judge(trial, call, when, whole, places, way):
    """None where all is well, else what is wrong."""
    if trial.files() != whole:
        return f"{call} {when}: killed: a file is lost, doubled or altered"
    after = trial.act("finish" if way == "finish" else "undo", *([] if way == "finish" else ["A-1"]))
    if trial.files() != whole:
        return f"{call} {when}: {way}: a file is lost, doubled or altered"
    queued = trial.in_queue()
    if way == "undo" and queued != places:
        return f"{call} {when}: undo: not as it was: {after.stdout}{after.stderr}"
    # Killed before the journal had it: nothing was to be done, and nothing was.
    if way == "finish" and queued not in (places, {}):
        return f"{call} {when}: finish: half moved: {after.stdout}{after.stderr}"
    for said, wanted in (("A-1 done", {}), ("A-1 undone", places)):
        if said in after.stdout and queued != wanted:
            return f"{call} {when}: {way}: said \"{said}\", but is not"
    return None


def kill_everywhere(claim, template, ids, prepare, words, ways):
    """Kills `words` at the first, second ... of each call, until it gets through; each way of going on."""
    probe = Trial(template, ids, "probe")
    whole, places = probe.files(), probe.in_queue()

    def try_one(call, when, way):
        trial = Trial(template, ids, f"{call}-{when}-{way}")
        prepare(trial)
        done = trial.act(*words, kill=(call, when))
        was_killed = done.returncode in (-9, 137)
        wrong = judge(trial, call, when, whole, places, way) if was_killed else None
        shutil.rmtree(trial.place)
        return was_killed, wrong

    def try_call(call):
        killed, wrong = 0, []
        for when in range(1, MOST, CALLS[call]):
            answers = [try_one(call, when, way) for way in ways]
            killed += sum(was for was, _ in answers)
            wrong += [words_ for _, words_ in answers if words_]
            if not answers[0][0]:
                break
        return killed, wrong

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(try_call, CALLS))
    counts = ", ".join(f"{call} {killed}" for call, (killed, _) in zip(CALLS, answers) if killed)
    print(f"     killed: {counts}")
    check(f"{claim}: killed at every step", sum(killed for killed, _ in answers) > 20)
    check(f"{claim}: nothing lost, doubled, altered or left half", [line for _, wrong in answers for line in wrong][:3], [])


def main():
    px.enter(__file__)
    if not shutil.which("strace"):
        px.skip("no strace here")
    px.set_up()
    ids = make_messages()
    template = Path("/run/template")
    subprocess.run(["cp", "-a", SPOOL, template], check=True)
    check("messages", len(ids), 9)
    check("files", sum(map(len, px.files_of(ids, template).values())), 28)
    begin = ("do", "quarantine_messages", "patience=0")
    kill_everywhere("quarantine", template, ids, lambda trial: None, begin, ["finish", "undo"])
    kill_everywhere("undo", template, ids, lambda trial: trial.act(*begin), ["undo", "A-1"], ["undo", "finish"])
    px.finish()


if __name__ == "__main__":
    main()
