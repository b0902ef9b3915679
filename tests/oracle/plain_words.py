#!/usr/bin/env python3
"""What the commands that change a server do and say when something is in their way: an option left empty by a shell's
variable, results that cannot be written, a plan that was undone, a damaged journal, a clock set back, Ctrl-C before anything
began. Real Exim and a real flood; the words must be true, and the exit status as documented.

Exit status: 0 all agree, 1 something differs, 77 no Exim or no namespaces here.
"""
import json
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import private_exim as px
from private_exim import STATE, check, exim

signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background is given to ignore it

BOX = "info@shop.example"


def queuehound(*words, wrap=(), **options):
    options.setdefault("stdout", subprocess.PIPE)
    return subprocess.run([*wrap, px.PROGRAM, *words], stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, timeout=120,
                          **options)


def flood():
    """A hundred messages of one login from two strangers; trusted callers may say where a message comes from."""
    configuration = Path("/etc/exim4/exim4.conf")
    configuration.write_text(configuration.read_text().replace("keep_environment =", "keep_environment =\nlog_selector = +all"))
    for address in ("203.0.113.11", "203.0.113.12"):
        lines = "".join(f"MAIL FROM:<{BOX}>\nRCPT TO:<to{n}@sink.example>\nDATA\nFrom: {BOX}\nSubject: Payment advice\n\npay {n}\n.\n"
                        for n in range(50))
        exim("-odq", "-oMa", f"{address}.4000", "-oMaa", "plain", "-oMai", BOX, "-oMr", "esmtpa", "-bS",
             input=f"EHLO x\n{lines}QUIT\n", check=True)
    time.sleep(1.1)  # what comes in the second of a new password may be its owner's, and is spared


def number_of(kind):
    steps = json.loads(queuehound("plan", BOX, "--json").stdout)["steps"]
    return str(1 + [step["action"] for step in steps].index(kind))


def empty_values():
    for option in ("--only", "--without", "--with"):
        done = queuehound("apply", BOX, option, "", "--yes", "--watch", "0")
        check(f"{option} '': refused, and nothing is done", (done.returncode, f"{option} wants" in done.stderr, px.held_ids()),
              (2, True, []))


def no_room_for_results(apply):
    with open("/dev/full", "w") as full:
        done = queuehound(*apply, stdout=full)
    check("no room for the results: exit 2, and it is done", (done.returncode, len(px.held_ids())), (2, 100))
    check("that is said, once", (done.stderr.count("what was done is done all the same"), "nothing was changed" in done.stderr), (1, False))
    with open("/dev/full", "w") as full:
        looked = queuehound("log", stdout=full)
    check("who only looks is told to look again", ("run it again" in looked.stderr, "was done" in looked.stderr), (True, False))


def no_room_for_a_password():
    """It is shown once and kept nowhere: lost with the results, nobody could log in any more."""
    folder = Path("/etc/dovecot")
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", folder], check=True)
    (folder / "users").write_text(f"{BOX}:{{PLAIN}}stolen\n")
    (folder / "dovecot.conf").write_text("ssl = no\npassdb {\n  driver = passwd-file\n  args = /etc/dovecot/users\n}\n"
                                         "userdb {\n  driver = static\n  args = uid=mail gid=mail home=/srv/%u\n}\n")
    words = ["apply", BOX, "--with", "password", "--only", number_of("reset_password"), "--yes", "--watch", "0"]
    for claim, out in (("no room", open("/dev/full", "w")), ("a reader that left", subprocess.Popen(["true"], stdin=subprocess.PIPE).stdin)):
        with out:
            done = queuehound(*words, stdout=out)
        check(f"a new password, {claim} for it: shown on standard error",
              ("stolen" in (folder / "users").read_text(), "shown this once: " in done.stderr), (False, True))
    subprocess.run(["umount", folder], check=True)


def undone_plan():
    planned = json.loads(queuehound("log", "--json").stdout)["actions"]
    plan = next(row["plan"] for row in planned if row["action"] == "quarantine_messages" and row["state"] == "done")
    check("undone", (queuehound("undo", plan, "--yes").returncode, px.held_ids()), (0, []))
    again = queuehound("apply", plan, "--yes", "--watch", "0")
    check("applied again it does nothing", (again.returncode, px.held_ids()), (4, []))
    steps = json.loads(queuehound("plan", BOX, "--json").stdout)
    number = str(1 + [step["action"] for step in steps["steps"]].index("quarantine_messages"))
    queuehound("apply", steps["id"], "--only", number, "--yes", "--watch", "0")
    queuehound("undo", steps["id"], "--yes")
    rest = queuehound("apply", steps["id"], "--yes", "--watch", "0", "--without", "block_address")
    check("with steps of it that never began, the undone one is called undone",
          (rest.returncode, "was undone, and a plan does nothing twice" in " ".join(rest.stdout.split()),
           "back in the queue" in rest.stdout, px.held_ids()), (1, True, False, []))


SHIFTED_CLOCK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <time.h>
int clock_gettime(clockid_t which, struct timespec *now) {
  int (*real)(clockid_t, struct timespec *) = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  int status = real(which, now), shift = 0;
  FILE *file = which == CLOCK_REALTIME ? fopen("/run/shift", "r") : 0;
  if (file) { if (fscanf(file, "%d", &shift) == 1) now->tv_sec += shift; fclose(file); }
  return status;
}
"""


def is_blocked():
    return "203.0.113.11" in subprocess.run(["nft", "list", "ruleset"], capture_output=True, text=True).stdout


def clock_set_back():
    """While the guard waits to be told that nobody is locked out."""
    if not shutil.which("cc") or not shutil.which("nft"):
        return
    subprocess.run(["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", "/run/shift.so"], input=SHIFTED_CLOCK, text=True, check=True)
    shifted = {"env": {**os.environ, "LD_PRELOAD": "/run/shift.so"}}
    words = ["apply", BOX, "--only", number_of("advise"), "--yes", "--watch", "0", "--confirm-within", "5m"]
    check("nobody is asked to keep a letter", "Keep it?" in queuehound(*words).stdout, False)
    words = ["apply", BOX, "--only", number_of("block_address"), "--yes", "--watch", "0", "--confirm-within"]
    begun = queuehound(*words, "5s", **shifted)
    check("blocked until it is confirmed", is_blocked())
    Path("/run/shift").write_text("-3600")
    check("the clock was set back by an hour: undone after its five seconds all the same", bool(px.wait_until(lambda: not is_blocked())))
    time.sleep(1)
    plan = begun.stdout.partition("queuehound confirm ")[2].split(";")[0]
    late = queuehound("confirm", plan, **shifted)
    check("and confirm does not say that it stays", (late.returncode, "undone already" in late.stderr), (4, True))
    Path("/run/shift").unlink()
    begun = queuehound(*words, "5m")
    plan = begun.stdout.partition("queuehound confirm ")[2].split(";")[0]
    queuehound("undo", plan, "--yes")
    late = queuehound("confirm", plan)
    check("nor of what somebody undid", (late.returncode, "undone already" in late.stderr), (4, True))


def slip_in_the_allow_list():
    """It stops whatever names or blocks, and nothing that lets in again."""
    allowed = Path("/etc/queuehound/allow")
    allowed.parent.mkdir(exist_ok=True)
    for words in (["block", "rm", "203.0.113.11"], ["undo", None, "--yes"]):
        said = queuehound("block", "add", "203.0.113.11").stdout
        words = [said.split()[1] if word is None else word for word in words]
        allowed.write_text("the office: 192.0.2.7\n")
        check("nobody is blocked while the allow list cannot be read", queuehound("block", "add", "203.0.113.12").returncode, 2)
        freed = queuehound(*words)
        check(f"{words[0]} lets in again, and complains", (freed.returncode, is_blocked(), "/etc/queuehound/allow:1" in freed.stderr),
              (0, False, True))
        check("and the log is shown", queuehound("log").returncode, 0)
        allowed.unlink()


def unknown_to_the_log():
    for name in ("A-9999", "P-9999"):
        done = queuehound("log", name)
        check(f"the log does not know {name}", (done.returncode, done.stdout, f"the journal holds no {name}" in done.stderr), (1, "", True))
        told = queuehound("log", name, "--json")
        check(f"{name} for programs: a document of nothing", (told.returncode, json.loads(told.stdout)["actions"]), (1, []))
    nowhere = queuehound("log", "--state", "/no/such/place")
    check("where no journal is, is said", (nowhere.returncode, "no journal is in /no/such/place" in nowhere.stdout), (0, True))
    plan = json.loads(queuehound("plan", BOX, "--json").stdout)["id"]
    check("planned is not done", f"not applied\n  queuehound apply {plan}\n" in queuehound("log", plan).stdout)


def ids_that_a_shell_completes():
    rows = json.loads(queuehound("log", "--json").stdout)["actions"]
    done = next(row for row in rows if row["state"] == "done")
    undone = next(row for row in rows if row["state"] == "undone")
    offered = {command: queuehound("complete", "--", command, "").stdout.split() for command in ("undo", "log", "confirm")}
    check("undo is offered what stands", ({done["id"], done["plan"]} <= set(offered["undo"]), undone["id"] in offered["undo"]), (True, False))
    check("log all of it", {done["id"], undone["id"]} <= set(offered["log"]))
    check("confirm what waits for it alone", all(one.startswith("P-") for one in offered["confirm"]))


def ids_of_another_kind():
    """What stands on the screen above is typed where something else is wanted."""
    for words in (["plan", "P-1"], ["explain", "P-1"], ["who", "A-1"], ["apply", "A-1", "--yes"]):
        done = queuehound(*words)
        check(f"{' '.join(words)}: what it is", (done.returncode, f"{words[1]} is a " in done.stderr, f"queuehound log {words[1]}" in done.stderr),
              (2, True, True))
    done = queuehound("undo", "203.0.113.11", "--yes")
    check("an address is no change: how it is let in", (done.returncode, "queuehound block rm 203.0.113.11" in done.stderr), (2, True))
    for words in (["explain", BOX, "--letter", "owner", "--json"], ["plan", BOX, "--json", "--shell"]):
        done = queuehound(*words)
        check(f"{' '.join(words)}: two forms at once", (done.returncode, done.stdout, "--json" in done.stderr), (2, "", True))
    check("man is not there, the manual is", "help --man | man -l -" in queuehound("man").stderr)
    check("SCAN is scan", 'did you mean "scan"' in queuehound("SCAN").stderr)
    nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
    if shutil.which("setpriv"):
        done = queuehound("queue", "quarantine", "release", "A-1", wrap=nobody)
        check("what to type as root can be typed", "try: sudo queuehound queue quarantine release A-1\n" in done.stderr)


def too_wide_to_allow():
    allowed = Path("/etc/queuehound/allow")
    for words, status in ((["0.0.0.0/0"], 2), (["192.0.2.7", "::/0"], 2), (["20.0.0.0/8", "--yes"], 0)):
        done = queuehound("allow", "add", *words)
        check(f"allow add {' '.join(words)}", (done.returncode, allowed.exists()), (status, status == 0))
    gone = queuehound("allow", "rm", "20.0.0.0/8")
    again = queuehound("allow", "rm", "20.0.0.0/8", "--json")
    check("taken out, and for programs a document where it was so", (gone.returncode, again.returncode, json.loads(again.stdout)["allowed"]),
          (0, 1, []))
    allowed.unlink()


def on_a_terminal(answer, *words):
    """The exit status of a command that is answered where it asks."""
    main, terminal = pty.openpty()
    child = subprocess.Popen([px.PROGRAM, *words], stdin=terminal, stdout=subprocess.DEVNULL, stderr=terminal)
    os.close(terminal)
    asked, end = b"", time.monotonic() + 20
    while b"[y/N]" not in asked and time.monotonic() < end:
        asked += os.read(main, 4096) if select.select([main], [], [], 0.2)[0] else b""
    os.write(main, answer)
    status = child.wait(20)
    os.close(main)
    return status


def the_answer_is_no():
    said = queuehound("block", "add", "203.0.113.11").stdout
    for words in (["undo", said.split()[1]], ["allow", "add", "0.0.0.0/0"]):
        for answer in (b"n\n", b"\n", b"maybe\n"):
            check(f"{words[0]}, {answer}: nothing is done", (on_a_terminal(answer, *words), is_blocked(), Path("/etc/queuehound/allow").exists()),
                  (1, True, False))
    check("undo, y: it is", (on_a_terminal(b"y\n", "undo", said.split()[1]), is_blocked()), (0, False))


def results_of_an_undo_are_lost():
    said = queuehound("block", "add", "203.0.113.11").stdout
    with open("/dev/full", "w") as full:
        done = queuehound("undo", said.split()[1], "--yes", stdout=full)
    check("undone, and nobody was told: no success", (done.returncode, is_blocked(), "what was done is done all the same" in done.stderr),
          (2, False, True))
    with open("/dev/full", "w") as full:
        looked = queuehound("block", "list", stdout=full)
    check("who looks at blocks has done nothing", (looked.returncode, "was done" in looked.stderr), (2, False))


def no_room_for_the_journal():
    """A flood fills disks: then the plan is journalled elsewhere."""
    place = "/var/lib/full"
    Path(place).mkdir(mode=0o700)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", place], check=True)
    subprocess.run(["dd", "if=/dev/zero", f"of={place}/fill", "bs=4k"], stderr=subprocess.DEVNULL)
    done = queuehound("block", "add", "203.0.113.12", "--state", place)
    check("a full disk: said, and what next", (done.returncode, place in done.stderr, "--state DIR" in done.stderr), (2, True, True))
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)
    done = queuehound("block", "add", "203.0.113.12", "--state", place)
    check("a read-only one: too", (done.returncode, place in done.stderr, "--state DIR" in done.stderr), (2, True, True))
    subprocess.run(["umount", place], check=True)


def interrupted_while_it_reads(apply):
    if not shutil.which("strace"):
        return
    # The thread that reads is not the one that waits, so the signal may come to either.
    done = queuehound(*apply, wrap=["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=getdents64", "-e",
                                    "inject=getdents64:signal=INT:when=1"])
    check("Ctrl-C while it reads: 130, and that nothing was changed", (done.returncode, "nothing was changed" in done.stderr, px.held_ids()),
          (130, True, []))


def damaged_journal(apply):
    whole = (STATE / "journal.db").read_bytes()
    for claim, data in (("no database", b"garbage" * 999), ("cut short", whole[:len(whole) // 2])):
        for rest in STATE.glob("journal.db-*"):
            rest.unlink()
        (STATE / "journal.db").write_bytes(data)
        for words in (["log"], ["undo", "P-1", "--yes"], apply):
            done = queuehound(*words)
            check(f"journal {claim}: {words[0]} names it and says what next",
                  (done.returncode, f"{STATE}/journal.db" in done.stderr, "move it away" in done.stderr, px.held_ids()),
                  (2, True, True, []))


def cover(place):
    """What the firewall saves for the next boot stays in here."""
    name = place.strip("/").replace("/", "_")
    for part in ("upper", "work"):
        Path("/mnt/cover", name, part).mkdir(parents=True)
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o",
                    f"lowerdir={place},upperdir=/mnt/cover/{name}/upper,workdir=/mnt/cover/{name}/work", place], check=True)


def main():
    px.enter(__file__)
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/mnt"], check=True)
    cover("/etc")
    px.set_up()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/var/cache"], check=True)
    flood()
    apply = ["apply", BOX, "--only", number_of("quarantine_messages"), "--yes", "--watch", "0", "--no-cache"]
    empty_values()
    interrupted_while_it_reads(apply)
    no_room_for_a_password()
    no_room_for_results(apply)
    undone_plan()
    clock_set_back()
    slip_in_the_allow_list()
    unknown_to_the_log()
    ids_of_another_kind()
    ids_that_a_shell_completes()
    if shutil.which("nft"):
        results_of_an_undo_are_lost()
        the_answer_is_no()
    too_wide_to_allow()
    no_room_for_the_journal()
    damaged_journal(apply)
    px.finish()


if __name__ == "__main__":
    main()
