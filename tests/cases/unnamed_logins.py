"""A server whose authenticators set no server_set_id: the log says A=plain_server and not who, the spool has no -auth_id."""
import glob
import gzip
import os
import re

from server import Server


def forget_names(root):
    for path in glob.glob(root + "/var/log/exim/main.log*"):
        opened = gzip.open if path.endswith(".gz") else open
        stamp = os.stat(path)
        with opened(path, "rt") as log:
            text = re.sub(r" A=dovecot_login:\S+", " A=plain_server", log.read())
        with opened(path, "wt") as log:
            log.write(text)
        os.utime(path, (stamp.st_atime, stamp.st_mtime))
    for path in glob.glob(root + "/var/spool/exim/input/**/*-H", recursive=True):
        with open(path, encoding="utf-8") as header:
            text = re.sub(r"\n-{1,2}auth_id \S*@\S*", "", header.read())
        with open(path, "w", encoding="utf-8") as header:
            header.write(text)


def customers(root, count, daily, log):
    """Who write from their offices, today as ever; and the offices."""
    server = Server(root, layout="rhel", exim="4.96", log=log)
    server.damage.append(forget_names)
    offices = {f"anna@cust{n}.example": f"192.0.2.{21 + n}" for n in range(count)}
    for n in range(count):
        server.account(f"cust{n}", f"cust{n}.example", ["anna"])
    server.history(offices, days=12, messages=daily)
    for box, office in offices.items():
        server.ordinary_day(box, office, messages=daily)
    return server, offices
