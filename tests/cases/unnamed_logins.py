"""A server whose authenticators set no server_set_id: the log says A=plain_server and not who, the spool has no -auth_id."""
import glob
import gzip
import os
import re


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
