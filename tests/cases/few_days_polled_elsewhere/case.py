"""The logs begin two and a half days ago. A teacher's mailbox is asked for mail all day by a telephone at the school; she reads it in the
evenings at home, from where she writes to 120 parents early in the morning. A thief of another mailbox looked in once the day before."""
from server import Server

SCHOOL, HOME, OWNER, THIEF = "84.17.8.9", "84.17.9.9", "84.17.10.9", "203.0.113.77"
TEACHER, CLERK = "keller@school.example", "office@school.example"


def build(root):
    server = Server(root, layout="debian", exim="4.98")
    server.logs_begin = server.now - 2.5 * 86400
    server.account("school", "school.example", ["keller", "office"])
    for ago in (2, 1, 0):
        for at in server.spread((ago, "00:10:00"), (ago, "15:50:00"), 60):
            server.login(TEACHER, SCHOOL, at)
            server.login(CLERK, OWNER, at)
    for when in ((2, "20:00:00"), (2, "21:00:00"), (1, "20:00:00"), (0, "06:00:00")):
        server.login(TEACHER, HOME, when)
    server.login(CLERK, THIEF, (1, "11:00:00"))
    for box, place, start, text, flood in ((TEACHER, HOME, "06:10:00", "Evening for parents on Thursday", None),
                                           (CLERK, THIEF, "07:10:00", "Your account was limited", "stolen")):
        for number in range(120):
            server.smtp_auth_message(box, place, server.moment(start) + number * 4, [f"parent{number}@home{number % 25}.example"], text,
                                     "unknown" if number % 30 == 7 else "greylisted" if number % 20 == 3 else "delivered",
                                     **({"flood": flood} if flood else {}))
    server.expect("stolen", "mailbox", account=CLERK, block=[THIEF], spare_origins=[OWNER])
    server.never_named(TEACHER, HOME, SCHOOL)
    return server
