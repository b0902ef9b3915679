"""What a real spool holds besides messages: half-written headers, lone halves, foreign files, links."""
import os

from abuse import stolen_mailbox


def litter(root):
    folder = f"{root}/var/spool/exim/input"
    names = {"1xVQQQ-0000AA-00-D": "1xVQQQ-0000AA-00-D\nlone\n", "hdr.1xVQQQ-0000AB-00": "half", "1xVQQQ-0000AC-00-J": "a@x.example\n",
             "notes.txt": "x", "1xVQQQ-0000AD-00-H": "not a header at all\n", "1xVQQQ-0000AE-00-H": "",
             "1xVQQQ-0000AF-00-4711-K": "k"}
    for name, text in names.items():
        with open(f"{folder}/{name}", "w", encoding="ascii") as file:
            file.write(text)
    os.symlink("/etc/passwd", f"{folder}/1xVQQQ-0000AG-00-H")
    os.makedirs(f"{folder}/1xVQQQ-0000AH-00-H")
    os.makedirs(f"{root}/var/spool/exim/scan/1xVQQQ-0000AI-00")


def build(root):
    server = stolen_mailbox(root, layout="cpanel", exim="4.96")
    server.damage.append(litter)
    return server


def check(document):
    # As exim -bpc counts: by names alone, the broken ones, the link and the folder among them.
    messages = document["queue"]["messages"]
    return [] if messages == 85 else [f"queue.messages is {messages}, expected 85"]
