#!/usr/bin/env python3
"""Quarantine and freezing against the real Exim: while it delivers and runs its queue, with messages it is
busy with, in named queues, flat and split, and on file systems that are full or read-only. What is asked
each time: is every message in exactly one place, byte for byte as it was, and does Exim agree?

    tests/oracle/quarantine.py [MESSAGES]     default 400 for the run against a delivering Exim

Exit status: 0 all agree, 1 something differs, 77 no Exim or no namespaces here.
"""
import fcntl
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import private_exim as px
from private_exim import SPOOL, STATE, act, check, exim

MANY = int(sys.argv[1]) if len(sys.argv) > 1 else 400
PATIENT, HASTY = "patience=15", "patience=0"


def number_of(result):
    return result.stdout.split()[0]


def while_exim_delivers():
    sink = px.Sink(px.SINK_PORT)
    ids = px.submit(MANY)
    check("Exim took the messages", len(ids), MANY)
    before = px.files_of(ids)
    runners = [subprocess.Popen([px.EXIM, "-q"]) for _ in range(2)]
    px.wait_until(lambda: len(sink.serials) >= MANY // 10)
    done = act("do", "quarantine_messages", ids=ids)
    check("quarantine beside two queue runners", done.returncode, 0)
    for runner in runners:
        runner.wait()
    exim("-q")
    waiting, held = px.queue_ids(), px.held_ids()
    delivered = sorted(sink.serials)
    print(f"     {len(delivered)} delivered, {len(held)} in quarantine, {len(waiting)} in the queue")
    check("some were delivered and some caught", 0 < len(held) < MANY)
    check("each was delivered at most once", len(delivered), len(set(delivered)))
    check("queue, quarantine and delivered are all of them", len(waiting) + len(held) + len(delivered), MANY)
    check("exim -bpc agrees", exim("-bpc").stdout.strip(), str(len(waiting)))
    check("none is in both", set(held) & set(waiting), set())
    now = px.files_of(held)
    check("what is in quarantine is byte for byte what it was, with its log", now, {key: before[key] for key in now})
    check("all of them whole", sum(letter == "H" for _, letter in now), sum(letter == "D" for _, letter in now))
    check("to Exim the folder is no queue", exim("-qGqueuehound-quarantine", "-bpc").stdout.strip(), "0")
    count = subprocess.run([px.PROGRAM, "queue", "--count", "--root", "/", "--spool", SPOOL], capture_output=True, text=True)
    check("nor to queuehound", count.stdout.strip(), str(len(waiting)))
    undone = act("undo", number_of(done))
    check("put back", undone.returncode, 0)
    check("Exim lists them again", sorted(px.queue_ids()), sorted(held + waiting))
    check("byte for byte", px.files_of(held), {key: before[key] for key in now})
    exim("-qff")
    px.wait_until(lambda: len(sink.serials) == MANY)
    check("and delivers them, each once", sorted(sink.serials), list(range(MANY)))
    check("the queue is empty", exim("-bpc").stdout.strip(), "0")


def while_a_message_is_locked():
    slow = px.Sink(px.SLOW_PORT, seconds=6)
    (busy,) = px.submit(1, domain="slow.example", first=5000)
    others = px.submit(5, domain="sink.example", first=5001)
    delivery = subprocess.Popen([px.EXIM, "-M", busy])
    slow.is_open.wait(20)
    hasty = act("do", "quarantine_messages", HASTY, ids=[busy, *others])
    check("what Exim delivers stays, the others go, and that is no success", (sorted(px.held_ids()), hasty.returncode), (others, 1))
    check("and is told", f"{busy}: Exim is busy with it" in hasty.stdout)
    check("its files were not touched", (SPOOL / f"input/{busy[5]}/{busy}-H").exists())
    delivery.wait()
    check("it was delivered once", slow.serials, [5000])
    act("undo", number_of(hasty))
    return others


def the_rest_by_the_same_plan(ids):
    """Exim is busy for longer than anybody waits: it is said how to go on, and going on takes the rest."""
    before = px.files_of(ids)
    path = next(SPOOL.glob(f"input/*/{ids[0]}-D"))
    held = os.open(path, os.O_RDWR)
    fcntl.lockf(held, fcntl.LOCK_EX, 19, 0)
    hasty = act("do", "quarantine_messages", HASTY, ids=ids)
    check("all but the busy one", sorted(px.held_ids()), sorted(ids[1:]))
    check("one stays, and how to go on is said", "Exim was busy with 1" in hasty.stdout and "applied again" in hasty.stdout)
    os.close(held)
    again = act("again", "quarantine_messages", HASTY, ids=ids)
    check("the same action again is the same one", number_of(again), number_of(hasty))
    check("and takes the rest", (sorted(px.held_ids()), again.returncode), (sorted(ids), 0))
    check("unchanged", px.files_of(ids), before)
    act("undo", number_of(hasty))
    check("all of both times is back", (px.files_of(ids), px.held_ids()), (before, []))


def while_python_holds_the_lock(ids):
    before = px.files_of(ids)  # first: closing any descriptor of the file would drop the lock
    path = next(SPOOL.glob(f"input/*/{ids[0]}-D"))
    held = os.open(path, os.O_RDWR)
    fcntl.lockf(held, fcntl.LOCK_EX, 19, 0)
    check("Exim sees this lock", "is locked" in exim("-Mrm", ids[0]).stdout)
    threading.Timer(2, lambda: os.close(held)).start()
    start = time.monotonic()
    done = act("do", "quarantine_messages", PATIENT, ids=ids)
    check("a lock is waited for, and then the message moved", (done.returncode, sorted(px.held_ids())), (0, sorted(ids)))
    check("not before it was free", time.monotonic() - start > 1.5)
    check("unchanged", px.files_of(ids), before)
    act("undo", number_of(done))
    check("all back", px.files_of(ids), before)


def named_queue_and_flat():
    px.configure(split=False)
    flat = px.submit(3, first=6000)
    px.configure(split=True)
    split = px.submit(3, first=6010)
    named = px.submit(3, first=6020)
    for one in named:
        exim("-MG", "promo", one, check=True)
    check("in the named queue", exim("-qGpromo", "-bpc").stdout.strip(), "3")
    ids = flat + split + named
    before, places = px.files_of(ids), px.tree(SPOOL)
    done = act("do", "quarantine_messages", ids=ids)
    check("flat, split and named queue in one go", (done.returncode, sorted(px.held_ids())), (0, sorted(ids)))
    check("unchanged", px.files_of(ids), before)
    check("the named queue is empty for Exim", exim("-qGpromo", "-bpc").stdout.strip(), "0")
    # With split_spool_directory off Exim removes empty split directories; undo needs them again.
    px.configure(split=False)
    exim("-bpc"), exim("-bp")
    act("undo", number_of(done))
    check("each where it was", px.tree(SPOOL), places)
    check("Exim lists those of the named queue", sorted(px.queue_ids("promo")), sorted(named))
    px.configure(split=True)
    for queue in (["-qGpromo"], []):
        exim(*queue, "-Mrm", *(named if queue else flat + split))


def freezing():
    ids = px.submit(30, first=7000)
    named = px.submit(2, first=7100)
    for one in named:
        exim("-MG", "promo", one, check=True)
    exim("-Mf", *ids[:4])
    others = px.submit(3, first=7200)
    done = act("do", "freeze_messages", HASTY, ids=ids + named)
    frozen = lambda queue=(): {line.split()[2] for line in exim(*queue, "-bp").stdout.splitlines() if "*** frozen ***" in line}
    check("frozen through Exim", (done.returncode, frozen(), frozen(["-qGpromo"])), (0, set(ids), set(named)))
    check("nobody else's", frozen() & set(others), set())
    undone = act("undo", number_of(done))
    check("thawed, but what was frozen before stays so", (undone.returncode, frozen(), frozen(["-qGpromo"])), (0, set(ids[:4]), set()))
    exim("-Mrm", *ids, *others), exim("-qGpromo", "-Mrm", *named)


def linked_spool():
    """A spool on another disk, to which /var/spool has a link: all is as without one."""
    link = Path("/run/linked-spool")
    link.symlink_to(SPOOL)
    ids = px.submit(6, first=7300)
    frozen = lambda: sorted(line.split()[2] for line in exim("-bp").stdout.splitlines() if "*** frozen ***" in line)
    done = act("do", "freeze_messages", HASTY, ids=ids[:2], spool=link)
    check(f"frozen over a link: {done.stdout}", (done.returncode, frozen()), (0, ids[:2]))
    check("thawed over a link", (act("undo", number_of(done), spool=link).returncode, frozen()), (0, []))
    done = act("do", "quarantine_messages", HASTY, ids=ids[2:], spool=link)
    check(f"in quarantine over a link: {done.stdout}", (done.returncode, sorted(px.queue_ids())), (0, ids[:2]))
    listed = subprocess.run([px.PROGRAM, "queue", "quarantine", "list", "--ids", "--spool", link], capture_output=True, text=True)
    check("listed over a link", sorted(listed.stdout.split()), ids[2:])
    check("back over a link", (act("undo", number_of(done), spool=link).returncode, sorted(px.queue_ids())), (0, ids))
    exim("-Mrm", *ids)
    link.unlink()


def only_what_was_chosen():
    mine = px.submit(2, first=8000, sender="anna@customer.example")
    theirs = px.submit(2, first=8010, sender="bert@customer.example")
    before = px.files_of(theirs)
    done = act("do", "quarantine_messages", "sender=anna@customer.example", HASTY, ids=mine + theirs)
    check("another sender's mail is left alone", (sorted(px.held_ids()), px.files_of(theirs)), (mine, before))
    check("and told", f'{theirs[0]}: the sender is "bert@customer.example"' in done.stdout)
    act("undo", number_of(done))
    uid = act("do", "quarantine_messages", "uid=12345", HASTY, ids=mine)
    check("another uid's too", (px.held_ids(), "not as chosen" in uid.stdout), ([], True))
    for bad in ("../../etc/passwd", "-D", "$(reboot)", "1xVTzI-0001VO-2x/../x", "1xVTzI-0001VO-2x-H"):
        refused = act("do", "quarantine_messages", ids=[*mine, bad])
        check(f"refused: {bad}", (refused.returncode, "is no message id" in refused.stdout, px.held_ids()), (1, True, []))
    exim("-Mrm", *mine, *theirs)


def links_and_halves():
    ids = px.submit(8, first=8100)
    files = {one: SPOOL / f"input/{one[5]}/{one}" for one in ids}
    link_d, link_h, hard, wrong_d, wrong_h, only_h, only_d, good = ids
    path = lambda one, letter: Path(f"{files[one]}-{letter}")
    secret = SPOOL / "secret"
    secret.write_bytes(path(link_d, "D").read_bytes())
    path(link_d, "D").unlink(), path(link_d, "D").symlink_to(secret)
    kept = SPOOL / "kept-H"
    path(link_h, "H").rename(kept), path(link_h, "H").symlink_to(kept)
    os.link(path(hard, "D"), SPOOL / "another-name")
    path(wrong_d, "D").write_bytes(path(good, "D").read_bytes())
    path(wrong_h, "H").write_bytes(path(good, "H").read_bytes())
    path(only_h, "D").unlink()
    path(only_d, "H").unlink()
    before = px.tree(SPOOL)
    done = act("do", "quarantine_messages", HASTY, ids=ids)
    check("only the whole and honest one went", px.held_ids(), [good])
    for one, why in ((link_d, "a link is in the way"), (link_h, "-H is a link"), (hard, "hard link"), (only_h, "-D is missing"),
                     (wrong_d, "-D does not begin with this message's id"), (wrong_h, "-H does not begin with this message's id")):
        check(f"told: {why}", any(f"{one}: " in line and why in line for line in kept_lines(done)))
    act("undo", number_of(done))
    check("nothing else changed", px.tree(SPOOL), before)
    for path_ in SPOOL.glob("input/*/*"):
        path_.unlink()
    for name in ("secret", "kept-H", "another-name"):
        (SPOOL / name).unlink()


def kept_lines(done):
    """All that stays is in the journal; the sentence shows the first five."""
    data = b"".join(bytes(str(value), "utf-8", "replace") if not isinstance(value, bytes) else value
                    for row in sqlite3.connect(STATE / "journal.db").execute("select * from actions") for value in row)
    return (done.stdout + data.decode("utf-8", "replace")).replace("\0", "\n").splitlines()


def last_action():
    return sqlite3.connect(STATE / "journal.db").execute("select max(number) from actions").fetchone()[0]


def somebody_elses_folder():
    ids = px.submit(2, first=8200)
    before = px.files_of(ids)
    folder = SPOOL / "queuehound-quarantine"
    shutil.rmtree(folder, ignore_errors=True)
    elsewhere = SPOOL / "elsewhere"
    elsewhere.mkdir()
    for claim, make in (("a link", lambda: folder.symlink_to(elsewhere)), ("of another mode", lambda: folder.mkdir(mode=0o755)),
                        ("of Exim's user", lambda: (folder.mkdir(mode=0o700), shutil.chown(folder, "Debian-exim"))),
                        ("a file", lambda: folder.write_text(""))):
        make()
        refused = act("do", "quarantine_messages", HASTY, ids=ids)
        check(f"the folder is {claim}: not used", (refused.returncode, px.files_of(ids), list(elsewhere.iterdir())), (1, before, []))
        folder.unlink() if folder.is_symlink() or folder.is_file() else folder.rmdir()
    elsewhere.rmdir()
    check("used when it is ours again", act("do", "quarantine_messages", ids=ids).returncode, 0)
    act("undo", f"A-{last_action()}")
    exim("-Mrm", *ids)


def same_id_again():
    ids = px.submit(2, first=8300)
    done = act("do", "quarantine_messages", ids=ids)
    folder = next(SPOOL.glob(f"queuehound-quarantine/*/+input%2F{ids[0][5]}"))
    for letter in "HD":
        shutil.copy2(folder / f"{ids[0]}-{letter}", SPOOL / f"input/{ids[0][5]}/{ids[0]}-{letter}")
    before = px.files_of(ids)
    refused = act("undo", number_of(done))
    check("an id that is in the queue is never overwritten", refused.returncode, 1)
    check("the other went back", px.held_ids(), ids[:1])
    check("and nothing was lost", px.files_of(ids), before)
    check("the difference says so", ids[0] in act("difference", number_of(done)).stdout)
    for letter in "HD":
        (SPOOL / f"input/{ids[0][5]}/{ids[0]}-{letter}").unlink()
    check("undone when it is free", (act("undo", number_of(done)).returncode, sorted(px.queue_ids())), (0, ids))
    exim("-Mrm", *ids)


def two_at_once():
    ids = px.submit(200, first=8400)
    before = px.files_of(ids)
    states = [Path("/run/one"), Path("/run/two")]
    both = [subprocess.Popen([px.ACTIONS, state, SPOOL, "do", "quarantine_messages", HASTY], stdin=subprocess.PIPE,
                             stdout=subprocess.DEVNULL, text=True) for state in states]
    for process in both:
        process.stdin.write("".join(f"{one}\n" for one in ids))
        process.stdin.close()
    for process in both:
        process.wait()
    check("two at once: each message once", (sorted(px.held_ids()), px.files_of(ids)), (ids, before))
    for state in states:
        act("undo", "A-1", state=state)
    check("both undone: all back", (px.held_ids(), px.files_of(ids)), ([], before))
    exim("-Mrm", *ids)


def folder_out_of_sight():
    """Another file system lies over the spool, as before it is mounted at boot: nothing was put back, and nothing is called so."""
    ids = px.submit(3, first=8700)
    before = px.files_of(ids)
    done = number_of(act("do", "quarantine_messages", ids=ids))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=750", "tmpfs", SPOOL], check=True)
    (SPOOL / "input").mkdir()
    refused = act("undo", done)
    check("the folder is out of sight: refused, and said", (refused.returncode, "is not there with 3 messages" in refused.stdout), (1, True))
    subprocess.run(["umount", SPOOL], check=True)
    check("still held, and still the journal's to undo", (sorted(px.held_ids()), act("undo", done).returncode), (ids, 0))
    check("all back when it is there again", (sorted(px.queue_ids()), px.files_of(ids)), (ids, before))
    done = number_of(act("do", "quarantine_messages", ids=ids))
    check("all of it released one by one", queuehound("release", *ids).returncode, 0)
    check("accounts for a folder that is gone", act("undo", done).returncode, 0)
    done = number_of(act("do", "quarantine_messages", ids=ids))
    shutil.rmtree(SPOOL / "queuehound-quarantine")
    check("somebody removed the folder: refused", act("undo", done).returncode, 1)
    forced = act("undo", done, "--force")
    check("with --force it is undone, and says that it is not whole",
          (forced.returncode, "undone: nothing of it is in quarantine any more; 3 messages nobody knows of" in forced.stdout), (1, True))


def full_and_read_only():
    ids = px.submit(40, first=8600)
    before = px.files_of(ids)
    for call, when, claim in (("renameat2", "7+", "no room for the seventh name"), ("renameat2", "2", "no room for one name"),
                              ("mkdirat", "1+", "no room for a folder"), ("fsync", "1+", "the disk fails")):
        error = "EIO" if call == "fsync" else "ENOSPC"
        state = Path(f"/run/full-{call}-{when.strip('+')}")
        done = act("do", "quarantine_messages", HASTY, ids=ids, state=state,
                   wrap=["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject={call}:error={error}:when={when}"])
        check(f"{claim}: said", done.returncode != 0 and ("No space left" in done.stdout + done.stderr or "rror" in done.stdout + done.stderr))
        check(f"{claim}: all there, each once", px.files_of(ids), before)
        act("undo", "A-1", state=state)
        check(f"{claim}: undone", (px.held_ids(), sorted(px.queue_ids())), ([], ids))
    for when in ("4+", "9+", "14+", "20+"):  # of the journal: before, while and after messages move
        state = Path(f"/run/full-journal-{when.strip('+')}")
        done = act("do", "quarantine_messages", HASTY, ids=ids, state=state,
                   wrap=["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject=pwrite64:error=ENOSPC:when={when}"])
        check(f"no room for the journal, write {when}: all there, each once", px.files_of(ids), before)
        finished = act("finish", state=state)
        check("finished, or never begun", (finished.returncode, len(px.held_ids()) in (0, len(ids)), px.files_of(ids)), (0, True, before))
        act("undo", "A-1", state=state)
        check("undone", (px.held_ids(), sorted(px.queue_ids())), ([], ids))
    subprocess.run(["mount", "-o", "remount,ro,bind", SPOOL], check=True)
    done = act("do", "quarantine_messages", HASTY, ids=ids)
    check("read-only: refused", (done.returncode, "Read-only file system" in done.stdout), (1, True))
    subprocess.run(["mount", "-o", "remount,rw,bind", SPOOL], check=True)
    check("read-only: untouched", px.files_of(ids), before)
    tiny_disk(ids, before)
    exim("-Mrm", *ids)


def tiny_disk(ids, before):
    """A spool on a file system that has no room left, not even for a folder."""
    place = Path("/run/tiny")
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m,nr_inodes=400", "tmpfs", place], check=True)
    subprocess.run(["cp", "-a", f"{SPOOL}/.", place], check=True)
    copied = px.tree(place)
    try:
        for i in range(1000):
            (place / f"filler{i}").touch()
    except OSError:
        pass
    done = act("do", "quarantine_messages", HASTY, ids=ids, spool=place, state=Path("/run/tiny-state"))
    check("no room at all: said", (done.returncode, "No space left on device" in done.stdout), (1, True))
    for filler in place.glob("filler*"):
        filler.unlink()
    check("no room at all: untouched", px.tree(place), copied)
    again = act("finish", spool=place, state=Path("/run/tiny-state"))
    check("nothing is left to finish", again.returncode, 0)


def queuehound(*words, **options):
    return subprocess.run([px.PROGRAM, "queue", "quarantine", *words], capture_output=True, text=True, **options)


def document(*words):
    """The answer as JSON, held to its schema."""
    schema = json.loads((px.REPO / "schema/quarantine-1.schema.json").read_text())
    answer = json.loads(queuehound(*words, "--json").stdout)
    errors = list(jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).iter_errors(answer))
    check(f"{words[0]} --json is as its schema says", [error.message for error in errors], [])
    return answer


def commands():
    ids = px.submit(6, first=9000)
    before = px.files_of(ids)
    first = number_of(act("do", "quarantine_messages", ids=ids[:4]))
    second = number_of(act("do", "quarantine_messages", ids=ids[4:]))
    listed = queuehound("list")
    check("list: a line each", [line.split()[:3] for line in listed.stdout.splitlines() if line.startswith("A-")],
          [[first, "I-test01", "4"], [second, "I-test01", "2"]])
    rows = document("list")["quarantines"]
    check("list --json", [(row["action"], row["incident"], row["messages"], row["half"]) for row in rows],
          [(first, "I-test01", 4, 0), (second, "I-test01", 2, 0)])
    check("its bytes", rows[0]["bytes"], sum((next(SPOOL.rglob(f"{one}{end}"))).stat().st_size for one in ids[:4] for end in ("-H", "-D", "")))
    check("list --ids of one action", queuehound("list", second, "--ids").stdout.split(), ids[4:])
    shown = queuehound("show", ids[0])
    check("show", (shown.returncode, "is in quarantine" in shown.stdout, "Subject: offer 9000" in shown.stdout), (0, True, True))
    check("queue show finds it too", "is in quarantine" in subprocess.run([px.PROGRAM, "queue", "show", ids[0]], capture_output=True, text=True).stdout)
    who = subprocess.run([px.PROGRAM, "who", f"msg:{ids[0]}"], capture_output=True, text=True)
    check("who knows where it is", "in quarantine since" in who.stdout)
    one = queuehound("release", ids[1])
    check("release of one message", (one.returncode, px.queue_ids(), "1 message back" in one.stdout), (0, [ids[1]], True))
    check("release of what is not there", queuehound("release", ids[1]).returncode, 1)
    nothing = document("release", "A-77")["changed"]
    check("release of what nobody knows, as JSON", (nothing["all"], nothing["messages"], "A-77" in nothing["texts"][0]), (False, 0, True))
    check("expire of nothing, as JSON", document("expire", "--yes")["changed"]["messages"], 0)
    check("the difference knows", "1 message no longer in quarantine" in act("difference", first).stdout)
    rest = queuehound("release", first)
    check("release of an action", (rest.returncode, sorted(px.queue_ids())), (0, ids[:4]))
    check("it is undone in the journal", "undone already" in act("undo", first).stdout)
    check("byte for byte", px.files_of(ids), before)
    for words in (["expire", "-f", "x", "--older", "0s", "--yes"], ["expire", "--not", "--older", "0s", "--yes"],
                  ["release", second, "-f", "x"], ["show", ids[4], "--any"], ["list", "--older", "1d"],
                  ["list", "--sort", "size"], ["list", "--summary", "sender"], ["expire", "--count", "--yes", "--older", "0s"],
                  ["show", ids[4], "--ids"]):
        refused = queuehound(*words)
        check(f"{words} chooses nothing here", (refused.returncode, refused.stdout, px.held_ids()), (2, "", ids[4:]))
    check("nothing is old enough", (queuehound("expire", "--yes").returncode, px.held_ids()), (0, ids[4:]))
    check("nobody to ask: kept", (queuehound("expire", "--older", "0s", stdin=subprocess.DEVNULL).returncode, px.held_ids()), (2, ids[4:]))
    check("expired", (queuehound("expire", "--older", "0s", "--yes").returncode, px.held_ids()), (0, []))
    check("its folders are gone", list((SPOOL / "queuehound-quarantine").iterdir()), [])
    check("nothing is in quarantine", queuehound("list").stdout, "Nothing is in quarantine.\n")
    undone = subprocess.run([px.PROGRAM, "undo", second, "--yes"], capture_output=True, text=True)
    check(f"undo of what expired says so and is not whole: {undone.stdout}",
          (undone.returncode, "nothing of it is in quarantine any more; 2 messages had been removed for good (expire) and cannot be put "
           "back" in " ".join(undone.stdout.split())), (1, True))
    undone = subprocess.run([px.PROGRAM, "undo", second, "--yes"], capture_output=True, text=True)
    check("and it is over", (undone.returncode, "is undone already" in undone.stderr), (0, True))
    wrong = [queuehound(*words).returncode for words in (["burn"], ["release"], ["show"], ["show", "x"], ["release", "A-999"])]
    check("wrong usage", wrong, [2, 2, 2, 2, 1])
    exim("-Mrm", *ids)


def main():
    px.enter(__file__)
    px.set_up()
    while_exim_delivers()
    others = while_a_message_is_locked()
    the_rest_by_the_same_plan(others)
    while_python_holds_the_lock(others)
    exim("-Mrm", *others)
    named_queue_and_flat()
    freezing()
    linked_spool()
    only_what_was_chosen()
    links_and_halves()
    somebody_elses_folder()
    same_id_again()
    two_at_once()
    folder_out_of_sight()
    commands()
    full_and_read_only()
    px.finish()


if __name__ == "__main__":
    main()
