"""A stranger posts forty times to the club's mailing list, which carries it to its members; the committee posts its own."""
import cast
import estate
from clients import Letter


def play(town):
    crime = town.crime("list", list=estate.LIST)
    stranger = "203.0.113.20"
    members = estate.LIST_MEMBERS + [f"old.member{n}@box{n}.slow.test" for n in range(3)]
    town.plan("00:06", town.machine.write, "/etc/mail_lists/birdclub.example/members", "\n".join(members) + "\n")
    for n in range(8):
        letters = [Letter(f"deal{n}@bulk.dark.test", [estate.LIST], f"Binoculars at half price ({n}{k})",
                          "https://lens.dark.test\n") for k in range(5)]
        crime.smtp(town.at("13:20") + 600 * n, stranger, letters, helo="bulk.dark.test", port=25)
    # A member who never wrote before, by a host that never did.
    town.letter("12:30", "world", "192.0.2.231", helo="mail.members.test", port=25,
                letters=[Letter("member05@post.test", [estate.LIST], "Lost: telescope cap at the hide")])
    committee = "committee@birdclub.example"
    town.letter("13:45", committee, cast.OWNERS[committee].desk, login=town.login(committee),
                letters=[Letter(committee, [estate.LIST], "Walk on Sunday: meet at the pier", agent=cast.THUNDERBIRD)])
