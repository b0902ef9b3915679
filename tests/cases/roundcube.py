"""Two strangers write through Roundcube with a mailbox's password; its owner has read from home there for days."""
THIEVES = ["203.0.113.41", "198.51.100.42"]
BOX, OTHER, HOME = "accounts@harbor.example", "info@harbor.example", "192.0.2.21"


def settle_in(server):
    server.account("harbor", "harbor.example", ["accounts", "info"])
    server.history({BOX: HOME, OTHER: "192.0.2.22"})
    for ago in range(10, 0, -1):
        session = server.roundcube_login(BOX, HOME, (ago, "20:00:00"))
        server.webmail_message(BOX, HOME, (ago, "20:10:00"), ["friend1@partner1.example"], "From home", session=session)


def steal(server):
    sessions = [server.roundcube_login(BOX, thief, "11:00:00") for thief in THIEVES]
    for number, at in enumerate(server.spread("11:05:00", "14:30:00", 90)):
        server.webmail_message(BOX, THIEVES[number % 2], at, server.strangers(2), "Request quotation 88/A",
                               ("greylisted", "delivered", "unknown"), session=sessions[number % 2], flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, domain="harbor.example", block=THIEVES, spare_origins=[HOME, "127.0.0.1"],
                  events={f"{thief} webmail": 1 for thief in THIEVES})
