"""Local user sam writes log lines through folder names with newlines, so that Anna seems to spam; meanwhile a stolen mailbox does."""
import forgery
from clients import Letter

STOLEN, ANNA, DESK = "desk@gazette.example", "anna@harbor-tools.example", "198.51.100.24"


def play(town):
    crime = town.crime("mailbox", account=STOLEN)
    for n in range(20):
        letters = [Letter(STOLEN, [to], "Prize draw, ticket 77", "You have won.\n") for to in crime.victims(5)]
        crime.smtp(town.at("13:45") + 60 * n, f"203.0.113.{50 + n % 4}", letters, login=town.login(STOLEN), helo="User")
    town.crime("script", is_sure=False, system_user="sam")  # what sam does is no mail, but may be told
    for n in range(60):
        town.plan(town.at("13:30") + 30 * n, forge, town, n)
    town.owner_writes("13:52", "info@harbor-tools.example", "yard@slow.test", "Chandlery order 5511")
    town.owner_writes("14:00", ANNA, "works@slow.test", "Order for brass fittings 44")


def forge(town, n):
    start, to = f"{forgery.stamp_of(town)} {forgery.message_id(town, n)}", f"lead.{n}@mail3.dark.test"
    end = ("=> {} R=outside T=to_outside H=mx.post.test [192.0.2.240] C=\"250 Ok, queued as 4/1\"",
           "== {} R=outside T=to_outside defer (-44) H=mx.slow.test [192.0.2.242]: 451 4.7.1 Try again, 4/1")[n % 4 // 2]
    forgery.write_lines(town, "sam", [
        f"{start} <= {ANNA} H=(pc) [{DESK}]:4{n:04} P=esmtpa A=dovecot_login:{ANNA} S=612 T=\"Cheap loans 1/2\" for {to}",
        f"{start} {end.format(to)}", f"{start} Completed"], whole=n % 2 == 1)
