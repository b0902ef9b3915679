"""The server's honest people: owners of mailboxes, visitors, correspondents, a newspaper."""
from clients import Letter, imap, send, web

PASSWORDS = {
    "info@harbor-tools.example": "harbor123",
    "anna@harbor-tools.example": "sextant-brass-44",
    "booking@lakeside-hotel.example": "room-with-a-view-9",
    "desk@gazette.example": "late-edition-38",
    "committee@birdclub.example": "tern-and-gull-71",
}
# Where each owner usually sits.
DESKS = {
    "info@harbor-tools.example": "198.51.100.24",
    "anna@harbor-tools.example": "198.51.100.25",
    "booking@lakeside-hotel.example": "198.51.100.40",
    "desk@gazette.example": "2001:db8:50::7",
    "committee@birdclub.example": "192.0.2.101",
}
VISITORS = [f"192.0.2.{n}" for n in range(102, 117)]
THUNDERBIRD = "Mozilla Thunderbird"


def write(owner, to, subject):
    send(f"owner:{owner}", DESKS[owner],
         [Letter(owner, to if isinstance(to, list) else [to], subject, agent=THUNDERBIRD)],
         helo="[192.168.1.20]", port=587, tls=True, login=(owner, PASSWORDS[owner]))


def check_mail(owner):
    imap(f"owner:{owner}", DESKS[owner], owner, PASSWORDS[owner])


def incoming(address, helo, sender, to, subject):
    send("correspondent", address, [Letter(sender, [to], subject)], helo=helo, tls=True)


def stroll(line, second, visitor, pages, host="birdclub.example"):
    """A visitor opens pages one after another."""
    for step, page in enumerate(pages):
        line.at(second + 2.5 * step, web, "visitor", visitor, host, page)


def register(line, second, visitor, email):
    """A person signs up: reads, opens the form, takes her time, sends it."""
    page = "/phpbb/ucp.php?mode=register"
    stroll(line, second - 9, visitor, ["/phpbb/", page])
    line.at(second, web, "registrant", visitor, "birdclub.example", page, to=[email],
            form={"username": email.partition("@")[0], "email": email},
            referer="http://birdclub.example" + page)


def ask_hotel(line, second, visitor, email):
    line.at(second - 6, web, "visitor", visitor, "lakeside-hotel.example", "/contact.php")
    line.at(second, web, "guest", visitor, "lakeside-hotel.example", "/contact.php",
            to=["booking@lakeside-hotel.example", email],
            form={"email": email, "text": "Is the lake room free at Easter?"})


def reply_to_topic(line, second, visitor, watcher):
    line.at(second, web, "poster", visitor, "birdclub.example", "/phpbb/posting.php?mode=reply",
            to=[watcher], form={"message": "Seen again today.", "watcher": watcher})


CORRESPONDENCE = [  # owner, to, subject: an ordinary hour
    ("info@harbor-tools.example", "jo.berg@post.test", "Quotation 4471"),
    ("anna@harbor-tools.example", "supplier@inbox.test", "Order for brass fittings"),
    ("booking@lakeside-hotel.example", "guest.ivers@post.test", "Your reservation in May"),
    ("desk@gazette.example", "printer@inbox.test", "Proofs for page 3"),
    ("info@harbor-tools.example", ["m.olsen@inbox.test", "anna@harbor-tools.example"], "Delivery on Friday"),
    ("anna@harbor-tools.example", "gone.customer@post.test", "Invoice reminder"),
    ("desk@gazette.example", ["stringer1@post.test", "stringer2@inbox.test"], "Deadline moved"),
    ("booking@lakeside-hotel.example", "tour@full.test", "Group of twelve"),
    ("committee@birdclub.example", ["warden@post.test", "booking@lakeside-hotel.example"], "Walk on Sunday"),
    ("info@harbor-tools.example", "yard@post.test", "Re: spare blocks"),
]
INCOMING = [  # from, to, subject
    ("jo.berg@post.test", "info@harbor-tools.example", "Re: Quotation 4471"),
    ("guest.ivers@post.test", "booking@lakeside-hotel.example", "Re: Your reservation in May"),
    ("supplier@inbox.test", "anna@harbor-tools.example", "Order confirmed"),
    ("reader@inbox.test", "desk@gazette.example", "Letter to the editor"),
    ("warden@post.test", "committee@birdclub.example", "Re: Walk on Sunday"),
    ("yard@post.test", "sales@harbor-tools.example", "Need two shackles"),
    ("stringer1@post.test", "desk@gazette.example", "Copy for Thursday"),
    ("m.olsen@inbox.test", "info@harbor-tools.example", "Re: Delivery on Friday"),
]
RELAYS = {"post.test": ("192.0.2.220", "out.post.test"), "inbox.test": ("192.0.2.221", "out.inbox.test")}


def ordinary_traffic(line, start, seconds, letters=CORRESPONDENCE):
    """Mail out, mail in, mail read, over `seconds`."""
    for n, (owner, to, subject) in enumerate(letters):
        line.at(start + seconds * n / len(letters), write, owner, to, subject)
    for n, (sender, to, subject) in enumerate(INCOMING):
        address, helo = RELAYS[sender.partition("@")[2]]
        line.at(start + 1.3 + seconds * n / len(INCOMING), incoming, address, helo, sender, to, subject)
    for n, owner in enumerate(DESKS):
        line.at(start + 2.1 + seconds * n / (2 * len(DESKS)), check_mail, owner)
        line.at(start + 3.4 + seconds * (n + 5) / (2 * len(DESKS)), check_mail, owner)


def quiet_hour(line, seconds):
    """The honest phase: what the older log segments are made of."""
    ordinary_traffic(line, 0, seconds)
    for n, visitor in enumerate(VISITORS[:6]):
        stroll(line, 1 + seconds * n / 7, visitor,
               ["/phpbb/", "/phpbb/viewforum.php?f=2", "/phpbb/ucp.php?mode=login"])
    stroll(line, 5, VISITORS[7], ["/"], host="gazette.example")
    register(line, 0.45 * seconds, VISITORS[1], "new.member@inbox.test")
    reply_to_topic(line, 0.7 * seconds, VISITORS[2], "watcher.kim@post.test")
    ask_hotel(line, 0.3 * seconds, VISITORS[8], "guest.ada@post.test")


def busy_hour(line, seconds):
    """Honest people while the incidents go on, some of whose mail has to wait in the queue."""
    others = [row for row in CORRESPONDENCE if row[0] != "info@harbor-tools.example"]
    ordinary_traffic(line, 3, seconds - 10, others + [("anna@harbor-tools.example", "slipway@slow.test", "Paint samples")])
    for n, to in enumerate(["jo.berg@post.test", "yard@slow.test", "m.olsen@inbox.test",
                            "works@slow.test", "anna@harbor-tools.example", "partner@post.test"]):
        line.at(12 + 0.15 * seconds * n, write, "info@harbor-tools.example", to, f"Chandlery order 55{n}1")
    for n in range(24):
        stroll(line, 2 + 0.95 * seconds * n / 24, VISITORS[n % len(VISITORS)],
               ["/phpbb/", "/phpbb/viewforum.php?f=3", "/phpbb/ucp.php?mode=login"][:1 + n % 3])
    for n in range(5):
        line.at(30 + 35 * n, web, "visitor", VISITORS[3 + n], "birdclub.example",
                "/phpbb/ucp.php?mode=login", form={"username": "member", "password": "x"})
