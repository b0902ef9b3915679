"""What people of a play do beyond letters, pages and logins; each function plans one act."""
import os
import re
import shutil
import time

import clients
import estate
from town import guess_password


def as_root(town, when, *argv, stdin=b""):
    """The administrator's command line."""
    town.plan(when, town.machine.run, *argv, stdin=stdin)


def remove_from_queue(town, when, sender, count):
    """The administrator removes the newest messages of a sender, as exiqgrep would list them."""
    def remove():
        ids = sorted(message for message, (who, _, _) in town.read_queue().items() if who == sender)[-count:]
        assert len(ids) == count, f"{sender} has only {len(ids)} messages in the queue"
        town.machine.run("/usr/sbin/exim4", *queue_of_mailboxes(town), "-Mrm", *ids, check=True)
    town.plan(when, remove)


def queue_of_mailboxes(town):
    """The option that makes Exim work on the queue where mail of mailboxes waits."""
    return [f"-qG{town.style.named_queue}"] if town.style.named_queue else []


def change_password(town, when, address, password):
    """As a panel's page for it does: the mailbox's line of the shadow file is written anew."""
    def change():
        local, _, domain = address.partition("@")
        path = town.machine.path(f"{estate.account_of_domain(domain).home}/etc/{domain}/shadow")
        line = f"{local}:{estate.hash_of(password)}:20783:0:99999:7:::"
        draft = path.with_name("shadow.new")
        draft.write_text(re.sub(rf"(?m)^{re.escape(local)}:.*$", lambda _: line, path.read_text()))
        shutil.copystat(path, draft)
        os.chown(draft, path.stat().st_uid, path.stat().st_gid)
        os.utime(draft)
        os.replace(draft, path)
        # On the stage Dovecot does not look at the file again by itself.
        town.machine.run("doveadm", "-c", "/etc/dovecot-stage.conf", "reload", check=True)
        time.sleep(0.5)
        estate.PASSWORDS[address] = password
    town.plan(when, change)


def mistype(town, when, address, user, times, door="imap", pause=8.0, password="forgotten1"):
    """An honest person's wrong password, again and again."""
    for n in range(times):
        town.plan(town.at(when) + pause * n, guess_password, address, user, password, door)


def read(town, when, address, user, door="imap"):
    town.plan(when, town.read_mailbox, address, user, door)


def probe(crime, when, address, recipients, sender="scan@prober.test", helo="mail.prober.test", pause=4.0):
    """Asks for one recipient after another, four to a session: the server hangs up then."""
    def ask(some):
        session = clients.Smtp(address, helo)
        session.ask(sender, some)
        session.close()
    crime.drivers.add(address)
    for n in range(0, len(recipients), 4):
        crime.town.plan(crime.town.at(when) + pause * n / 4, ask, recipients[n:n + 4])


def arrive(town, when, address, helo, letters):
    """Mail from elsewhere, to whom it may concern here."""
    town.letter(when, "world", address, letters, helo=helo, port=25, tls=False)
