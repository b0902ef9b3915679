"""A server whose layout, customers and logs are chance's."""
import random

from random_places import Place, PlacesServer, PROVIDERS_SIX, WORLD_SIX
from sites_of_users import give_sites_to_their_users

TRADES = ("bakery", "harbor", "mill", "clinic", "garden", "school", "studio", "chapel", "printer", "tailor", "museum", "vineyard",
          "brewery", "florist", "library", "joiner", "dentist", "notary", "cinema", "stables", "pottery", "chandler")
LAYOUTS = (("cpanel", "cpanel"), ("directadmin", "debian"), ("directadmin", "cpanel"), ("hestia", "debian"), ("hestia", "cpanel"),
           ("debian", "debian"), ("debian", "all"), ("rhel", "cpanel"), ("rhel", "debian"), ("cpanel", "all"))

PROVIDERS = tuple(str(first) for first in range(80, 96))
WORLD = tuple("5 14 27 36 41 45 46 58 77 79 101 103 113 117 123 139 154 177 185 186 190 193 196 197 201 212".split()) + PROVIDERS


LOOPBACK = {"127.0.0.1", "::1"}


class Deed:
    """One abuse: who answers for it, and by which addresses it was done; `user`: as whom a page ran that was asked for;
    `may`: no log need tell it from an honest life."""

    def __init__(self, name, kind, fields, origins, text, user=None, may=False):
        self.name, self.kind, self.fields, self.origins, self.text = name, kind, fields, set(origins), text
        self.user, self.may = user, may

    def is_meant(self, incident):
        found = {o["address"] for o in incident["origins"]}
        if self.kind in ("inbound", "relay"):
            return incident["kind"] == self.kind and bool(found & self.origins)
        if self.kind == "program" and incident["kind"] == "relay":     # of this server: more, only requests could tell
            return bool(found) and found <= LOOPBACK
        return any(incident.get(key) == value for key, value in self.fields.items())

    def without_requests(self):
        """What of it can be known where no access log tells who asked for which page."""
        if not self.user:
            return self
        return Deed(self.name, "program", {**self.fields, "system_user": self.user}, (), self.text)


class Town:
    def __init__(self, root, chance, seed):
        self.six = random.Random(f"{seed} six")      # of its own: what has IPv4 alone stays as it was
        self.six_share = self.six.choice((0, 0, 0.3, 0.8))
        self.chance, self.guilty, self.told, self.addresses = chance, [], [], set()
        layout, log = chance.choice(LAYOUTS)
        self.days = chance.choice((6, 9, 14, 21))
        version = chance.choice(("4.92", "4.94", "4.96", "4.98", "4.99"))
        self.server = PlacesServer(root, layout=layout, log=log, exim=version, seed=chance.randrange(1 << 30), zone=chance.choice(
            ("Europe/Berlin", "UTC", "America/New_York")), dovecot=chance.choice(("2.2", "2.3", "2.3", "2.4")),
            mod_php=layout in ("debian", "rhel") and chance.random() < 0.5)
        if self.six_share:
            self.server.is_mapped, self.server.localhost = self.six.random() < 0.5, self.six.choice(("127.0.0.1", "::1"))
            self.server.webmail_has_four = self.six.random() < 0.4
        if layout in ("debian", "rhel") and not self.server.mod_php:
            give_sites_to_their_users(self.server)
        self.logs = f"{layout}/{log}{' mod_php' * self.server.mod_php} {version} {self.days}d" + (
            f" six{' mapped' * self.server.is_mapped}{' ::1' * (self.server.localhost == '::1')}" if self.six_share else "")
        self.trades = list(chance.sample(TRADES, len(TRADES)))
        self.boxes = {}
        for _ in range(chance.randrange(2, 5)):
            self.customer()

    def text(self):
        return f"{self.logs}: {' '.join(self.told)}"

    def customer(self, boxes=("info",), lives=True, until=0):
        """A new customer: his domain. Where he `lives` his first mailbox is read and written from one place, until
        so many days ago."""
        name = self.trades.pop()
        self.server.account(name, f"{name}.example", list(boxes))
        if lives:
            box = f"{boxes[0]}@{name}.example"
            self.boxes[box] = self.home()
            for ago in range(self.days, until - 1, -1):
                self.server.ordinary_day(box, self.boxes[box], ago, self.chance.randrange(1, 5))
        return f"{name}.example"

    def runs_as(self, domain):
        """The user of the site's pages."""
        return self.server.layout.web_user[0] if self.server.mod_php else self.server.account_of(domain).name

    def address(self, networks):
        while True:
            first = self.chance.choice(networks)
            rest = 4 - first.count(".") - 1
            made = ".".join([first] + [str(self.chance.randrange(2, 250)) for _ in range(rest)])
            if made not in self.addresses:
                self.addresses.add(made)
                return made

    def home(self):
        """Of an honest person here."""
        address = self.address(PROVIDERS)
        if self.six.random() >= self.six_share:
            return address
        place = Place(self.six)
        place.old = address
        self.server.places[address] = place
        return address

    visitor = home

    def host(self):
        """A server of somebody elsewhere, which stays where it is."""
        four = self.address(PROVIDERS)
        if self.six.random() >= self.six_share:
            return four
        return f"{self.six.choice(PROVIDERS_SIX)}:{self.six.randrange(1, 0xffff):x}::{self.six.randrange(2, 99)}"

    def thieves(self, count):
        """Somewhere in the world, at one great provider, or in one network."""
        first, second, third = self.chance.choice(WORLD), self.chance.randrange(2, 250), self.chance.randrange(2, 250)
        networks = self.chance.choice((WORLD, WORLD, WORLD, (f"{first}.{second}",), (f"{first}.{second}.{third}",)))
        four = [self.address(networks) for _ in range(count)]
        return self.thieves_of_six(count) if self.six.random() < self.six_share else four

    def thieves_of_six(self, count):
        """Anywhere, at one provider, in one customer's /48, or one machine that takes another address of its /64 each time."""
        six, provider = self.six, self.six.choice(WORLD_SIX + PROVIDERS_SIX)
        site, how = f"{provider}:{six.randrange(0x1000, 0xffff):x}", six.choice(("world", "provider", "site", "machine"))
        made = set()
        while len(made) < count:
            front = {"world": f"{six.choice(WORLD_SIX)}:{six.randrange(0x1000, 0xffff):x}:{six.randrange(1, 0xffff):x}",
                     "provider": f"{provider}:{six.randrange(0x1000, 0xffff):x}:{six.randrange(1, 0xffff):x}",
                     "site": f"{site}:{six.randrange(1, 0xffff):x}", "machine": f"{site}:7"}[how]
            made.add(f"{front}:{':'.join(f'{six.randrange(0x1000, 0xffff):x}' for _ in range(4))}")
        return sorted(made)

    def thief(self):
        return self.thieves(1)[0]
