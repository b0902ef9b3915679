#include "remedy/letter_words.h"

#include <algorithm>
#include <array>

namespace queuehound {
namespace {

constexpr std::array kWords{
    LetterWords{
        IncidentKind::mailbox,
        "Strangers logged in to the mailbox with its password and sent unsolicited mail.",
        "  - Check every computer and phone that knew the password before it learns the new "
        "one.\n"
        "  - Change the password wherever else it was used.\n"
        "  - Look through the mailbox's forwarders, filters and signature: intruders leave "
        "rules behind.",
        "  - Hand the new password over by telephone, never by mail to this mailbox.\n"
        "  - Look through its forwarders and filters.\n"
        "  - Ask blocklists for removal only when no new message is seen."},
    LetterWords{IncidentKind::script,
                "A program in the web space, put there or changed by a stranger, sent unsolicited "
                "mail.",
                "  - Bring the site's software, its plugins and themes up to date.\n"
                "  - Change every password of the account: FTP, panel, database, administrators of "
                "the site.\n"
                "  - Restore a clean backup from before the first message rather than clean by "
                "hand.",
                "  - Find the way in before the site goes on; look at the other new files.\n"
                "  - Keep the sealed file: it is evidence.\n"
                "  - Ask blocklists for removal only when no new message is seen."},
    LetterWords{
        IncidentKind::form,
        "Strangers drive a page of the site that sends mail; the page itself is honest.",
        "  - Add a captcha to that page.\n"
        "  - Use double opt-in for whatever mails an address that a visitor types.\n"
        "  - Limit how often one visitor may send, and bring the software up to date.",
        "  - The page stays open: only the flood is frozen and the drivers are blocked.\n"
        "  - Set a limit for it (ratelimit in acl_not_smtp) until the owner has mended it."},
    LetterWords{IncidentKind::list, "A mailing list carried unsolicited mail to its members.",
                "  - Let only members post, and moderate the first post of each.\n"
                "  - Look through the posts that wait for you before you open the list again.",
                "  - Emergency moderation holds every post until the owner has looked.\n"
                "  - No list's address should be a bare alias of its members."},
    LetterWords{IncidentKind::relay,
                "A host sent unsolicited mail through this server without logging in.",
                "  - Look for the program on that host that sends, and clean it.\n"
                "  - Give its programs a login of their own.",
                "  - Take the host's network out of the hosts that may relay until it is clean."},
    LetterWords{
        IncidentKind::inbound,
        "Strangers flood this server, guess passwords or probe for recipients.",
        "  - Nothing needs to be done about the mailbox itself; a long password keeps it "
        "safe.",
        "  - Limit failed logins and unknown recipients an address for good (fail2ban, lfd, "
        "ratelimit)."},
    LetterWords{
        IncidentKind::backscatter,
        "Somebody elsewhere writes under this name, and the refusals come back here. Nothing "
        "was sent from this server.",
        "  - Publish SPF, DKIM and DMARC records for the domain.",
        "  - Nothing on this server needs stopping; refuse bounces to addresses that never "
        "send while it lasts."},
};

constexpr LetterWords kUnnamedLoginWords{
    IncidentKind::relay,
    "A host sent unsolicited mail through this server with somebody's password. The server does "
    "not log whose.",
    "  - Look for the program on that host that sends, and clean it.\n"
    "  - Change the password of every mailbox that is used there.",
    "  - Set server_set_id in Exim's authenticators ($auth1, for PLAIN $auth2): the next message\n"
    "    tells whose password it is.\n"
    "  - Give that mailbox a new password."};

constexpr std::string_view kOwnerTemplate = R"(Subject: Unsolicited mail from {actor}

Hello,

{what}

  Where:      {actor}
  Page:       {page}
  First seen: {since}
  Last seen:  {until}
  Messages:   {messages} to {recipients} recipients

Their subjects were:
{subjects}

What was done:
{done}

What you should do now:
{todo}

What shows it:
{evidence}

Please answer this letter, with the reference {id}, once that is done.

The administrators of {server}
)";

constexpr std::string_view kAdministratorTemplate = R"(Subject: {id}: {actor}

{what}

  Where:      {actor}
  Page:       {page}
  File:       {script}
  First seen: {since}
  Last seen:  {until}
  Messages:   {messages} to {recipients} recipients

Driven by:
{origins}

What shows it:
{evidence}

What was done:
{done}

What is planned:
{plan}

What to see to:
{todo}

  queuehound explain {id}
)";

constexpr LetterWords kOldPlacesWords{
    IncidentKind::mailbox,
    "Unsolicited mail was sent with the mailbox's password, from addresses that it has long used: "
    "by a virus on a computer there, or by somebody who knows the password.",
    "  - Look for a virus on every computer and phone there before it learns the new password.\n"
    "  - Change the password wherever else it was used.",
    "  - Hand the new password over by telephone, never by mail to this mailbox.\n"
    "  - Do not block the addresses: the owner sits there.\n"
    "  - Ask blocklists for removal only when no new message is seen."};

constexpr LetterWords kChangedPageWords{
    IncidentKind::form,
    "Strangers drive a page of the site that sends mail. Its file was changed before the first of "
    "it: by an update of the site's software, or by an intruder.",
    "  - Compare the page's file with its maker's version of the same release. If they differ, and "
    "the\n"
    "    difference is not your own, an intruder is in: restore the site from a clean backup, and\n"
    "    change every password of the account.\n"
    "  - If it is the maker's, add a captcha to that page and limit how often one visitor may "
    "send.",
    "  - The page stays open, for to close it takes the site down: the flood is frozen and the\n"
    "    drivers are blocked.\n"
    "  - Compare the file with its maker's version of the same release. If it is an intruder's, "
    "put\n"
    "    the maker's in its place, and look for the way in.\n"
    "  - Set a limit for it (ratelimit in acl_not_smtp) until that is done."};

}  // namespace

const LetterWords& letter_words(const Incident& incident) {
  if (incident.has_unnamed_login()) return kUnnamedLoginWords;
  if (incident.is_from_old_places && !incident.url) return kOldPlacesWords;
  if (!incident.how_page_changed.empty()) return kChangedPageWords;
  return *std::ranges::find(kWords, incident.kind, &LetterWords::kind);
}

std::string_view builtin_template(Audience audience) {
  return audience == Audience::owner ? kOwnerTemplate : kAdministratorTemplate;
}

}  // namespace queuehound
