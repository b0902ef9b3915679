"""A crash: NULs in the main log, its last line half written; an old segment cut short in the middle of its
compressed bytes."""
import glob

from abuse import stolen_mailbox


def tear(root):
    for name in ("exim_mainlog", "maillog"):
        with open(f"{root}/var/log/{name}", "ab") as file:
            file.write(b"\0" * 300 + b"\n2026-11-23 15:5")
    segment = sorted(glob.glob(f"{root}/var/log/exim_mainlog-*.gz"))[0]
    with open(segment, "rb") as file:
        data = file.read()
    with open(segment, "wb") as file:
        file.write(data[:len(data) // 2])


def build(root):
    server = stolen_mailbox(root, layout="cpanel", exim="4.96")
    server.damage.append(tear)
    return server
