"""The third look (how a file came) at places that an intruder owns: his account's folders, his mailbox's rules,
and logs in which his file names stand."""
import os

from harness import Failed, append, must_find_usual, scan, server
from tree_cases import REPLACEMENTS, replace

SITE = "home/lakeside/public_html"
LOGS = ("var/log/xferlog", "var/log/vsftpd.log", "var/log/messages", "var/log/secure",
        "usr/local/apache/domlogs/ftpxferlog")
STAMP = b"Mon Nov 23 16:40:01 2026 "


def shell_of(answer):
    return next(incident["script"] for incident in answer.incidents if incident["kind"] == "script")


def log_replaced(kind):
    with server() as tree:
        for log in LOGS:
            (tree / log).parent.mkdir(parents=True, exist_ok=True)
            replace(tree / log, kind, tree)
        must_find_usual(scan(tree))


def many_files():
    """More files than anybody looks at, of the shell's very minute, in wide and deep folders."""
    with server() as tree:
        shell = tree / shell_of(scan(tree, text_too=False))[1:]
        wide, deep = tree / SITE / "wide", tree / SITE / "deep"
        wide.mkdir()
        for number in range(60_000):
            os.mknod(wide / f"{number}.php")
        for number in range(300):
            deep = deep / "d"
        deep.mkdir(parents=True)
        for path in (wide / "1.php", wide / "2.php"):
            os.utime(path, ns=(shell.stat().st_mtime_ns,) * 2)
        answer = scan(tree)
        must_find_usual(answer)
        texts = " ".join((i["entry"] or {}).get("text", "") for i in answer.incidents)
        if "too many files" not in texts:
            raise Failed(f"does not say that the search was cut short: {texts}")


def strange_siblings():
    """Fifos, devices' names, links in circles and names that draw on the screen beside the shell."""
    with server() as tree:
        shell = tree / shell_of(scan(tree, text_too=False))[1:]
        folder, content = shell.parent, shell.read_bytes()
        os.mkfifo(folder / "pipe.php")
        (folder / "loop").symlink_to(folder.name)
        (folder / "up").symlink_to("../" * 40)
        (folder / "passwd.php").symlink_to("/etc/passwd")
        for name in (b"a\nb.php", b"\x1b[2J\x07.php", b"\xff\xfe.php", "\u202egnp.php".encode(), b"-rf.php"):
            path = os.fsencode(folder) + b"/" + name
            with open(path, "wb") as file:
                file.write(content)
            os.utime(path, ns=(shell.stat().st_mtime_ns,) * 2)
        answer = scan(tree)
        must_find_usual(answer)
        siblings = [row["path"] for i in answer.incidents for row in (i["entry"] or {}).get("siblings", [])]
        if any(path.endswith(("passwd.php", "pipe.php")) or "/loop/" in path for path in siblings):
            raise Failed(f"follows a link or takes a fifo for a file: {siblings}")


def rules_lead_elsewhere():
    """The mailbox's rules are links to files of root's: nothing of those may be told."""
    with server() as tree:
        secret = tree / "etc/secret"
        secret.write_text("info: kept-from-everybody\ninfo@harbor-tools.example: kept-from-everybody\n")
        for path in ("etc/valiases/harbor-tools.example", "home/harbor/conf/mail/harbor-tools.example/aliases",
                     "home/harbor/etc/harbor-tools.example/info/filter"):
            target = tree / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                target.unlink()
            target.symlink_to("/etc/secret")
        answer = scan(tree)
        must_find_usual(answer)
        if b"kept-from-everybody" in answer.out:
            raise Failed("shows what a link leads to")


def long_names_uploaded():
    """A thousand uploads of one megabyte's name that ends like the shell's."""
    with server() as tree:
        shell = shell_of(scan(tree, text_too=False)).encode()
        name = b"/" * 900_000 + shell
        (tree / "var/log/xferlog").write_bytes(b"")
        for _ in range(300):
            append(tree / "var/log/xferlog", STAMP + b"1 203.0.113.5 7 " + name + b" b _ i r lakeside ftp 0 * c\n")
        must_find_usual(scan(tree))


def garbage_in_logs():
    with server() as tree:
        shell = shell_of(scan(tree, text_too=False)).encode()
        for log in LOGS:
            (tree / log).parent.mkdir(parents=True, exist_ok=True)
            append(tree / log, bytes(range(256)) * 4000 + b"\n" + b"\0" * 100_000 + b"\n")
            append(tree / log, STAMP + b"1 not-an-address 7 " + shell + b" b _ i r lakeside ftp 0 * c\n")
            append(tree / log, STAMP + b'[pid 1] [\x1b[2J] OK UPLOAD: Client "::g", "' + shell
                   + b'", 1 bytes, 1.00Kbyte/sec\n')
            append(tree / log, b"Nov 23 16:40:01 h internal-sftp[99999999999999999999]: open \"" + shell
                   + b"\" flags WRITE mode 0644\n")
        must_find_usual(scan(tree))


def cases():
    for kind in REPLACEMENTS:
        yield f"entry: {kind} in place of upload logs", lambda k=kind: log_replaced(k)
    yield "entry: more files than are looked at", many_files
    yield "entry: strange siblings", strange_siblings
    yield "entry: rules that lead elsewhere", rules_lead_elsewhere
    yield "entry: long names uploaded", long_names_uploaded
    yield "entry: garbage in upload logs", garbage_in_logs
