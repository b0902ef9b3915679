"""An intruder wrote into the club's cron.php, which a service elsewhere asks for every ten minutes: it mails 500 strangers, of
whom a quarter does not exist. The page is named; the service, which knows nothing of it, is not blocked."""
import importlib.util
import pathlib

SPEC = importlib.util.spec_from_file_location(
    "service", pathlib.Path(__file__).parents[1] / "cron_service_elsewhere" / "case.py")
CLUB = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(CLUB)


def build(root):
    server = CLUB.club(root, "Your parcel is waiting", ("delivered", "unknown", "greylisted", "delivered"), "09:00:00", flood="page")
    server.expect("page", "script", system_user="birdclub", domain=CLUB.SITE, block=[], spare_origins=[CLUB.SERVICE])
    return server
