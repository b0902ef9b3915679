"""Logs that begin two days ago: too few days to tell a habit, enough to tell who was there the day before."""
from all_different import outcomes
from server import Server

CLERK, OFFICE, OWNERS = "84.17.3.9", "84.17.4.9", {"info@mill.example": "84.17.5.9", "info@tailor.example": "84.17.6.9", "info@baker.example": "84.17.9.9"}
NIGHTS = ("2001:db8:90a:4411:5c11:7a2e:31f0:9be2", "2001:db8:4f3:1720:6d52:11ab:7c3d:20e8", "2001:db8:c21:9f05:4e07:5b3c:2d19:6a4f")
READS_ON, LOOKED_IN, READS_LITTLE = "203.0.113.77", "198.51.100.44", "198.51.44.9"


def read(server, box, address, ago, start="07:30:00", end="15:40:00", times=6):
    for at in [server.moment((ago, start)), *server.spread((ago, start), (ago, end), times)]:
        server.login(box, address, at)


def write_to_clients(server, box, address, start, count, text, **fields):
    for number in range(count):
        to = [f"client{number}@firm{number % 40}.example"]
        server.smtp_auth_message(box, address, server.moment(start) + number * 2, to, text, outcomes(server, to, 22, number, 25), **fields)


def young_logs(root, **options):
    """A clerk sends her circular from the desk where she reads; a firm's invoices go out by a mailbox that nobody reads, from a colleague's
    desk; a household that has another /64 every night writes to its club before it reads. One thief reads for hours since this morning, where
    the owner never was, another looked in the day before, and a third read there a few times all that day, far less often than the owner."""
    server = Server(root, layout="cpanel", exim="4.98", **options)
    server.logs_begin = server.now - 2 * 86400
    for domain, boxes in (("clinic", ["info"]), ("firm", ["info", "billing"]), ("club", ["info"]), ("mill", ["info"]), ("tailor", ["info"]), ("baker", ["info"])):
        server.account(domain, f"{domain}.example", boxes)
    for ago in (2, 1, 0):
        for box, place in ("clinic", CLERK), ("firm", OFFICE), ("club", NIGHTS[ago]):
            server.ordinary_day(f"info@{box}.example", place, ago, 3)
        read(server, "info@clinic.example", CLERK, ago)
        read(server, "info@firm.example", OFFICE, ago)
        read(server, "info@club.example", NIGHTS[ago], ago, "09:00:00")
        for box, owner in OWNERS.items():
            server.ordinary_day(box, owner, ago, 2)
            read(server, box, owner, ago)
    write_to_clients(server, "info@clinic.example", CLERK, "10:00:00", 200, "New opening hours")
    write_to_clients(server, "billing@firm.example", OFFICE, "10:30:00", 120, "Your invoice of November")
    write_to_clients(server, "info@club.example", NIGHTS[0], "08:00:00", 120, "Our Christmas market")
    read(server, "info@mill.example", READS_ON, 0, "08:00:00")
    write_to_clients(server, "info@mill.example", READS_ON, "11:30:00", 120, "Your parcel could not be delivered", flood="reads_on")
    read(server, "info@tailor.example", LOOKED_IN, 1, "09:00:00", "09:20:00", 2)
    write_to_clients(server, "info@tailor.example", LOOKED_IN, "12:30:00", 120, "Your parcel could not be delivered", flood="looked_in")
    read(server, "info@baker.example", READS_LITTLE, 1, "09:00:00", "13:40:00", 5)
    write_to_clients(server, "info@baker.example", READS_LITTLE, "13:30:00", 120, "Your parcel could not be delivered", flood="reads_little")
    server.expect("reads_on", "mailbox", account="info@mill.example", block=[READS_ON], spare_origins=[OWNERS["info@mill.example"]])
    server.expect("looked_in", "mailbox", account="info@tailor.example", block=[LOOKED_IN], spare_origins=[OWNERS["info@tailor.example"]])
    server.expect("reads_little", "mailbox", account="info@baker.example", block=[READS_LITTLE], spare_origins=[OWNERS["info@baker.example"]])
    server.never_named("clinic", "firm", "club", CLERK, OFFICE, NIGHTS[0])
    return server
