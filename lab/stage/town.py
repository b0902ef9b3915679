"""A play: what is to happen on the stage's server and when, and the record of who did what.

Times are "13:40" or "13:40:05" of the last day, "-3 13:40" three days before it. Nothing happens while
the play is written; run() then jumps the clock from one event to the next.
"""
import os
import random
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import clients
import estate
from clients import Letter

TODAY, NOW = date(2026, 11, 23), "16:40"  # a Monday
HISTORY_DAYS = 14
MESSAGE_ID = r"[0-9A-Za-z]{6}-(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{11}-[0-9A-Za-z]{4})"
ENTRY = re.compile(rf"^ *(?:\d+[mhd] )? *(?:[\d.]+[KM]?)? *(?P<id>{MESSAGE_ID}) <(?P<sender>.*?)>(?: \(.*\))?"
                   r"(?P<frozen> \*\*\* frozen \*\*\*)?$")


def outcomes(recipients):
    """What the world (sink.py) says to them."""
    failed = sum(to.startswith("gone") for to in recipients)
    delivered = sum(to.endswith(("@inbox.test", "@post.test")) for to in recipients) - failed
    return {"all": len(recipients), "failed": failed, "delivered": delivered,
            "deferred": len(recipients) - failed - delivered}


class Skip(Exception):
    """This suite or style cannot show the scenario; the text says why."""


class Crime:
    """One incident that a scan should name; `is_sure` = False: may name."""

    def __init__(self, town, kind, is_sure=True, **fields):
        self.town, self.kind, self.is_sure, self.fields = town, kind, is_sure, fields
        self.drivers, self.helpers, self.not_blocked = set(), set(), set()
        self.ids, self.to, self.senders = set(), set(), set()
        self.events = Counter()  # (address, door) -> what a scan calls events of an origin
        self.entry = None

    def victims(self, count, share_queued=0.7):
        """Addresses of strangers, each used once; most of a spammer's cannot be reached, so the queue grows."""
        out = []
        for _ in range(count):
            n = next(self.town.serial)
            dice = self.town.dice.random()
            if dice < share_queued:
                place = f"box{n % 7}.slow.test" if n % 3 == 1 else f"mail{n % 9}.dark.test"
            else:
                place = "inbox.test" if n % 2 else "post.test"
            name = "gone" if dice > share_queued + (1 - share_queued) * 0.6 else "lead"
            out.append(f"{name}.{n}@{place}")
        self.to.update(out)
        return out

    def smtp(self, when, address, letters, login=None, helo="WIN-7QK2", port=587, tls=False, mechanism="LOGIN"):
        """A session of the culprit's."""
        self.drivers.add(address)
        self.town.plan(when, self._smtp, address, letters, login, helo, port, tls, mechanism)

    def _smtp(self, address, letters, login, helo, port, tls, mechanism):
        session = clients.Smtp(address, helo, port, tls)
        if login and not session.log_in_patiently(*login, mechanism):
            raise AssertionError(f"{login[0]} could not log in")
        for letter in letters:
            message, _ = session.send(letter, self.town.moment())
            self.events[address, "smtp_auth" if login else "smtp"] += 1
            self.ids.add(message)
            self.senders.add(letter.sender)
            self.to.update(letter.to)
        session.close()

    def web(self, when, address, host, path, to=(), is_driver=True, **request):
        """A request of the culprit's; `to` = whom the page mails because of it."""
        (self.drivers if is_driver else self.helpers).add(address)
        self.to.update(to)
        if to:
            self.events[address, "web"] += 1
        self.town.plan(when, clients.web, address, host, path, agent=clients.ROBOT, **request)

    def guess(self, when, address, users, door="imap", password="123456", pause=1.5):
        """One wrong password after another."""
        self.helpers.add(address)
        self.events[address, door] += len(users)
        # Dovecot answers a failure half a second late: eight connections at a time, as the robots do.
        for n in range(0, len(users), 8):
            self.town.together(self.town.at(when) + pause * n,
                               *[(guess_password, address, user, password, door) for user in users[n:n + 8]])

    def probe(self, when, address, recipients, helo="bulk-mx.test"):
        """Asks for mailboxes that do not exist, until the server hangs up."""
        self.drivers.add(address)
        self.town.plan(when, self._probe, address, recipients, helo)

    def _probe(self, address, recipients, helo):
        session = clients.Smtp(address, helo)
        self.events[address, "smtp"] += session.ask(f"news@{helo}", recipients)
        session.smtp.close()

    def local(self, when, account, directory, argv, stdin=b""):
        """A program that a stranger runs as an account of this server."""
        ids = account if isinstance(account, tuple) else estate.ids_of(account)
        self.town.plan(when, self.town.machine.run, *argv, user=ids, directory=directory, stdin=stdin)


def guess_password(address, user, password, door):
    if door in ("imap", "pop3"):
        assert not clients.read_mail(address, user, password, door)
        return
    session = clients.Smtp(address, "ylmf-pc", 587)
    assert not session.log_in(user, password, "LOGIN")
    session.smtp.close()


class Town:
    def __init__(self, machine, style, daemons, clock, name):
        self.machine, self.style, self.daemons, self.clock = machine, style, daemons, clock
        self.zone = ZoneInfo(style.zone)
        self.dice = random.Random(name)
        self.serial = iter(range(1, 1_000_000))
        self.events, self.crimes, self.honest_ids, self.honest_to = [], [], {}, set()
        self.queue_lines = []

    def at(self, when):
        if not isinstance(when, str):
            return when
        days, _, clock = when.rpartition(" ")
        hour, minute, *second = (int(part) for part in clock.split(":"))
        day = TODAY + timedelta(days=int(days or 0))
        return datetime(day.year, day.month, day.day, hour, minute, *second, tzinfo=self.zone).timestamp()

    def moment(self):
        return datetime.fromtimestamp(self.clock.now(), self.zone)

    def plan(self, when, call, *arguments, **named):
        self.events.append((self.at(when), len(self.events), call, arguments, named))

    def together(self, when, *calls):
        """Events of one moment that overlap."""
        self.plan(when, self._together, calls)

    @staticmethod
    def _together(calls):
        with ThreadPoolExecutor(len(calls)) as pool:
            for done in [pool.submit(call, *arguments) for call, *arguments in calls]:
                done.result()

    def run(self):
        """Everything planned before now's moment, in its order."""
        for when, _, call, arguments, named in sorted(self.events, key=lambda event: event[:2]):
            if when > self.clock.now() + 3:
                self.daemons.finish_deliveries()
            self.clock.jump_to(when)
            call(*arguments, **named)
        self.events.clear()

    def crime(self, kind, is_sure=True, **fields):
        self.crimes.append(Crime(self, kind, is_sure, **fields))
        return self.crimes[-1]

    # What honest people do. `by` = who answers for it.

    def letter(self, when, by, address, letters, helo="[192.168.1.20]", port=587, tls=True, login=None):
        self.plan(when, self._letter, by, address, letters, helo, port, tls, login)

    def _letter(self, by, address, letters, helo, port, tls, login):
        session = clients.Smtp(address, helo, port, tls)
        if login:
            assert session.log_in_patiently(*login), f"{login[0]} could not log in"
        for letter in letters:
            message, _ = session.send(letter, self.moment())
            self.honest_ids.setdefault(by, set()).add(message)
        session.close()

    @staticmethod
    def login(address):
        return address, estate.PASSWORDS[address]

    def read_mailbox(self, address, user, door="imap"):
        assert clients.read_mail(address, user, estate.PASSWORDS[user], door)

    def owner_writes(self, when, owner, to, subject, **more):
        import cast
        who = cast.OWNERS[owner]
        to = to if isinstance(to, list) else [to]
        self.letter(when, owner, who.desk, [Letter(owner, to, subject, agent=cast.THUNDERBIRD, **more)], login=who.login)

    def install(self, when, prop, path, account, age_days=None, mode=0o644):
        """Puts a file of lab/props on the server; `age_days`: with a stamp that old."""
        self.plan(when, self._install, prop, path, account, age_days, mode)

    def _install(self, prop, path, account, age_days, mode):
        target = self.machine.write(path, (estate.LAB / "props" / prop).read_bytes(), estate.ids_of(account), mode)
        for folder in target.parents:  # folders made on the way are the account's too
            if folder.stat().st_uid == 0 and f"/home/{account}/" in f"{folder}/":
                os.chown(folder, *estate.ids_of(account))
        if age_days is not None:
            os.utime(target, (time.time() - age_days * 86400,) * 2)

    def visit(self, when, address, host, path, to=(), **request):
        """A visitor's request; `to` = whom the page mails because of it."""
        self.honest_to.update(to)
        self.plan(when, clients.web, address, host, path, **request)

    def job(self, when, account, directory, argv, stdin=b""):
        self.plan(when, self.machine.run, *argv, user=estate.ids_of(account), directory=directory, stdin=stdin)

    def crontab(self, when, account, lines):
        self.plan(when, self.machine.write, f"/var/spool/cron/crontabs/{account}", lines,
                  (estate.ids_of(account)[0], 0), 0o600)

    def cron(self, when):
        """Lets cron wake for that minute; jobs not due then do not run."""
        minute = self.at(when)
        self.plan(minute - 1, self.daemons.tick_cron, self.clock, minute)

    def queue_run(self, when):
        self.plan(when, self.daemons.queue_run)

    # What is left in the end.

    def read_queue(self):
        """`exim -bp` of every queue: id -> (sender, recipients, frozen)."""
        commands = [["/usr/sbin/exim4", "-bp"]]
        if self.style.named_queue:
            commands.append(["/usr/sbin/exim4", f"-qG{self.style.named_queue}", "-bp"])
        queue = {}
        for command in commands:
            recipients = []
            for line in self.machine.run(*command, check=True).stdout.decode(errors="replace").splitlines():
                if found := ENTRY.match(line):
                    recipients = []
                    queue[found["id"]] = (found["sender"], recipients, bool(found["frozen"]))
                elif line.strip():
                    recipients.append(line[10:])
        return queue

    def truth(self):
        queue = self.read_queue()
        crimes, claimed = [], set()
        for crime in self.crimes:
            flood = {i for i, (sender, to, _) in queue.items()
                     if i in crime.ids or (crime.to & set(to) and not self._is_honest(i))}
            bounces = {i for i, (sender, to, _) in queue.items() if not sender and set(to) & crime.senders}
            spare = self.honest_ids.get(crime.fields.get("account"), set()) & queue.keys()
            claimed |= flood | bounces
            crimes.append({"kind": crime.kind, "is_sure": crime.is_sure, "fields": crime.fields,
                           "drivers": sorted(crime.drivers), "helpers": sorted(crime.helpers),
                           "not_blocked": sorted(crime.not_blocked), "flood": sorted(flood),
                           "bounces": sorted(bounces - flood), "spare": sorted(spare), "entry": crime.entry,
                           "events": [[*origin, count] for origin, count in sorted(crime.events.items())],
                           "recipients": outcomes(crime.to)})
        return {"now": self.moment().astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), "crimes": crimes,
                "queue": {"messages": len(queue), "frozen": sum(frozen for _, _, frozen in queue.values()),
                          "bounces": sum(not sender for sender, _, _ in queue.values())},
                "honest": sorted(queue.keys() - claimed)}

    def _is_honest(self, message):
        return any(message in ids for ids in self.honest_ids.values())
