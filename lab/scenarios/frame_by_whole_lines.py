"""Local user sam forges nothing but whole log lines: Anna's mailbox seems to be used by strangers for mail that nobody wants."""
import forgery

ANNA = "anna@harbor-tools.example"


def play(town):
    town.crime("script", is_sure=False, system_user="sam")  # what sam does is no mail, but may be told
    for n in range(120):
        town.plan(town.at("13:30") + 20 * n, forge, town, n)
    for n in range(3):
        town.owner_writes(town.at("13:52") + 900 * n, ANNA, f"works{n}@slow.test", f"Order for brass fittings 4{n}")


def forge(town, n):
    start, to = f"{forgery.stamp_of(town)} {forgery.message_id(town, n)}", f"lead.{n}@mail{n % 20}.post.test"
    end = ("=> {} R=outside T=to_outside H=mx.post.test [192.0.2.240] C=\"250 Ok, queued as 4/1\"",
           "** {} R=outside T=to_outside H=mx.post.test [192.0.2.240]: 550 5.1.1 No such user 4/1")[n % 3 == 2]
    forgery.write_lines(town, "sam", [
        f"{start} <= {ANNA} H=(pc) [203.0.113.{210 + n % 9}]:4{n:04} P=esmtpa A=dovecot_login:{ANNA} S=612 "
        f"T=\"Cheap loans 1/2\" for {to}", f"{start} {end.format(to)}", f"{start} Completed"], whole=True)
