"""Mailman 3 on the stage: its core takes letters from Exim by LMTP and hands them back by SMTP from loopback."""
import re
import subprocess
import time
from pathlib import Path

import estate
from town import MESSAGE_ID, Skip

DOMAIN = "lists.birdclub.example"
# Mailman hands its letters to Exim on loopback, without logging in.
SETTINGS = {"relay_hosts": "192.0.2.64/28 ; 127.0.0.1 ; ::1"}
_known = {"letters": set(), "deferrals": 0}  # what digest() has seen
CFG = "/etc/mailman3/stage.cfg"
SETTINGS_TEXT = """[mailman]
site_owner: postmaster@server.hosting.example
layout: stage
[paths.stage]
var_dir: /var/lib/mailman3
bin_dir: /usr/lib/mailman3/bin
queue_dir: /run/mailman3/queue
list_data_dir: $var_dir/lists
log_dir: /var/log/mailman3
lock_dir: /run/mailman3/locks
data_dir: $var_dir/data
cache_dir: $var_dir/cache
etc_dir: /etc/mailman3
ext_dir: $var_dir/ext
messages_dir: $var_dir/messages
archive_dir: $var_dir/archives
template_dir: $var_dir/templates
pid_file: /run/mailman3/master.pid
lock_file: $lock_dir/master.lck
[webservice]
hostname: 127.0.0.1
port: 8001
admin_user: restadmin
admin_pass: restpass
[database]
class: mailman.database.sqlite.SQLiteDatabase
url: sqlite:////var/lib/mailman3/data/stage.db
[mta]
incoming: mailman.mta.null.NullMTA
outgoing: mailman.mta.deliver.deliver
smtp_host: 127.0.0.1
smtp_port: 25
lmtp_host: 127.0.0.1
lmtp_port: 8024
"""
ROUTER = f"""mailman_router:
  driver = accept
  domains = {DOMAIN}
  local_parts = dsearch;/etc/mailman_lists
  transport = mailman_transport

"""
TRANSPORT = """mailman_transport:
  driver = smtp
  protocol = lmtp
  allow_localhost
  hosts = 127.0.0.1
  hosts_override
  port = 8024
  rcpt_include_affixes = true

"""


def open_list(town, when, name, members, owner):
    """The list NAME@lists.birdclub.example, whose members' letters it takes, is there from `when` on."""
    if not town.machine.path("/usr/lib/mailman3/bin/master").exists():
        raise Skip("no Mailman in this suite: mailman3 is not installed")
    town.plan(when, _open_list, town, name, members, owner)


def _open_list(town, name, members, owner):
    m = town.machine
    ids = tuple(int(m.run("id", flag, "list", check=True).stdout) for flag in ("-u", "-g"))
    m.write(CFG, SETTINGS_TEXT, (0, ids[1]), 0o640)
    for folder in ("/var/lib/mailman3", "/var/lib/mailman3/data", "/var/log/mailman3", "/run/mailman3", "/run/mailman3/queue",
                   "/run/mailman3/locks", "/var/lib/mailman3/lists"):
        m.make_folder(folder, ids)
    # Whoever ran mailman as root on the machine below left logs that "list" may not write.
    for log in m.path("/var/log/mailman3").iterdir():
        log.unlink()
    _teach_exim(town, name)
    words = m.path("/run/mailman3.out")
    address = f"{name}@{DOMAIN}"
    def mailman(*argv, stdin=b""):
        with open(words, "ab") as output:
            done = subprocess.run(m.command("mailman", "-C", CFG, *argv, user=ids), input=stdin, stdout=output, stderr=output,
                                  timeout=60)
        if done.returncode != 0:
            raise SystemExit(f"lab: mailman {argv[0]} failed:\n{words.read_text(errors='replace')[-2000:]}")
    mailman("create", "-o", owner, address)
    m.write("/run/mailman3/members", "\n".join(members) + "\n", ids)
    mailman("addmembers", "/run/mailman3/members", address)
    m.start("/usr/lib/mailman3/bin/master", "-C", CFG, log="/run/mailman3.out", user=ids)
    deadline = time.monotonic() + 40
    while not _answers():
        if time.monotonic() > deadline:
            raise SystemExit(f"lab: Mailman did not come:\n{words.read_text(errors='replace')[-2000:]}")
        time.sleep(0.2)


def _answers():
    """Its LMTP door is open: 8024 is 1F58."""
    return any(" 0100007F:1F58 " in line and " 0A " in line for line in Path("/proc/net/tcp").read_text().splitlines())


def _teach_exim(town, name):
    m = town.machine
    m.write(f"/etc/mailman_lists/{name}", "")
    for path in ["/etc/exim4/exim4.conf", *(["/etc/exim.conf"] if town.style.panel == "cpanel" else [])]:
        text = m.path(path).read_text()
        text = text.replace("lists:\n", ROUTER + "lists:\n", 1).replace("begin transports\n\n", "begin transports\n\n" + TRANSPORT, 1)
        m.write(path, text)
    m.write("/etc/localdomains", m.path("/etc/localdomains").read_text() + DOMAIN + "\n")
    # Not a HUP: Exim would go on without the environment that its clock needs.
    town.daemons.stop_by("/run/exim.pid")
    m.launch("/usr/sbin/exim4", "-bd", environment={"FAKETIME_DONT_FAKE_MONOTONIC": "0"})
    time.sleep(0.3)


def digest(town, ids):
    """Waits until Mailman has handed on what it was given (its runners look each second); `ids` gets the letters' own."""
    _wait_for_empty(town)
    log = _main_log(town)
    if log.count("T=mailman_transport defer") > _known["deferrals"]:  # it hung up on Exim, as it does now and then
        town.machine.run("/usr/sbin/exim4", "-Rff", DOMAIN)
        _wait_for_empty(town)
        log = _main_log(town)
    _known["deferrals"] = log.count("T=mailman_transport defer")
    handed_on = {found[1] for found in re.finditer(rf"({MESSAGE_ID}) <= [^ ]+-bounces@{DOMAIN} ", log)}
    ids |= handed_on - _known["letters"]
    _known["letters"] |= handed_on


def _wait_for_empty(town, limit=60.0):
    queue, deadline, empty_since = town.machine.path("/run/mailman3/queue"), time.monotonic() + limit, None
    while empty_since is None or time.monotonic() - empty_since < 0.4:
        if time.monotonic() > deadline:
            raise SystemExit("lab: Mailman kept letters for a minute")
        is_busy = any(path.suffix in (".pck", ".bak") and path.parent.name in ("in", "pipeline", "out")
                      for path in queue.glob("*/*"))
        empty_since = None if is_busy else empty_since or time.monotonic()
        time.sleep(0.05)


def _main_log(town):
    return town.machine.path(town.style.main_log).read_text(errors="replace")
