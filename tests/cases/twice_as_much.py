"""An actor who sends twice as much, as somebody who had twice as many people to write to would.

A letter to several goes to twice as many. Each letter to one is followed by another to somebody else, halfway to the actor's nearest one;
its text is another where no two of the actor's are alike; and whoever it answers has written in, too. What follows a web request is
left as it is: one press of a page more would be another visitor, of whom the web server's log had to tell."""
import bisect
import re

BEHIND_A_REQUEST = 3        # seconds
MOST = 600, 1               # seconds between a letter and the one that is added behind it: of a person, of a program here
AN_ANSWER = 86400           # seconds after the letter it answers


def other_person(server, to):
    return to if server.is_here(to) else f"also-{to}"


def other_text(subject):
    """As unlike it as the next one of its kind."""
    numbered = re.sub(r"\d+(?=\D*$)", lambda number: str(int(number[0]) + 5003), subject or "")
    return numbered if numbered != (subject or "") else f"{subject} {len(subject or '') * 7919 % 1000}"


class TwiceAsMuch:
    def __init__(self, server, is_wanted):
        self.is_wanted, self.sent, self.came, self.is_adding = is_wanted, [], [], False
        self.wrap(server, "smtp_auth_message", 1)
        self.wrap(server, "local_message", 0)
        self.note_letters_that_came(server)

    def wrap(self, server, way, when):
        send = getattr(server, way)

        def sent(who, *words, **fields):
            words = list(words)
            is_doubled = self.is_wanted(fields) and not self.is_adding
            if is_doubled and len(words[2]) > 1:
                self.to_twice_as_many(server, words)
            made = send(who, *words, **fields)
            if is_doubled and len(made.recipients) == 1:
                self.sent.append((made, send, when, who, words, fields))
            return made

        setattr(server, way, sent)

    def to_twice_as_many(self, server, words):
        other = {to: other_person(server, to) for to in words[2]}
        words[2] = list(dict.fromkeys([*words[2], *other.values()]))
        if len(words) > 4 and isinstance(words[4], dict):
            words[4] = {**words[4], **{other[to]: outcome for to, outcome in words[4].items()}}

    def note_letters_that_came(self, server):
        receive = server.remote_message

        def came(address, when, sender, to, *words, **fields):
            made = receive(address, when, sender, to, *words, **fields)
            if not self.is_adding:
                self.came.append((made, receive, address, sender, to, words, fields))
            return made

        server.remote_message = came

    def send_others(self, server):
        """All is told: now the others of each letter to one."""
        self.is_adding = True
        web = sorted(moment for path, log in server.logs.items() if self.is_of_web(server, path) for moment, _, _ in log.lines)
        moments, texts, writers = {}, {}, {}
        for made, _, _, who, _, _ in self.sent:
            moments.setdefault(who, []).append(made.at)
            texts[who, made.subject] = texts.get((who, made.subject), 0) + 1
        for times in moments.values():
            times.sort()
        for letter in self.came:
            writers.setdefault(letter[3], []).append(letter)
        for made, send, when, who, words, fields in self.sent:
            if not self.is_behind_request(web, made.at):
                after = self.half_way(moments[who], made.at, MOST[0] if made.login else MOST[1])
                self.send_other(server, writers, after, texts[who, made.subject] == 1, made, send, when, who, words, fields)

    @staticmethod
    def is_of_web(server, path):
        return path not in (server.layout.main_log, server.layout.reject_log, server.layout.mail_log, server.layout.cron_log)

    @staticmethod
    def is_behind_request(web, at):
        return bisect.bisect_right(web, at) > bisect.bisect_left(web, at - BEHIND_A_REQUEST)

    @staticmethod
    def half_way(times, at, most):
        """To the letter before or behind it, whichever is nearer: the last of a run is no less of it."""
        before, behind = bisect.bisect_left(times, at), bisect.bisect_right(times, at)
        gaps = [at - times[before - 1]] if before else []
        gaps += [times[behind] - at] if behind < len(times) else []
        return max(0.4, min([gap / 2 for gap in gaps] + [most]))

    def send_other(self, server, writers, after, is_unlike, made, send, when, who, words, fields):
        words, fields = list(words), {name: value for name, value in fields.items() if name != "pid"}
        (to,) = words[2]
        words[when], words[2] = made.at + after, [other_person(server, to)]
        if is_unlike:
            words[3] = other_text(words[3])
        if len(words) > 4 and isinstance(words[4], dict):
            words[4] = {words[2][0]: words[4][to]}
        self.have_him_write_in(writers.get(to, ()), made.at, after, words[2][0])
        send(who, *words, **fields)

    @staticmethod
    def have_him_write_in(letters, at, after, other):
        before = [letter for letter in letters if at - AN_ANSWER < letter[0].at <= at]
        if before:
            made, receive, address, _, to, words, fields = before[-1]
            fields = {name: value for name, value in fields.items() if name not in ("pid", "settle")}
            receive(address, made.at + after, other, to, *words, **fields)
