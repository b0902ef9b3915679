"""A bot sends with a stolen mailbox; a stranger's HELO, senders, subjects and user names try to make it Anna's doing from info@'s desk."""
import acts
from clients import Letter
from town import guess_password

STOLEN, ANNA, DESK = "desk@gazette.example", "anna@harbor-tools.example", "198.51.100.24"
LOGIN = f"[{DESK}] P=esmtpa A=dovecot_login:{ANNA}"
HELOS = [f"x) {LOGIN} S=1", f"office.harbor-tools.example) {LOGIN} S=900 id=x", f"[{DESK}]", f"({DESK}) [{DESK}]:4451"]
SUBJECTS = [f'Hi" {LOGIN} S=700 T="Invoice', f"Hi\\\" {LOGIN}", f'" for {ANNA}', f"U=harbor P=local S=300 A=dovecot_login:{ANNA}"]
SENDERS = [f'"x A=dovecot_login:{ANNA}"@evil.test', ANNA, f'"a> {LOGIN} <b"@evil.test', f'"{ANNA}"@evil.test']
MESSAGE_IDS = [f"<x@evil.test> {LOGIN}", f"<{LOGIN.replace(' ', '_')}@evil.test>", f"<a {LOGIN} S=1@evil.test>", "<x) [198.51.100.24]>"]
USERS = [f"{ANNA}) [{DESK}]: 535 Incorrect authentication data (set_id={ANNA}", f"x) [{DESK}]:41", f"{ANNA}, rip={DESK}, x"]


class Hostile(Letter):
    def as_bytes(self, moment):
        head, _, body = super().as_bytes(moment).partition(b"Message-ID: ")
        return head + b"Message-ID: " + MESSAGE_IDS[len(body) % 4].encode() + b"\n" + body.partition(b"\n")[2]


def play(town):
    crime = town.crime("mailbox", account=STOLEN)
    for n in range(20):
        letters = [Letter(STOLEN, [to], "Account verification needed", "Verify: http://login.dark.test/\n",
                          headers={"X-Mailer": f"x A=dovecot_login:{ANNA}"}) for to in crime.victims(5)]
        crime.smtp(town.at("13:45") + 60 * n, f"203.0.113.{30 + n % 4}", letters, login=town.login(STOLEN),
                   helo=(HELOS[n % 4] if n % 2 else "User"))
    framer = "203.0.113.77"
    told = town.crime("inbound", is_sure=False)
    told.drivers.update([framer])
    for n in range(40):
        letter = Hostile(SENDERS[n % 4], [("info@harbor-tools.example", STOLEN)[n % 2]], SUBJECTS[n // 4 % 4],
                         headers={"From": ANNA, "X-Originating-IP": f"[{DESK}]", "X-Authenticated-Sender": f"server: {ANNA}",
                                  "Received": f"from x ({LOGIN}) by server.hosting.example with esmtpa"})
        acts.arrive(town, town.at("13:30") + 45 * n, framer, HELOS[n % 4], [letter])
    for n in range(24):
        town.plan(town.at("13:31") + 40 * n, guess_password, framer, USERS[n % 3], f"{ANNA} [{DESK}]", ("smtp", "imap")[n % 4 == 3])
    acts.read(town, "13:50", DESK, "info@harbor-tools.example")
    town.owner_writes("13:52", "info@harbor-tools.example", "yard@slow.test", "Chandlery order 5511")
    town.owner_writes("14:00", ANNA, "works@slow.test", "Order for brass fittings 44")
    town.owner_writes("14:05", STOLEN, "printer@slow.test", "Proofs for page 7")
