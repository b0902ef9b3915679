"""The changes of changed_servers.py: each a class that says what is done to a case's server, and what is expected then."""
import contextlib
import json
import zlib
from unittest import mock

import logs as logs_module
import server as server_module
from beside_honest import DAYS, days_of_logs, honest_lives_beside
from log_shapes import SHAPES
from other_names import OtherNames
from twice_as_much import TwiceAsMuch
from two_in_one import add_renamed
from run_cases import Comparison
from sites_of_users import give_sites_to_their_users


class Another(Exception):
    """With this change the case would be another story."""


class Change:
    """What changes nothing."""
    only_harm = False

    @contextlib.contextmanager
    def building(self):
        made = server_module.Server.__init__
        settle = self.settings

        def made_otherwise(server, root, *positional, **options):
            settle(options)
            made(server, root, *positional, **options)
            self.begun(server)

        with mock.patch.object(server_module.Server, "__init__", made_otherwise):
            yield

    def settings(self, options):
        """Before the server begins: what it is made with."""

    def begun(self, server):
        """It has no customer yet."""

    def built(self, server, name):
        """All is told, nothing written."""

    def written(self, server, tree):
        """All is on disk."""

    def expected(self, expected, server):
        return expected

    def compare(self, expected, document, tree):
        if not self.only_harm:
            return Comparison(expected, document, tree).run()
        return list(harm_done(expected, document))


NAMING = ("account", "system_user", "domain", "script", "list")


def is_meant(wanted, incident):
    """Is it the same kind, and the same actor as far as both say who?"""
    if wanted["kind"] in ("inbound", "relay"):
        found = {origin["address"] for origin in incident["origins"]}
        return wanted["kind"] == incident["kind"] and bool(found & set(wanted["block"] + wanted["never_block"]))
    named = [key for key in NAMING if wanted["fields"].get(key) and incident.get(key)]
    return bool(named) and all(incident[key] == wanted["fields"][key] for key in named) or (
        wanted["kind"] == incident["kind"] and not any(wanted["fields"].get(key) for key in NAMING))


def harm_done(expected, document):
    """Who is named, blocked or emptied that the case does not accuse."""
    may_block = {address for wanted in expected["incidents"] for address in wanted["block"]}
    may_take = {m for wanted in expected["incidents"] for m in wanted["quarantine"] + wanted["may_quarantine"]}
    for incident in document["incidents"]:
        accuses = incident["kind"] != "backscatter"      # which tells of mail that was never sent here
        if accuses and not any(is_meant(wanted, incident) for wanted in expected["incidents"]):
            yield f"NAMED: {Comparison.title(incident)}"
        blocked = {row["target"] for row in incident["plan"] if row["action"] == "block_address"}
        if blocked - may_block:
            yield f"BLOCKED: {sorted(blocked - may_block)[:6]} by {Comparison.title(incident)}"
        taken = set(incident["queue_selection"]["quarantine"]) - may_take
        if taken:
            yield f"TAKEN: {sorted(taken)[:6]} by {Comparison.title(incident)}"


class Renamed(Change):
    """Other domains, mailboxes, accounts and addresses, of the same kinships."""
    what = {}

    def written(self, server, tree):
        self.other = OtherNames(server, **self.what)
        self.other.change(str(tree))

    def expected(self, expected, server):
        return json.loads(self.other.text(json.dumps(expected)))


class RenamedPeople(Renamed):
    """Other domains, mailboxes and accounts."""
    what = {"addresses": False}


class Moved(Renamed):
    """Other addresses."""
    what = {"names": False}


class MovedToSix(Renamed):
    """Every IPv4 address becomes an IPv6 one."""
    what = {"names": False, "six": True}


def days_moved(now):
    class Later(Change):
        def settings(self, options):
            options["now"] = now
    Later.__doc__ = f"The same on another day: {now}."
    return Later


def hours_moved(hours):
    class Shifted(Change):
        def begun(self, server):
            delta, moment = hours * 3600, server.moment
            server.now_of_story = server.now

            def moved(when):
                if isinstance(when, (int, float)):
                    return float(when)
                ago, text = when if isinstance(when, tuple) else (0, when)
                day = server.clock.wall(server.now_of_story - ago * 86400).strftime("%Y-%m-%d")
                return server.clock.moment(f"{day} {text}") + delta

            server.moment = moved
            server.now += delta
            server.queue_since += delta
    Shifted.__doc__ = f"All of it {hours} hours later in the day."
    return Shifted


def scanned_later(hours):
    class ScannedLater(Change):
        def expected(self, expected, server):
            return {**expected, "now": expected["now"] + hours * 3600}

        def compare(self, expected, document, tree):
            return list(same_actors(expected, document))
    ScannedLater.__doc__ = f"Nobody looks until {hours} hours after the story's end."
    return ScannedLater


def scanned_earlier(hours):
    class ScannedEarlier(Change):
        only_harm = True        # whoever begins after that has done nothing yet

        def built(self, server, name):
            server.end_at(server.now - hours * 3600)
    ScannedEarlier.__doc__ = f"Somebody looks {hours} hours before the story's end, when it has half happened."
    return ScannedEarlier


def with_settings(words, **given):
    class Set(Change):
        def settings(self, options):
            options.update(given)
    Set.__doc__ = words
    return Set


def same_actors(expected, document):
    """The same are accused, and nobody else; all is blocked that was to be. Counts may differ."""
    yield from harm_done(expected, document)
    for wanted in expected["incidents"]:
        meant = [incident for incident in document["incidents"] if is_meant(wanted, incident)]
        if not meant:
            yield f"LOST: {wanted['kind']} {wanted['fields']} {wanted['block'][:4]}"
            for note in document["notes"]:
                yield f"  note: {note[:300]}"
            for actor in document["looks_fine"]:
                yield f"  looks fine: {actor['actor']} {actor['messages']} {actor['why'][:160]}"
        blocked = {row["target"] for incident in meant for row in incident["plan"] if row["action"] == "block_address"}
        if meant and set(wanted["block"]) - blocked:
            yield f"OPEN: {sorted(set(wanted['block']) - blocked)[:8]} of {Comparison.title(meant[0])}"
        taken = {m for incident in meant for m in incident["queue_selection"]["quarantine"]}
        if meant and set(wanted["quarantine"]) - taken:
            yield f"LEFT: {len(set(wanted['quarantine']) - taken)} of {len(wanted['quarantine'])} of {Comparison.title(meant[0])}"


class BesideHonest(Change):
    """Four honest customers more, of whom no case tells."""

    def built(self, server, name):
        if days_of_logs(server) < DAYS:
            raise Another("logs of few days")
        honest_lives_beside(server, name)

    def compare(self, expected, document, tree):
        return list(same_actors(expected, document))


class Twice(Change):
    """The server and itself under other names are one: both stories happen at once."""

    def written(self, server, tree):
        self.other = OtherNames(server, fresh=True)
        add_renamed(str(tree), self.other)

    def expected(self, expected, server):
        again = json.loads(self.other.text(json.dumps(expected)))
        both = {**expected, "incidents": expected["incidents"] + again["incidents"]}
        both["never_named"] = expected["never_named"] + again["never_named"]
        return both

    def compare(self, expected, document, tree):
        return list(same_actors(expected, document))


def shape(name):
    class Shaped(Change):
        @contextlib.contextmanager
        def building(self):
            with super().building(), mock.patch.object(logs_module.Log, "write", SHAPES[name]):
                yield
    Shaped.__doc__ = SHAPES[name].__doc__
    return Shaped


def without(words, *patterns):
    class Without(Change):
        only_harm = True

        def written(self, server, tree):
            gone = [path.replace("%D", "*") for path in patterns_of(server, patterns)]
            for pattern in gone:
                for path in tree.glob(pattern.lstrip("/")):
                    path.unlink()
    Without.__doc__ = words
    return Without


def patterns_of(server, names):
    layout = server.layout
    for name in names:
        if name == "web":
            yield from {layout.access_log(account, domain) + "*" for account, domain in server.sites()}
            yield from ("usr/local/apache/domlogs/*/*.*",)
        elif name == "spool":
            yield f"{layout.spool}/input/**/*-[HDJ]"
        else:
            yield getattr(layout, name) + "*"


class Overtaking(Change):
    """Processes of Exim that write in the same two seconds overtake each other; the lines of a message stay in order."""

    def begun(self, server):
        add, late, process_of = server.exim.line, {}, {}

        def add_late(moment, pid, text, message_id=None, log=None):
            pid = process_of.setdefault(message_id, pid) if message_id else pid
            behind = late.setdefault(pid, zlib.crc32(f"{pid}".encode()) % 2000 / 1000)
            log = log or server.exim.main
            known = len(log.lines)
            add(moment, pid, text, message_id, log)
            log.lines[known:] = [(at + behind, *rest) for at, *rest in log.lines[known:]]

        server.exim.line = add_late


class FewerWords(Change):
    """Exim's log tells no subjects, no working folders, no ports."""
    only_harm = True

    def settings(self, options):
        options["log"] = "debian"


class EveryWord(Change):
    """Exim's log tells all it can: milliseconds, zones, process ids, sizes, durations."""

    def settings(self, options):
        options["log"] = "all"

    def compare(self, expected, document, tree):
        return list(same_actors(expected, document))


class Unguessed(Change):
    """No line tells of a wrong password."""
    only_harm = True

    def built(self, server, name):
        for log in server.logs.values():
            log.lines = [entry for entry in log.lines if not any(words in entry[2] for words in (
                "authenticator failed", "auth failed", "Password mismatch", "unknown user", "FAILED LOGIN", "Login failed"))]


LAYOUTS = ("cpanel", "directadmin", "hestia", "debian", "rhel")


def laid_out(layout):
    class LaidOut(Change):
        def settings(self, options):
            was = options.get("layout", "cpanel")
            if was not in LAYOUTS or options.get("mod_php"):
                raise Another("told of this layout alone")
            options["layout"] = layout
            options.setdefault("log", "cpanel" if was == "cpanel" else "debian")

        def built(self, server, name):
            if layout in ("debian", "rhel"):        # where no panel tells whose a site is
                give_sites_to_their_users(server)

        def expected(self, expected, server):
            """Some cases write down where the customer's files lie."""
            text = json.dumps(expected)
            for name, domain in server.first_sites():
                text = text.replace(f"/home/{name}/public_html", server.layout.document_root(name, domain))
            return json.loads(text)

        def compare(self, expected, document, tree):
            return list(same_actors(expected, document))
    LaidOut.__doc__ = f"The same server with {layout}'s folders."
    return LaidOut


def multiplied(words, is_wanted):
    class Multiplied(Change):
        def begun(self, server):
            self.letters = TwiceAsMuch(server, is_wanted)

        def built(self, server, name):
            self.letters.send_others(server)

        def compare(self, expected, document, tree):
            return [text for text in same_actors(expected, document) if not text.startswith("LEFT")]
    Multiplied.__doc__ = words
    return Multiplied


CHANGES = {
    "nothing": Change,
    "renamed": Renamed, "renamed-people": RenamedPeople, "moved": Moved, "moved-to-six": MovedToSix,
    **{f"day-{now[:10]}": days_moved(now) for now in (
        "2026-11-24 16:00:00", "2026-11-25 16:00:00", "2026-11-26 16:00:00", "2026-11-27 16:00:00", "2026-11-28 16:00:00",
        "2026-11-29 16:00:00", "2026-01-01 16:00:00", "2026-03-29 16:00:00", "2026-03-30 16:00:00", "2026-10-25 16:00:00",
        "2026-10-26 16:00:00", "2024-02-29 16:00:00", "2024-03-01 16:00:00")},
    **{f"hours{hours:+g}": hours_moved(hours) for hours in (-12, -6, -3, 0.25, 0.5, 0.75, 3, 7, 11)},
    **{f"scanned-later{hours:+g}": scanned_later(hours) for hours in (0.25, 0.5, 0.75, 2, 5)},
    **{f"scanned-earlier-{hours:g}": scanned_earlier(hours) for hours in (0.5, 1.5, 2.5, 4)},
    **{f"zone-{zone.replace('/', '-')}": with_settings(f"The server's clock is that of {zone}.", zone=zone) for zone in (
        "UTC", "Asia/Kolkata", "America/New_York", "Pacific/Auckland")},
    "long-ids": with_settings("Message ids of Exim 4.98.", exim="4.98"),
    "beside-honest": BesideHonest, "twice": Twice,
    **{f"shape-{name}": shape(name) for name in SHAPES},
    "without-mail-log": without("Dovecot's log was not kept.", "mail_log"),
    "without-web-logs": without("The web server's logs were not kept.", "web"),
    "without-reject-log": without("Exim's reject log was not kept.", "reject_log"),
    "without-spool": without("The queue was not copied.", "spool"),
    "overtaking": Overtaking, "fewer-words": FewerWords, "every-word": EveryWord, "unguessed": Unguessed,
    **{f"as-{layout}": laid_out(layout) for layout in LAYOUTS},
    "floods-doubled": multiplied("Who is accused sends twice as much.", lambda fields: fields.get("flood")),
    "honest-doubled": multiplied("Who is not accused sends twice as much, on all days.", lambda fields: not fields.get("flood")),
    "old-exim": with_settings("Exim 4.92.", exim="4.92"),
}

# What ./test tries, each case under one of them; those of OTHER_STORY are left out.
QUICK = ("renamed-people", "moved", "zone-America-New_York", "shape-carriage-returns", "shape-unfinished", "shape-among-others",
         "without-reject-log", "without-spool", "as-debian", "as-hestia", "long-ids", "overtaking", "zone-Asia-Kolkata",
         "zone-Pacific-Auckland")

# Who write into or take out of a file that other kinds of servers keep elsewhere.
TOLD_IN_ONE_PLACE = {name: "of one kind of server" for name in (
    "backup_mx", "cgi_perl", "cron_two_jobs", "flood_within_orders_without_web_log", "folder_by_variable", "fpm_pool_outside_home",
    "gateway_by_lookup_first_day", "login_without_domain", "logins_without_id",
    "logins_without_id_botnet", "logins_without_id_offices", "relay_customers_server", "relay_newsletter_called_spam",
    "relay_newsletter_first_day", "relay_rights_unknown", "spool_debris", "torn_logs", "unknown_panel_form",
    "unknown_panel_form_ispmanager", "unknown_panel_form_nginx", "unknown_panel_neighbour", "unknown_panel_neighbour_ispmanager",
    "unknown_panel_neighbour_posts", "unknown_panel_one_log", "unknown_panel_shell", "unknown_panel_shell_fastpanel",
    "unknown_panel_shell_ispmanager", "unknown_sites_newsletter_fpm", "unknown_sites_shell_fpm", "webmail_roundcube_syslog")}

# change → {case: why it is another story then}
OTHER_STORY = {
    "renamed-people": {
        "login_without_domain": "its logins have no @ to tell them by",
        "majordomo_list_abused": "the list's name stands alone in a file of aliases",
        "torn_logs": "a packed log of it ends in the middle"},
    "without-spool": {"newsletter_of_container_no_login": "only the queue shows that its letters say how to leave the list"},
    "overtaking": {"flood_hidden_in_log": "its forged blocks end elsewhere"},
    "moved": {"torn_logs": "a packed log of it ends in the middle"},
    **{f"as-{layout}": TOLD_IN_ONE_PLACE for layout in LAYOUTS},
}
