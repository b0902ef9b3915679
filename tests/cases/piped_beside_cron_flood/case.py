"""A helpdesk's program in the home of an account, to which letters are piped all day; beside it a planted job of the same account
floods at whiles. The job is named, not the helpdesk's program."""
from piped import HELPDESK, ordinary_pipes, town

PROGRAM, JOB = "/home/desk/.cache/.m/run.pl", "/usr/bin/perl /home/desk/.cache/.m/run.pl"


def build(root):
    server = town(root, layout="cpanel")
    ordinary_pipes(server)
    server.file(PROGRAM, "#!/usr/bin/perl\n", 2, 0o755)
    server.cron_job("desk", "*/20 12-15 * * *", JOB)
    for hour, minute in ((h, m) for h in (12, 13, 14) for m in (0, 20, 40)):
        at = server.moment(f"{hour}:{minute:02}:01")
        server.cron_run("desk", at, JOB)
        for number, to in enumerate(server.strangers(40, domains=40)):
            server.local_message("desk", at + 0.4 + number * 0.9, "billing@desk.example", [to], "Final notice",
                                 ("delivered",) * 8 + ("unknown", "greylisted"), directory="/home/desk", flood="job")
    server.expect("job", "script", system_user="desk", script=PROGRAM)
    server.never_named("club", "bakery", HELPDESK)
    return server
