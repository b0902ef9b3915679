"""A school's first newsletter in the log, by the job that has stood in its crontab for a year; the log has neither folders
nor subjects, and PHP's header in the queue names the file. A tenth of the parents has moved. Clean. The mill's crontab
has a job of the same name; a robot's upload that is called so, too, mails when the robot wants."""
from server import Server

SCHOOL, MILL, PAGE = "school.example", "mill.example", "/components/com_acym/cron.php"


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    server.account("school", SCHOOL, ["office", "news"])
    server.account("mill", MILL, ["info"])
    boxes = {f"office@{SCHOOL}": "192.0.2.31", f"info@{MILL}": "192.0.2.55"}
    server.history(boxes, days=10)
    for box, address in boxes.items():
        server.ordinary_day(box, address)
    for user, site in (("school", SCHOOL), ("mill", MILL)):
        command = f"/usr/bin/php {server.php_file(site, PAGE, days_old=400)}"
        server.cron_job(user, "*/15 * * * *", command)
        server.cron_run(user, "09:15:00", command)
    for number in range(400):
        server.php_mail(SCHOOL, PAGE, server.moment("09:15:02") + number * 0.6, [f"parent{number}@mail{number % 60:02d}.example"],
                        "School news of December", "unknown" if number % 10 == 3 else "greylisted" if number % 40 == 5 else "delivered",
                        sender=f"news@{SCHOOL}", php_log=False)
    upload = "/uploads/cron.php"
    server.php_file(MILL, upload, days_old=1)
    for number, at in enumerate(server.spread("11:02:00", "14:50:00", 200)):
        server.request(MILL, "203.0.113.90", at, upload, "POST", agent="python-requests/2.31.0")
        server.php_mail(MILL, upload, at + 0.4, server.strangers(1), "Your card is locked",
                        ("delivered", "greylisted", "delivered", "unknown"), sender=f"info@{MILL}", php_log=False, flood="shell")
    server.expect("shell", "script", system_user="mill", domain=MILL, block=["203.0.113.90"], counts=False)
    server.never_named("school", SCHOOL, f"news@{SCHOOL}")
    return server
