"""How addresses look in the logs of a random town, where some of its people have IPv6."""
import random

from server import Server

PROVIDERS_SIX = tuple(f"3fff:{number:x}" for number in range(16, 32))     # of RFC 9637, a /32 each
WORLD_SIX = tuple(f"3fff:{number:x}" for number in range(0x100, 0x140))


def suffix(text):
    """The last 64 bits of an address, as privacy extensions make them."""
    return ":".join(f"{random.Random(text).getrandbits(16) | 1:x}:{random.Random(text + 'b').getrandbits(15) | 0x4000:x}".split(":")
                    + [f"{random.Random(text + half).getrandbits(15) | 0x2000:x}" for half in "cd"])


class Place:
    """Where somebody lives: with one /64 and another address in it each day; with another /64 of his /56 each day, or of his
    provider's /32; with IPv4 besides, of which his programs take what answers first."""

    def __init__(self, chance):
        self.old = None
        self.network = f"{chance.choice(PROVIDERS_SIX)}:{chance.randrange(0x1000, 0xffff):x}"
        self.house, self.habit = chance.randrange(0x10, 0xff), chance.choice(("day", "day", "subnet", "night", "both"))
        self.salt = str(chance.random())

    def seen(self, at):
        day = f"{self.salt}{int(at // 86400)}"
        chance = random.Random(day)
        if self.habit == "both" and random.Random(self.salt + str(at)).random() < 0.4:
            return self.old
        if self.habit == "night":
            return f"{self.network[:self.network.rindex(':')]}:{chance.randrange(0x1000, 0xffff):x}:{chance.randrange(0x1000, 0xffff):x}:{suffix(day)}"
        subnet = chance.randrange(256) if self.habit == "subnet" else 1
        return f"{self.network}:{self.house:x}{subnet:02x}:{suffix(day)}"


class PlacesServer(Server):
    """A server whose people may have IPv6; whose daemons listen on one socket for both, so that IPv4 is told as ::ffff:192.0.2.1;
    whose programs say localhost, which is ::1."""

    def __init__(self, root, **options):
        super().__init__(root, **options)
        self.places, self.is_mapped, self.localhost, self.webmail_has_four = {}, False, "127.0.0.1", False

    def seen(self, address, when):
        if address == "127.0.0.1":
            return self.localhost
        place = self.places.get(address)
        return place.seen(self.moment(when)) if place else address

    def told(self, address, when):
        """By Dovecot and the web server."""
        seen = self.seen(address, when)
        return f"::ffff:{seen}" if self.is_mapped and ":" not in seen else seen

    def login(self, box, address, when, protocol="imap", seconds=40, lip=None):
        super().login(box, self.told(address, when), when, protocol, seconds, self.localhost if lip == "127.0.0.1" else lip)

    def failed_login(self, box, address, when, protocol="imap", known=True):
        super().failed_login(box, self.told(address, when), when, protocol, known)

    def request(self, domain, address, when, *rest, **named):
        super().request(domain, self.told(address, when), when, *rest, **named)

    def browser(self, address, when):
        """As the webmail sees it: its name may have no AAAA."""
        has_four = self.webmail_has_four and address in self.places
        return self.places[address].old if has_four else self.seen(address, when)

    def roundcube_login(self, box, address, when):
        return super().roundcube_login(box, self.browser(address, when), when)

    def webmail_message(self, box, address, when, *rest, **named):
        return super().webmail_message(box, self.browser(address, when), when, *rest, **named)

    def smtp_auth_failure(self, box, address, when, helo="[10.0.0.9]", known=True):
        super().smtp_auth_failure(box, self.seen(address, when), when, helo, known)

    def smtp_auth_message(self, box, address, when, *rest, lip=None, **named):
        return super().smtp_auth_message(box, self.seen(address, when), when, *rest, lip=self.localhost if lip == "127.0.0.1" else lip, **named)

    def remote_message(self, address, when, *rest, **named):
        return super().remote_message(self.seen(address, when), when, *rest, **named)
