"""A hotel's mailbox is stolen and sends spam while its owner mails thirty guests from it and the site and cron mail as ever."""
import cast
from clients import Letter

STOLEN = "booking@lakeside-hotel.example"
DESK = cast.OWNERS[STOLEN].desk


def play(town):
    crime = town.crime("mailbox", account=STOLEN)
    thieves = ["203.0.113.150", "203.0.113.151", "203.0.113.152"]
    for n in range(30):
        letters = [Letter(STOLEN, [to], "Your shipment is on hold", "Pay the customs fee: http://fee.dark.test/\n")
                   for to in crime.victims(5)]
        crime.smtp(town.at("13:20") + 100 * n, thieves[n % 3], letters, login=town.login(STOLEN), helo="User")
    guests = cast.FRIENDS + [f"guest.{n}@slow.test" for n in range(20)]
    town.letter("13:50", STOLEN, DESK, [Letter(STOLEN, [guest], "Opening hours over Christmas", agent=cast.THUNDERBIRD,
                                               body="Dear guest,\n\nthe house is open until the 23rd.\n") for guest in guests],
                login=town.login(STOLEN))
    for n in range(4):
        guest = f"traveller.{n}@slow.test"
        town.visit(town.at("13:30") + 600 * n, f"192.0.2.12{n}", "lakeside-hotel.example", "/contact.php")
        town.visit(town.at("13:31") + 600 * n, f"192.0.2.12{n}", "lakeside-hotel.example", "/contact.php",
                   to=[STOLEN, guest], form={"email": guest, "text": "Is a room with a lake view free?"})
    town.crontab("13:10", "lakeside", f"MAILTO=frontdesk@slow.test\n0 14 * * * echo '3 arrivals, 2 departures'\n")
    town.cron("14:00")
