"""Two hundred bounces come for mail that info@ never sent, from servers of everywhere; a forwarder's outside mailbox refuses."""
import acts
from clients import Letter

VICTIM = "info@harbor-tools.example"
BOUNCE = "This message was created automatically by mail delivery software.\n\n  nobody.{n}@else{n}.test\n    mailbox unknown\n"


def play(town):
    town.crime("backscatter", account=VICTIM, domain="harbor-tools.example")
    # clerk@'s home mailbox is full from today on.
    town.plan("00:10", town.machine.write, "/etc/valiases/samuel-law.example",
              "clerk@samuel-law.example: clerk.home@full.test\n")
    for n in range(200):
        letter = Letter("", [VICTIM], "Mail delivery failed: returning message to sender", BOUNCE.format(n=n),
                        headers={"From": f"Mail Delivery System <Mailer-Daemon@mx{n}.else{n % 60}.test>",
                                 "Auto-Submitted": "auto-replied"})
        acts.arrive(town, town.at("12:30") + 60 * n, f"198.51.100.{140 + n % 60}", f"mx{n % 60}.else{n % 60}.test", [letter])
    for n in range(12):
        sender, address, helo = [("client.a@slow.test", "192.0.2.242", "mx.slow.test"),
                                 ("client.b@post.test", "192.0.2.250", "out.post.test")][n % 2]
        acts.arrive(town, town.at("10:00") + 1500 * n, address, helo,
                    [Letter(sender, ["clerk@samuel-law.example"], f"Papers for file {300 + n}")])
    town.owner_writes("14:00", VICTIM, "yard@slow.test", "Chandlery order 5511")
