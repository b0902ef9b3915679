#!/usr/bin/env python3
"""What acts on accounts and lists, killed (SIGKILL) at every system call that changes a file, starts a program or waits
for one (of the journal's own calls at some): the world is the old one or whole in the new one; `finish` completes what was begun; `undo` puts it back. Files
of ours and of Dovecot's, panels and Mailman 2 by strict stand-ins, the real Mailman 3."""
import json
import pathlib
import re
import shutil
import sys
import time

sys.dont_write_bytecode = True
import accounts_stage as stage  # noqa: E402
from accounts import ACTIONS, HELD, PROGRAM, USERS, act, expect, play  # noqa: E402
from accounts_stage import run, write  # noqa: E402

FILES = ("write", "pwrite64", "fchown", "fchmod", "fsetxattr", "fsync", "fdatasync", "renameat", "linkat", "unlinkat",
         "unlink", "mkdir", "ftruncate")
PROGRAMS = ("clone", "clone3", "vfork", "wait4")
# The journal's own calls are SQLite's care, and kill_apply.py's at every one: here some of them.
STRIDES = {"pwrite64": 9, "fdatasync": 3}
# Panels' programs do it all: one of their deeds is killed at the journal's calls too, which are the same for the others.
BY_PROGRAM = {"calls": PROGRAMS, "least": 6}
STATE = "/tmp/state"


class Deed:
    """`see` tells the world; `is_done` what it is afterwards; `program` where another program does it: it lives on when
    we are killed."""

    def __init__(self, title, kind, target, see, is_done, undo_words=(), program="", calls=FILES + PROGRAMS, least=20):
        self.title, self.kind, self.target, self.see, self.is_done = title, kind, target, see, is_done
        self.undo_words, self.program, self.calls, self.least = undo_words, program, calls, least
        self.clean = see()

    def undo(self):
        act("undo", "A-1", *self.undo_words, state=STATE)
        return self.see() == self.clean


def wait_for_orphans(program):
    """The stand-in or Mailman that was started before the kill: a person is slower than it, too."""
    def runs():
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    words = (entry / "cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                if program.encode() in words[:8] and b"strace" not in words[0]:
                    return True
        return False
    while program and runs():
        time.sleep(0.01)


def was_begun():
    """Before that the journal has it as planned, or not at all, and nothing may have been done."""
    log = json.loads(run(PROGRAM, "log", "--json", "--state", STATE, check=False).stdout or "{}")
    return any(row["state"] != "planned" for row in log.get("actions", []))


def killed_once(deed, undoing, call, nth):
    """None where it was not killed any more, else whether all was well."""
    shutil.rmtree(STATE, ignore_errors=True)
    words = ["do", deed.kind, deed.target]
    if undoing:
        run(ACTIONS, STATE, "exim", *words)
        words = ["undo", "A-1", *deed.undo_words]
    before = deed.see()
    done = run("strace", *([] if deed.program else ["-f"]), "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
               f"inject={call}:signal=SIGKILL:when={nth}", ACTIONS, STATE, "exim", *words, check=False)
    if done.returncode == 0:
        expect(deed.undo(), f"{deed.title} without a kill")
        return None
    wait_for_orphans(deed.program)
    now = deed.see()
    whole = now in (before, deed.clean) or deed.is_done(now)
    finished = run(ACTIONS, STATE, "exim", "finish", check=False)
    after = deed.see()
    if undoing:
        ended = finished.returncode == 0 or bool(deed.undo_words)  # --force is a person's to repeat
    else:
        ended = finished.returncode == 0 and (deed.is_done(after) if was_begun() else after == deed.clean)
    undone = deed.undo()
    if not (whole and ended and undone):
        print(f"whole {whole}, ended {ended}, undone {undone}: {finished.stdout}{finished.stderr} {str(now)[-200:]!r}")
    return whole and ended and undone


def killed_everywhere(deed):
    shutil.rmtree(STATE, ignore_errors=True)
    whole = run(ACTIONS, STATE, "exim", "do", deed.kind, deed.target, check=False)
    expect(whole.returncode == 0 and deed.is_done(deed.see()), f"{deed.title}, with nobody to kill it: {whole.stdout}{whole.stderr}")
    if not deed.undo() or whole.returncode != 0:
        expect(False, f"{deed.title}: not undone")
        return  # every call would look like a kill
    kills = 0
    for undoing in (False, True):
        for call in deed.calls:
            for nth in range(1, 200, STRIDES.get(call, 1)):
                well = killed_once(deed, undoing, call, nth)
                if well is None:
                    break
                kills += 1
                expect(well, f"{deed.title}: {'undo' if undoing else 'do'} killed at {call} {nth}")
                if not well:
                    return  # the next would start from what this one left
    expect(kills > deed.least, f"{deed.title}: only {kills} kills")
    print(f"{deed.title}: {kills} kills", flush=True)


def files():
    write("/etc/queuehound/queuehound.toml", 'profile = "debian"\n')
    stage.start_exim(hold="acl_smtp_predata = /etc/queuehound/exim-hold.acl\nacl_not_smtp = /etc/queuehound/exim-hold.acl\n"
                     "chunking_advertise_hosts =")
    write("/etc/queuehound/exim-hold.acl", run(PROGRAM, "check", "--exim-hold").stdout)
    write(HELD, "old@shop.example: wait\n", ("root", "Debian-exim"), 0o640)
    kim = "kim@shop.example"

    def has_new_password(text):  # one nobody knows as a new one
        return re.search(rb"(?m)^kim@shop.example:\{SHA512-CRYPT\}\$6\$.{16}\$.{86}:::::: # kim$", text) is not None
    killed_everywhere(Deed("hold", "hold_account", kim, HELD.read_bytes,
                           lambda text: text == b"old@shop.example: wait\nkim@shop.example: wait\nkim: wait\n"))
    run("doveadm", "stop")  # it would be given a second each time to notice
    killed_everywhere(Deed("password", "reset_password", kim, USERS.read_bytes, has_new_password, ["--force"]))
    killed_everywhere(Deed("login", "suspend_login", kim, USERS.read_bytes, has_new_password))
    for path in (HELD, USERS):
        left = [p.name for p in path.parent.iterdir() if p.name.startswith(".") and "queuehound" in p.name]
        expect(len(left) <= 1, f"left beside {path}: {left}")


def flag(name):
    return lambda: json.loads(pathlib.Path("/run/panel/state").read_text()).get(name, "0")


def cpanel():
    kim, programs = "kim@shop.example", ["/usr/local/cpanel/bin/uapi", "/usr/local/cpanel/bin/whmapi1"]
    okay, whm = json.dumps({"result": {"status": 1, "errors": None}}), json.dumps({"metadata": {"result": 1, "reason": "OK"}})
    ask = ["uapi", "--output=json", "--user=shop", "Email"]
    shown = json.dumps({"result": {"status": 1, "data": [{"email": kim, "hold_outgoing": "@STATE@"}]}}).replace('"@STATE@"', "@STATE@")
    shadow, suspended = pathlib.Path("/home/shop/etc/shop.example/shadow"), pathlib.Path("/var/cpanel/suspended/shop")
    changed = "lee:$6$l$l:::::::\nkim:$6$new$new:::::::\n"
    write(shadow, "lee:$6$l$l:::::::\nkim:$6$old$old:::::::\n", mode=0o640)
    write("/etc/userdomains", "shop.example: shop\nother.example: other\n")
    write("/usr/local/cpanel/version", "11.120\n")
    write("/etc/queuehound/queuehound.toml", 'profile = "cpanel"\n')
    stage.Panel([
        {"words": [*ask, "list_pops_with_disk", "domain=shop.example", "get_restrictions=1"], "prints": shown, "shows": "hold"},
        {"words": [*ask, "hold_outgoing", "email=kim%40shop.example"], "prints": okay, "sets": {"hold": 1}},
        {"words": [*ask, "release_outgoing", "email=kim%40shop.example"], "prints": okay, "sets": {"hold": 0}},
        {"words": ["uapi", "--input=json", "--output=json", "--user=shop", "Email", "passwd_pop"], "prints": okay,
         "writes": {str(shadow): changed}},
        {"words": ["whmapi1", "--output=json", "suspendacct", "user=shop", "reason=queuehound%20I-test01"], "prints": whm,
         "writes": {str(suspended): "shop\n"}},
        {"words": ["whmapi1", "--output=json", "unsuspendacct", "user=shop"], "prints": whm, "writes": {str(suspended): None}}],
        programs)
    pathlib.Path("/run/panel/state").write_text('{"hold": 0}')
    killed_everywhere(Deed("cPanel: hold", "hold_account", kim, flag("hold"), lambda now: now == 1, program=programs[0]))
    killed_everywhere(Deed("cPanel: password", "reset_password", kim, shadow.read_text, lambda now: now == changed, ["--force"],
                           program=programs[0]))
    killed_everywhere(Deed("cPanel: account", "suspend_account", "shop", suspended.exists, lambda now: now, program=programs[1],
                           **BY_PROGRAM))
    shutil.rmtree("/usr/local/cpanel")


def hestia():
    programs = {name: f"/usr/local/hestia/bin/{name}" for name in
                ("v-list-mail-account", "v-suspend-mail-account", "v-unsuspend-mail-account")}
    write("/etc/queuehound/queuehound.toml", 'profile = "hestia"\n')
    write("/usr/local/hestia/data/users/shop/mail.conf", "DOMAIN='shop.example'\n")
    stage.Panel([
        {"words": ["v-list-mail-account", "shop", "shop.example", "kim", "json"], "prints": '{"kim": {"SUSPENDED": "@STATE@"}}',
         "shows": "kim"},
        {"words": ["v-suspend-mail-account", "shop", "shop.example", "kim"], "sets": {"kim": "yes"}},
        {"words": ["v-unsuspend-mail-account", "shop", "shop.example", "kim"], "sets": {"kim": "no"}}], programs.values())
    pathlib.Path("/run/panel/state").write_text('{"kim": "no"}')
    killed_everywhere(Deed("Hestia: login", "suspend_login", "kim@shop.example", flag("kim"), lambda now: now == "yes",
                           program="/usr/local/hestia/bin/v-suspend-mail-account", **BY_PROGRAM))
    shutil.rmtree("/usr/local/hestia")


def directadmin():
    conf, program = pathlib.Path("/usr/local/directadmin/data/users/shop/user.conf"), "/usr/local/directadmin/directadmin"
    write("/etc/queuehound/queuehound.toml", 'profile = "directadmin"\n')
    write("/etc/virtual/domainowners", "shop.example: shop\n")
    text = {word: f"name=shop\nsuspended={word}\n" for word in ("yes", "no")}
    write(conf, text["no"])
    stage.Panel([{"words": ["directadmin", "suspend-user", "shop"], "writes": {str(conf): text["yes"]}},
                 {"words": ["directadmin", "unsuspend-user", "shop"], "writes": {str(conf): text["no"]}}], [program])
    killed_everywhere(Deed("DirectAdmin: account", "suspend_account", "shop", conf.read_text, lambda now: now == text["yes"],
                           program=program, **BY_PROGRAM))
    shutil.rmtree("/usr/local/directadmin")


def lists():
    write("/etc/queuehound/queuehound.toml", 'profile = "debian"\n')
    program, value, _ = stage.mailman2()
    killed_everywhere(Deed("Mailman 2", "disable_list", "news@lists.example", value.read_text, lambda now: now == "1\n",
                           program=program, **BY_PROGRAM))
    for path in ("/var/lib/mailman", "/usr/lib/mailman"):
        shutil.rmtree(path)
    # A second and more for each call: only where it is waited for. And its answers are read out of its database,
    # where what it says itself is the same before and after.
    says = stage.mailman3()
    killed_everywhere(Deed("Mailman 3", "disable_list", "birds@lists.example", stage.mailman3_stored, lambda now: now,
                           program="/usr/lib/mailman3/bin/mailman", calls=("wait4",), least=4))
    shutil.rmtree(STATE, ignore_errors=True)
    for disabled in (True, False):
        act(*(("do", "disable_list", "birds@lists.example") if disabled else ("undo", "A-1")), state=STATE)
        expect(says() == stage.mailman3_stored() == disabled, f"Mailman 3 says what is stored: {disabled}")


if __name__ == "__main__":
    sys.exit(play([files, cpanel, hestia, directadmin, lists]))
