"""Servers of which much is missing, or where something else stands in a file's place."""
import os
import shutil
import stat
import subprocess

from harness import (ACCESS_LOG, CRON_LOG, INPUT, LOGS, MAIL_LOG, MAIN_LOG, PHP_LOG, REJECT_LOG, SPOOL,
                     Failed, append, as_nobody, must_find, must_find_usual, run, scan, server, check_note)

NOT_READ = ("not a", "could not", "cannot", "unreadable", "not read", "loop", "outside", "not be read",
            "permission", "denied", "symbolic", "link", "directory", "fifo", "no such")


def empty_tree():
    with server(empty=True) as tree:
        answer = scan(tree, status=(2,))
        if not answer.err.strip():
            raise Failed("says nothing")


def only_logs():
    with server() as tree:
        shutil.rmtree(tree / SPOOL)
        answer = scan(tree, note="queue")
        must_find_usual(answer)
        if any(i["queue_selection"]["quarantine"] for i in answer.incidents):
            raise Failed("chooses messages of a queue that is not there")


def only_spool():
    with server() as tree:
        for name in ("var/log", "home", "usr", "var/cpanel"):
            shutil.rmtree(tree / name)
        answer = scan(tree, note="log")
        must_find(answer, kind="mailbox", account="info@harbor-tools.example")


def only_bare_spool():
    """Nothing but the queue: not even a passwd file or Exim's configuration."""
    with server() as tree:
        for path in tree.iterdir():
            if path.name != "var":
                shutil.rmtree(path)
        for path in (tree / "var").iterdir():
            if path.name != "spool":
                shutil.rmtree(path)
        answer = scan(tree, note="log", guilty=["www-data"])
        must_find(answer, kind="mailbox", account="info@harbor-tools.example")


def replace(path, kind, tree):
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.exists() or path.is_symlink():
        path.unlink()
    make = {
        "a fifo": lambda: os.mkfifo(path),
        "a directory": path.mkdir,
        "a link to itself": lambda: path.symlink_to(path.name),
        "a link out of the root": lambda: path.symlink_to("../" * 40 + "etc/passwd"),
        "a link to /etc/passwd": lambda: path.symlink_to("/etc/passwd"),
        "a link to nothing": lambda: path.symlink_to("/nowhere/at/all"),
        "a link to /proc/self/mem": lambda: path.symlink_to("/proc/self/mem"),
        "a link to /dev/zero": lambda: path.symlink_to("/dev/zero"),
        "a socket": lambda: os.mknod(path, stat.S_IFSOCK | 0o600),
        "an empty file": lambda: path.write_bytes(b""),
        "one newline": lambda: path.write_bytes(b"\n"),
        "a link to a user's file": lambda: link_to_user_file(path, tree),
    }
    make[kind]()


REPLACEMENTS = ("a fifo", "a directory", "a link to itself", "a link out of the root", "a link to /etc/passwd",
                "a link to nothing", "a link to /proc/self/mem", "a link to /dev/zero", "a socket",
                "an empty file", "one newline", "a link to a user's file")
# An empty log and an unremarkable one say nothing; all else in a log's place is worth a word.
SILENT = ("an empty file", "one newline", "a link to /etc/passwd", "a link out of the root")


def link_to_user_file(path, tree):
    """A customer who may write into a log folder points a log at his own invention."""
    target = tree / "home/gazette/invented"
    target.write_text("2026-11-23 16:56:00 1xVc18-00000a-00 <= anna@harbor-tools.example H=(x) [203.0.113.9] "
                      "P=esmtpa A=dovecot_plain:anna@harbor-tools.example S=3 T=\"x\" for a@b.test\n" * 200)
    if os.geteuid() == 0:
        os.chown(target, 1104, 1104)
    path.symlink_to("/home/gazette/invented")
    if os.geteuid() == 0:
        os.chown(path, 1104, 1104, follow_symlinks=False)


def replaced(log, kind):
    with server() as tree:
        replace(tree / log, kind, tree)
        must_say = kind not in SILENT and log not in (CRON_LOG, REJECT_LOG)
        answer = scan(tree, note=NOT_READ if must_say else None, path="/" + log if must_say else None)
        # Without the main log the queue still tells whose mail it is, if not which file sends it.
        must_find_usual(answer, script=log not in (MAIN_LOG, PHP_LOG, ACCESS_LOG), form=log != MAIN_LOG)


def spool_replaced(kind):
    with server() as tree:
        replace(tree / INPUT, kind, tree)
        must_find(scan(tree), kind="mailbox", account="info@harbor-tools.example")


def everything_replaced(kind):
    with server() as tree:
        for log in LOGS:
            replace(tree / log, kind, tree)
        scan(tree)


def configuration_replaced(kind):
    with server() as tree:
        for name in ("etc/passwd", "etc/exim.conf", "etc/localdomains", "etc/userdomains", "etc/localtime",
                     "etc/hostname", "var/cpanel/users/harbor", "var/cpanel/userdata/lakeside/main"):
            replace(tree / name, kind, tree)
        scan(tree)


def configuration_filled(data, name):
    with server() as tree:
        (tree / name).write_bytes(data)
        scan(tree)


def unreadable(names, note_path):
    prefix = as_nobody()
    with server() as tree:
        for name in names:
            os.chmod(tree / name, 0)
        answer = scan(tree, prefix=prefix, note=("permission", "read", "denied"), path=note_path)
        must_find(answer, kind="mailbox", account="info@harbor-tools.example")


def nothing_readable():
    prefix = as_nobody()
    with server() as tree:
        for path in (tree / "var/log").iterdir():
            os.chmod(path, 0)
        os.chmod(tree / SPOOL, 0)
        answer = scan(tree, prefix=prefix, status=(2,))
        check_note(answer, ("permission", "read", "denied"))


def root_unreadable():
    prefix = as_nobody()
    with server() as tree:
        os.chmod(tree, 0)
        scan(tree, prefix=prefix, status=(2,))


def some_messages_unreadable():
    prefix = as_nobody()
    with server() as tree:
        for path in list((tree / INPUT).rglob("*-H"))[:20]:
            os.chmod(path, 0)
        must_find_usual(scan(tree, prefix=prefix, note="could not be read"))


def deep_tree():
    """Folders 300 deep in the queue, in a home and in the log folder."""
    with server() as tree:
        for start in (tree / INPUT, tree / "home/lakeside", tree / "var/log", tree / "usr/local/apache/domlogs"):
            path, before = start, os.open(".", os.O_RDONLY)
            for _ in range(300):
                path = path / "d"
            subprocess.run(["mkdir", "-p", str(path)], check=True)
            os.close(before)
        must_find_usual(scan(tree))


def link_maze():
    """A queue, a home and a log folder that lead back to themselves."""
    with server() as tree:
        (tree / INPUT / "again").symlink_to(".")
        (tree / SPOOL / "round").symlink_to("/var/spool/exim")
        (tree / "var/log/again").symlink_to("/var/log")
        (tree / "home/lakeside/again").symlink_to("/home")
        must_find_usual(scan(tree))


def nothing_is_written():
    with server() as tree:
        def state():
            return sorted((str(p), p.lstat().st_mtime_ns, p.lstat().st_size) for p in tree.rglob("*"))
        before = state()
        scan(tree)
        if state() != before:
            raise Failed("the scan changed the tree")


def junk_names_everywhere():
    """Log and home names with newlines, escapes and bad bytes are shown harmlessly."""
    with server() as tree:
        for folder in ("var/log", "usr/local/apache/domlogs", "usr/local/apache/domlogs/lakeside", "home",
                       "etc/valiases", "var/cpanel/users", "var/spool/exim", "var/spool/exim/input"):
            for name in (b"exim_mainlog\x1b[2J-1", b"\xff\xfe", b"a\nb", b"exim_mainlog-\xe2\x80\xae20261120", b"%s%n", b"-H",
                         b"x" * 255, b"lakeside-hotel.example-\x1b]0;x\x07"):
                path = os.fsencode(tree / folder) + b"/" + name
                with open(path, "wb") as file:
                    file.write(b"2026-11-23 16:00:00 x\x1b[31m\n")
        must_find_usual(scan(tree))


def cases():
    yield "tree: empty", empty_tree
    yield "tree: logs only", only_logs
    yield "tree: queue only", only_spool
    yield "tree: bare queue", only_bare_spool
    for log in (MAIN_LOG, MAIL_LOG, PHP_LOG, ACCESS_LOG, REJECT_LOG, CRON_LOG):
        for kind in REPLACEMENTS:
            yield f"tree: {kind} in place of {log}", lambda l=log, k=kind: replaced(l, k)
    for kind in REPLACEMENTS:
        yield f"tree: {kind} in place of the queue", lambda k=kind: spool_replaced(k)
        yield f"tree: {kind} in place of every log", lambda k=kind: everything_replaced(k)
        yield f"tree: {kind} in place of configuration", lambda k=kind: configuration_replaced(k)
    for name in ("etc/passwd", "etc/exim.conf", "etc/localdomains", "etc/userdomains", "etc/localtime",
                 "var/cpanel/userdata/lakeside/main", "etc/valiases/harbor-tools.example", "var/log/cron"):
        for what, data in (("garbage", bytes(range(256)) * 4000), ("a long line", b"x" * 20_000_000),
                           ("NULs", bytes(1_000_000)), ("colons", b":" * 1_000_000), ("newlines", b"\n" * 1_000_000)):
            yield f"tree: {what} in {name}", lambda d=data, n=name: configuration_filled(d, n)
    for names, path in (([MAIN_LOG], "/" + MAIN_LOG), ([MAIL_LOG], "/" + MAIL_LOG), ([PHP_LOG], "/" + PHP_LOG),
                        ([ACCESS_LOG], "/" + ACCESS_LOG), ([SPOOL], "/" + SPOOL), ([INPUT], "/" + INPUT),
                        (["home"], "/home"), (["etc/passwd"], "/etc/passwd")):
        yield f"tree: {', '.join(names)} unreadable", lambda n=names, p=path: unreadable(n, p)
    yield "tree: some queued messages unreadable", some_messages_unreadable
    yield "tree: nothing readable", nothing_readable
    yield "tree: root unreadable", root_unreadable
    yield "tree: deep folders", deep_tree
    yield "tree: links in circles", link_maze
    yield "tree: names with control characters", junk_names_everywhere
    yield "tree: the scan writes nothing", nothing_is_written
