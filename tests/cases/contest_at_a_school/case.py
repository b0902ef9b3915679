"""120 pupils and their parents enter a contest in three hours, every other from the school, whose computers have one address. That is
most of the crowd, and no robot's: a note at most."""
import contest

SCHOOL = "198.51.100.90"


def build(root):
    server, _ = contest.radio(root, each=0, people=60)
    for number, at in enumerate(server.spread("10:05:00", "12:55:00", 60)):
        contest.enter(server, SCHOOL, at, f"pupil{number}@town{number % 18}.example", "unknown" if number == 30 else "delivered", number)
    server.never_named("radio", contest.SITE, SCHOOL)
    return server
