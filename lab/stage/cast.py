"""The server's honest people and an ordinary day of theirs: owners of mailboxes, visitors, correspondents,
a newspaper, a club with a mailing list, and the noise that every server hears from the internet."""
import random
from dataclasses import dataclass
from datetime import timedelta

import estate
from clients import Letter
from town import TODAY, guess_password
import clients

THUNDERBIRD = "Mozilla Thunderbird"
RELAYS = {"post.test": ("192.0.2.250", "out.post.test"), "inbox.test": ("192.0.2.251", "out.inbox.test")}
VISITORS = [f"192.0.2.{n}" for n in range(102, 140)]
NOISE = [f"198.51.100.{n}" for n in range(200, 230)]
FRIENDS = ["jo.berg@post.test", "m.olsen@inbox.test", "yard@post.test", "supplier@inbox.test", "printer@inbox.test",
           "guest.ivers@post.test", "warden@post.test", "stringer1@post.test", "clinic@inbox.test", "school@post.test"]


@dataclass(frozen=True)
class Owner:
    address: str
    desk: str
    letters: int        # on an ordinary day
    subjects: tuple
    away: tuple = ()    # networks of her telephone

    @property
    def login(self):
        return self.address, estate.PASSWORDS[self.address]


OWNERS = {owner.address: owner for owner in [
    Owner("info@harbor-tools.example", "198.51.100.24", 3, ("Quotation {n}", "Delivery on Friday, {n}", "Re: spare blocks {n}")),
    Owner("anna@harbor-tools.example", "198.51.100.25", 2, ("Order for brass fittings {n}", "Invoice reminder {n}"),
          ("198.51.100.64", "198.51.100.130")),
    Owner("booking@lakeside-hotel.example", "198.51.100.40", 3, ("Your reservation {n}", "Group of twelve, {n}")),
    Owner("desk@gazette.example", "2001:db8:50::7", 2, ("Proofs for page {n}", "Deadline moved ({n})")),
    Owner("committee@birdclub.example", "192.0.2.101", 1, ("Walk on Sunday {n}", "Minutes {n}")),
    Owner("sam@sam-carpentry.example", "198.51.100.90", 2, ("Offer for the stairs {n}", "Oak, {n} boards")),
    Owner("samuel@sam-carpentry.example", "198.51.100.91", 1, ("Hours of week {n}",)),
    Owner("office@samuel-law.example", "198.51.100.95", 2, ("Your appointment {n}", "File {n}")),
]}


def day_of(back):
    return f"{-back} " if back else ""


def clock(seconds):
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


class Day:
    """Plans one ordinary day, `back` days ago; nothing after `until`."""

    def __init__(self, town, back, until="23:30", absent=()):
        self.town, self.back, self.absent = town, back, set(absent)
        self.dice = random.Random(f"day {back}")
        self.date = TODAY - timedelta(days=back)
        self.until = town.at(day_of(back) + until)

    def plan(self):
        for owner in OWNERS.values():
            if owner.address not in self.absent:
                self._work(owner)
        self._incoming()
        self._visitors()
        self._noise()
        if self.date.weekday() == 0:
            self._newsletter()
        if self.date.weekday() == 3:
            self._list_post()
        for time in ("06:10", "12:10", "18:10", "22:10"):
            if self._is_in(time):
                self.town.queue_run(day_of(self.back) + time)
        self._cron_mail()

    def _is_in(self, time):
        return self.town.at(day_of(self.back) + time) < self.until

    def _some_time(self, first=8, last=19):
        return clock(self.dice.randrange(first * 3600, last * 3600))

    def _work(self, owner):
        for n in range(owner.letters):
            time = self._some_time()
            subject = self.dice.choice(owner.subjects).format(n=self.dice.randrange(100, 999))
            to = self.dice.sample(FRIENDS, self.dice.choice([1, 1, 1, 2]))
            place = self.dice.choice([owner.desk, *owner.away])
            if self._is_in(time):
                self.town.letter(day_of(self.back) + time, owner.address, place,
                                 [Letter(owner.address, to, subject, agent=THUNDERBIRD)], login=owner.login)
        for _ in range(2):
            time, place = self._some_time(7, 22), self.dice.choice([owner.desk, *owner.away])
            if self._is_in(time):
                self.town.plan(day_of(self.back) + time, clients.read_mail, place, *owner.login)

    def _incoming(self):
        for owner in OWNERS.values():
            time, sender = self._some_time(), self.dice.choice(FRIENDS)
            address, helo = RELAYS[sender.partition("@")[2]]
            if self._is_in(time):
                self.town.letter(day_of(self.back) + time, "world", address,
                                 [Letter(sender, [owner.address], f"Re: {owner.subjects[0].format(n=41)}")],
                                 helo=helo, port=25)

    def _visitors(self):
        for _ in range(5):
            self._stroll(self.dice.choice(VISITORS), "birdclub.example", "/phpbb/", "/phpbb/viewforum.php?f=2")
        for _ in range(3):
            self._stroll(self.dice.choice(VISITORS), "harbor-tools.example", "/shop/", "/shop/order.php")
        self._stroll(self.dice.choice(VISITORS), "gazette.example", "/")
        who = f"guest{self.back:02d}@post.test"
        self._fill_in("lakeside-hotel.example", "/contact.php", {"email": who, "text": "Is the lake room free?"},
                      ["booking@lakeside-hotel.example", who])
        who = f"buyer{self.back:02d}@inbox.test"
        self._fill_in("harbor-tools.example", "/shop/order.php", {"email": who, "item": "brass cleat"},
                      ["info@harbor-tools.example", who])
        if self.back % 2:
            who = f"member{self.back:02d}@inbox.test"
            self._fill_in("birdclub.example", "/phpbb/ucp.php?mode=register",
                          {"username": f"tern{self.back}", "email": who}, [who])

    def _stroll(self, visitor, host, *pages):
        time = self._some_time(7, 23)
        for step, page in enumerate(pages):
            if self._is_in(time):
                self.town.visit(self.town.at(day_of(self.back) + time) + 7 * step, visitor, host, page)

    def _fill_in(self, host, path, form, to):
        time, visitor = self._some_time(), self.dice.choice(VISITORS)
        if self._is_in(time):
            start = self.town.at(day_of(self.back) + time)
            self.town.visit(start, visitor, host, path)
            self.town.visit(start + 40, visitor, host, path, form=form, to=to)

    def _noise(self):
        """Too little of anything to be an incident."""
        guesser, prober, lost = self.dice.sample(NOISE, 3)
        time, door = self._some_time(0, 23), ("imap", "smtp")[self.back % 2]
        if self._is_in(time):
            self.town.plan(day_of(self.back) + time, guess_password, guesser, "admin@harbor-tools.example", "admin1", door)
        time = self._some_time(0, 23)
        if self._is_in(time):
            self.town.plan(day_of(self.back) + time, probe, prober, "scan@prober.test", ["target@post.test"])
            self.town.plan(day_of(self.back) + time, probe, lost, "old.friend@inbox.test", ["gone.clerk@samuel-law.example"])

    def _newsletter(self):
        """Cron starts the newspaper's weekly letter."""
        if self._is_in("09:00"):
            self.town.cron(day_of(self.back) + "09:00")

    def _list_post(self):
        if self._is_in("10:30"):
            owner = OWNERS["committee@birdclub.example"]
            self.town.letter(day_of(self.back) + "10:30", owner.address, owner.desk,
                             [Letter(owner.address, [estate.LIST], f"Sightings of the week {self.date:%V}", agent=THUNDERBIRD)],
                             login=owner.login)

    def _cron_mail(self):
        if self.back % 5 == 0 and self._is_in("04:30"):  # a tick of cron costs a second and a half of the play
            self.town.cron(day_of(self.back) + "04:30")


def probe(address, sender, recipients):
    session = clients.Smtp(address, "mail.scanner.test")
    session.ask(sender, recipients)
    session.close()


CRONTAB = ("# m h dom mon dow command\n"
           "30 4 * * * /home/gazette/bin/feed_check.sh\n"
           "0 9 * * 1 /usr/bin/php /home/gazette/newsletter/send.php\n")


def history(town, days, extra=None):
    """Plans the days before today; `extra(back)` adds what a scenario's past holds."""
    town.crontab(day_of(days) + "00:05", "gazette", CRONTAB)
    for back in range(days, 0, -1):
        Day(town, back).plan()
        if extra:
            extra(back)
        if back in (8, 1) if "{day" in town.style.rotated else True:
            day = TODAY - timedelta(days=back)
            town.plan(day_of(back - 1) + "00:00:01", town.daemons.rotate, day)
