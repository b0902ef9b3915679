"""A private server for accounts.py: an overlay of this machine in namespaces of its own, with real Exim and Dovecot,
and strict stand-ins for the programs of panels, which know the very words they may be called with."""
import contextlib
import imaplib
import json
import os
import pathlib
import shutil
import smtplib
import socket
import sqlite3
import subprocess
import sys
import time

EXIM = """primary_hostname = server.hosting.example
exim_user = Debian-exim
exim_group = Debian-exim
spool_directory = /var/spool/exim4
log_file_path = /var/log/exim4/%slog
log_selector = +arguments +subject
pid_file_path = /run/exim.pid
daemon_smtp_ports = 587
local_interfaces = 127.0.0.1
tls_advertise_hosts =
host_lookup =
rfc1413_query_timeout = 0s
keep_environment =
untrusted_set_sender = *
domainlist local_domains = shop.example : other.example
qualify_domain = shop.example
acl_smtp_rcpt = acl_rcpt
#HOLD#
begin acl
acl_rcpt:
  accept
#ACLS#
begin routers
letters:
  driver = accept
  local_parts = postmaster : root
  transport = file
all:
  driver = accept
  transport = nowhere
begin transports
nowhere:
  driver = appendfile
  file = /dev/null
  user = Debian-exim
file:
  driver = appendfile
  file = /var/log/exim4/letters
  user = Debian-exim
begin authenticators
plain:
  driver = dovecot
  public_name = PLAIN
  server_socket = /run/dovecot/auth-client
  server_set_id = $auth1
"""
DOVECOT = """protocols = imap
listen = 127.0.0.1
log_path = /var/log/dovecot.log
disable_plaintext_auth = no
ssl = no
auth_mechanisms = plain
auth_cache_size = 1M
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:/srv/mail/%u
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u /etc/dovecot/users
}
#PASSDBS#
userdb {
  driver = static
  args = uid=mail gid=mail home=/srv/mail/%u
}
service auth {
  unix_listener auth-client {
    mode = 0660
    user = Debian-exim
  }
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
"""
USERS = "# mailboxes\nlee@shop.example:{PLAIN}lees-own\nkim@shop.example:{PLAIN}stolen:::::: # kim\nann@other.example:anns-own\n"
STAND_IN = '''#!/usr/bin/python3 -IS
import json, os, sys
name = os.path.basename(sys.argv[0])
known = json.load(open("/run/panel/known"))
words = [name] + sys.argv[1:]
stdin = sys.stdin.read() if "--input=json" in words else ""
words = [open(w).read().strip() if w.startswith("/tmp/queuehound.") else w for w in words]
environment = os.environ.get("HESTIA", "")
open("/run/panel/calls", "a").write(json.dumps({"words": words, "raw": sys.argv[1:], "stdin": stdin, "hestia": environment}) + "\\n")
state = json.load(open("/run/panel/state"))
for row in known:
    if len(row["words"]) == len(words) and all(k == "*" or k == w for k, w in zip(row["words"], words)):
        state.update(row.get("sets", {}))
        json.dump(state, open("/run/panel/state", "w"))
        for path, text in row.get("writes", {}).items():
            if text is None:
                os.path.exists(path) and os.unlink(path)
            else:
                os.makedirs(os.path.dirname(path), exist_ok=True)
                open(path, "w").write(text)
        sys.stdout.write(row.get("prints", "").replace("@STATE@", str(state.get(row.get("shows", ""), 0))))
        sys.exit(row.get("status", 0))
print("stand-in: no such call", words, file=sys.stderr)
sys.exit(99)
'''


def enter():
    """Into namespaces and a root file system of our own; everything ends with them."""
    if os.geteuid() != 0:
        print("needs root for namespaces and for Exim")
        sys.exit(77)
    for program in ("unshare", "strace", "exim4", "dovecot", "doveadm"):
        if not shutil.which(program, path="/usr/sbin:/usr/bin:/sbin:/bin"):
            print(f"{program} is not installed")
            sys.exit(77)
    if os.environ.get("ACCOUNTS_STAGE") != "inside":
        os.environ["ACCOUNTS_STAGE"] = "inside"
        os.execvp("unshare", ["unshare", "-m", "-n", "-p", "-u", "--fork", "--kill-child", "--mount-proc", "--propagation",
                              "private", sys.executable, *sys.argv])
    run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/mnt")
    for folder in ("root", "up", "work"):
        os.mkdir(f"/mnt/{folder}")
    run("mount", "-t", "overlay", "overlay", "-o", "lowerdir=/,upperdir=/mnt/up,workdir=/mnt/work", "/mnt/root")
    for name in ("run", "tmp", "dev"):
        run("mount", "-t", "tmpfs", "-o", "mode=1777" if name == "tmp" else "mode=755", "tmpfs", f"/mnt/root/{name}")
    checkout = pathlib.Path(__file__).resolve().parents[2]
    if checkout.parts[1] in ("run", "tmp"):     # it would be hidden
        os.makedirs(f"/mnt/root{checkout}")
        run("mount", "--bind", checkout, f"/mnt/root{checkout}")
    run("mount", "-t", "proc", "proc", "/mnt/root/proc")
    for name, major, minor in (("null", 1, 3), ("zero", 1, 5), ("random", 1, 8), ("urandom", 1, 9), ("tty", 5, 0)):
        os.mknod(f"/mnt/root/dev/{name}", 0o020666, os.makedev(major, minor))
        os.chmod(f"/mnt/root/dev/{name}", 0o666)
    os.symlink("/proc/self/fd", "/mnt/root/dev/fd")
    os.chroot("/mnt/root")
    os.chdir("/")
    run("hostname", "server.hosting.example")
    run("ip", "link", "set", "lo", "up")


def run(*argv, check=True, **options):
    done = subprocess.run([str(a) for a in argv], capture_output=True, text=True, timeout=120, **options)
    if check and done.returncode != 0:
        raise SystemExit(f"{argv}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def write(path, text, owner=None, mode=0o644):
    file = pathlib.Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(mode)
    if owner:
        shutil.chown(file, *owner)
    return file


def furnish():
    """Accounts, folders, nothing of this machine's own panels or settings."""
    for place in ("/etc/queuehound", "/var/lib/queuehound", "/etc/exim4/exim4.conf", "/etc/dovecot/conf.d"):
        shutil.rmtree(place, ignore_errors=True) if os.path.isdir(place) else os.path.exists(place) and os.unlink(place)
    for name, uid in (("shop", 3001), ("other", 3002)):
        with open("/etc/passwd", "a") as passwd, open("/etc/group", "a") as group:
            passwd.write(f"{name}:x:{uid}:{uid}::/home/{name}:/bin/sh\n")
            group.write(f"{name}:x:{uid}:\n")
        os.makedirs(f"/home/{name}", exist_ok=True)
        os.chown(f"/home/{name}", uid, uid)
    for folder, owner in (("/var/spool/exim4", "Debian-exim"), ("/var/log/exim4", "Debian-exim"), ("/srv/mail", "mail")):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        shutil.chown(folder, owner, owner)
    os.makedirs("/run/dovecot", exist_ok=True)
    write("/etc/dovecot/users", USERS, ("root", "dovecot"), 0o640)
    write("/etc/dovecot/dovecot.conf", DOVECOT)


def start_exim(hold="", acls=""):
    text = EXIM.replace("#HOLD#", hold).replace("#ACLS#", acls)
    write("/etc/exim4/exim4.conf", text)
    stop_exim()
    # A listening Exim that is a direct child of pid 1 does not fork.
    subprocess.run(["sh", "-c", "( exim4 -bd -q1h; : )"], check=True, timeout=20)
    wait_for(lambda: can_connect(587), "Exim")


def stop_exim():
    pid_file = pathlib.Path("/run/exim.pid")
    if pid_file.exists():
        os.kill(int(pid_file.read_text()), 15)
        wait_for(lambda: not can_connect(587), "Exim's end")
        pid_file.unlink(missing_ok=True)


def start_dovecot(passdbs=""):
    write("/etc/dovecot/dovecot.conf", DOVECOT.replace("#PASSDBS#", passdbs))
    if can_connect(143):
        run("doveadm", "stop")
        wait_for(lambda: not can_connect(143), "Dovecot's end")
    # Its daemons keep what they were started with: no pipe of ours.
    subprocess.run(["dovecot"], check=True, timeout=20, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: can_connect(143), "Dovecot")


def can_connect(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
        return True
    except OSError:
        return False


def wait_for(condition, what, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"{what} did not come")
        time.sleep(0.05)


def can_log_in(user, password):
    client = imaplib.IMAP4("127.0.0.1", 143, timeout=10)
    try:
        client.login(user, password)
        return True
    except imaplib.IMAP4.error:
        return False
    finally:
        client.shutdown()


def submit(user, password, session=None):
    """One message over SMTP AUTH: its fate (see fate), or the code it was refused with."""
    client = session or smtp_session(user, password)
    try:
        client.mail("someone@shop.example")
        client.rcpt("reader@other.example")
        code, text = client.data(b"Subject: hello\r\n\r\nhello\r\n")
    except smtplib.SMTPDataError as refused:
        return refused.smtp_code
    return fate(text.decode().split("id=")[-1].split()[0]) if code == 250 else code


def smtp_session(user, password):
    client = smtplib.SMTP("127.0.0.1", 587, timeout=10)
    client.ehlo()
    client.user, client.password = user, password
    client.auth("PLAIN", client.auth_plain)
    return client


def submit_locally(account, *argv, message="Subject: from a program\n\nhello\n"):
    """By a program under an account of the server, as PHP's mail() does."""
    before = log_text()
    argv = argv or ("/usr/sbin/sendmail", "-t", "-i")
    user = ["setpriv", "--reuid", account, "--regid", account, "--init-groups"] if account != "root" else []
    subprocess.run([*user, *argv], input="To: reader@other.example\n" + message, text=True, check=False, timeout=20,
                   capture_output=True)
    for line in log_text()[len(before):].splitlines():
        if " <= " in line:
            return fate(line.split()[2])
    return "refused"


def log_text():
    path = pathlib.Path("/var/log/exim4/mainlog")
    return path.read_text(errors="replace") if path.exists() else ""


def fate(message_id):
    """"flows" or "waits" (frozen), by Exim's own log."""
    for _ in range(200):
        log = log_text()
        if f"{message_id} Completed" in log:
            return "flows"
        if f"{message_id} frozen by ACL" in log:
            return "waits"
        time.sleep(0.05)
    return "lost"


class Panel:
    """Stand-ins at the panels' own paths. `known` rows: words, and what such a call prints, sets and writes."""

    def __init__(self, known, paths):
        os.makedirs("/run/panel", exist_ok=True)
        write("/run/panel/known", json.dumps(known))
        write("/run/panel/state", "{}")
        write("/run/panel/calls", "")
        for path in paths:
            write(path, STAND_IN, mode=0o755)

    @staticmethod
    def calls():
        return [json.loads(line) for line in pathlib.Path("/run/panel/calls").read_text().splitlines()]


CONFIG_LIST = '''#!/usr/bin/python3 -IS
import os, pathlib, sys
state = pathlib.Path("/run/panel/news")
words = sys.argv[1:]
with open("/run/panel/config_list", "a") as calls: calls.write(repr((os.getuid(), words)) + "\\n")
if words == ["-o", "-", "news"]:
    print("# made up\\nreal_name = 'News'\\nemergency = " + state.read_text().strip() + "\\nmax_message_size = 40")
elif len(words) == 3 and words[0] == "-i" and words[2] == "news":
    text = open(words[1]).read()
    assert text.startswith("emergency = ") and text.count("\\n") == 1, text
    state.write_text(text.split(" = ")[1])
else:
    sys.exit("no such call")
'''


def mailman2():
    """A stand-in for Mailman 2.1, which no Debian has any more, with the list "news": its program, where its value is, its user."""
    program, value, owner = "/usr/lib/mailman/bin/config_list", pathlib.Path("/run/panel/news"), "list"
    write(program, CONFIG_LIST, mode=0o755)
    write("/var/lib/mailman/lists/news/config.pck", "host_name lists.example")
    write(value, "False\n", (owner, owner))
    for folder in ("/run/panel", "/var/lib/mailman/lists", "/var/lib/mailman/lists/news"):
        shutil.chown(folder, owner)
    return program, value, owner


MAILMAN = """[mailman]
site_owner: postmaster@server.hosting.example
layout: here
[paths.here]
var_dir: /var/lib/mailman3
bin_dir: /usr/lib/mailman3/bin
log_dir: /var/lib/mailman3/log
lock_dir: /var/lib/mailman3/locks
etc_dir: /etc/mailman3
pid_file: /var/lib/mailman3/master.pid
lock_file: $lock_dir/master.lck
[database]
class: mailman.database.sqlite.SQLiteDatabase
url: sqlite:////var/lib/mailman3/data/mailman.db
[mta]
incoming: mailman.mta.null.NullMTA
"""


def mailman3():
    """The real one, with the list "birds": a function that tells whether it is in emergency moderation."""
    shutil.rmtree("/var/lib/mailman3", ignore_errors=True)
    for folder in ("/var/lib/mailman3", "/var/lib/mailman3/data"):
        os.makedirs(folder)
        shutil.chown(folder, "list", "list")
    write("/etc/mailman3/mailman.cfg", MAILMAN, ("root", "list"), 0o640)
    mailman = ["runuser", "-u", "list", "--", "/usr/lib/mailman3/bin/mailman", "-C", "/etc/mailman3/mailman.cfg"]
    run(*mailman, "create", "birds@lists.example")
    return lambda: "True" in run(*mailman, "shell", "-l", "birds@lists.example", input="print(m.emergency)\n").stdout


def mailman3_stored():
    """The same out of its database, without a second and more for each look."""
    with contextlib.closing(sqlite3.connect("/var/lib/mailman3/data/mailman.db", timeout=20)) as database:
        return bool(database.execute("SELECT emergency FROM mailinglist WHERE list_name = 'birds'").fetchone()[0])
