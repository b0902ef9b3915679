#!/usr/bin/env python3
"""Kills the program at every system call that changes something, for each action that changes files
or processes; then applying again must finish it, and undoing must put every byte back: content, owner,
mode, times, ACL, attributes. Also: disks that are full or read-only, two at once, and strangers who
swap the script for links while it is being sealed.

Everything happens in private namespaces, on file systems that end with them."""
import os
import pathlib
import pty
import random
import re
import shutil
import signal
import stat
import struct
import subprocess
import sys
import time

RELEASE = pathlib.Path(__file__).resolve().parents[2] / "build/release"
QUEUEHOUND = os.environ.get("QUEUEHOUND", str(RELEASE / "queuehound"))
ACTION = os.path.join(os.environ.get("QUEUEHOUND_ORACLES", str(RELEASE / "oracle")), "oracle_one_action")
MARK = "QUEUEHOUND_KILL_STAGE"

# What changes something on disk or in a process. Of openat only what is written afterwards matters.
CHANGES = ("write,pwrite64,writev,ftruncate,fsync,fdatasync,fchown,fchownat,fchmod,fchmodat,utimensat,"
           "rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,fsetxattr,fremovexattr,"
           "ioctl,pidfd_send_signal,kill")
UID, GID = 4211, 4212
OTHER = 4213
HOME = pathlib.Path("/home/mallory")
SCRIPT = HOME / "public_html/up/mailer.php"
CRONTAB = pathlib.Path("/var/spool/cron/crontabs/mallory")
SYSTEM_CRONTAB = pathlib.Path("/etc/cron.d/zupdate")
STATE = pathlib.Path("/run/state")


def enter_stage():
    if os.geteuid() != 0:
        print("skipped: needs root")
        sys.exit(77)
    for tool in ("unshare", "strace"):
        if not shutil.which(tool):
            print(f"skipped: {tool} is not installed")
            sys.exit(77)
    if MARK not in os.environ:
        os.execvpe("unshare", ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc",
                               "--propagation", "private", sys.executable, __file__, *sys.argv[1:]],
                   {**os.environ, MARK: "1"})


def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, errors="replace", timeout=120, **more)


def mount_stage():
    """Own /home, /run, crontabs and passwd; gone with the namespace."""
    def cover(place, options="mode=755"):
        subprocess.run(["mount", "-t", "tmpfs", "-o", options + ",strictatime", "tmpfs", place], check=True)
    own = {}
    for name, row in (("passwd", f"mallory:x:{UID}:{GID}::{HOME}:/bin/bash\n"
                                 f"alice:x:{OTHER}:{OTHER}::/home/alice:/bin/bash\n"),
                      ("group", f"mallory:x:{GID}:\nalice:x:{OTHER}:\n")):
        own[name] = pathlib.Path("/etc", name).read_text() + row
    cover("/home")
    cover("/run")
    pathlib.Path("/var/spool/cron").mkdir(exist_ok=True)
    cover("/var/spool/cron")
    cover("/etc/cron.d")
    for name, text in own.items():
        path = pathlib.Path("/run", name)
        path.write_text(text)
        subprocess.run(["mount", "--bind", str(path), f"/etc/{name}"], check=True)


ACL = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *row) for row in (
    (0x01, 6, 0xFFFFFFFF), (0x02, 4, OTHER), (0x04, 4, 0xFFFFFFFF), (0x10, 4, 0xFFFFFFFF), (0x20, 4, 0xFFFFFFFF)))


def make_script():
    shutil.rmtree(HOME, ignore_errors=True)
    SCRIPT.parent.mkdir(parents=True)
    for place in (HOME, HOME / "public_html", SCRIPT.parent):
        os.chown(place, UID, GID)
    SCRIPT.write_bytes(b"<?php mail($_POST['to'], 'x', 'y'); // \xff\n")
    os.chown(SCRIPT, UID, GID)
    os.chmod(SCRIPT, 0o4644)
    try:
        os.setxattr(SCRIPT, "system.posix_acl_access", ACL)
        os.chmod(SCRIPT, 0o4644)
        os.setxattr(SCRIPT, "user.origin", b"upload\x00\xff")
    except OSError:
        pass  # this file system has no such
    os.utime(SCRIPT, ns=(1700000000123456789, 1690000000987654321))
    run("chattr", "+i", str(SCRIPT))


def unlock(path):
    run("chattr", "-i", str(path))


def make_crontab():
    CRONTAB.parent.mkdir(exist_ok=True)
    CRONTAB.write_bytes(b"# mine\nMAILTO=\"\"\n*/5 * * * * cd " + bytes(SCRIPT.parent) +
                        b" && php mailer.php\n0 4 * * * /usr/bin/true\xff")
    os.chown(CRONTAB, UID, GID)
    os.chmod(CRONTAB, 0o600)
    # The same mailer in a second place, beside others' jobs.
    SYSTEM_CRONTAB.write_bytes(b"*/9 * * * * mallory php " + bytes(SCRIPT) + b"\n@reboot mallory " + bytes(SCRIPT) +
                               b" -q\n5 5 * * * alice /home/alice/x\n")
    os.chmod(SYSTEM_CRONTAB, 0o644)
    for path in (CRONTAB, SYSTEM_CRONTAB):
        os.utime(path, ns=(1700000000123456789, 1690000000987654321))


def look(path):
    """All that undo must bring back."""
    seen = os.lstat(path)
    row = {"mode": oct(seen.st_mode), "uid": seen.st_uid, "gid": seen.st_gid, "mtime": seen.st_mtime_ns,
           "atime": seen.st_atime_ns, "size": seen.st_size,
           "attributes": run("lsattr", "-d", str(path)).stdout.split(" ")[0],
           "xattrs": {name: os.getxattr(path, name) for name in os.listxattr(path)}}
    with open(os.open(path, os.O_RDONLY | os.O_NOATIME), "rb") as file:
        row["bytes"] = file.read()
    return row


class Mailer:
    """A running program of the account."""
    def __init__(self):
        def become():
            os.setsid()
            os.setgid(GID)
            os.setuid(UID)
        self.process = subprocess.Popen(["/bin/sleep", "1000"], cwd=SCRIPT.parent, preexec_fn=become,
                                        stdin=subprocess.DEVNULL)
        time.sleep(0.02)

    def state(self):
        """T, or S once it has run on to where it waits: on a busy machine that takes a moment."""
        for _ in range(100):
            time.sleep(0.02)
            state = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
            if state != "R":
                break
        return state

    def end(self):
        self.process.kill()
        self.process.wait()


class Deed:
    """One kind of action: how its world is made, seen, and whether it was done."""
    def __init__(self, kind, target, details, make, see, is_done):
        self.kind, self.target, self.details = kind, target, details
        self.make, self.see, self.is_done = make, see, is_done
        self.mailer = None

    def words(self):
        return [ACTION, str(STATE), "files", "again", self.kind, self.target, *self.details]


def make_process(deed):
    make_script()
    deed.mailer = Mailer()


def deeds():
    yield Deed("seal_script", str(SCRIPT), [], lambda d: make_script(), lambda d: look(SCRIPT),
               lambda d: os.stat(SCRIPT).st_uid == 0 and stat.S_IMODE(os.stat(SCRIPT).st_mode) == 0)
    yield Deed("disable_cron", "mallory", [f"script={SCRIPT}"], lambda d: make_crontab(),
               lambda d: (look(CRONTAB), look(SYSTEM_CRONTAB)),
               lambda d: b"\n#queuehound: */5" in look(CRONTAB)["bytes"] and
               [line[:1] for line in look(SYSTEM_CRONTAB)["bytes"].splitlines()] == [b"#", b"#", b"5"])
    yield Deed("stop_process", "mallory", [f"script={SCRIPT}"], make_process,
               lambda d: d.mailer.state(), lambda d: d.mailer.state() == "T")


def clean(deed):
    if deed.mailer:
        deed.mailer.end()
        deed.mailer = None
    shutil.rmtree(STATE, ignore_errors=True)
    unlock(SCRIPT)


class Failed(Exception):
    pass


def must(claim, words):
    if not claim:
        raise Failed(words)


def changes_of(words):
    """Every call that changes something, in a run to the end: [(name, how many-th of its name)].
    strace counts each name by itself."""
    run("strace", "-f", "-qq", "-o", "/run/trace", "-e", f"trace={CHANGES}", *words)
    counts, calls = {}, []
    for line in pathlib.Path("/run/trace").read_text(errors="replace").splitlines():
        name = re.match(r"\d+ +(\w+)\(", line)
        if name:
            counts[name[1]] = counts.get(name[1], 0) + 1
            calls.append((name[1], counts[name[1]]))
    return calls


def kill_at(words, call):
    """Runs it, killed on entering that call."""
    done = run("strace", "-f", "-qq", "-o", "/run/trace", "-e", f"trace={CHANGES}",
               "-e", f"inject={call[0]}:signal=KILL:when={call[1]}", *words)
    must(done.returncode != 0 and "+++ killed by SIGKILL" in pathlib.Path("/run/trace").read_text(errors="replace"),
         f"was not killed at {call}: {done.stdout}")


def undo_and_compare(deed, before, place):
    done = run(ACTION, str(STATE), "files", "undo", "all")
    must(done.returncode == 0, f"{place}: undo said {done.returncode}: {done.stdout}{done.stderr}")
    after = deed.see(deed)
    if isinstance(before, dict):
        wrong = [f"{name}: was {before[name]!r}, is {after[name]!r}" for name in before if before[name] != after[name]]
        must(not wrong, f"{place}: not as it was: {wrong}")
    else:
        must(after == before, f"{place}: was {before}, is {after}")
    leftovers = [name for name in os.listdir(CRONTAB.parent) if name.startswith(".")] if CRONTAB.parent.exists() else []
    must(not leftovers, f"{place}: left behind {leftovers}")


def kill_everywhere(deed, then_apply):
    """How many places it was killed at."""
    deed.make(deed)
    calls = changes_of(deed.words())
    clean(deed)
    for call in calls:
        deed.make(deed)
        before = deed.see(deed)
        kill_at(deed.words(), call)
        place = f"{deed.kind}, killed at {call}, then {'apply' if then_apply else 'undo'}"
        if then_apply:
            done = run(*deed.words())
            must(done.returncode == 0, f"{place}: apply said {done.returncode}: {done.stdout}{done.stderr}")
            must(deed.is_done(deed), f"{place}: not done")
        undo_and_compare(deed, before, place)
        if deed.kind == "seal_script" and not then_apply:  # it asks exim, which takes its time
            log = run(QUEUEHOUND, "log", "--json", "--state", str(STATE))
            must(log.returncode == 0, f"{place}: log: {log.stdout}{log.stderr}")
        clean(deed)
    must(len(calls) > 30, f"only {len(calls)} changes seen")
    return len(calls)


def kill_the_undo(deed):
    undo = [ACTION, str(STATE), "files", "undo", "all"]
    deed.make(deed)
    run(*deed.words())
    calls = changes_of(undo)
    clean(deed)
    for call in calls:
        deed.make(deed)
        before = deed.see(deed)
        must(run(*deed.words()).returncode == 0, f"{deed.kind}: not done")
        kill_at(undo, call)
        undo_and_compare(deed, before, f"{deed.kind}, its undo killed at {call}")
        clean(deed)
    return len(calls)


def full_disk(deed):
    """The journal's disk has room for less and less: nothing is done that was not journalled, and
    with room again all is put back."""
    refused = 0
    for kilobytes in range(4, 140, 8):
        deed.make(deed)
        before = deed.see(deed)
        STATE.mkdir(mode=0o700)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"mode=700,size={kilobytes}k", "tmpfs", str(STATE)], check=True)
        done = run(*deed.words())
        place = f"{deed.kind}, {kilobytes} kB of room"
        if done.returncode == 2:
            refused += 1
        subprocess.run(["mount", "-o", "remount,size=4m", str(STATE)], check=True)
        if not deed.is_done(deed):
            after = deed.see(deed)
            must(after == before, f"{place}: half done: {before} {after}")
        undo_and_compare(deed, before, place)
        subprocess.run(["umount", str(STATE)], check=True)
        clean(deed)
    must(refused > 0, f"{deed.kind}: no disk was too small")


def read_only_journal(deed):
    deed.make(deed)
    before = deed.see(deed)
    must(run(*deed.words()).returncode == 0, "first run")
    must(run(ACTION, str(STATE), "files", "undo", "all").returncode == 0, "first undo")
    subprocess.run(["mount", "--bind", str(STATE), str(STATE)], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", str(STATE)], check=True)
    done = run(*deed.words())
    must(done.returncode == 2, f"applied without a journal: {done.stdout}")
    must(deed.see(deed) == before, "changed without a journal")
    log = run(QUEUEHOUND, "log", "--json", "--state", str(STATE))
    must(log.returncode == 0 and '"A-1"' in log.stdout, f"log of a read-only journal: {log.stdout}{log.stderr}")
    subprocess.run(["umount", str(STATE)], check=True)
    clean(deed)


def two_at_once(deed):
    for _ in range(10):
        deed.make(deed)
        before = deed.see(deed)
        pair = [subprocess.Popen(deed.words(), stdout=subprocess.PIPE, text=True) for _ in range(2)]
        said = [one.communicate()[0] for one in pair]
        for text, one in zip(said, pair):
            must(one.returncode == 0 or "another queuehound is applying" in text, f"two at once: {text}")
        must(deed.is_done(deed), "two at once: not done")
        undo_and_compare(deed, before, "two at once")
        clean(deed)


def strangers_swap():
    """The account's owner swaps file and folder for links to another's and root's files, as fast as
    possible. Nothing but a file of the account may ever change."""
    make_script()
    unlock(SCRIPT)
    victims = []
    for path, owner in (("/home/alice/page.php", OTHER), ("/home/shadow", 0)):
        victim = pathlib.Path(path)
        victim.parent.mkdir(exist_ok=True)
        victim.write_text("not yours")
        os.chown(victim, owner, owner)
        os.chmod(victim, 0o640)
        victims.append(victim)
    (victims[0].parent / "mailer.php").write_text("not yours")
    os.chown(victims[0].parent / "mailer.php", OTHER, OTHER)
    victims.append(victims[0].parent / "mailer.php")
    before = [look(victim) for victim in victims]
    attacker = os.fork()
    if attacker == 0:
        os.setgid(GID)
        os.setuid(UID)
        os.chdir(HOME / "public_html")
        while True:
            time.sleep(random.random() * 0.02)
            for target in ("/home/shadow", "/home/alice/page.php"):
                try:
                    os.rename("up/mailer.php", "up/aside")
                    os.symlink(target, "up/mailer.php")
                    time.sleep(random.random() * 0.006)
                    os.unlink("up/mailer.php")
                    os.rename("up/aside", "up/mailer.php")
                    os.rename("up", "real")
                    os.symlink("/home/alice", "up")
                    time.sleep(random.random() * 0.006)
                    os.unlink("up")
                    os.rename("real", "up")
                except OSError:
                    pass
    counts = {}
    end = time.monotonic() + 8
    while time.monotonic() < end:
        done = run(ACTION, str(STATE), "files", "again", "seal_script", str(SCRIPT))
        counts[done.returncode] = counts.get(done.returncode, 0) + 1
        # Swapped away just then, it is refused; the next try finds it.
        must(any(run(ACTION, str(STATE), "files", "undo", "all").returncode == 0 for _ in range(200)) or done.returncode != 0,
             "a sealed script never came back")
        shutil.rmtree(STATE, ignore_errors=True)
        for victim, was in zip(victims, before):
            must(look(victim) == was, f"{victim} changed")
    os.kill(attacker, signal.SIGKILL)
    os.waitpid(attacker, 0)
    must(counts.get(0, 0) > 3 and counts.get(1, 0) > 3, f"too tame a stranger, or too wild: {counts}")
    return counts


def strange_targets():
    """What must be refused, with nothing changed."""
    make_script()
    unlock(SCRIPT)
    os.chown(SCRIPT, UID, GID)
    os.link(SCRIPT, HOME / "second")
    os.symlink("mailer.php", SCRIPT.parent / "link.php")
    os.mkfifo(SCRIPT.parent / "fifo.php")
    (HOME / "rootfile.php").write_text("x")
    newline = SCRIPT.parent / "a\nb.php"
    dash = SCRIPT.parent / "-rf"
    for path in (newline, dash):
        path.write_text("x")
        os.chown(path, UID, GID)
    for target in (str(SCRIPT), str(HOME / "public_html/up/link.php"), str(SCRIPT.parent / "fifo.php"),
                   str(SCRIPT.parent), str(HOME / "rootfile.php"), "/etc/passwd", "/etc/shadow",
                   f"{HOME}/../alice/page.php", f"{HOME}/public_html/../../alice/page.php", f"{HOME}//public_html/x",
                   "relative.php", "", "/", "-rf", "$(touch /run/pwned)", str(HOME / "gone.php")):
        done = run(ACTION, str(STATE), "files", "again", "seal_script", target)
        must(done.returncode == 1 and " planned: " in done.stdout, f"{target!r}: {done.returncode} {done.stdout}")
        must(("name the file itself" in done.stdout) == target.endswith("/link.php"), f"{target!r}, a link or not: {done.stdout}")
        shutil.rmtree(STATE, ignore_errors=True)
    must(not os.path.exists("/run/pwned"), "a shell was reached")
    os.unlink(HOME / "second")
    for path in (newline, dash):
        before = look(path)
        done = run(ACTION, str(STATE), "files", "again", "seal_script", str(path))
        must(done.returncode == 0, f"{path!r}: {done.stdout}")
        must(run(ACTION, str(STATE), "files", "undo", "all").returncode == 0, f"{path!r} not undone")
        must(look(path) == before, f"{path!r} not as it was")
        shutil.rmtree(STATE)


def spared_by_a_terminal():
    """A program of the account on a terminal is most likely somebody who looks into it: left running, and that is said."""
    make_script()
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(SCRIPT.parent)
        os.setgid(GID)
        os.setuid(UID)
        os.execv("/bin/sleep", ["/bin/sleep", "1000"])
    time.sleep(0.2)
    words = [ACTION, str(STATE), "files", "again", "stop_process", "mallory", f"script={SCRIPT}"]
    told = f"because a terminal belongs to it: pid {pid} (/bin/sleep 1000)"
    done = run(*words)
    must(done.returncode == 1 and told in done.stdout, f"alone: {done.stdout}")
    shutil.rmtree(STATE, ignore_errors=True)
    other = Mailer()
    done = run(*words)
    must(done.returncode == 0 and "stopped 1 process" in done.stdout and told in done.stdout, f"beside another: {done.stdout}")
    must(other.state() == "T", "the other one runs on")
    state = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    must(state == "S", f"the one on the terminal is {state}")
    other.end()
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)
    shutil.rmtree(STATE, ignore_errors=True)
    unlock(SCRIPT)


def changed_since():
    """Undo leaves alone what is no longer what it sealed, says how it differs, and exits 4."""
    def undo(*more):
        return run(QUEUEHOUND, "undo", "A-1", "--yes", "--state", str(STATE), *more)
    for name, change, force_helps in (
            ("a new file in its place", lambda: (os.unlink(SCRIPT), SCRIPT.write_text("back")), False),
            ("another owner", lambda: os.chown(SCRIPT, OTHER, OTHER), True),
            ("other bytes", lambda: SCRIPT.write_text("other"), True),
            ("gone", lambda: os.unlink(SCRIPT), False)):
        make_script()
        unlock(SCRIPT)
        before = look(SCRIPT)
        must(run(ACTION, str(STATE), "files", "again", "seal_script", str(SCRIPT)).returncode == 0, "not sealed")
        change()
        log = run(QUEUEHOUND, "log", "--state", str(STATE))
        must(name in ("other bytes", "gone") or "now:" in log.stdout, f"{name}: log says nothing: {log.stdout}")
        seen = look(SCRIPT) if SCRIPT.exists() else None
        diff = undo("--diff")
        must(diff.returncode == 4, f"{name}: --diff {diff.returncode} {diff.stdout}{diff.stderr}")
        done = undo()
        must(done.returncode == 4, f"{name}: undo {done.returncode} {done.stdout}{done.stderr}")
        must((look(SCRIPT) if SCRIPT.exists() else None) == seen, f"{name}: touched")
        forced = undo("--force")
        must((forced.returncode == 0) == force_helps, f"{name}: --force {forced.returncode} {forced.stdout}")
        if force_helps:
            must(look(SCRIPT)["mode"] == before["mode"], f"{name}: mode not restored")
        shutil.rmtree(STATE)


def main():
    enter_stage()
    mount_stage()
    only = sys.argv[1:]
    tests = []
    for deed in deeds():
        tests.append((f"{deed.kind}: killed anywhere, then applied again", lambda d=deed: kill_everywhere(d, True)))
        tests.append((f"{deed.kind}: killed anywhere, then undone", lambda d=deed: kill_everywhere(d, False)))
        tests.append((f"{deed.kind}: its undo killed anywhere", lambda d=deed: kill_the_undo(d)))
        tests.append((f"{deed.kind}: full disk", lambda d=deed: full_disk(d)))
        tests.append((f"{deed.kind}: read-only journal", lambda d=deed: read_only_journal(d)))
        tests.append((f"{deed.kind}: two at once", lambda d=deed: two_at_once(d)))
    tests.append(("strangers swap the script for links", strangers_swap))
    tests.append(("strange targets are refused", strange_targets))
    tests.append(("who is spared because of a terminal is named", spared_by_a_terminal))
    tests.append(("undo where the world changed since", changed_since))
    passed = failed = 0
    for name, test in tests:
        if only and not any(word in name for word in only):
            continue
        start = time.monotonic()
        try:
            counted = test()
            print(f"ok    {name}{'' if counted is None else f': {counted}'} ({time.monotonic() - start:.1f} s)", flush=True)
            passed += 1
        except (Failed, OSError, subprocess.SubprocessError) as error:
            print(f"FAIL  {name}: {error}", flush=True)
            failed += 1
            subprocess.run(["umount", "-q", str(STATE)], stderr=subprocess.DEVNULL)
            shutil.rmtree(STATE, ignore_errors=True)
            unlock(SCRIPT)
    print(f"{passed} passed, {failed} failed, 0 skipped")
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()
