"""After a play, while strangers go on sending with a stolen password: hold, new password, block and quarantine by one apply, on
real Exim and plain Dovecot; what a tired administrator gets wrong meanwhile; and all of it back, byte for byte."""
import json
import threading

import clients
import estate
from clients import Letter
from stopping import CLOCK, Program, arrivals, can_connect, look, must, settled_files, spool_files

HOLD = "acl_smtp_predata = /etc/queuehound/exim-hold.acl\nchunking_advertise_hosts =\n" \
       "acl_not_smtp = /etc/queuehound/exim-hold.acl\n\nbegin acl"


class Thief(threading.Thread):
    """Logs in with the password it knows and sends a letter, once a second, while it can."""

    def __init__(self, town, address, account):
        super().__init__(daemon=True)
        self.town, self.address, self.account = town, address, account
        self.password = estate.PASSWORDS[account]
        self.is_over, self.tries, self.sent = threading.Event(), 0, 0

    def run(self):
        while not self.is_over.wait(1.0):
            self.tries += 1
            try:
                self.sent += send_as(self.town, self.address, self.account, self.password, f"go.on{self.tries}@slow.test")
            except OSError:
                pass  # blocked by now


def send_as(town, address, account, password, to):
    """Whether Exim took it."""
    session = clients.Smtp(address, "pc", 587)
    try:
        if not session.log_in(account, password):
            return False
        letter = Letter(account, [to], "Request for quotation RFQ-7719", "Dear Sir,\n\nkindly see the attached.\n")
        return session.send(letter, town.moment())[0] is not None
    finally:
        session.smtp.close()


def say(machine, *words):
    """Status and all that was said, of whatever it was asked."""
    done = machine.run("/run/queuehound", *words, environment=CLOCK)
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def refuses(machine, status, part, *words):
    got, said = say(machine, *words)
    must(got == status and part in said, f"queuehound {' '.join(words)}: status {got}, expected {status} and {part!r}:\n{said}")


def incident_now(program, account):
    return next(one for one in program("scan", "--json", good=(0, 1))["incidents"] if one["account"] == account)


def prepare(machine):
    """What `check` asks for: Exim asks who is held; and Dovecot's settings at their usual place."""
    machine.write("/etc/dovecot/dovecot.conf", "!include /etc/dovecot-stage.conf\n")
    settings = machine.path("/etc/exim4/exim4.conf")
    settings.write_text(settings.read_text().replace("begin acl", HOLD, 1))
    machine.make_folder("/etc/queuehound")
    acl = machine.run("/run/queuehound", "check", "--exim-hold", check=True).stdout
    machine.write("/etc/queuehound/exim-hold.acl", acl)
    machine.run("sh", "-c", "kill -HUP $(cat /run/exim.pid)", check=True)


def wrong_orders_before(machine, plan, recipient):
    """Nothing is done yet, and nothing of this may do anything."""
    refuses(machine, 2, "was planned and never done", "undo", plan, "--yes")
    refuses(machine, 2, "there is no step 99", "apply", plan, "--yes", "--only", "99")
    refuses(machine, 2, "leave no step", "apply", plan, "--yes", "--only", "1", "--without", "1")
    refuses(machine, 2, "--with", "apply", plan, "--yes", "--with", "suspend_login")
    refuses(machine, 2, "there is no plan P-99", "apply", "P-99", "--yes")
    refuses(machine, 2, "is not who did it", "apply", f"mailbox:{recipient}", "--yes")
    refuses(machine, 2, "say yes", "apply", plan)


def interrupted_in_first_step(machine, plan):
    """Ctrl-C whenever its journal is written, until that is within the first step: it is ended and verified, no other is begun."""
    for when in range(1, 20):
        done = machine.run("strace", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync", "-e",
                           f"inject=fdatasync:signal=INT:when={when}", "/run/queuehound", "apply", plan["id"], "--yes", "--json",
                           environment=CLOCK)
        answer, errors = json.loads(done.stdout), done.stderr.decode()
        must(done.returncode == 130, f"interrupted: {done.returncode} {answer}")
        must(len(answer["steps"]) + answer["interrupted_before"] == len(plan["steps"]), f"which steps: {answer}")
        if answer["steps"]:
            break
    must([(step["state"], step["holds"]) for step in answer["steps"]] == [("done", True)], f"its first step: {answer}")
    must("ending this step first" in errors and f"queuehound apply {plan['id']} goes on" in errors, f"what it said: {errors}")


def stop(town, machine, style, program_file, account, thieves, kind):
    program = Program(machine, program_file)
    refuses(machine, 2, "nothing was ever changed here", "undo", "P-1", "--yes")
    refuses(machine, 2, "nothing was ever changed here", "confirm", "P-1")
    prepare(machine)
    spool = machine.path(style.spool)
    shadow = machine.path(f"{estate.account_of_domain(account.partition('@')[2]).home}/etc/{account.partition('@')[2]}/shadow")
    before = look(shadow)
    thief = Thief(town, thieves[0], account)
    thief.start()
    thief.is_over.wait(4)
    must(thief.sent > 1, "the thief sends nothing")
    must(all(can_connect(one) for one in thieves), "kept out before anybody blocks them")
    queued = settled_files(spool / "input")

    incident = incident_now(program, account)
    plan = program("plan", incident["id"], "--json")
    steps = {step["action"]: step for step in plan["steps"]}
    must([step["action"] for step in plan["steps"]].count("block_address") == 1, f"several steps to block: {plan['steps']}")
    must(set(steps["block_address"]["addresses"]) == set(thieves), f"other addresses: {steps['block_address']}")
    must(all(step["available"] for step in plan["steps"]), f"not all can be done: {plan['steps']}")
    # Somebody the mailing was written to.
    wrong_orders_before(machine, plan["id"], sorted(to for crime in town.crimes for to in crime.to)[0])
    must(look(shadow) == before and can_connect(thieves[0]), "changed although nothing was to be done")

    interrupted_in_first_step(machine, plan)
    done = machine.run("/run/queuehound", "apply", plan["id"], "--yes", "--json", "--watch", "8s", environment=CLOCK)
    applied = json.loads(done.stdout)
    Program.hold(applied, "apply")
    must(done.returncode == 0, f"status {done.returncode}: {applied}")
    must(all(step["state"] == "done" and step["holds"] for step in applied["steps"]), f"not all done: {applied['steps']}")
    must(applied["new_messages"] == 0, f"it still sends: {applied}")
    fresh = done.stderr.decode().rpartition(": ")[2].strip()
    must(fresh and fresh not in done.stdout.decode(), "the new password is told once, and not in JSON")
    must(not any(can_connect(one) for one in thieves), "a thief can still connect")
    must(can_connect("192.0.2.119"), "somebody else cannot connect")
    must(not clients.read_mail("192.0.2.119", account, thief.password), "the stolen password still opens the mailbox")
    must(clients.read_mail("192.0.2.119", account, fresh), "the new password does not open the mailbox")
    held, left = spool_files(spool / "queuehound-quarantine"), spool_files(spool / "input")
    names = {name[:-2] for name in held}
    must(names >= set(incident["queue_selection"]["quarantine"]), "the flood is not all in quarantine")
    must(not any(town._is_honest(name) for name in names), "honest mail is in quarantine")
    must(queued.keys() <= held.keys() | left.keys(), f"lost: {queued.keys() - held.keys() - left.keys()}")
    must(send_as(town, "192.0.2.119", account, fresh, "kept@slow.test"), "what is held is refused, not kept")
    other = next(one for one in estate.PASSWORDS if one != account)
    sent = arrivals(machine, style, other)
    must(send_as(town, "192.0.2.119", other, estate.PASSWORDS[other], "honest@slow.test"), "another mailbox cannot send")
    must(arrivals(machine, style, other) > sent, "another mailbox's letter did not come")

    # A second look, and a second apply: what is done is said, and a new password is not set again.
    after = look(shadow)
    again = incident_now(program, account)
    must({"hold_account", "reset_password", "block_address"} <= {deed["action"] for deed in again["done"]}, f"scan knows of {again['done']}")
    said = program("scan", "-q", good=(0, 1))
    must(f"first: hold the outgoing mail of {account}" not in " ".join(said.split()), f"asks for what is done: {said}")
    second = program("apply", incident["id"], "--yes", "--json", "--watch", "0", good=(0, 1))
    must(look(shadow) == after, f"a second apply set a second password: {second}")
    must(can_connect("192.0.2.119"), f"whoever came with the new password is blocked: {second}")
    must(clients.read_mail("192.0.2.119", account, fresh), "the owner cannot read mail after a second apply")
    letter = [path for path in spool.rglob("*-H") if b"kept@slow.test" in path.read_bytes()]
    must(len(letter) == 1 and "queuehound-quarantine" not in letter[0].parts, f"the owner's own letter is not in the queue: {letter}")
    refuses(machine, 0, "applied already", "apply", plan["id"], "--yes")

    # One of them let in again: that one is asked for anew, and nothing else is.
    program("block", "rm", thieves[1])
    blocked = [deed["targets"] for deed in incident_now(program, account)["done"] if deed["action"] == "block_address"]
    must(sorted(sum(blocked, [])) == sorted(set(thieves) - {thieves[1]}), f"let in again, and still called blocked: {blocked}")
    must(can_connect(thieves[1]), "let in again, and still kept out")

    # Back: the stolen password only where that is said twice.
    program("undo", second["plan"], "--yes", good=(0, 4))
    refuses(machine, 4, "with --force", "undo", plan["id"], "--yes")
    must(look(shadow) == after, "the stolen password is back without --force")
    program("undo", plan["id"], "--yes", "--force", good=(0,))
    restored = look(shadow)
    must(restored["bytes"] == before["bytes"] and restored["mode"] == before["mode"] and restored["uid"] == before["uid"],
         f"the password file is not what it was: {before} {restored}")
    back = spool_files(spool / "input")
    must(all(back.get(name) == held[name] for name in held), "a message came back with other bytes, or not at all")
    must(not spool_files(spool / "queuehound-quarantine"), "something stays in quarantine")
    must(all(can_connect(one) for one in thieves), "undone, and a thief is still kept out")
    must(clients.read_mail("192.0.2.119", account, thief.password), "undone, and the old password does not open the mailbox")
    refuses(machine, 4, "was applied and then undone", "apply", plan["id"], "--yes")
    refuses(machine, 0, "undone already", "undo", plan["id"], "--yes")
    thief.is_over.set()
    thief.join()
    return {"text": f"{len(plan['steps'])} steps", "posts": thief.tries, "sent": thief.sent, "held": len(names)}
