"""A server whose layout, customers and logs are chance's."""
import os

from server import Server

TRADES = ("bakery", "harbor", "mill", "clinic", "garden", "school", "studio", "chapel", "printer", "tailor", "museum", "vineyard",
          "brewery", "florist", "library", "joiner", "dentist", "notary", "cinema", "stables", "pottery", "chandler")
LAYOUTS = (("cpanel", "cpanel"), ("directadmin", "debian"), ("directadmin", "cpanel"), ("hestia", "debian"), ("hestia", "cpanel"),
           ("debian", "debian"), ("debian", "all"), ("rhel", "cpanel"), ("rhel", "debian"), ("cpanel", "all"))

PROVIDERS = tuple(str(first) for first in range(80, 96))
WORLD = tuple("5 14 27 36 41 45 46 58 77 79 101 103 113 117 123 139 154 177 185 186 190 193 196 197 201 212".split()) + PROVIDERS


class Deed:
    """One abuse: who answers for it, and by which addresses it was done."""

    def __init__(self, name, kind, fields, origins, text):
        self.name, self.kind, self.fields, self.origins, self.text = name, kind, fields, set(origins), text

    def is_meant(self, incident):
        if self.kind in ("inbound", "relay"):
            return incident["kind"] == self.kind and bool({o["address"] for o in incident["origins"]} & self.origins)
        return any(incident.get(key) == value for key, value in self.fields.items())


def give_sites_to_their_users(server):
    """Apache hands each site's pages to a pool of PHP-FPM that runs as the customer, who owns the files."""
    pools = "/etc/php-fpm.d" if server.layout.name == "rhel" else "/etc/php/8.2/fpm/pool.d"
    sites = "/etc/httpd/conf.d" if server.layout.name == "rhel" else "/etc/apache2/sites-enabled"
    write = server.layout.write

    def write_with_pools(made):
        write(made)
        for name, domain in made.sites():
            made.file(f"{pools}/{name}.conf", f"[{name}]\nuser = {name}\ngroup = {name}\nlisten = /run/php/{name}.sock\n")
            path = f"{made.root}{sites}/{domain}.conf"
            with open(path, encoding="utf-8") as file:
                text = file.read()
            handler = f'  <FilesMatch "\\.php$">\n    SetHandler "proxy:unix:/run/php/{name}.sock|fcgi://localhost"\n  </FilesMatch>\n'
            made.file(f"{sites}/{domain}.conf", text.replace("</VirtualHost>", handler + "</VirtualHost>"))

    def own(root):
        if os.geteuid() != 0:
            return
        for name, domain in server.sites():
            for folder, _, files in os.walk(root + server.layout.document_root(name, domain)):
                for path in [folder] + [os.path.join(folder, file) for file in files]:
                    os.chown(path, server.accounts[name].uid, server.accounts[name].uid)

    server.layout.write = write_with_pools
    server.damage.append(own)


class Town:
    def __init__(self, root, chance):
        self.chance, self.guilty, self.told, self.addresses = chance, [], [], set()
        layout, log = chance.choice(LAYOUTS)
        self.days = chance.choice((6, 9, 14, 21))
        version = chance.choice(("4.92", "4.94", "4.96", "4.98", "4.99"))
        self.server = Server(root, layout=layout, log=log, exim=version, seed=chance.randrange(1 << 30), zone=chance.choice(
            ("Europe/Berlin", "UTC", "America/New_York")), dovecot=chance.choice(("2.2", "2.3", "2.3", "2.4")),
            mod_php=layout in ("debian", "rhel") and chance.random() < 0.5)
        if layout in ("debian", "rhel") and not self.server.mod_php:
            give_sites_to_their_users(self.server)
        self.logs = f"{layout}/{log}{' mod_php' * self.server.mod_php} {version} {self.days}d"
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
        return self.address(PROVIDERS)

    visitor = home

    def thieves(self, count):
        """Somewhere in the world, at one great provider, or in one network."""
        first, second, third = self.chance.choice(WORLD), self.chance.randrange(2, 250), self.chance.randrange(2, 250)
        networks = self.chance.choice((WORLD, WORLD, WORLD, (f"{first}.{second}",), (f"{first}.{second}.{third}",)))
        return [self.address(networks) for _ in range(count)]

    def thief(self):
        return self.thieves(1)[0]
