"""After a play, while its attack goes on: plans, applies, looks whether it stopped and honest mail still flows, undoes, and
compares every byte. What is asked of queuehound here is asked on the server itself, with Apache, PHP and Exim running."""
import email
import email.policy
import json
import os
import pty
import select
import shutil
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import jsonschema

import clients
import estate

STATE = "/var/lib/queuehound"
# Its clock is the stage's; files' times are the disk's own, which undo must bring back.
CLOCK = {"NO_FAKE_STAT": "1"}


class NotSo(Exception):
    pass


def must(claim, words):
    if not claim:
        raise NotSo(words)


class Attack(threading.Thread):
    """Goes on posting to the script, once a second, whatever it is answered."""

    def __init__(self, address, site, path):
        super().__init__(daemon=True)
        self.address, self.site, self.path = address, site, path
        self.is_over, self.posts = threading.Event(), 0

    def run(self):
        while not self.is_over.wait(1.0):
            self.posts += 1
            try:
                clients.web(self.address, self.site, self.path,
                            form={"k": "lab", "to": f"go.on{self.posts}@slow.test", "s": "Unpaid invoice", "b": "Pay."})
            except OSError:
                pass  # blocked by now


class Program:
    def __init__(self, machine, source):
        self.machine = machine
        shutil.copy(source, machine.path("/run/queuehound"))

    def __call__(self, *words, good=(0,)):
        done = self.machine.run("/run/queuehound", *words, environment=CLOCK)
        said = (done.stdout + done.stderr).decode(errors="replace")
        must(done.returncode in good, f"queuehound {' '.join(words)}: status {done.returncode}\n{said}")
        if "--json" not in words:
            return said
        document = json.loads(done.stdout)
        if words[0] in ("plan", "apply", "undo", "log", "confirm"):
            self.hold(document, words[0])
        return document

    @staticmethod
    def hold(document, name):
        schema = json.loads((estate.LAB.parent / f"schema/{name}-1.schema.json").read_text())
        errors = list(jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).iter_errors(document))
        must(not errors, f"{name} --json: {errors[:3]}")


def look(path):
    seen = os.lstat(path)
    return {"bytes": path.read_bytes() if seen.st_uid or seen.st_mode & 0o777 else b"", "mode": seen.st_mode,
            "uid": seen.st_uid, "gid": seen.st_gid, "mtime": seen.st_mtime_ns, "inode": seen.st_ino}


def arrivals(machine, style, word):
    log = machine.path(style.main_log).read_text(errors="replace").splitlines()
    return sum(1 for line in log if " <= " in line and word in line)


def guards():
    """Pids of those that wait to undo."""
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()
            and (entry / "comm").exists() and (entry / "comm").read_text() == "queuehound-guar\n"]


def ask_on_a_terminal(machine, answer, *words):
    """Starts it on a terminal and answers its question: (process, the terminal's other end, what was shown)."""
    main, terminal = pty.openpty()
    child = subprocess.Popen(machine.command("/run/queuehound", *words, environment=CLOCK), stdin=terminal, stdout=terminal,
                             stderr=terminal, start_new_session=True)
    os.close(terminal)
    shown, end = b"", time.monotonic() + 20
    while b"[y/N]" not in shown and time.monotonic() < end:
        if select.select([main], [], [], 0.2)[0]:
            shown += os.read(main, 65536)
    must(b"[y/N]" in shown, f"it does not ask: {shown!r}")
    os.write(main, answer)
    return child, main, shown.decode(errors="replace")


def say_no(machine, script, incident):
    """Whoever does not say yes has changed nothing, and has seen what would have been done."""
    before = look(script)
    child, main, shown = ask_on_a_terminal(machine, b"\n", "apply", incident)
    must("disable the script" in shown and "block " in shown, f"asked without showing the plan: {shown}")
    must(child.wait(20) == 1, f"status {child.returncode} after a no")
    os.close(main)
    must(look(script) == before, "changed although nobody said yes")


def apply_on_a_terminal(program, machine, incident, number):
    """Blocks, to be confirmed in 8 seconds, and then terminal and process group are gone in the middle of it."""
    child, main, _ = ask_on_a_terminal(machine, b"y\n", "apply", incident, "--only", number, "--watch", "60s",
                                       "--confirm-within", "8s")
    end = time.monotonic() + 20
    while newest(program)["state"] != "done" and time.monotonic() < end:
        time.sleep(0.3)
    must(newest(program)["state"] == "done", f"not blocked: {newest(program)}")
    os.killpg(child.pid, signal.SIGHUP)
    os.killpg(child.pid, signal.SIGKILL)
    os.close(main)
    child.wait()


def newest(program):
    return program("log", "--json")["actions"][-1]


def state_in(program, wait, state):
    """The newest action's state, once it is that, or when the time is over."""
    end = time.monotonic() + wait
    while newest(program)["state"] != state and time.monotonic() < end:
        time.sleep(0.5)
    return newest(program)


def guard(program, machine, incident):
    plan = program("plan", incident, "--json")
    blocks = [str(step["number"]) for step in plan["steps"] if step["action"] == "block_address" and step["available"]]
    must(blocks, f"nothing to block: {plan}")
    apply_on_a_terminal(program, machine, incident, blocks[0])
    must(len(guards()) == 1, f"guards: {guards()}")
    row = state_in(program, 15, "undone")
    must(row["state"] == "undone" and "nobody confirmed" in row["undone_by"], f"not rolled back: {row}")
    must(not guards(), "the guard stays on")

    apply_on_a_terminal(program, machine, incident, blocks[0])
    kept = newest(program)["plan"]
    told = program("confirm", kept, "--json")
    must([step["state"] for step in told["steps"]] == ["done"] and told["plan"] == kept, f"confirmed: {told}")
    time.sleep(10)
    must(newest(program)["state"] == "done" and not guards(), f"confirmed, and undone all the same: {newest(program)}")
    program("undo", kept, "--yes")

    apply_on_a_terminal(program, machine, incident, blocks[0])
    late = newest(program)["plan"]
    for pid in guards():
        os.kill(pid, signal.SIGKILL)
    time.sleep(10)
    must(newest(program)["state"] == "done", "who undid it?")
    must("could not" not in program("confirm", late, good=(4,)), "the overdue roll back failed")
    must(newest(program)["state"] == "undone", f"a dead guard's work was not done: {newest(program)}")


def spool_files(folder):
    """Of -H, -D and -J files anywhere below: name -> all that a move must keep."""
    return {path.name: (path.read_bytes(), os.lstat(path).st_mode, os.lstat(path).st_uid, os.lstat(path).st_mtime_ns)
            for path in folder.rglob("*-[HDJ]")}


def settled_files(folder):
    """Of those, what Exim is not busy with just now: the first delivery of a message rewrites its -H."""
    first = spool_files(folder)
    time.sleep(1.5)
    second = spool_files(folder)
    return {name: file for name, file in first.items() if second.get(name) == file}


def can_connect(address):
    try:
        socket.create_connection((clients.server_for(address), 80), 2, (address, 0)).close()
    except OSError:
        return False
    return True


def read_letter(machine, incident):
    """What --send-letters handed to the real sendmail, and Exim delivered, as a reader of mail reads it."""
    end, found = time.monotonic() + 10, []
    while not found and time.monotonic() < end:
        found = [path for path in machine.path("/home").glob("*/mail/*/*/new/*") if b"<queuehound-" in path.read_bytes()]
        time.sleep(0.3)
    must(len(found) == 1, f"{len(found)} letters were delivered")
    letter = email.message_from_bytes(found[0].read_bytes(), policy=email.policy.default)
    must(not letter.defects and letter["Auto-Submitted"] == "auto-generated", f"not one sound message: {letter.defects}")
    must(len(letter.get_all("To")) == 1 and letter["Bcc"] is None, f"written to {letter.get_all('To')}")
    text = letter.get_content()
    must("was disabled" in text and "kept out for the time being" in text, f"it does not tell what was done: {text}")
    must("queuehound.nft" not in text and "--letter" not in text, f"it tells what is none of its reader's business: {text}")
    must(text.count("\n  Where:") == 1 and "\n  Page:" not in text, f"it says the same twice: {text}")
    must(incident["id"] in text, "it has no reference")
    found[0].unlink()


def stop_whole(town, machine, style, program, attack, crime):
    """Everything that the plan holds, by one apply, while it is attacked; then all of it back."""
    script, spool = machine.path(crime), machine.path(style.spool)
    before = look(script)
    must(can_connect(attack.address), "the driver is kept out before anybody blocks it")
    incident = next(one for one in program("scan", "--json", good=(0, 1))["incidents"] if one["script"] == crime)
    say_no(machine, script, incident["id"])
    queued = settled_files(spool / "input")
    applied = program("apply", incident["id"], "--yes", "--json", "--watch", "8s", "--send-letters")
    read_letter(machine, incident)
    kinds = {step["action"] for step in applied["steps"]}
    must({"seal_script", "block_address", "quarantine_messages"} <= kinds, f"the plan holds only {kinds}")
    must(all(step["state"] == "done" and step["holds"] for step in applied["steps"]), f"not all done: {applied['steps']}")
    must(applied["new_messages"] == 0, f"it still sends: {applied}")
    must(not can_connect(attack.address), "the driver can still connect")
    must(can_connect("192.0.2.119"), "somebody else cannot connect")
    held, left = spool_files(spool / "queuehound-quarantine"), spool_files(spool / "input")
    names = {name[:-2] for name in held}
    must(names >= set(incident["queue_selection"]["quarantine"]), "the flood is not all in quarantine")
    must(not any(town._is_honest(name) for name in names), "honest mail is in quarantine")
    must(not names & set(incident["queue_selection"]["spare"]), "what was to be spared is in quarantine")
    must(queued.keys() <= held.keys() | left.keys(), f"lost: {queued.keys() - held.keys() - left.keys()}")
    must(not held.keys() & left.keys(), "a message stands in both places")
    listed = program.machine.run("/usr/sbin/exim4", "-bpc", check=True).stdout
    must(int(listed) == len({name[:-2] for name in left if name.endswith("-H")}), f"exim -bpc counts {listed}")
    guest = "second-guest@post.test"
    clients.web("192.0.2.119", "lakeside-hotel.example", "/contact.php", form={"email": guest, "text": "And a boat?"})
    time.sleep(1.5)
    must(arrivals(machine, style, guest) > 0, "the honest form was stopped as well")

    again = incident_of(program, crime)
    must(kinds - {"advise"} == {deed["action"] for deed in again["done"]} and not any(deed["now"] for deed in again["done"]),
         f"scan does not know what was done: {again['done']}")
    must(again["entry"]["text"] == incident["entry"]["text"] or "clean copy" not in again["entry"]["text"],
         f"the time of sealing is taken for the intruder's: {again['entry']}")

    undone = program("undo", applied["plan"], "--yes", "--json")
    must(all(step["holds"] for step in undone["steps"]), f"not undone: {undone}")
    must(look(script) == before, f"not as it was: {before} {look(script)}")
    back = spool_files(spool / "input")
    must(all(back.get(name) == held[name] for name in held), "a message came back with other bytes, or not at all")
    must(queued.keys() & held.keys(), "nothing to compare: all of the flood was in delivery")
    changed = [name for name in queued.keys() & held.keys() if queued[name] != back.get(name)]
    must(not changed, f"not what they were before all this: {changed}")
    must(not spool_files(spool / "queuehound-quarantine"), "something stays in quarantine")
    must(can_connect(attack.address), "undone, and the driver is still kept out")
    comes_back(program, script, crime)
    return len(names)


def incident_of(program, crime):
    return next(one for one in program("scan", "--json", good=(0, 1))["incidents"] if one["script"] == crime)


def comes_back(program, script, crime):
    """The intruder puts a new file in the place of the sealed one: scan and plan say so, and it can be sealed as well."""
    incident = incident_of(program, crime)
    number = next(str(step["number"]) for step in program("plan", incident["id"], "--json")["steps"] if step["action"] == "seal_script")
    sealed = program("apply", incident["id"], "--yes", "--json", "--watch", "0", "--only", number)["plan"]
    before, aside = look(script), script.with_name("aside")
    os.rename(script, aside)
    script.write_bytes(b"<?php // back\n")
    os.chown(script, *estate.ids_of(Path(crime).parts[2]))
    deed = incident_of(program, crime)["done"][-1]
    must("it came back" in (deed["now"] or ""), f"scan does not say that it came back: {deed}")
    must("it came back" in " ".join(program("scan", good=(0, 1)).split()), "nor does its text")
    step = next(one for one in program("plan", incident["id"], "--json")["steps"] if one["action"] == "seal_script")
    must(step["available"] and step["done_by"] is None, f"the new file cannot be sealed: {step}")
    script.unlink()
    os.rename(aside, script)
    must(look(script) == before, "the sealed one was touched")
    program("undo", sealed, "--yes")


def stop(town, machine, style, program_file, crime, site, path, driver):
    """What was seen, for the one who asked; NotSo where something is not as it must be."""
    program = Program(machine, program_file)
    script = machine.path(crime)
    before = look(script)
    attack = Attack(driver, site, path)
    attack.start()
    time.sleep(4)
    must(arrivals(machine, style, "go.on") > 1, "the attack sends nothing")
    found = [one for one in program("scan", "--json", good=(0, 1))["incidents"] if one["script"] == crime]
    must(found, f"no incident is about {crime}")
    plan = program("plan", found[0]["id"], "--json")
    must(plan["id"] == "P-1", f"the plan is {plan['id']}: {plan['not_saved_because']}")
    sealing = [str(step["number"]) for step in plan["steps"] if step["action"] == "seal_script"]
    must(len(sealing) == 1, "the plan seals nothing")
    applied = program("apply", "P-1", "--only", sealing[0], "--yes", "--json", "--watch", "8s", good=(0, 1))
    sealed = applied["steps"][0]
    must(sealed["state"] == "done" and sealed["holds"], f"not sealed: {sealed}")
    must(applied["new_messages"] == 0, f"it still sends: {applied}")
    sent, posts = arrivals(machine, style, "go.on"), attack.posts
    time.sleep(3)
    must(arrivals(machine, style, "go.on") == sent, "Exim's own log says that it still sends")
    must(posts > 8, "the attack itself stopped")
    town_mail = arrivals(machine, style, "hotel-guest@post.test")
    clients.web("192.0.2.119", "lakeside-hotel.example", "/contact.php",
                form={"email": "hotel-guest@post.test", "text": "Is a room free?"})
    time.sleep(1.5)
    must(arrivals(machine, style, "hotel-guest@post.test") > town_mail, "the honest form was stopped as well")
    log = program("log", "--json")
    must(log["actions"][int(sealing[0]) - 1]["state"] == "done", "the log does not say so")
    undone = program("undo", "P-1", "--yes", "--json")
    must(all(step["holds"] for step in undone["steps"]), f"not undone: {undone}")
    must(look(script) == before, f"not as it was: {before} {look(script)}")
    time.sleep(5)  # an opcode cache looks at a file's time every two seconds
    must(arrivals(machine, style, "go.on") > sent, "undone, and yet the script does not run")
    held = stop_whole(town, machine, style, program, attack, crime)
    attack.is_over.set()
    attack.join()
    guard(program, machine, found[0]["id"])
    return {"text": sealed["text"], "posts": posts, "sent": sent, "plan": plan, "applied": applied, "held": held}
