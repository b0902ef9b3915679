"""A stranger writes as a member to a Mailman list, which mails spam to all; members write honestly too."""
import cast
import mailman
from clients import Letter

SETTINGS = mailman.SETTINGS
LIST = "seabirds@" + mailman.DOMAIN
MEMBER = "m.olsen@inbox.test"


def play(town):
    crime, honest = town.crime("list", list=LIST), town.honest_ids.setdefault("list", set())
    stranger = "203.0.113.21"
    members = ["committee@birdclub.example", "jo.berg@post.test", MEMBER, *(f"gull{n}@inbox.test" for n in range(20)),
               *(f"tern{n}@box{n % 3}.slow.test" for n in range(12))]
    mailman.open_list(town, "07:30", "seabirds", members, "committee@birdclub.example")
    owner = cast.OWNERS["committee@birdclub.example"]
    for when, subject in (("09:15", "Gannets off the point"), ("14:25", "Ringing on Saturday")):
        town.letter(when, owner.address, owner.desk, [Letter(owner.address, [LIST], subject, agent=cast.THUNDERBIRD)],
                    login=owner.login)
        town.plan(town.at(when) + 2, mailman.digest, town, honest)
    relay, helo = cast.RELAYS["post.test"]
    town.letter("11:40", "world", relay, [Letter("jo.berg@post.test", [LIST], "Re: Gannets off the point")], helo=helo, port=25)
    town.plan("11:40:02", mailman.digest, town, honest)
    # A member who never wrote before, by a host that never did.
    town.letter("12:30", "world", "192.0.2.231", helo="mail.gulls.test", port=25,
                letters=[Letter("gull3@inbox.test", [LIST], "Lost: telescope cap at the hide")])
    town.plan("12:30:02", mailman.digest, town, honest)
    for n in range(8):
        letters = [Letter(MEMBER, [LIST], f"Slim in two weeks {n}{k}", "https://slim.dark.test\n") for k in range(5)]
        crime.smtp(town.at("13:20") + 600 * n, stranger, letters, helo="WIN-2L0", port=25)
        town.plan(town.at("13:20") + 600 * n + 2, mailman.digest, town, crime.ids)
